"""What the commands that look at a cluster print and conclude."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model.command import Command, Effect, Secret
from alertflow.playbooks import kubernetes
from tests.playbooks.cluster import Cluster
from tests.playbooks.conftest import Kube
from tests.playbooks.test_library import HOSTILE

app = kubernetes.Deployment("app", hpa="app-hpa")

LOOKS = [
    app.logs(),
    app.logs(previous=True, tail=50, since="15m", matching="x"),
    app.pods(),
    app.events(),
    app.top(),
    app.hpa_status(),
    app.rollout_history(),
    app.rollout_status(),
    app.error_patterns(),
    app.service(),
    kubernetes.services("app=mysql"),
]
each_look = pytest.mark.parametrize("command", LOOKS, ids=lambda command: command.name)


@pytest.fixture
def pod_logs(tmp_path: Path) -> Path:
    """The file of the pods' logs."""
    return tmp_path / "pods.log"


@each_look
def test_looking_changes_nothing_and_needs_the_kubeconfig(
    kube: Kube, cluster: Cluster, pod_logs: Path, command: Command
) -> None:
    cluster.deployment("app:1", "app:2")
    pod_logs.write_text("x\n")
    pod_logs.with_name("previous.log").write_text("x\n")

    kube(command)

    assert command.effect is Effect.READS
    assert command.secrets == (Secret("KUBE_CONFIG_DATA", env="KUBECONFIG", file=True),)
    assert cluster.now().calls
    assert cluster.now().changes() == []


@each_look
@pytest.mark.parametrize("kubeconfig", ["", "/nowhere"])
def test_looking_without_a_kubeconfig_is_skipped(kube: Kube, command: Command, kubeconfig: str) -> None:
    ran = kube(command, "collect", {"KUBECONFIG": kubeconfig})

    assert (ran.status, ran.results) == (
        0,
        [f"{command.name}: skipped (there is no kubeconfig: its secret is not set)"],
    )


@each_look
def test_a_cluster_that_cannot_be_reached_is_a_warning(kube: Kube, tmp_path: Path, command: Command) -> None:
    (tmp_path / "kubeconfig").write_text("kind: Nonsense\n")

    ran = kube(command)

    assert (ran.status, ran.results) == (0, [f"{command.name}: failed (exit 1)"])
    assert "was refused" in ran.annotations[0]
    assert ran.conclusions == []


def test_looking_without_kubectl_is_skipped(runner: Any) -> None:
    assert runner.run(app.pods()).results == ["pods: skipped (kubectl is not installed on this runner)"]


def test_another_secret_may_hold_the_kubeconfig() -> None:
    other = kubernetes.Deployment("app", kubeconfig=Secret("PROD_KUBE"))

    assert other.pods().secrets == (Secret("PROD_KUBE", env="KUBECONFIG", file=True),)


def test_another_namespace_is_part_of_the_target_and_of_every_call(kube: Kube, cluster: Cluster) -> None:
    shop = kubernetes.Deployment("app", namespace="shop", selector="app=web")
    cluster.add("Pod", "web-1", labels={"app": "web"}, status={})
    cluster.save()

    ran = kube(shop.pods())

    assert shop.pods().target == "shop/deployment/app"
    assert ran.conclusions == ["0 of 1 pods are ready"]


def test_logs_are_the_last_lines_of_the_pods(kube: Kube, cluster: Cluster, pod_logs: Path) -> None:
    pod_logs.write_text("".join(f"[pod/app-1/main] line {n}\n" for n in range(300)))
    pod_logs.with_name("previous.log").write_text("[pod/app-1/main] before\n")

    assert kube(app.logs(tail=2)).output.decode().splitlines() == [
        "[pod/app-1/main] line 298",
        "[pod/app-1/main] line 299",
    ]
    calls = cluster.now().calls[0]
    assert {"selector=app=app", "tail=2"} <= set(calls)


def test_logs_before_the_last_restart(kube: Kube, pod_logs: Path) -> None:
    pod_logs.with_name("previous.log").write_text("it crashed\n")

    assert kube(app.logs(previous=True, tail=50)).output == b"it crashed\n"
    assert app.logs(previous=True).name == "logs-previous"


def test_logs_matching_a_pattern(kube: Kube, cluster: Cluster, pod_logs: Path) -> None:
    pod_logs.write_text("Database gone\nfine\nconnection refused\n")

    both = kube(app.logs(matching="database|connection"))
    assert both.output == b"Database gone\nconnection refused\n"


def test_logs_where_no_line_matches_are_no_failure(kube: Kube, pod_logs: Path) -> None:
    pod_logs.write_text("fine\n")

    ran = kube(app.logs(matching="-x database"))

    assert ran.results == ["logs: ok"]
    assert ran.output == b"No line matches -x database\n"


def test_hostile_logs_do_nothing_but_stand_there(kube: Kube, cluster: Cluster, pod_logs: Path) -> None:
    pod_logs.write_bytes(b"\n".join([*HOSTILE, b"x" * 5_000_000, b"database error $(touch pwned)"]) + b"\n")

    read = kube(app.logs())
    classified = kube(app.error_patterns())

    assert read.outside == ["logs: ok"]
    assert classified.outside == ["error-patterns: ok"]
    assert classified.conclusions == ["cause: database, by 1 of the last 14 log lines"]
    assert not (read.temp / "pwned").exists()


@pytest.mark.parametrize(
    ("log", "conclusion"),
    [
        (
            ["MySQL: connection refused", "ECONNREFUSED 10.0.0.1:3306", "GET / 200"],
            "cause: database, by 2 of the last 3 log lines",
        ),
        (
            ["getaddrinfo ENOTFOUND api.example.org", "socket hang up", "sql: too many"],
            "cause: external API, by 2 of the last 3 log lines",
        ),
        (["FATAL: JavaScript heap out of memory"], "cause: memory, by 1 of the last 1 log lines"),
        (["GET / 200"], "cause: unknown, none of the patterns is in the last 1 log lines"),
    ],
)
def test_error_patterns_conclude_the_commonest_cause(
    kube: Kube, pod_logs: Path, log: list[str], conclusion: str
) -> None:
    pod_logs.write_text("".join(f"{line}\n" for line in log))

    assert kube(app.error_patterns()).conclusions == [conclusion]


def test_error_patterns_may_be_ones_own(kube: Kube, pod_logs: Path) -> None:
    pod_logs.write_text("quota exceeded\n")

    ran = kube(app.error_patterns({"quota $(x) of Bob's": r"quota\b"}))

    assert ran.conclusions == ["cause: quota $(x) of Bob's, by 1 of the last 1 log lines"]


def test_a_pattern_that_is_no_regular_expression_is_a_warning(kube: Kube, pod_logs: Path) -> None:
    pod_logs.write_text("x\n")

    ran = kube(app.error_patterns({"broken": "("}))

    assert (ran.status, ran.results) == (0, ["error-patterns: failed (exit 1)"])
    assert "Unmatched (" in ran.annotations[0]


def test_pods_conclude_how_many_are_ready_and_what_happened_to_them(kube: Kube, cluster: Cluster) -> None:
    ready = {"conditions": [{"type": "Ready", "status": "True"}]}
    killed = {"containerStatuses": [{"state": {}, "lastState": {"terminated": {"reason": "OOMKilled"}}}]}
    waiting = {"containerStatuses": [{"state": {"waiting": {"reason": "CrashLoopBackOff"}}}]}
    for number, status in enumerate([ready | killed, waiting, waiting, ready]):
        cluster.add("Pod", f"app-{number}", labels={"app": "app"}, status=status)
    cluster.save()

    ran = kube(app.pods())

    assert ran.conclusions == ["2 of 4 pods are ready; CrashLoopBackOff in 2; OOMKilled in 1"]
    assert b"app-3" in ran.output


def test_no_pods_is_a_conclusion(kube: Kube) -> None:
    assert kube(app.pods()).conclusions == ["no pod matches app=app"]


def test_events_are_those_of_the_deployment_and_what_it_owns(kube: Kube, cluster: Cluster) -> None:
    for name in ("app", "app-h2-x", "apple", "other"):
        cluster.add(
            "Event",
            f"event-of-{name}",
            involvedObject={"kind": "Pod", "name": name},
            type="Warning",
            reason="BackOff",
            message="two\nlines",
            lastTimestamp="2026-01-01T00:00:00Z",
        )
    cluster.save()

    assert kube(app.events()).output.decode().splitlines() == [
        f"2026-01-01T00:00:00Z\tWarning\tBackOff\tPod/{name}\ttwo\\nlines" for name in ("app", "app-h2-x")
    ]


def test_top_shows_what_containers_use(kube: Kube) -> None:
    assert b"250m" in kube(app.top(sort_by="memory")).output


@pytest.mark.parametrize(
    ("now", "conditions", "conclusion", "warns"),
    [
        (4, [], "hpa/app-hpa has room: 4 of 6 replicas", False),
        (6, [], "hpa/app-hpa is at its maximum: 6 of 6 replicas", True),
        (
            4,
            [
                {
                    "type": "ScalingActive",
                    "status": "False",
                    "reason": "FailedGetResourceMetric",
                    "message": "m",
                }
            ],
            "hpa/app-hpa does not scale: FailedGetResourceMetric",
            True,
        ),
    ],
)
def test_hpa_status_concludes_whether_the_named_autoscaler_is_at_its_maximum(
    kube: Kube, cluster: Cluster, now: int, conditions: list[dict[str, str]], conclusion: str, warns: bool
) -> None:
    cluster.add("HorizontalPodAutoscaler", "another", spec={"maxReplicas": 1}, status={"currentReplicas": 1})
    status = {"currentReplicas": now, "conditions": conditions}
    cluster.add("HorizontalPodAutoscaler", "app-hpa", spec={"maxReplicas": 6}, status=status)
    cluster.save()

    ran = kube(app.hpa_status())

    assert ran.conclusions == [conclusion]
    assert bool(ran.annotations) == warns


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=35), "35 minutes ago: recently enough to be the cause, consider a rollback"),
        (timedelta(hours=5), "5 hours ago: too long ago to be the likely cause"),
        (timedelta(days=12), "12 days ago: too long ago to be the likely cause"),
    ],
)
def test_rollout_history_concludes_whether_a_release_may_be_the_cause(
    kube: Kube, cluster: Cluster, age: timedelta, words: str
) -> None:
    cluster.deployment("app:1", "app:2", age=age)

    ran = kube(app.rollout_history())

    assert ran.conclusions == [f"deployment/app: revision 2 (app:2) was rolled out {words}"]


def test_rollout_status_fails_where_the_rollout_does(kube: Kube, cluster: Cluster) -> None:
    deployment = cluster.deployment("app:1")
    assert kube(app.rollout_status(), "verify").results == ["rollout-status: ok"]

    deployment["status"]["conditions"][1]["status"] = "False"
    cluster.save()
    ran = kube(app.rollout_status(), "verify")

    assert ran.status == 1
    assert "exceeded its progress deadline" in ran.annotations[0]


@pytest.mark.parametrize(("timeout", "step"), [("5m", "6m"), ("90s", "3m"), ("1h", "61m")])
def test_a_step_lasts_longer_than_the_command_in_it(timeout: str, step: str) -> None:
    assert app.rollout_status(timeout=timeout).timeout == step


def test_services_conclude_which_have_nothing_behind_them(kube: Kube, cluster: Cluster) -> None:
    for name, ready in (("mysql", True), ("mysql-replica", False)):
        cluster.add("Service", name, labels={"app": "mysql"})
        labels = {"kubernetes.io/service-name": name}
        cluster.add("EndpointSlice", name, labels=labels, endpoints=[{"conditions": {"ready": ready}}])
    cluster.save()

    nothing = "service/mysql-replica has no ready endpoint: nothing answers behind it"
    assert kube(kubernetes.services("app=mysql")).conclusions == [nothing]
    assert kube(app.service("mysql-replica")).conclusions == [nothing, nothing]


def test_no_services_is_a_conclusion(kube: Kube) -> None:
    assert kube(kubernetes.services("app=mysql")).conclusions == ["no service matches app=mysql"]


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (lambda: kubernetes.Deployment("app").hpa_status(), "it has no autoscaler"),
        (lambda: kubernetes.Deployment("App"), "name"),
        (lambda: app.top(sort_by="disk"), "'cpu' or 'memory'"),
        (lambda: app.rollout_history(within="two hours"), "within='two hours' is not a span of time"),
        (lambda: app.rollout_status(timeout="0s"), "not a span of time"),
        (lambda: app.logs(since="5 m"), "since='5 m'"),
        (lambda: app.error_patterns({"a": "b\nc"}), "one line each"),
        (lambda: app.error_patterns({"": "b"}), "one line each"),
        (lambda: kubernetes.services(), "say which"),
        (lambda: kubernetes.services("a=b", name="c"), "not both"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_is_written(declare: Any, message: str) -> None:
    with pytest.raises(DeclarationError, match=message) as refused:
        declare()

    assert refused.value.location is not None
    assert refused.value.location.path == __file__
