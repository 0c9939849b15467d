"""Manifests that hold a configuration, or are one."""

from __future__ import annotations

import base64
from typing import Any

from alertflow.compiler import build, texts
from alertflow.documents import read
from alertflow.importer.configuration import configuration
from alertflow.kubernetes import Secret, read_manifests
from alertflow.yaml import dump
from tests.importer.configuration.importing import drafted, meaning, python, ran

PATH = "k8s/alertmanager.yaml"
CONFIGURATION = """\
# The root.
route:
  receiver: default
  routes:
    - match: {severity: critical}
      receiver: pager
receivers:
  - name: default
  - name: pager  # by phone
    pagerduty_configs:
      - routing_key: 0123456789abcdef
"""


def _secret(**more: Any) -> str:
    return dump(
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "alertmanager-main", "namespace": "monitoring", "labels": {"app": "x"}},
            "type": "Opaque",
            **more,
        }
    )


def _built(text: str) -> str:
    return texts(build(ran(python(drafted(text, PATH)))), "alertflow.py")[PATH].decode()


def test_the_configuration_in_a_secret_is_one_of_python() -> None:
    text = _secret(stringData={"alertmanager.yaml": CONFIGURATION, "slack.tmpl": "{{ define `x` }}{{ end }}"})
    draft = drafted(text, PATH)
    found = python(draft)
    assert 'string_data={\n        "alertmanager.yaml": dump(alertmanager_config.to_data()),' in found
    assert "    # The root.\n    route=" in found
    assert "# by phone" in found
    (secret,) = read_manifests(_built(text), PATH)
    assert isinstance(secret, Secret)
    assert meaning(secret.string_data["alertmanager.yaml"]) == meaning(CONFIGURATION)
    assert secret.string_data["slack.tmpl"] == "{{ define `x` }}{{ end }}"
    assert (secret.type_, secret.metadata.labels) == ("Opaque", {"app": "x"})
    assert len(draft.kept) == 1


def test_a_file_of_alertmanager_is_the_projects_own_before_a_secret() -> None:
    draft = drafted(_secret(stringData={"alertmanager.yaml": CONFIGURATION}), PATH)
    (plain,), _ = read(CONFIGURATION.replace("default", "other"), "monitoring/alertmanager.yml")
    configuration(draft, plain, "monitoring/alertmanager.yml")
    built = texts(build(ran(python(draft))), "alertflow.py")
    assert set(built) == {PATH, "monitoring/alertmanager.yml"}
    assert b"receiver: other" in built["monitoring/alertmanager.yml"]
    assert b"receiver: default" in built[PATH]


def test_one_in_base64_becomes_text() -> None:
    encoded = base64.b64encode(CONFIGURATION.encode()).decode()
    (secret,) = read_manifests(_built(_secret(data={"alertmanager.yml": encoded, "token": "eA=="})), PATH)
    assert isinstance(secret, Secret)
    assert meaning(secret.string_data["alertmanager.yml"]) == meaning(CONFIGURATION)
    assert secret.data == {"token": "eA=="}


def test_objects_of_an_operator_are_kept_whole() -> None:
    text = """\
# Of the shop.
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata:
  name: shop
spec:
  route:
    receiver: slack
    matchers: [{name: team, value: shop, matchType: "="}]
    # nested
    routes: [{receiver: slack, continue: true}]
  receivers:
    - name: slack
      slackConfigs:
        - apiURL: {name: slack, key: url}
          channel: '#shop'
---
# Who may read.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader  # of pods
"""
    found = python(drafted(text, PATH))
    assert "# Of the shop.\nshop_alertmanager_config = " in found
    assert "# Who may read.\nreader_service_account = " in found
    assert found.count("# nested") == 1
    assert found.count("# of pods") == 1
    old, new = (read(one, PATH)[0] for one in (text, _built(text)))
    assert [one.document for one in new] == [one.document for one in old]
