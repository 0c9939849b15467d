"""What a person decides about a cluster, and what is no decision."""

from collections.abc import Callable

import pytest

from alertflow.cluster import AlertmanagerObject, AlertmanagerSecret, Autoscale, Kubernetes, Permission
from alertflow.declared import DeclarationError


def test_the_defaults_are_those_of_the_operators() -> None:
    cluster = Kubernetes()
    assert (cluster.namespace, cluster.folder) == ("monitoring", "k8s/monitoring")
    assert cluster.alertmanager == AlertmanagerSecret("alertmanager-main")
    assert AlertmanagerObject().credentials == "alertmanager-credentials"


@pytest.mark.parametrize(
    ("declare", "said"),
    [
        (lambda: Kubernetes(namespace="Monitoring"), "namespace: should be the name of an object"),
        (lambda: Kubernetes(labels={"a b": "c"}), "labels: the label 'a b' is no key"),
        (
            lambda: Kubernetes(prometheus="prometheus:9090"),
            "prometheus: should be an address that begins with",
        ),
        (
            lambda: Kubernetes(alertmanager="secret"),  # type: ignore[arg-type]  # what a person may write
            "alertmanager: should be an AlertmanagerSecret",
        ),
        (
            lambda: Autoscale("shop", query="up", threshold=0, maximum=2),
            "threshold: should be greater than 0",
        ),
        (lambda: Autoscale("shop", query="up", threshold=1, maximum=0), "maximum: should be greater than or"),
        (
            lambda: Autoscale("shop", query="up", threshold=1, minimum=3, maximum=2),
            "minimum=3 is above maximum=2",
        ),
        (lambda: Autoscale("shop", query="sum(", threshold=1, maximum=2), "query: "),
        (lambda: Permission("Pods", verbs=["get"]), "resource: should be a resource, in the plural"),
        (
            lambda: Permission("pods", verbs=["read"]),  # type: ignore[list-item]  # what a person may write
            "verbs[0]: should be 'get', 'list'",
        ),
        (lambda: Permission("pods", verbs=[]), "verbs: "),
        (lambda: Permission("pods", verbs=["get"], group="apps/v1"), "an API group without a version: apps"),
    ],
)
def test_what_no_cluster_takes_is_told_where_it_is_declared(declare: Callable[[], object], said: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare()
    assert said in caught.value.message
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
