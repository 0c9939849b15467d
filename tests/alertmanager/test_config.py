"""Configurations: what is written, and that amtool takes it."""

from pathlib import Path

import pytest

from alertflow.alertmanager import (
    Authorization,
    BasicAuth,
    Config,
    EmailConfig,
    Global,
    HttpConfig,
    HttpHeader,
    InhibitRule,
    Matcher,
    PagerdutyConfig,
    PagerdutyLink,
    Receiver,
    Route,
    SlackConfig,
    SlackField,
    TimeInterval,
    TimeRange,
    TimeSpan,
    TlsConfig,
    WebhookConfig,
    unsupported,
)
from alertflow.declared import DeclarationError
from alertflow.yaml import dump
from tests.alertmanager.conftest import Amtool

OFFICE = TimeInterval(
    "office-hours",
    time_intervals=[
        TimeSpan(
            times=[TimeRange("09:00", "17:00"), TimeRange("22:00", "24:00")],
            weekdays=["monday:friday"],
            days_of_month=["1:5", "-3:-1"],
            months=["january:march", "12"],
            years=["2026:2028"],
            location="Europe/Paris",
        )
    ],
)
CHANNELS = Receiver(
    "platform",
    slack_configs=[
        SlackConfig(
            api_url_file="/etc/alertmanager/slack",
            channel="#alerts",
            send_resolved=True,
            title="{{ .CommonLabels.alertname }}",
            text='{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}"quoted"',
            fields_=[SlackField(title="severity", value="{{ .CommonLabels.severity }}", short=True)],
        )
    ],
    pagerduty_configs=[
        PagerdutyConfig(
            routing_key_file="/etc/alertmanager/pagerduty",
            severity="{{ .CommonLabels.severity }}",
            class_="deployment",
            source_="prometheus",
            details={"firing": "{{ .Alerts.Firing | len }}"},
            links=[PagerdutyLink(href="https://example.com", text="runbook")],
        )
    ],
    email_configs=[
        EmailConfig(
            to="a@example.com",
            from_="b@example.com",
            smarthost="mail.example.com:587",
            auth_username="b",
            auth_password_file="/etc/alertmanager/smtp",
            headers={"Subject": "{{ .Status }}"},
            tls_config=TlsConfig(ca_file="/etc/ca.pem"),
        )
    ],
    webhook_configs=[
        WebhookConfig(
            url="http://127.0.0.1:8080/alerts",
            send_resolved=False,
            max_alerts=20,
            http_config=HttpConfig(
                basic_auth=BasicAuth(username="a", password_file="/etc/alertmanager/basic"),
                follow_redirects=False,
            ),
        )
    ],
)
CLASSIC = Config(
    global_=Global(resolve_timeout="5m", smtp_require_tls=True),
    templates=["/etc/alertmanager/*.tmpl"],
    route=Route(
        receiver="platform",
        group_by=["alertname", "namespace"],
        group_wait="30s",
        group_interval="5m",
        repeat_interval="4h",
        routes=[
            Route(
                receiver="nobody",
                matchers=[Matcher("team", "=~", "web|api"), Matcher("quote", "!=", 'say "hi"\\\n')],
                continue_=True,
                mute_time_intervals=["office-hours"],
                routes=[Route(active_time_intervals=["office-hours"], group_by=["..."])],
            )
        ],
    ),
    receivers=[CHANNELS, Receiver("nobody")],
    inhibit_rules=[
        InhibitRule(
            source_matchers=[Matcher("severity", "=", "critical")],
            target_matchers=[Matcher("severity", "=", "warning")],
            equal=["namespace", "service"],
        )
    ],
    time_intervals=[OFFICE],
)
DIRECT = Config(
    route=Route(receiver="github"),
    receivers=[
        Receiver(
            "github",
            webhook_configs=[
                WebhookConfig(
                    url="https://api.github.com/repos/o/r/dispatches",
                    timeout="10s",
                    http_config=HttpConfig(
                        authorization=Authorization(credentials_file="/etc/alertmanager/github-token"),
                        http_headers={"Accept": HttpHeader(values=["application/vnd.github+json"])},
                    ),
                    payload={"event_type": "prometheus-alert", "client_payload": {"event": "{{ .Status }}"}},
                )
            ],
        )
    ],
    inhibit_rules=[InhibitRule(name="same", source_matchers=[Matcher("a", "=", "b")])],
)


def test_keys_are_written_in_customary_order_and_without_defaults() -> None:
    data = CLASSIC.to_data()
    assert list(data) == ["global", "templates", "route", "inhibit_rules", "receivers", "time_intervals"]
    assert data["route"]["routes"][0] == {
        "receiver": "nobody",
        "matchers": ['team=~"web|api"', 'quote!="say \\"hi\\"\\\\\\n"'],
        "continue": True,
        "mute_time_intervals": ["office-hours"],
        "routes": [{"group_by": ["..."], "active_time_intervals": ["office-hours"]}],
    }
    assert data["receivers"][1] == {"name": "nobody"}
    assert data["receivers"][0]["webhook_configs"][0]["send_resolved"] is False
    assert data["receivers"][0]["pagerduty_configs"][0]["class"] == "deployment"


def test_what_is_newer_than_this_library_goes_into_extra() -> None:
    receiver = Receiver("chat", extra={"signal_configs": [{"chat_id": 7}]})
    assert receiver.to_data() == {"name": "chat", "signal_configs": [{"chat_id": 7}]}
    assert not receiver.is_silent
    assert Receiver("nobody").is_silent


def test_a_receiver_lists_its_channels_and_whether_they_tell_of_the_end() -> None:
    assert [type(one).__name__ for one in CHANNELS.integrations] == [
        "EmailConfig",
        "PagerdutyConfig",
        "SlackConfig",
        "WebhookConfig",
    ]
    assert [one.tells_resolved for one in CHANNELS.integrations] == [False, True, True, False]


def test_an_integration_of_another_kind_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"slack_configs\[0\]: should be a SlackConfig, not an? Email"):
        Receiver("a", slack_configs=[EmailConfig(to="a@example.org")])  # type: ignore[list-item]  # what a person may write
    with pytest.raises(DeclarationError, match="should be a DiscordConfig"):
        Receiver("a", discord_configs=[5])  # type: ignore[list-item]  # what a person may write


@pytest.mark.parametrize(("config", "old"), [(CLASSIC, True), (DIRECT, False)])
def test_amtool_takes_it(
    tmp_path: Path, config: Config, old: bool, amtool_old: Amtool, amtool_new: Amtool
) -> None:
    path = tmp_path / "alertmanager.yml"
    path.write_text(dump(config.to_data()), encoding="utf-8")
    done = amtool_new("check-config", path)
    assert done.returncode == 0, done.stdout + done.stderr
    refused = amtool_old("check-config", path)
    assert (refused.returncode == 0) is old, refused.stdout + refused.stderr
    assert (unsupported(config, "0.25") == []) is old


def test_amtool_names_the_keys_that_the_tables_name(tmp_path: Path, amtool_old: Amtool) -> None:
    path = tmp_path / "alertmanager.yml"
    path.write_text(dump(DIRECT.to_data()), encoding="utf-8")
    printed = amtool_old("check-config", path).stdout
    found = unsupported(DIRECT, "0.25")
    assert [(one.path, one.since) for one in found] == [
        ("inhibit_rules[0].name", "0.30"),
        ("receivers[0].webhook_configs[0].http_config.http_headers", "0.28"),
        ("receivers[0].webhook_configs[0].timeout", "0.28"),
        ("receivers[0].webhook_configs[0].payload", "0.32"),
    ]
    for one in found:
        assert f"field {one.path.rpartition('.')[2]} not found" in printed


def test_a_template_in_a_webhook_url_and_keys_of_deeper_routes_need_their_release() -> None:
    hook = WebhookConfig(url="http://a/{{ .Status }}")
    deep = Route(routes=[Route(active_time_intervals=["x"])])
    config = Config(route=Route(routes=[deep]), receivers=[Receiver("a", webhook_configs=[hook])])
    assert [(one.path, one.since) for one in unsupported(config, "0.22")] == [
        ("route.routes[0].routes[0].active_time_intervals", "0.24"),
        ("receivers[0].webhook_configs[0].url", "0.31"),
    ]


def test_a_webhook_has_exactly_one_address() -> None:
    for url, url_file in ((None, None), ("http://a", "/b")):
        with pytest.raises(DeclarationError, match="exactly one of them"):
            WebhookConfig(url=url, url_file=url_file)


@pytest.mark.parametrize("clock", ["9:00", "24:30", "17.00", "25:00"])
def test_a_time_of_day_has_four_digits(clock: str) -> None:
    with pytest.raises(DeclarationError):
        TimeRange("00:00", clock)
