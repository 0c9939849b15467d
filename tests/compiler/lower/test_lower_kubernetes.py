"""The manifests of a project: they say the same as its files, and clusters and operators take them."""

import json
import subprocess
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow import Alert, Project, Remediation, Severity, Team
from alertflow.cluster import AlertmanagerObject, AlertmanagerSecret, Autoscale, Kubernetes, Permission
from alertflow.compiler import build, texts
from alertflow.compiler.lower.kubernetes.access import policy
from alertflow.declared import AlertflowError, DeclarationError
from alertflow.dispatch import Bridge, Direct
from alertflow.kubernetes import (
    KINDS,
    AlertmanagerConfig,
    Manifest,
    PolicyRule,
    PrometheusRule,
    Role,
    RoleBinding,
    ScaledObject,
    Secret,
    ServiceAccount,
    read_manifest,
)
from alertflow.playbooks import kubernetes
from alertflow.prometheus import RuleFile
from alertflow.receivers import Email, PagerDuty, Slack, Webhook
from alertflow.yaml import dump, parse
from tests.playbooks.api_server import ApiServer, Rule, State

Programs = Callable[[str], Path]


shop = kubernetes.Deployment("shop", namespace="web", hpa="shop-hpa")
till = kubernetes.Deployment("till", namespace="web")
desk = kubernetes.Deployment("desk")

team = Team(
    "web",
    receivers=[
        Slack(channel="#alerts"),
        PagerDuty(
            routing_key_file="/etc/alertmanager/secrets/keys/pagerduty", min_severity=Severity.CRITICAL
        ),
        Email("a@example.org", sender="b@example.org", smarthost="smtp.example.org:25", username="alerts"),
        Webhook("https://audit.example.org/", token_file="/etc/alertmanager/audit-token"),
    ],
)
errors = Alert(
    name="HighErrorRate",
    expr='sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05',
    for_="5m",
    severity=Severity.CRITICAL,
    summary="{{ $value | humanizePercentage }} of requests fail",
    remediation=Remediation(
        diagnose=[shop.logs(), till.logs(), desk.top()],
        act=[shop.restart(), shop.scale()],
        verify=[shop.rollout_status()],
    ),
)
slow = Alert(name="Slow", expr="latency > 1", severity=Severity.WARNING, summary="slow")
direct = Direct(token_file="/etc/alertmanager/secrets/keys/github-token")
bridge = Bridge("https://bridge.example.org/alerts", token_file="/etc/alertmanager/secrets/keys/bridge")


def project(cluster: Kubernetes | None, *alerts: Alert, **more: Any) -> Project:
    given: dict[str, Any] = {"dispatch": direct, "team": team, **more}
    return Project(
        name="shop", repository="example/shop", alerts=alerts or (errors, slow), kubernetes=cluster, **given
    )


def manifests(made: Project) -> dict[str, Manifest]:
    return {path.rpartition("/")[2]: one for path, one in build(made).of(Manifest)}


def checked(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def only(made: Project, kind: type[Manifest]) -> Any:
    (found,) = [one for one in manifests(made).values() if isinstance(one, kind)]
    return found


def test_without_it_there_are_none() -> None:
    assert manifests(project(None)) == {}


def test_each_manifest_is_a_file_of_its_own_below_the_folder() -> None:
    cluster = Kubernetes(
        folder="deploy/alerts", autoscale=[Autoscale("desk", query="up", threshold=1, maximum=2)]
    )
    assert [path for path, _ in build(project(cluster)).of(Manifest)] == [
        "deploy/alerts/alert-rules.yaml",
        "deploy/alerts/secret-alertmanager-main.yaml",
        "deploy/alerts/scaled-object-desk.yaml",
        "deploy/alerts/service-account.yaml",
        "deploy/alerts/role-default.yaml",
        "deploy/alerts/role-binding-default.yaml",
        "deploy/alerts/role-web.yaml",
        "deploy/alerts/role-binding-web.yaml",
    ]


def test_every_object_has_the_labels_that_selectors_look_for() -> None:
    cluster = Kubernetes(namespace="observe", labels={"release": "kube-prometheus-stack"})
    made = manifests(project(cluster))
    for one in made.values():
        assert one.metadata.labels == {
            "app.kubernetes.io/part-of": "shop",
            "app.kubernetes.io/managed-by": "alertflow",
            "release": "kube-prometheus-stack",
        }
    assert {path: one.metadata.namespace for path, one in made.items()} == {
        "alert-rules.yaml": "observe",
        "secret-alertmanager-main.yaml": "observe",
        "service-account.yaml": "observe",
        "role-default.yaml": "default",
        "role-binding-default.yaml": "default",
        "role-web.yaml": "web",
        "role-binding-web.yaml": "web",
    }


def test_labels_that_no_cluster_takes_are_told_where_they_are_written() -> None:
    with pytest.raises(
        DeclarationError, match=r"Kubernetes\(…\): labels: the label release: 'a b' is no value"
    ):
        Kubernetes(labels={"release": "a b"})


@pytest.mark.parametrize("release", ["old", "new"])
def test_the_rules_are_those_of_the_rule_file_and_pass_promtool(
    programs: Programs, tmp_path: Path, release: str
) -> None:
    made = project(Kubernetes())
    spec = only(made, PrometheusRule).spec.to_data()
    (rule_file,) = [one for path, one in build(made).of(RuleFile) if path.endswith("alert_rules.yml")]
    assert spec == rule_file.to_data()

    (tmp_path / "rules.yml").write_text(dump(spec))
    checked(programs(f"promtool-{release}"), "check", "rules", "--lint-fatal", tmp_path / "rules.yml")


def test_ten_thousand_alerts_are_parted_and_none_is_lost(programs: Programs, tmp_path: Path) -> None:
    many = [
        Alert(
            name=f"Alert{number}",
            expr=f'sum by (path) (rate(http_requests_total{{shard="{number}",status=~"5.."}}[5m])) > 0.05',
            for_="5m",
            severity=Severity.WARNING,
            summary="{{ $value | humanizePercentage }} of the requests to {{ $labels.path }} fail",
            runbook=f"https://runbooks.example.org/{number}",
        )
        for number in range(10_000)
    ]
    made = manifests(project(Kubernetes(), *many, dispatch=()))
    rules = {path: one for path, one in made.items() if isinstance(one, PrometheusRule)}

    assert list(rules)[:3] == ["alert-rules.yaml", "alert-rules-2.yaml", "alert-rules-3.yaml"]
    assert [one.name for one in rules.values()][:2] == ["shop-alert-rules", "shop-alert-rules-2"]
    groups = [group for one in rules.values() for group in one.spec.groups]
    assert [group["name"] for group in groups][:3] == ["shop", "shop-2", "shop-3"]
    assert [rule["alert"] for group in groups for rule in group["rules"]] == [one.name for one in many]
    assert max(len(dump(one.to_data()).encode()) for one in rules.values()) < 250_000

    last = list(rules.values())[-1]
    (tmp_path / "rules.yml").write_text(dump(last.spec.to_data()))
    checked(programs("promtool-new"), "check", "rules", "--lint-fatal", tmp_path / "rules.yml")

    cluster = applied(programs("kubectl-new"), dict(list(rules.items())[:2]), tmp_path)
    kept = [
        one["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"] for one in cluster
    ]
    assert len(kept) == 2
    assert 190_000 < max(map(len, kept)) < 262_144 - 2_000


def test_one_rule_too_large_for_any_object_is_told() -> None:
    huge = errors.replace(name="Huge", description="x" * 300_000)
    with pytest.raises(
        AlertflowError, match=r"alert_rules\.yml cannot become a PrometheusRule: the rule Huge"
    ):
        build(project(Kubernetes(), huge))


def test_the_secret_holds_the_configuration_word_for_word(programs: Programs, tmp_path: Path) -> None:
    made = project(Kubernetes(alertmanager=AlertmanagerSecret("alertmanager-shop")))
    secret = only(made, Secret)
    text = secret.text("alertmanager.yaml")
    written = texts(build(made), "alertflow.py")["monitoring/alertmanager.yml"].decode()

    assert secret.name == "alertmanager-shop"
    assert written.endswith(f"\n\n{text}")
    (tmp_path / "alertmanager.yaml").write_text(text)
    checked(programs("amtool-new"), "check-config", tmp_path / "alertmanager.yaml")


def test_no_credential_is_in_the_secret_and_the_files_that_hold_them_are_listed() -> None:
    secret = only(project(Kubernetes()), Secret)
    assert secret.metadata.annotations["alertflow/files"].split() == [
        "/etc/alertmanager/audit-token",
        "/etc/alertmanager/secrets/keys/github-token",
        "/etc/alertmanager/secrets/keys/pagerduty",
        "/etc/alertmanager/slack-webhook-url",
        "/etc/alertmanager/smtp-password",
    ]


def test_each_way_to_github_has_a_secret_of_its_own() -> None:
    ways = [direct, bridge.replace(config="monitoring/old_alertmanager.yml")]
    made = manifests(project(Kubernetes(), dispatch=ways))
    secrets = {path: one.name for path, one in made.items() if isinstance(one, Secret)}
    assert secrets == {
        "secret-alertmanager-main.yaml": "alertmanager-main",
        "secret-alertmanager-main-old-alertmanager.yaml": "alertmanager-main-old-alertmanager",
    }


def test_the_operator_may_be_given_no_configuration() -> None:
    made = manifests(project(Kubernetes(alertmanager=None)))
    assert not any(isinstance(one, Secret | AlertmanagerConfig) for one in made.values())


def test_an_alertmanager_config_says_what_the_file_says() -> None:
    spec = only(
        project(Kubernetes(alertmanager=AlertmanagerObject("keys")), dispatch=bridge), AlertmanagerConfig
    ).spec
    data = spec.to_data()

    dispatch, of_team = data["route"]["routes"]
    assert dispatch["receiver"] == "github-dispatch"
    assert dispatch["matchers"] == [{"name": "dispatch", "value": "github", "matchType": "="}]
    assert dispatch["continue"] is True
    assert dispatch["groupBy"] == ["alertname", "severity", "target"]
    assert of_team["routes"][0]["matchers"] == [{"name": "severity", "value": "critical", "matchType": "="}]
    receivers = {one["name"]: one for one in data["receivers"]}
    assert receivers["github-dispatch"]["webhookConfigs"] == [
        {
            "url": "https://bridge.example.org/alerts",
            "sendResolved": True,
            "httpConfig": {
                "authorization": {"type": "Bearer", "credentials": {"name": "keys", "key": "bridge"}}
            },
        }
    ]
    critical = receivers["web-critical"]
    assert critical["slackConfigs"][0]["apiURL"] == {"name": "keys", "key": "slack-webhook-url"}
    assert critical["pagerdutyConfigs"][0]["routingKey"] == {"name": "keys", "key": "pagerduty"}
    assert {"key": "firing", "value": "{{ .Alerts.Firing | len }}"} in critical["pagerdutyConfigs"][0][
        "details"
    ]
    assert critical["emailConfigs"][0]["authPassword"] == {"name": "keys", "key": "smtp-password"}


def test_direct_dispatch_does_not_fit_into_an_alertmanager_config() -> None:
    with pytest.raises(AlertflowError) as caught:
        build(project(Kubernetes(alertmanager=AlertmanagerObject())))
    assert str(caught.value).partition(": ")[2].splitlines() == [
        "an AlertmanagerConfig cannot say all of the Alertmanager configuration:",
        "  receivers[1].webhook_configs[0].http_config.http_headers: it has no HTTP headers.",
        "  receivers[1].webhook_configs[0].payload: it is one text there, for operators that know it.",
        "  Give Kubernetes(alertmanager=AlertmanagerSecret(…)): a Secret holds the whole, as it is.",
    ]
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_a_deployment_is_scaled_by_a_query() -> None:
    autoscale = Autoscale(
        "desk",
        query="""
            sum(rate(http_requests_total[2m]))
        """,
        threshold=0.5,
        minimum=2,
        maximum=20,
        namespace="web",
    )
    scaled = only(project(Kubernetes(autoscale=[autoscale])), ScaledObject)
    assert (scaled.name, scaled.metadata.namespace) == ("desk", "web")
    assert scaled.spec.to_data() == {
        "scaleTargetRef": {"name": "desk"},
        "minReplicaCount": 2,
        "maxReplicaCount": 20,
        "triggers": [
            {
                "type": "prometheus",
                "metadata": {
                    "serverAddress": "http://prometheus-operated.monitoring.svc:9090",
                    "query": "sum(rate(http_requests_total[2m]))",
                    "threshold": "0.5",
                    "ignoreNullValues": "false",
                },
            }
        ],
    }
    other = Kubernetes(prometheus="https://prometheus.example.org", autoscale=[autoscale])
    assert only(project(other), ScaledObject).spec.triggers[0].metadata["serverAddress"] == other.prometheus


def test_the_account_may_do_what_the_commands_do_in_each_namespace() -> None:
    made = manifests(project(Kubernetes()))
    assert made["role-default.yaml"].to_data()["rules"] == [
        {"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]},
        {"apiGroups": ["metrics.k8s.io"], "resources": ["pods"], "verbs": ["list"]},
    ]
    assert made["role-web.yaml"].to_data()["rules"] == [
        {"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]},
        {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
        {
            "apiGroups": ["apps"],
            "resources": ["deployments"],
            "resourceNames": ["shop"],
            "verbs": ["get", "list", "watch", "patch"],
        },
        {
            "apiGroups": ["autoscaling"],
            "resources": ["horizontalpodautoscalers"],
            "resourceNames": ["shop-hpa"],
            "verbs": ["get", "patch"],
        },
        {"apiGroups": ["policy"], "resources": ["poddisruptionbudgets"], "verbs": ["list"]},
    ]
    binding, account = made["role-binding-web.yaml"], made["service-account.yaml"]
    assert isinstance(binding, RoleBinding)
    assert isinstance(account, ServiceAccount)
    assert binding.role_ref.name == made["role-web.yaml"].name
    assert [(one.name, one.namespace) for one in binding.subjects] == [
        (account.name, account.metadata.namespace)
    ]


def test_where_no_command_works_in_a_cluster_there_is_no_account() -> None:
    made = manifests(project(Kubernetes(), slow))
    assert not any(isinstance(one, Role | RoleBinding | ServiceAccount) for one in made.values())


permissions = st.builds(
    lambda resource, **more: Permission(resource, **more),  # hypothesis need not look into the class
    st.sampled_from(["pods", "pods/log", "deployments"]),
    verbs=st.lists(st.sampled_from(["get", "list", "watch", "patch"]), min_size=1, max_size=3),
    group=st.sampled_from(["", "apps"]),
    names=st.lists(st.sampled_from(["a", "b", "c"]), max_size=2),
)


@given(st.lists(permissions, max_size=8))
@settings(max_examples=300)
def test_a_role_allows_what_is_needed_and_nothing_else(needed: list[Permission]) -> None:
    def allowed(*rules: tuple[Sequence[str], ...]) -> set[tuple[str, ...]]:
        requests = product(
            ["", "apps"], ["pods", "pods/log", "deployments"], ["get", "list", "watch", "patch"], "abcd"
        )
        return {
            one
            for one in requests
            if any(
                one[0] in groups
                and one[1] in resources
                and one[2] in verbs
                and (not names or one[3] in names)
                for groups, resources, verbs, names in rules
            )
        }

    made: list[PolicyRule] = policy(needed)
    assert allowed(*((r.api_groups, r.resources, r.verbs, r.resource_names) for r in made)) == allowed(
        *(([p.group], [p.resource], p.verbs, p.names) for p in needed)
    )
    assert policy([*reversed(needed), *needed]) == made


def test_the_models_of_kubernetes_and_the_operators_take_every_manifest(programs: Programs) -> None:
    cluster = Kubernetes(autoscale=[Autoscale("desk", query="up", threshold=1, maximum=2)])
    made = [*manifests(project(cluster)).values()]
    made += manifests(project(cluster.replace(alertmanager=AlertmanagerObject()), dispatch=bridge)).values()
    asked = subprocess.run(
        [programs("kubernetes-validator")],
        input=json.dumps([one.to_data() for one in made]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(asked.stdout) == [[] for _ in made]


@pytest.mark.parametrize("release", ["old", "new"])
def test_kubectl_applies_every_file_as_it_is(programs: Programs, tmp_path: Path, release: str) -> None:
    cluster = Kubernetes(autoscale=[Autoscale("desk", query="up", threshold=1, maximum=2)])
    made = manifests(project(cluster))
    for one in applied(programs(f"kubectl-{release}"), made, tmp_path):
        name = "kubectl.kubernetes.io/last-applied-configuration"
        assert json.loads(one["metadata"]["annotations"].pop(name))
        meant = next(
            m
            for m in made.values()
            if (m.FIXED["kind"], m.name) == (one["kind"], one["metadata"]["name"])
            and m.metadata.namespace == one["metadata"]["namespace"]
        )
        sent = {key: value for key, value in one["metadata"].items() if value}
        assert {**one, "metadata": sent} == meant.to_data()


def test_what_is_written_is_read_as_what_was_meant() -> None:
    made = build(project(Kubernetes(autoscale=[Autoscale("desk", query="up", threshold=1, maximum=2)])))
    for path, text in texts(made, "alertflow.py").items():
        if path.startswith("k8s/"):
            assert read_manifest(text.decode(), path).to_data() == parse(text.decode())


def applied(kubectl: Path, made: dict[str, Manifest], folder: Path) -> list[dict[str, Any]]:
    """The objects of a cluster after `kubectl apply` of these files."""
    files = folder / "manifests"
    files.mkdir()
    for path, one in made.items():
        (files / path).write_text(dump(one.to_data()))
    every = Rule(
        [api.rpartition("/")[0] if "/" in api else "" for api, _ in KINDS], RESOURCES, ["get", "create"]
    )
    state = State({name: [every] for name in ("monitoring", "web", "default")})
    with ApiServer(state) as server:
        cluster = {"name": "one", "cluster": {"server": server.url}}
        context = {"name": "one", "context": {"cluster": "one", "user": "one"}}
        config = {
            "clusters": [cluster],
            "users": [{"name": "one", "user": {"token": "a"}}],
            "contexts": [context],
        }
        (folder / "kubeconfig").write_text(
            json.dumps({"apiVersion": "v1", "kind": "Config", "current-context": "one", **config})
        )
        done = subprocess.run(
            [kubectl, "apply", "--validate=false", "-f", files],
            env={"KUBECONFIG": str(folder / "kubeconfig"), "HOME": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(state.objects) == len(made)
    return state.objects


RESOURCES = [
    *("alertmanagerconfigs", "prometheusrules", "roles", "rolebindings"),
    *("scaledobjects", "secrets", "serviceaccounts"),
]
