"""ScaledObject: how KEDA scales a workload, by Prometheus queries among other things.

Sources: https://keda.sh/docs/latest/reference/scaledobject-spec/, …/scalers/prometheus/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items
from alertflow.kubernetes.manifest import Manifest, Part

PROMETHEUS = "prometheus"
Behavior = Literal["static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"]
"""Which number of replicas a fallback goes by: its own, or the one there is."""

_NEEDED = ("serverAddress", "query", "threshold")


class ScaleTarget(Part):
    """The workload, a Deployment unless it says otherwise, of the same namespace."""

    api_version: str | None = None
    kind: str | None = None
    name: str = Field(kw_only=False)
    env_source_container_name: str | None = None


class AuthenticationRef(Part):
    """The TriggerAuthentication, or ClusterTriggerAuthentication, that holds a trigger's credentials."""

    name: str = Field(kw_only=False)
    kind: str | None = None


class Trigger(Part):
    """One reason to scale. `metadata` is the scaler's own: its values are text, numbers included.

    For `prometheus`: `serverAddress`, `query` (one value) and `threshold`, the value for each replica; with
    `activationThreshold`, the value above which it scales from zero.
    """

    type: str = Field(kw_only=False)
    name: str | None = None
    metadata: Mapping[str, str]
    authentication_ref: AuthenticationRef | None = None
    metric_type: Literal["AverageValue", "Value", "Utilization"] | None = None
    use_cached_metrics: bool | None = None

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """What the Prometheus scaler must be told, and is not."""
        for key in _NEEDED if self.type == PROMETHEUS else ():
            if not self.metadata.get(key):
                yield "metadata", f"'{key}' is missing: the scaler 'prometheus' needs it."


class Fallback(Part):
    """How many replicas there are while a trigger could not be read `failure_threshold` times in a row."""

    failure_threshold: int
    replicas: int
    behavior: Behavior | None = None


class ScaledObjectSpec(Part):
    """The workload, its bounds, and what moves it between them. Periods are seconds."""

    scale_target_ref: ScaleTarget
    polling_interval: int | None = None
    cooldown_period: int | None = None
    initial_cooldown_period: int | None = None
    idle_replica_count: int | None = None
    min_replica_count: int | None = None
    max_replica_count: int | None = None
    fallback: Fallback | None = None
    advanced: Mapping[str, Any] = Field(default_factory=dict)
    triggers: Items[Trigger]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Bounds that exclude each other (KEDA's own are 0 and 100), and nothing to scale by."""
        if not self.triggers:
            yield "triggers", "name at least one trigger: nothing else scales."
        least = 0 if self.min_replica_count is None else self.min_replica_count
        most = 100 if self.max_replica_count is None else self.max_replica_count
        if least > most:
            yield "min_replica_count", f"at least {least} replicas and at most {most} exclude each other."
        if self.idle_replica_count is not None and self.idle_replica_count >= least:
            yield "idle_replica_count", "it is less than minReplicaCount: for KEDA, 0 where there is one."


class ScaledObject(Manifest):
    """KEDA makes a HorizontalPodAutoscaler (`keda-hpa-NAME`) of it, and scales to and from zero by itself.

    The workload must have no other autoscaler: the two would work against each other.
    """

    FIXED: ClassVar = {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject"}

    spec: ScaledObjectSpec
    status: Mapping[str, Any] = Field(default_factory=dict)
