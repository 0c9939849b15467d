"""ScaledObjects: what scales a deployment by a query."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from alertflow.compiler.lower.kubernetes.objects import metadata
from alertflow.declared import written_at
from alertflow.kubernetes import ScaledObject, ScaledObjectSpec, ScaleTarget, Trigger
from alertflow.model import Autoscale, Kubernetes, Project


def manifests(project: Project, kubernetes: Kubernetes) -> Iterator[tuple[str, ScaledObject]]:
    """`scaled-object-NAME.yaml` for each, its namespace in front of the name unless that is `default`."""
    for autoscale in kubernetes.autoscale:
        where = "" if autoscale.namespace == "default" else f"{autoscale.namespace}-"
        yield f"scaled-object-{where}{autoscale.deployment}.yaml", _scaled(project, kubernetes, autoscale)


def _scaled(project: Project, kubernetes: Kubernetes, autoscale: Autoscale) -> ScaledObject:
    server = kubernetes.prometheus or f"http://prometheus-operated.{kubernetes.namespace}.svc:9090"
    trigger = Trigger(
        "prometheus",
        metadata={
            "serverAddress": server,
            "query": cleandoc(autoscale.query),
            "threshold": f"{autoscale.threshold:.15g}",
            # A query without a value is no reason to scale down: it may be the scrape that is broken.
            "ignoreNullValues": "false",
        },
    )
    return written_at(
        autoscale.source,
        ScaledObject(
            metadata=metadata(project, kubernetes, autoscale.deployment, autoscale.namespace),
            spec=ScaledObjectSpec(
                scale_target_ref=ScaleTarget(autoscale.deployment),
                min_replica_count=autoscale.minimum,
                max_replica_count=autoscale.maximum,
                triggers=[trigger],
            ),
        ),
    )
