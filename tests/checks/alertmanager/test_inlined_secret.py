"""Secrets that stand in the configuration."""

import pytest

from alertflow.model import Targets
from tests.checks.making import alert, found, project, shown, written

ID = "alertmanager/inlined-secret"
PAGER = """
    route: {receiver: pager}
    receivers:
      - name: pager
        pagerduty_configs:
          - routing_key: 0123456789abcdef0123456789abcdef
"""


def test_a_key_is_found_where_it_stands_and_is_not_repeated() -> None:
    assert shown(ID, written(PAGER)) == [
        "alertmanager.yml:6:22 error: receivers[0].pagerduty_configs[0].routing_key of alertmanager.yml is a "
        "secret, written out."
    ]
    assert "0123456789abcdef" not in "".join(found(ID, written(PAGER)))


def test_the_key_for_a_file_is_named_with_the_release_that_brought_it() -> None:
    (said,) = found(ID, written(PAGER))
    assert "| Give routing_key_file: the path of a file that holds it" in said
    (said,) = found(
        ID,
        written("""
            route: {receiver: a}
            receivers: [{name: a, telegram_configs: [{bot_token: "1:abc", chat_id: 1}]}]
        """),
    )
    assert "Give bot_token_file: the path of a file that holds it (Alertmanager 0.26 or later)" in said


def test_a_secret_without_a_key_for_a_file_is_told_with_another_way() -> None:
    (said,) = found(
        ID,
        written("""
            route: {receiver: a}
            receivers:
              - name: a
                sns_configs: [{topic_arn: "arn:x", sigv4: {access_key: AK, secret_key: sk}}]
        """),
    )
    assert said.endswith("Keep this configuration out of the repository, in a Secret or a vault.")


@pytest.mark.parametrize(
    "right",
    [
        "pagerduty_configs: [{routing_key_file: /etc/alertmanager/key}]",
        "pagerduty_configs: [{routing_key: '{{ .CommonLabels.key }}'}]",
        "webhook_configs: [{url: 'https://chat.example.org/hook'}]",
        "slack_configs: [{api_url: <secret>, channel: '#a'}]",
        "email_configs: [{to: a@example.org, smarthost: 'm:25', from: b@example.org, auth_username: b}]",
    ],
)
def test_what_holds_no_secret_is_right(right: str) -> None:
    assert found(ID, written(f"route: {{receiver: a}}\nreceivers:\n  - name: a\n    {right}\n")) == []


def test_what_alertflow_makes_holds_none() -> None:
    assert found(ID, project(alert(), targets=Targets(alertmanager="0.33"))) == []
