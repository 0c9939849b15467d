"""The same as an object of a cluster, which Sloth's controller makes rules of; its keys are in camelCase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from pydantic import Field

from alertflow.declared import Items
from alertflow.sections import KUBERNETES, Dialect, Section
from alertflow.sloth import levels


class KubernetesEvents(levels.Events):
    """An indicator that counts."""

    CAMEL: ClassVar[bool] = True


class KubernetesRaw(levels.Raw):
    """An indicator that something else has reckoned."""

    CAMEL: ClassVar[bool] = True


class KubernetesSli(levels.Sli):
    """What an objective is measured by."""

    raw: KubernetesRaw | None = None
    events: KubernetesEvents | None = None


class KubernetesAlerting(levels.Alerting):
    """The alerts of an objective."""

    CAMEL: ClassVar[bool] = True


class KubernetesSlo(levels.Slo):
    """An objective. Its name has at most 128 characters."""

    sli: KubernetesSli
    alerting: KubernetesAlerting

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """A name that Sloth or the API server refuses."""
        yield from super().mistakes()
        if len(self.name) > 128:
            yield "name", f"it has {len(self.name)} characters, and an API server takes 128."


class PrometheusServiceLevelSpec(levels.ServiceLevels):
    """A service and its objectives."""

    CAMEL: ClassVar[bool] = True

    slos: Items[KubernetesSlo] = ()


class PrometheusServiceLevel(Section):
    """The object. `metadata` is as every object has it; `status` is the controller's to set.

    Source: https://sloth.dev/specs/kubernetes/.
    """

    FIXED: ClassVar[Mapping[str, str]] = {
        "apiVersion": "sloth.slok.dev/v1",
        "kind": "PrometheusServiceLevel",
    }
    DIALECT: ClassVar[Dialect | None] = KUBERNETES

    metadata: Mapping[str, Any] = Field(default_factory=dict)
    spec: PrometheusServiceLevelSpec
    status: Mapping[str, Any] = Field(default_factory=dict)

    @classmethod
    def parse(cls, text: str, path: str) -> Self:
        """The object that `text`, a file of one YAML document, holds; it knows its places there.

        Raises AlertflowError, with the place of each, for what is not of the form that the API server takes.
        """
        from alertflow.sections import read  # only who has files needs it

        return read(cls, text, path)


__all__ = [
    "KubernetesAlerting",
    "KubernetesEvents",
    "KubernetesRaw",
    "KubernetesSli",
    "KubernetesSlo",
    "PrometheusServiceLevel",
    "PrometheusServiceLevelSpec",
]
