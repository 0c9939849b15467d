"""The manifest: an object of a cluster as a file says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field

from alertflow.declared import Items
from alertflow.kubernetes.names import (
    annotations_mistake,
    labels_mistake,
    name_mistake,
    namespace_mistake,
)
from alertflow.sections import KUBERNETES, Section


class Part(Section):
    """A part of a manifest; its keys are in camelCase."""

    CAMEL: ClassVar = True


class Metadata(Part):
    """What every object has: a name, which is its own among those of its kind and namespace, and labels.

    What comes behind the annotations is the server's to set; it stands in files that were taken from one.
    """

    name: str | None = Field(default=None, kw_only=False)
    generate_name: str | None = None
    namespace: str | None = None
    labels: Mapping[str, str] = Field(default_factory=dict)
    annotations: Mapping[str, str] = Field(default_factory=dict)
    finalizers: Items[str] = ()
    owner_references: Items[Mapping[str, Any]] = ()
    uid: str | None = None
    resource_version: str | None = None
    generation: int | None = None
    creation_timestamp: str | None = None
    deletion_timestamp: str | None = None
    deletion_grace_period_seconds: int | None = None
    managed_fields: Items[Mapping[str, Any]] = ()
    self_link: str | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Names, labels and annotations that an API server refuses."""
        told = {
            "name": name_mistake(self.name) if self.name is not None else "",
            "namespace": namespace_mistake(self.namespace) if self.namespace is not None else "",
            "labels": labels_mistake(self.labels),
            "annotations": annotations_mistake(self.annotations),
        }
        yield from ((field, wrong) for field, wrong in told.items() if wrong)


class Manifest(Part):
    """An object: which kind, by `apiVersion` and `kind`, its metadata, and what is particular to the kind."""

    DIALECT: ClassVar = KUBERNETES

    metadata: Metadata

    @property
    def name(self) -> str:
        """What it is called; '' for one that the server is to name."""
        return self.metadata.name or ""
