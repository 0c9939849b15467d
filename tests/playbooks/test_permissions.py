"""Every command of the playbook asks the API server for what it says it must be allowed to do, and no more.

The real kubectl runs the scripts against a stand-in of the server that refuses what is not permitted.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alertflow.model import Command, Permission
from alertflow.playbooks import database, http, kubernetes, prometheus
from tests.playbooks.api_server import ApiServer, Rule, State
from tests.playbooks.running import Runner

REVISION = "deployment.kubernetes.io/revision"
RECENTLY = (datetime.now(UTC) - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
LABELS = {"app": "app"}

app = kubernetes.Deployment("app", namespace="shop")
scaled = kubernetes.Deployment("app", namespace="shop", hpa="app-hpa")

COMMANDS: list[Command] = [
    *(app.logs(), app.logs(previous=True, since="5m", matching="line"), app.error_patterns()),
    *(app.pods(), app.events(), app.top(), scaled.hpa_status()),
    *(app.rollout_history(), app.rollout_status(timeout="20s")),
    *(app.service(), kubernetes.services("app=app", namespace="shop")),
    *(app.restart(), app.rollback(), app.scale(maximum=5), scaled.scale()),
]


def rules(permissions: Iterable[Permission]) -> dict[str, list[Rule]]:
    """What a role in each namespace would allow."""
    allowed: dict[str, list[Rule]] = {}
    for one in permissions:
        rule = Rule([one.group], [one.resource], one.verbs, one.names)
        allowed.setdefault(one.namespace, []).append(rule)
    return allowed


def made(kind: str, name: str, api: str = "v1", metadata: Any = (), **body: Any) -> dict[str, Any]:
    """An object of the namespace `shop`."""
    common = {"name": name, "namespace": "shop", "uid": f"u-{name}", "generation": 1, "labels": LABELS}
    common |= {"creationTimestamp": RECENTLY, "resourceVersion": "3", "annotations": {}}
    return {"apiVersion": api, "kind": kind, "metadata": common | dict(metadata), **body}


def shop(*, rolling: bool = False, running: bool = True, autoscaled: bool = True) -> list[dict[str, Any]]:
    """A deployment in its second revision, and what belongs to it."""

    def template(revision: int) -> Any:
        return {
            "metadata": {"labels": LABELS},
            "spec": {"containers": [{"name": "main", "image": f"a:{revision}"}]},
        }

    selector = {"matchLabels": LABELS}
    progress = {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"}
    counts = dict.fromkeys(("replicas", "updatedReplicas", "readyReplicas", "availableReplicas"), 3)
    owner = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "app", "uid": "u-app", "controller": True}
    sets = [
        made(
            "ReplicaSet",
            f"app-{revision}",
            "apps/v1",
            {"ownerReferences": [owner], "annotations": {REVISION: str(revision)}},
            spec={"replicas": 0, "selector": selector, "template": template(revision)},
        )
        for revision in (1, 2)
    ]
    deployment = made(
        "Deployment",
        "app",
        "apps/v1",
        {"annotations": {REVISION: "2"}},
        spec={"replicas": 3, "selector": selector, "template": template(2)},
        status={
            "observedGeneration": 1,
            **counts,
            **({"updatedReplicas": 1} if rolling else {}),
            "conditions": [{**progress, "lastUpdateTime": RECENTLY}],
        },
    )
    usage = [{"name": "main", "usage": {"cpu": "1m", "memory": "1Mi"}}]
    autoscaler = made(
        "HorizontalPodAutoscaler",
        "app-hpa",
        "autoscaling/v2",
        spec={"minReplicas": 1, "maxReplicas": 5, "scaleTargetRef": {"kind": "Deployment", "name": "app"}},
        status={"currentReplicas": 3, "desiredReplicas": 3},
    )
    slice_labels = {"labels": {"kubernetes.io/service-name": "app"}}
    pod = made("Pod", "app-1", spec={"containers": [{"name": "main"}]}, status={"phase": "Running"})
    measurement = made("PodMetrics", "app-1", "metrics.k8s.io/v1beta1", window="30s", containers=usage)
    return [
        *(deployment, *sets),
        made("Service", "app", spec={"clusterIP": "192.0.2.7", "ports": [], "selector": LABELS}),
        made(
            "EndpointSlice", "app-x", "discovery.k8s.io/v1", slice_labels, endpoints=[{"addresses": ["::1"]}]
        ),
        *([autoscaler] if autoscaled else []),
        *([pod, measurement] if running else []),
    ]


def situations(command: Command) -> list[list[dict[str, Any]]]:
    """The clusters in which `command` does everything that it ever does."""
    match command.name:
        case "top":
            return [shop(), shop(running=False)]
        case "rollout-status":
            return [shop(rolling=True)]
        case "scale" if "HPA" not in command.env:
            return [shop(autoscaled=False)]
    return [shop()]


@pytest.fixture
def machine(runner: Runner, tmp_path: Path) -> Callable[[Path, Command, State], list[str]]:
    """Runs a command by this kubectl against a cluster: the lines that it leaves of its result."""

    def run(kubectl: Path, command: Command, state: State) -> list[str]:
        (runner.bin / "kubectl").unlink(missing_ok=True)
        (runner.bin / "kubectl").symlink_to(kubectl)
        with ApiServer(state) as server:
            cluster = {"name": "one", "cluster": {"server": server.url}}
            user = {"name": "one", "user": {"token": "a-token"}}
            context = {"name": "one", "context": {"cluster": "one", "user": "one"}}
            config = {"clusters": [cluster], "users": [user], "contexts": [context], "current-context": "one"}
            (tmp_path / "kubeconfig").write_text(json.dumps({"apiVersion": "v1", "kind": "Config", **config}))
            mode = "act" if command.action else "collect"
            return runner.run(
                command, mode, {"KUBECONFIG": str(tmp_path / "kubeconfig"), "HOME": str(tmp_path)}
            ).results[-1:]

    return run


def unused(permissions: Iterable[Permission], states: Iterable[State]) -> list[tuple[str, str]]:
    """The resources and verbs that are permitted, and that nobody asked for."""
    asked = [request for state in states for request in state.asked]
    return [
        (one.resource, verb)
        for one in permissions
        for verb in one.verbs
        if not any(
            Rule([one.group], [one.resource], [verb], one.names).allows(request)
            for request in asked
            if request.namespace == one.namespace
        )
    ]


@pytest.mark.parametrize("release", ["old", "new"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_may_do_just_what_it_does(
    command: Command,
    release: str,
    programs: Callable[[str], Path],
    machine: Callable[[Path, Command, State], list[str]],
) -> None:
    kubectl, states = programs(f"kubectl-{release}"), []
    for objects in situations(command):
        states.append(State(rules(command.permissions), objects))
        assert machine(kubectl, command, states[-1]) == [f"{command.name}: ok"]
        assert states[-1].refused == []

    assert unused(command.permissions, states) == []


def test_without_the_right_to_change_it_nothing_is_changed(
    programs: Callable[[str], Path], machine: Callable[[Path, Command, State], list[str]]
) -> None:
    command, objects = app.restart(), shop()
    before = json.dumps(objects)
    reading = [one.replace(verbs=[v for v in one.verbs if v != "patch"]) for one in command.permissions]
    state = State(rules(reading), objects)

    assert machine(programs("kubectl-new"), command, state) == ["restart: failed (exit 1)"]
    assert [request.verb for request in state.refused] == ["patch"]
    assert json.dumps(objects) == before


def test_the_right_is_for_one_deployment_and_not_for_its_neighbour(
    programs: Callable[[str], Path], machine: Callable[[Path, Command, State], list[str]]
) -> None:
    neighbour = kubernetes.Deployment("other", namespace="shop").restart()
    state = State(rules(app.restart().permissions), shop())

    assert machine(programs("kubectl-new"), neighbour, state) == ["restart: failed (exit 1)"]
    assert {(request.resource, request.name) for request in state.refused} == {("deployments", "other")}


def test_commands_for_other_systems_need_nothing_of_a_cluster() -> None:
    others = [
        database.MySQL().connectivity(),
        http.Endpoint("https://shop.example/health").health(),
        prometheus.Server("http://prometheus.example").query("up", "Up"),
    ]

    assert [command.permissions for command in others] == [(), (), ()]
