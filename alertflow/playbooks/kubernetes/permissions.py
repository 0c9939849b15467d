"""What each script must be allowed to do: what kubectl asks an API server for, as seen by running it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alertflow.model.permission import Permission, Verb
from alertflow.playbooks.kubernetes import change, diagnosis


class Need(NamedTuple):
    """What a script asks for in its namespace."""

    resource: str
    verbs: Sequence[Verb]
    group: str = ""
    named_by: str = ""
    """The variable of the script that holds the object's name; where that is empty, it lists them all."""


def _deployment(*verbs: Verb) -> Need:
    return Need("deployments", verbs, "apps", "DEPLOYMENT")


def _hpa(*verbs: Verb) -> Need:
    return Need("horizontalpodautoscalers", verbs, "autoscaling", "HPA")


_PODS = Need("pods", ["list"])
_LOGS = (_PODS, Need("pods/log", ["get"]))
_REPLICA_SETS = Need("replicasets", ["list"], "apps")

NEEDED: Mapping[str, Sequence[Need]] = {
    **dict.fromkeys(diagnosis.LOGS, _LOGS),
    diagnosis.ERROR_PATTERNS: _LOGS,
    diagnosis.PODS: [_PODS],
    diagnosis.EVENTS: [Need("events", ["list"])],
    # Where nothing was measured, kubectl asks whether there are pods.
    diagnosis.TOP: [Need("pods", ["list"], "metrics.k8s.io"), _PODS],
    diagnosis.HPA_STATUS: [_hpa("get")],
    diagnosis.ROLLOUT_HISTORY: [_deployment("get"), _REPLICA_SETS],
    # It lists and watches this one deployment, by its name.
    diagnosis.ROLLOUT_STATUS: [_deployment("get", "list", "watch")],
    change.RESTART: [_deployment("get", "patch"), Need("poddisruptionbudgets", ["list"], "policy")],
    change.ROLLBACK: [_deployment("get", "patch"), _REPLICA_SETS],
    change.SCALE_DEPLOYMENT: [
        _deployment("get", "patch"),
        Need("deployments/scale", ["get", "update"], "apps", "DEPLOYMENT"),
        Need("horizontalpodautoscalers", ["list"], "autoscaling"),
    ],
    change.SCALE_HPA: [_deployment("get"), _hpa("get", "patch")],
}
"""Script of a deployment's command -> its needs."""


def permissions(needs: Iterable[Need], env: Mapping[str, str]) -> list[Permission]:
    """The permissions that a script with these needs must have when it runs with the variables `env`."""
    found = []
    for need in needs:
        name = env[need.named_by] if need.named_by else ""
        found.append(
            Permission(
                need.resource,
                verbs=["list"] if need.named_by and not name else need.verbs,
                group=need.group,
                namespace=env["NAMESPACE"],
                names=[name] if name else [],
            )
        )
    return found
