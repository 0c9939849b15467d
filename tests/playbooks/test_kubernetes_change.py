"""When nothing is changed at all, and what restart and rollback do, once and twice."""

from datetime import timedelta
from typing import Any

import pytest

from alertflow.model.command import Approval, Command, Effect
from alertflow.playbooks import kubernetes
from tests.playbooks.cluster import RESTARTED, REVISION, Cluster, ago
from tests.playbooks.conftest import Kube
from tests.playbooks.running import skipped

app = kubernetes.Deployment("app")
scaled = kubernetes.Deployment("app", hpa="app-hpa")

each_change = pytest.mark.parametrize(
    "command", [app.restart(), app.rollback(), app.scale(maximum=5), scaled.scale()], ids=lambda c: c.name
)


# Preconditions of all


@each_change
def test_nothing_is_changed_where_the_deployment_does_not_exist(
    kube: Kube, cluster: Cluster, command: Command
) -> None:
    assert skipped(kube(command, "act")) == "deployment/app does not exist in namespace default"
    assert cluster.now().changes() == []


@each_change
def test_nothing_is_changed_without_a_kubeconfig(kube: Kube, cluster: Cluster, command: Command) -> None:
    assert (
        skipped(kube(command, "act", {"KUBECONFIG": ""})) == "there is no kubeconfig: its secret is not set"
    )
    assert cluster.now().calls == []


@each_change
def test_nothing_is_changed_in_a_dry_run(kube: Kube, cluster: Cluster, command: Command) -> None:
    cluster.deployment("app:1", "app:2")

    assert kube(command, "act", {"DRY_RUN": "true"}).results == [f"{command.name}: would run"]
    assert cluster.now().calls == []


@each_change
@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ({"paused": True}, "the rollout of deployment/app is paused"),
        ({"replicas": 0}, "deployment/app is scaled to zero, which somebody wanted"),
    ],
)
def test_nothing_is_changed_that_somebody_stopped(
    kube: Kube, cluster: Cluster, command: Command, spec: dict[str, Any], reason: str
) -> None:
    cluster.deployment("app:1", "app:2")["spec"] |= spec
    cluster.save()

    assert skipped(kube(command, "act")) == reason
    assert cluster.now().changes() == []


@each_change
def test_a_cluster_that_refuses_fails_the_step(kube: Kube, cluster: Cluster, command: Command) -> None:
    cluster.forbidden = ["deployment"]
    cluster.save()

    ran = kube(command, "act")

    assert (ran.status, ran.results) == (1, [f"{command.name}: failed (exit 1)"])
    assert "deployment is forbidden" in ran.annotations[0]


def test_what_changes_something_says_so_and_can_be_asked_for_by_name() -> None:
    assert [(c.effect, c.action) for c in (app.restart(), app.rollback(), scaled.scale())] == [
        (Effect.CHANGES, "restart"),
        (Effect.DESTROYS, "rollback"),
        (Effect.CHANGES, "scale"),
    ]
    assert app.rollback(approval=Approval("production")).approval == Approval("production")


# Restart


def test_a_restart_restarts(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")

    ran = kube(app.restart(), "act")

    assert (ran.status, ran.results) == (0, ["restart: ok"])
    assert ran.conclusions == ["restarted deployment/app"]
    assert cluster.now().changes() == ["rollout restart deployment/app"]


def test_a_second_restart_soon_after_is_skipped_whoever_made_the_first(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")

    kube(app.restart(), "act")
    reason = skipped(kube(app.restart(), "act"))

    assert reason.startswith("deployment/app was already restarted ")
    assert len(cluster.now().changes()) == 1


def test_a_restart_long_after_the_last_one_is_made(kube: Kube, cluster: Cluster) -> None:
    template = cluster.deployment("app:1")["spec"]["template"]
    template["metadata"]["annotations"] = {RESTARTED: ago(minutes=11)}
    cluster.save()

    assert kube(app.restart(), "act").results == ["restart: ok"]


@pytest.mark.parametrize(
    "progress",
    [
        {"type": "Progressing", "status": "True", "reason": "ReplicaSetUpdated", "lastUpdateTime": ago()},
        None,
    ],
)
def test_a_restart_waits_for_no_rollout(
    kube: Kube, cluster: Cluster, progress: dict[str, str] | None
) -> None:
    status = cluster.deployment("app:1")["status"]
    status |= {"conditions": [progress] if progress else [], "updatedReplicas": 1}
    cluster.save()

    assert skipped(kube(app.restart(), "act")) == "a rollout of deployment/app is under way"


def test_a_rollout_that_failed_is_not_under_way(kube: Kube, cluster: Cluster) -> None:
    condition = cluster.deployment("app:1")["status"]["conditions"][1]
    condition |= {"status": "False", "reason": "ProgressDeadlineExceeded"}
    cluster.save()

    assert kube(app.restart(), "act").results == ["restart: ok"]


@pytest.mark.parametrize(
    ("ready", "strategy", "selector", "restarts"),
    [
        (3, {"type": "Recreate"}, {"app": "app"}, False),
        (3, {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}}, {"app": "app"}, False),
        (3, {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "50%"}}, {}, False),
        (3, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0}}, {"app": "app"}, False),
        (3, {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "25%"}}, {"app": "app"}, True),
        (3, {"type": "Recreate"}, {"app": "another"}, True),
        (0, {"type": "Recreate"}, {"app": "app"}, True),
    ],
)
def test_a_restart_takes_no_ready_pod_that_a_disruption_budget_keeps(
    kube: Kube, cluster: Cluster, ready: int, strategy: Any, selector: dict[str, str], restarts: bool
) -> None:
    deployment = cluster.deployment("app:1")
    deployment["spec"]["strategy"] = strategy
    deployment["status"]["readyReplicas"] = ready
    spec = {"selector": {"matchLabels": selector}}
    cluster.add("PodDisruptionBudget", "keep", spec=spec, status={"disruptionsAllowed": 0})
    cluster.add("PodDisruptionBudget", "none", spec={}, status={"disruptionsAllowed": 0})
    cluster.save()

    ran = kube(app.restart(), "act")

    assert bool(cluster.now().changes()) == restarts
    if not restarts:
        assert skipped(ran) == "the PodDisruptionBudget keep allows no disruption now"


def test_a_restart_goes_on_with_a_warning_where_budgets_cannot_be_read(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")
    cluster.forbidden = ["poddisruptionbudgets"]
    cluster.save()

    ran = kube(app.restart(), "act")

    assert ran.results == ["restart: ok"]
    assert "none was considered" in ran.annotations[0]


# Rollback


def test_a_rollback_goes_back_to_the_revision_before(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", "app:2", "app:3")

    ran = kube(app.rollback(), "act")

    assert ran.results == ["rollback: ok"]
    assert ran.conclusions == ["rolled deployment/app back from revision 3 to what revision 2 was"]
    assert cluster.now().image() == "app:2"


def test_a_second_rollback_does_not_undo_the_first(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", "app:2", "app:3")

    kube(app.rollback(), "act")
    reason = skipped(kube(app.rollback(), "act"))

    assert reason.startswith("revision 3 is the one that was rolled back from")
    assert cluster.now().image() == "app:2"


def test_not_even_after_a_restart_does_a_rollback_undo_the_last_one(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", "app:2", "app:3")

    kube(app.rollback(), "act")
    kube(app.restart(), "act")

    assert "rolled back from" in skipped(kube(app.rollback(), "act"))
    assert cluster.now().image() == "app:2"


def test_a_rollback_that_stopped_before_it_was_done_is_done_by_the_next_run(
    kube: Kube, cluster: Cluster
) -> None:
    deployment = cluster.deployment("app:1", "app:2")
    deployment["metadata"]["annotations"]["alertflow/rolled-back-from"] = "2"
    cluster.save()

    kube(app.rollback(), "act")

    assert cluster.now().image() == "app:1"


def test_the_next_bad_release_can_be_rolled_back_again(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", "app:2")
    kube(app.rollback(), "act")
    later = cluster.now()
    deployment = later.objects["Deployment"]["app"]
    bad = {
        "metadata": {"labels": {"app": "app"}},
        "spec": {"containers": [{"name": "main", "image": "app:4"}]},
    }
    later.roll_out(deployment, bad)
    later.save()

    kube(app.rollback(), "act")

    assert cluster.now().image() == "app:1"


def test_a_restart_is_no_revision_to_go_back_to(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", "app:2")
    kube(app.restart(), "act")

    kube(app.rollback(), "act")

    assert cluster.now().image() == "app:1"


@pytest.mark.parametrize("age", [timedelta(hours=3), timedelta(days=40)])
def test_a_release_that_is_not_recent_is_not_rolled_back(
    kube: Kube, cluster: Cluster, age: timedelta
) -> None:
    cluster.deployment("app:1", "app:2", age=age)

    minutes = int(age.total_seconds() / 60)
    assert skipped(kube(app.rollback(), "act")) == (
        f"revision 2 was rolled out {minutes} minutes ago, so it is not the likely cause"
    )
    assert kube(app.rollback(within="60d"), "act").results[-1] == "rollback: ok"


def test_there_may_be_nothing_to_go_back_to(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")
    cluster.add("ReplicaSet", "of-another", spec={"template": {}})["metadata"]["annotations"][REVISION] = "0"
    cluster.save()

    assert skipped(kube(app.rollback(), "act")) == "deployment/app has no earlier revision to go back to"


def test_a_change_that_the_controller_has_not_seen_is_not_rolled_back(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", "app:2")["metadata"]["generation"] += 1
    cluster.save()

    assert "changed just now" in skipped(kube(app.rollback(), "act"))
