"""Workflows that read of an event what nobody sends."""

import pytest

from alertflow.alertmanager import Receiver, WebhookConfig
from alertflow.checks.subject import Document
from alertflow.dispatch import Bridge
from tests.checks.making import alert, config, found, parsed, places, project, remedied, route

ID = "loop/payload-never-sent"
URL = "https://api.github.com/repos/example/shop/dispatches"


def loop(text: str, payload: object, types: str = "[alert]") -> dict[str, Document]:
    """A receiver that sends this payload, and a workflow that reads this."""
    hook = WebhookConfig(url=URL, payload={"event_type": "alert", "client_payload": payload})
    workflow = parsed(
        f"on: {{repository_dispatch: {{types: {types}}}}}\npermissions: {{}}\njobs:\n  answer:\n"
        f"    runs-on: ubuntu-24.04\n    steps:\n      - {{run: ./a, env: {{A: '${{{{ {text} }}}}'}}}}\n"
    )
    return config(route("github"), Receiver("github", webhook_configs=[hook])) | workflow


def test_it_is_found_at_its_line_and_column() -> None:
    documents = loop("github.event.client_payload.alert_name", {"alertname": "x"})
    assert found(ID, documents) == [
        "warning: .github/workflows/file.yml reads github.event.client_payload.alert_name, which no receiver "
        "sends."
        " | It is always empty."
        " | Send it, or read what is sent. Did you mean 'alertname'?"
    ]
    assert places(ID, documents) == [(7, 30)]


@pytest.mark.parametrize(
    ("text", "payload", "types"),
    [
        ("github.event.client_payload.alertname", {"alertname": "x"}, "[alert]"),
        ("github.event.client_payload.Alert.labels.x", {"alert": {}}, "[alert]"),
        ("github.event.client_payload.x || inputs.x", {"alertname": "x"}, "[alert]"),
        ("toJSON(github.event.client_payload)", {"alertname": "x"}, "[alert]"),
        ("github.event.client_payload.x", "{{ .CommonLabels | toJson }}", "[alert]"),
        ("github.event.client_payload.x", {"alertname": "x"}, "[alert, other]"),
        ("github.event.client_payload.x", {"alertname": "x"}, "[other]"),
        ("github.event.client_payload.x", {"alertname": "x"}, "[]"),
    ],
)
def test_what_may_be_sent_is_left_in_peace(text: str, payload: object, types: str) -> None:
    assert found(ID, loop(text, payload, types)) == []


def test_what_alertflow_generates_is_right() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
    bridge = Bridge("http://bridge:8080/alerts", token_file="/token")
    assert found(ID, project(alert(remediation=remedied()), dispatch=bridge)) == []
