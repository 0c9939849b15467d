"""What scaling does with and without an autoscaler, within which bounds, once and twice."""

from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.playbooks import kubernetes
from tests.playbooks.cluster import Cluster
from tests.playbooks.conftest import Kube
from tests.playbooks.running import skipped

app = kubernetes.Deployment("app")
scaled = kubernetes.Deployment("app", hpa="app-hpa")


def autoscaler(cluster: Cluster, *, now: int = 3, desired: int = 3, most: int = 6, of: str = "app") -> Any:
    hpa = cluster.add(
        "HorizontalPodAutoscaler",
        "app-hpa",
        spec={
            "minReplicas": 2,
            "maxReplicas": most,
            "scaleTargetRef": {"kind": "Deployment", "name": of},
        },
        status={"currentReplicas": now, "desiredReplicas": desired},
    )
    cluster.save()
    return hpa


def least(cluster: Cluster) -> int:
    """The autoscaler's minimum now."""
    minimum: int = cluster.now().objects["HorizontalPodAutoscaler"]["app-hpa"]["spec"]["minReplicas"]
    return minimum


def replicas(cluster: Cluster) -> int:
    count: int = cluster.now().objects["Deployment"]["app"]["spec"]["replicas"]
    return count


def test_without_an_autoscaler_replicas_are_added_up_to_the_maximum(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1", replicas=3)

    ran = kube(app.scale(by=5, maximum=6), "act")

    assert replicas(cluster) == 6
    assert ran.conclusions == [
        "scaled deployment/app from 3 to 6 replicas; scale it down when the load is over"
    ]


@pytest.mark.parametrize("now", [6, 9])
def test_no_replica_is_added_above_the_maximum_and_none_is_taken(
    kube: Kube, cluster: Cluster, now: int
) -> None:
    cluster.deployment("app:1", replicas=now)

    reason = skipped(kube(app.scale(maximum=6), "act"))

    assert reason == f"deployment/app has {now} replicas; it may have at most 6"
    assert replicas(cluster) == now


def test_a_deployment_is_not_scaled_twice_in_a_short_time(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")

    kube(app.scale(maximum=9), "act")

    assert "was already scaled" in skipped(kube(app.scale(maximum=9), "act"))
    assert replicas(cluster) == 4


def test_an_autoscaler_that_nobody_named_is_not_fought(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")
    autoscaler(cluster)

    assert skipped(kube(app.scale(maximum=9), "act")) == (
        "hpa/app-hpa decides how many replicas deployment/app has: name it in Deployment(hpa=...)"
    )


@pytest.mark.parametrize(("maximum", "by", "wanted"), [(None, 1, 4), (None, 9, 6), (5, 9, 5), (8, 9, 6)])
def test_with_an_autoscaler_its_minimum_is_raised_within_its_maximum(
    kube: Kube, cluster: Cluster, maximum: int | None, by: int, wanted: int
) -> None:
    cluster.deployment("app:1")
    autoscaler(cluster)

    ran = kube(scaled.scale(by=by, maximum=maximum), "act")

    assert ran.results == ["scale: ok"]
    assert least(cluster) == wanted
    assert replicas(cluster) == 3


def test_an_autoscaler_is_not_raised_twice_in_a_short_time(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")
    autoscaler(cluster)

    kube(scaled.scale(), "act")

    assert "hpa/app-hpa was already scaled" in skipped(kube(scaled.scale(), "act"))
    assert least(cluster) == 4


@pytest.mark.parametrize(
    ("hpa", "reason"),
    [
        ({"now": 3, "desired": 5}, "hpa/app-hpa scales by itself just now, from 3 to 5 replicas"),
        ({"now": 6, "desired": 6}, "hpa/app-hpa is at its maximum of 6 replicas"),
        ({"of": "other"}, "hpa/app-hpa scales Deployment/other, not deployment/app"),
    ],
)
def test_an_autoscaler_is_left_alone(kube: Kube, cluster: Cluster, hpa: dict[str, Any], reason: str) -> None:
    cluster.deployment("app:1")
    autoscaler(cluster, **hpa)

    assert skipped(kube(scaled.scale(), "act")) == reason
    assert least(cluster) == 2


def test_an_autoscaler_that_does_not_exist_skips(kube: Kube, cluster: Cluster) -> None:
    cluster.deployment("app:1")

    assert skipped(kube(scaled.scale(), "act")) == "hpa/app-hpa does not exist in namespace default"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({}, "'maximum' is missing"), ({"by": 0, "maximum": 3}, "at least 1"), ({"maximum": 0}, "at least 1")],
)
def test_scaling_without_bounds_is_refused_where_it_is_written(
    arguments: dict[str, int], message: str
) -> None:
    with pytest.raises(DeclarationError, match=message) as refused:
        app.scale(**arguments)  # type: ignore[arg-type]  # a dict of ints serves by, maximum only

    assert refused.value.location is not None
    assert refused.value.location.path == __file__
