"""What an Alertmanager configuration is as an AlertmanagerConfig, for every channel that both know."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow.alertmanager import Config
from alertflow.cluster import AlertmanagerObject
from alertflow.compiler.lower.kubernetes.conversion import converted
from alertflow.declared import AlertflowError
from alertflow.kubernetes import AlertmanagerConfig, Metadata

EVERYTHING = """\
route:
  receiver: all
  group_by: [alertname]
  routes:
    - receiver: all
      matchers: ['severity="critical"', 'team=~"a|b"', 'env!="dev"', 'tier!~"x.*"']
      mute_time_intervals: [nights]
      active_time_intervals: [nights]
      continue: true
      group_wait: 10s
      group_interval: 2m
      repeat_interval: 1h
inhibit_rules:
  - source_matchers: ['severity="critical"']
    target_matchers: ['severity="warning"']
    equal: [alertname]
time_intervals:
  - name: nights
    time_intervals:
      - times: [{start_time: "20:00", end_time: "24:00"}]
        weekdays: ["monday:friday"]
        days_of_month: ["1:5", "-1"]
        months: ["january:march"]
        years: ["2030:2031"]
        location: UTC
receivers:
  - name: all
    discord_configs:
      - {webhook_url_file: /etc/alertmanager/secrets/chat/discord, title: t, message: m}
    email_configs:
      - to: a@example.org
        from: b@example.org
        smarthost: smtp.example.org:25
        auth_username: u
        auth_password_file: /run/mail-password
        headers: {Subject: "{{ .Status }}"}
        require_tls: true
        tls_config: {ca_file: /etc/alertmanager/secrets/tls/ca.pem, server_name: smtp.example.org}
    msteams_configs:
      - {webhook_url_file: /run/teams, title: t}
    msteamsv2_configs:
      - {webhook_url_file: /run/teams2, title: t}
    opsgenie_configs:
      - api_key_file: /run/opsgenie
        details: {runbook: "{{ .CommonAnnotations.runbook_url }}"}
        responders: [{name: web, type: team}]
    pagerduty_configs:
      - routing_key_file: /run/pagerduty
        client_url: https://example.org
        details: {firing: "1"}
        images: [{src: https://example.org/a.png}]
        links: [{href: https://example.org, text: Runbook}]
    pushover_configs:
      - {user_key_file: /run/user, token_file: /run/token, retry: 1m, expire: 1h}
    rocketchat_configs:
      - {token_file: /run/rocket, token_id_file: /run/rocket-id, channel: "#alerts"}
    slack_configs:
      - api_url_file: /run/slack
        channel: "#alerts"
        fields: [{title: a, value: b, short: true}]
        actions: [{type: button, text: Silence, url: https://example.org, confirm: {text: Sure?}}]
    sns_configs:
      - {topic_arn: "arn:aws:sns:us-east-2:1:a", sigv4: {region: us-east-2}, attributes: {a: b}}
    telegram_configs:
      - {bot_token_file: /run/telegram, chat_id: 7, parse_mode: HTML}
    victorops_configs:
      - {api_key_file: /run/victorops, routing_key: web, custom_fields: {a: b}}
    webex_configs:
      - room_id: r
        http_config: {authorization: {credentials_file: /run/webex}}
    webhook_configs:
      - url_file: /run/hook
        max_alerts: 5
        http_config:
          proxy_url: http://proxy.example.org
          follow_redirects: false
          tls_config: {cert_file: /run/cert, key_file: /run/key}
    wechat_configs:
      - {api_secret_file: /run/wechat, corp_id: c}
"""
WAY = AlertmanagerObject("credentials")


def said(text: str) -> dict[str, Any]:
    return converted(Config.parse(text, "alertmanager.yml"), WAY).to_data()


def secret(key: str, name: str = "credentials") -> dict[str, str]:
    return {"name": name, "key": key}


def test_every_channel_that_both_know_is_converted() -> None:
    (receiver,) = said(EVERYTHING)["receivers"]
    one = {key: value[0] for key, value in receiver.items() if key != "name"}

    assert one["discordConfigs"] == {"apiURL": secret("discord", "chat"), "title": "t", "message": "m"}
    assert one["emailConfigs"] == {
        "to": "a@example.org",
        "from": "b@example.org",
        "smarthost": "smtp.example.org:25",
        "authUsername": "u",
        "authPassword": secret("mail-password"),
        "headers": [{"key": "Subject", "value": "{{ .Status }}"}],
        "requireTLS": True,
        "tlsConfig": {"ca": {"secret": secret("ca.pem", "tls")}, "serverName": "smtp.example.org"},
    }
    assert one["msteamsConfigs"]["webhookUrl"] == secret("teams")
    assert one["msteamsv2Configs"]["webhookURL"] == secret("teams2")
    assert one["opsgenieConfigs"] == {
        "apiKey": secret("opsgenie"),
        "details": [{"key": "runbook", "value": "{{ .CommonAnnotations.runbook_url }}"}],
        "responders": [{"name": "web", "type": "team"}],
    }
    assert one["pagerdutyConfigs"] == {
        "routingKey": secret("pagerduty"),
        "clientURL": "https://example.org",
        "details": [{"key": "firing", "value": "1"}],
        "pagerDutyImageConfigs": [{"src": "https://example.org/a.png"}],
        "pagerDutyLinkConfigs": [{"href": "https://example.org", "alt": "Runbook"}],
    }
    assert one["pushoverConfigs"] == {
        "userKey": secret("user"),
        "token": secret("token"),
        "retry": "1m",
        "expire": "1h",
    }
    assert one["rocketchatConfigs"]["tokenID"] == secret("rocket-id")
    assert one["slackConfigs"]["actions"][0]["confirm"] == {"text": "Sure?"}
    assert one["slackConfigs"]["fields"] == [{"title": "a", "value": "b", "short": True}]
    assert one["snsConfigs"]["topicARN"] == "arn:aws:sns:us-east-2:1:a"
    assert one["telegramConfigs"] == {"botToken": secret("telegram"), "chatID": 7, "parseMode": "HTML"}
    assert one["victoropsConfigs"]["customFields"] == [{"key": "a", "value": "b"}]
    assert one["webexConfigs"]["httpConfig"] == {"authorization": {"credentials": secret("webex")}}
    assert one["webhookConfigs"] == {
        "urlSecret": secret("hook"),
        "maxAlerts": 5,
        "httpConfig": {
            "proxyUrl": "http://proxy.example.org",
            "followRedirects": False,
            "tlsConfig": {"cert": {"secret": secret("cert")}, "keySecret": secret("key")},
        },
    }
    assert one["wechatConfigs"] == {"apiSecret": secret("wechat"), "corpID": "c"}


def test_routes_inhibitions_and_intervals_are_converted() -> None:
    data = said(EVERYTHING)
    assert data["route"]["routes"] == [
        {
            "receiver": "all",
            "groupWait": "10s",
            "groupInterval": "2m",
            "repeatInterval": "1h",
            "matchers": [
                {"name": "severity", "value": "critical", "matchType": "="},
                {"name": "team", "value": "a|b", "matchType": "=~"},
                {"name": "env", "value": "dev", "matchType": "!="},
                {"name": "tier", "value": "x.*", "matchType": "!~"},
            ],
            "continue": True,
            "muteTimeIntervals": ["nights"],
            "activeTimeIntervals": ["nights"],
        }
    ]
    assert data["inhibitRules"] == [
        {
            "sourceMatch": [{"name": "severity", "value": "critical", "matchType": "="}],
            "targetMatch": [{"name": "severity", "value": "warning", "matchType": "="}],
            "equal": ["alertname"],
        }
    ]
    assert data["muteTimeIntervals"] == [
        {
            "name": "nights",
            "timeIntervals": [
                {
                    "times": [{"startTime": "20:00", "endTime": "24:00"}],
                    "weekdays": ["monday:friday"],
                    "daysOfMonth": [{"start": 1, "end": 5}, {"start": -1, "end": -1}],
                    "months": ["january:march"],
                    "years": ["2030:2031"],
                }
            ],
        }
    ]


def test_the_operators_own_models_take_it(programs: Callable[[str], Path]) -> None:
    spec = converted(Config.parse(EVERYTHING, "alertmanager.yml"), WAY)
    manifest = AlertmanagerConfig(metadata=Metadata("all"), spec=spec).to_data()
    asked = subprocess.run(
        [programs("kubernetes-validator")],
        input=json.dumps([manifest]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(asked.stdout) == [[]]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("route:\n", "global: {resolve_timeout: 1m}\nroute:\n", "global: what is global is the Alertmanager"),
        ("route:\n", "templates: [a.tmpl]\nroute:\n", "templates: template files are the Alertmanager"),
        (
            "location: UTC",
            "location: Europe/Berlin",
            "time_intervals[0].time_intervals[0].location: its time intervals are in UTC.",
        ),
        (
            "url_file: /run/hook",
            "url: https://example.org/\n        payload: {a: b}",
            "receivers[0].webhook_configs[0].payload: it is one text there",
        ),
        (
            "proxy_url: http://proxy.example.org",
            "basic_auth: {username: u, password_file: /run/password}",
            "http_config.basic_auth.username: it takes names of users from Secrets only.",
        ),
        (
            "api_key_file: /run/opsgenie",
            "api_key: abc",
            "receivers[0].opsgenie_configs[0].api_key: it takes this from Secrets only.",
        ),
        (
            "    wechat_configs:",
            "    jira_configs: [{api_url: https://example.org, project: a, issue_type: b}]\n"
            "    wechat_configs:",
            "receivers[0].jira_configs: it has no counterpart.",
        ),
    ],
)
def test_what_cannot_be_said_is_told_with_its_place_and_a_way_out(old: str, new: str, told: str) -> None:
    assert EVERYTHING.count(old) == 1
    with pytest.raises(AlertflowError) as caught:
        said(EVERYTHING.replace(old, new))
    assert told in str(caught.value)
    assert "AlertmanagerSecret(…)): a Secret holds the whole, as it is." in str(caught.value)
