"""The language agrees with the operators' own types: every key, and what their validators refuse."""

from collections.abc import Mapping
from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.kubernetes import (
    KINDS,
    AuthenticationRef,
    Fallback,
    Metadata,
    PolicyRule,
    PrometheusRuleSpec,
    RoleRef,
    ScaledObjectSpec,
    ScaleTarget,
    Subject,
    Trigger,
    alertmanager_config,
    read_manifest,
)
from alertflow.kubernetes.manifest import Part
from alertflow.yaml import dump, parse
from tests.kubernetes.conftest import Keys, Validate
from tests.kubernetes.test_reading import CONFIG, ROLE, RULES, SCALED, SECRET

OPERATOR = "@kubernetes-models/prometheus-operator/monitoring.coreos.com"
KEDA = "@kubernetes-models/keda/keda.sh/v1alpha1"
CORE = "kubernetes-models"

OF_V1 = ("SafeTlsConfig", "SecretOrConfigMap", "SafeAuthorization", "BasicAuth", "OAuth2", "Sigv4")
OTHERWISE = {"HttpConfig": "HTTPConfig", "SafeTlsConfig": "SafeTLSConfig", "SnsConfig": "SNSConfig"} | {
    "MsTeamsConfig": "MSTeamsConfig",
    "MsTeamsV2Config": "MSTeamsV2Config",
}
NEWER = {"WebhookConfig": {"payload"}}
"""Keys that the operator has had since after the release that the models are made from."""


def models() -> dict[tuple[str, str], type[Part]]:
    """The model and type of each class of the language."""
    selectors = ("SecretKeySelector", "ConfigMapKeySelector")
    found: dict[tuple[str, str], type[Part]] = {}
    for name in alertmanager_config.__all__:
        theirs = OTHERWISE.get(name, name)
        version = "v1" if name in OF_V1 else "v1alpha1"
        model = f"{CORE}/v1/{name}" if name in selectors else f"{OPERATOR}/{version}/{theirs}"
        found[model, f"I{theirs}"] = getattr(alertmanager_config, name)
    found[f"{OPERATOR}/v1/PrometheusRuleSpec", "IPrometheusRuleSpec"] = PrometheusRuleSpec
    keda = {"ScaleTriggers": Trigger} | {
        cls.__name__: cls for cls in (AuthenticationRef, Fallback, ScaledObjectSpec, ScaleTarget)
    }
    found |= {(f"{KEDA}/{name}", f"I{name}"): cls for name, cls in keda.items()}
    for rbac in (PolicyRule, RoleRef, Subject):
        found[f"{CORE}/rbac.authorization.k8s.io/v1/{rbac.__name__}", f"I{rbac.__name__}"] = rbac
    found["@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta", "IObjectMeta"] = Metadata
    packages = {
        "monitoring.coreos.com": OPERATOR.rpartition("/")[0],
        "keda.sh": KEDA.partition("/keda.sh")[0],
    }
    for (api_version, kind), manifest in KINDS.items():
        package = packages.get(api_version.partition("/")[0], CORE)
        found[f"{package}/{api_version}/{kind}", f"I{kind}"] = manifest
    return found


def test_every_key_is_known_and_none_is_invented(keys: Keys) -> None:
    ours = models()
    told = dict(zip(ours, keys(list(ours)), strict=True))
    for (model, name), cls in ours.items():
        written = {*cls.keys().values(), *cls.FIXED} - NEWER.get(cls.__name__, set())
        assert written == set(told[model, name]), model


RIGHT = [RULES, CONFIG, SCALED, ROLE, SECRET]
WRONG = [
    RULES.replace("expr: up == 0", "epxr: up == 0"),
    RULES.replace("labels: {release: kps}", "lables: {release: kps}"),
    CONFIG.replace("apiURL:", "api_url:"),
    CONFIG.replace('matchType: "="', "match: x"),
    CONFIG.replace("receiver: slack\n        repeat", "reciever: slack\n        repeat"),
    CONFIG.replace("sendResolved: true", "sendResolved: 1"),
    CONFIG.replace("groupBy: [alertname]", "groupWait: 4x"),
    SCALED.replace("scaleTargetRef: {name: shop}", "scaleTargetRef: {kind: Deployment}"),
    SCALED.replace("maxReplicaCount: 9", "maxReplicaCount: many"),
    SCALED.replace("triggers:", "trigger:"),
    ROLE.replace("verbs", "verb"),
    SECRET.replace("stringData:\n", "stringdata:\n"),
]


def test_what_the_models_take_and_refuse_is_taken_and_refused_here(validate: Validate) -> None:
    told = validate([parse(text) for text in (*RIGHT, *WRONG)])
    for text, problems in zip((*RIGHT, *WRONG), told, strict=True):
        try:
            written: Mapping[str, Any] | None = read_manifest(text, "m.yaml").to_data()
        except AlertflowError:
            written = None
        in_rules = "epxr" in text  # the rules' own language tells of what is inside them
        assert bool(problems) == (written is None or in_rules), (text, problems)
    assert [bool(problems) for problems in told] == [False] * len(RIGHT) + [True] * len(WRONG)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_written_is_what_was_read(text: str) -> None:
    assert parse(dump(read_manifest(text, "m.yaml").to_data())) == parse(text)
