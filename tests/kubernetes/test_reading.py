"""Manifests as people have them in files: several, listed, in either form, with mistakes."""

import pytest

from alertflow.declared import AlertflowError, Location
from alertflow.kubernetes import (
    AlertmanagerConfig,
    Manifest,
    PrometheusRule,
    Role,
    ScaledObject,
    Secret,
    read_manifest,
    read_manifests,
)
from alertflow.yaml import dump

RULES = """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  labels: {release: kps}
spec:
  groups:
    - name: shop
      interval: 30s
      rules:
        - alert: Down
          expr: up == 0
          for: 5m
"""
CONFIG = """\
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: {name: shop, namespace: web}
spec:
  route:
    receiver: slack
    groupBy: [alertname]
    matchers:
      - {name: severity, value: critical, matchType: "="}
    routes:
      - receiver: slack
        repeatInterval: 4h
        muteTimeIntervals: [nights]
  receivers:
    - name: slack
      slackConfigs:
        - apiURL: {name: credentials, key: slack}
          sendResolved: true
  muteTimeIntervals:
    - name: nights
      timeIntervals:
        - times: [{startTime: "20:00", endTime: "24:00"}]
"""
SCALED = """\
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: shop}
spec:
  scaleTargetRef: {name: shop}
  minReplicaCount: 2
  maxReplicaCount: 9
  triggers:
    - type: prometheus
      metadata: {serverAddress: http://prometheus.example, query: up, threshold: "3"}
"""
ROLE = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: shop}
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
"""
SECRET = """\
apiVersion: v1
kind: Secret
metadata: {name: shop}
type: Opaque
stringData:
  alertmanager.yaml: |
    route: {receiver: slack}
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RULES, PrometheusRule),
        (CONFIG, AlertmanagerConfig),
        (SCALED, ScaledObject),
        (ROLE, Role),
        (SECRET, Secret),
    ],
)
def test_a_manifest_is_read_by_its_kind_and_says_the_same_when_written(
    text: str, kind: type[Manifest]
) -> None:
    read = read_manifest(text, "m.yaml")
    assert type(read) is kind
    assert read.name == "shop"
    assert read_manifest(dump(read.to_data()), "again.yaml") == read


def test_a_file_holds_several_and_other_kinds_are_passed_over() -> None:
    other = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: Odd_Name}\n"
    text = f"# all of it\n---\n{RULES}---\n{other}---\n# nothing here\n---\n{SECRET}"
    read = read_manifests(text, "m.yaml")
    assert [type(one) for one in read] == [PrometheusRule, Secret]
    assert read[1].place("string_data") == Location(
        "m.yaml", text[: text.index("alertmanager.yaml")].count("\n") + 1, 3
    )


def test_a_list_is_what_it_lists() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n" + "".join(
        "  - " + one.replace("\n", "\n    ").rstrip() + "\n" for one in (ROLE, SCALED)
    )
    assert [type(one) for one in read_manifests(text, "l.yaml")] == [Role, ScaledObject]


def test_the_fields_that_a_server_adds_are_no_mistakes() -> None:
    text = RULES.replace(
        "metadata:\n",
        "metadata:\n  uid: 6f0a\n  resourceVersion: '7'\n  generation: 2\n"
        "  creationTimestamp: '2026-01-01T00:00:00Z'\n  managedFields: [{manager: kubectl}]\n",
    )
    assert read_manifest(text + "status:\n  bindings: []\n", "m.yaml").metadata.generation == 2


def test_every_mistake_is_told_with_its_place() -> None:
    text = f"{SCALED.replace('threshold', 'treshold')}---\n{ROLE.replace('verbs', 'verb')}"
    with pytest.raises(AlertflowError) as caught:
        read_manifests(text, "m.yaml")
    assert str(caught.value).splitlines() == [
        "m.yaml:10:17: spec.triggers[0].metadata: 'threshold' is missing: the scaler 'prometheus' needs it.",
        "m.yaml:16:5: rules[0]: 'verbs' is missing.",
        "m.yaml:18:5: rules[0]: unknown key 'verb'. Did you mean 'verbs'?",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "m.yaml:1:1: should be a manifest: a mapping with apiVersion and kind."),
        ("kind: Secret\n", "m.yaml:1:1: 'apiVersion' is missing: it tells what kind of object this is."),
        (
            f"{SECRET}  port: 80\n",
            "m.yaml:8:9: stringData.port: should be text, not the number 80. Write it in quotes.",
        ),
        (SECRET.replace("shop", "yes"), "m.yaml:3:18: metadata.name: should be text, not"),
        (
            CONFIG.replace("receiver: slack\n        repeat", "receiver: slak\n        repeat"),
            "m.yaml:6:5: spec.route: routes[0]: there is no receiver 'slak'. Did you mean 'slack'?",
        ),
        (SCALED.partition("    - type")[0].replace("triggers:", "triggers: []"), "name at least one trigger"),
        (CONFIG.replace("[nights]", "[night]"), "there is no time interval 'night'. Did you mean 'nights'?"),
        (CONFIG.replace('"="', '"=="'), "spec.route.matchers[0].matchType: '==' is not known here."),
        (
            SCALED.replace("maxReplicaCount: 9", "maxReplicaCount: 1"),
            "at least 2 replicas and at most 1 exclude",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        read_manifests(text, "m.yaml")
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing\n", f"{RULES}---\n{RULES}"])
def test_the_only_manifest_is_not_there_or_not_the_only_one(text: str) -> None:
    with pytest.raises(AlertflowError, match=r"m\.yaml holds (no|2) manifests of the kinds known here"):
        read_manifest(text, "m.yaml")
