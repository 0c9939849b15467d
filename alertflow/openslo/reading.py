"""Reads objects: of which kind one is, by its `apiVersion` and `kind`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alertflow.declared import AlertflowError, Location, suggestion
from alertflow.openslo.alerting import AlertCondition, AlertNotificationTarget, AlertPolicy
from alertflow.openslo.header import VERSION, OpenSlo
from alertflow.openslo.indicators import DataSource, Service, Sli
from alertflow.openslo.objectives import Slo
from alertflow.sections import KUBERNETES
from alertflow.sections.reader import Reader
from alertflow.sections.shapes import Shape
from alertflow.yaml import read

KINDS: Mapping[str, type[OpenSlo]] = {
    kind.FIXED["kind"]: kind
    for kind in (
        Slo,
        Sli,
        Service,
        DataSource,
        AlertPolicy,
        AlertCondition,
        AlertNotificationTarget,
    )
}
"""The classes by what `kind` says."""


def class_of(data: Any, place: Location | None) -> type[OpenSlo]:
    """The class of the object that `data`, a YAML document as plain data, is.

    Raises AlertflowError, at `place`, where it is none, of another version, or of an unknown kind.
    """
    if not isinstance(data, Mapping):
        raise AlertflowError("should be an object of OpenSLO: a mapping with apiVersion and kind.", place)
    version, kind = data.get("apiVersion"), data.get("kind")
    if version != VERSION:
        raise AlertflowError(_other(version), place)
    cls = KINDS.get(str(kind))
    if cls is None:
        raise AlertflowError(f"OpenSLO has no kind '{kind}'. {suggestion(str(kind), KINDS)}", place)
    return cls


def read_object(text: str, path: str) -> OpenSlo:
    """The object of a file of one YAML document. Raises what `OpenSlo.parse` raises."""
    document = read(text, path)
    if document.root is None:
        raise AlertflowError("the file is empty.", Location(path, 1, 1))
    cls = class_of(document.root.data, document.place(document.root))
    reader = Reader(document, KUBERNETES)
    made: OpenSlo = reader.value(Shape(classes=(cls,)), document.root, None)
    reader.mistakes.tell()
    return made


def _other(version: Any) -> str:
    if version in ("openslo/v1alpha", "openslo/v1beta1"):
        return (
            f"{version} is an old form of OpenSLO, from before 2022. In {VERSION} the queries stand in "
            "spec.indicator.spec.ratioMetric, each in metricSource.spec.query, and spec.timeWindow has "
            f"'duration: 30d' and 'isRolling: true'. Write it so, with 'apiVersion: {VERSION}'."
        )
    if str(version).startswith("openslo/v2"):
        return f"{version} is a draft that may still change; write 'apiVersion: {VERSION}'."
    return f"apiVersion should be '{VERSION}', not '{version}'."


__all__ = ["KINDS", "class_of", "read_object"]
