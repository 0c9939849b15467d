"""What every generated object has: its name, its namespace, and the labels by which it is found."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.kubernetes import Metadata
from alertflow.model import Kubernetes, Project

MANAGED_BY, PART_OF = "app.kubernetes.io/managed-by", "app.kubernetes.io/part-of"
"""Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/."""


def metadata(
    project: Project,
    kubernetes: Kubernetes,
    name: str,
    namespace: str = "",
    annotations: Mapping[str, str] | None = None,
) -> Metadata:
    """The metadata of the object `name`, in the namespace of `kubernetes` unless another one is given."""
    labels = {PART_OF: project.name, MANAGED_BY: "alertflow", **kubernetes.labels}
    return Metadata(
        name, namespace=namespace or kubernetes.namespace, labels=labels, annotations=annotations or {}
    )
