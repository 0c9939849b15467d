"""Reading an existing file: everything typed, everything with its place."""

from pathlib import Path

import pytest

from alertflow.alertmanager import Config, JiraConfig, JiraField, SlackConfig
from alertflow.declared import AlertflowError, Location
from tests.alertmanager.conftest import Amtool

TEXT = """\
global:
  smtp_smarthost: mail.example.org:587
  http_config: &http {follow_redirects: no}
route:
  receiver: team
  group_by: [...]
  routes:
    - matchers: [severity = critical, 'team=~"a|b"']
      match: {legacy: 'yes'}
      group_by: []
      continue: on
receivers:
  - name: team
    slack_configs:
      - api_url_file: /etc/slack
        title: ''
        text: |
          {{ range .Alerts }}
          {{ .Annotations.summary }}
          {{ end }}
        fields:
          - {title: 007, value: 1e3, short: true}
        http_config: *http
    jira_configs:
      - {project: P, issue_type: Bug, api_url: 'https://example.org', summary: {template: x}}
      - {project: P, issue_type: Bug, api_url: 'https://example.org', summary: x}
  - name: on
"""


def test_everything_is_typed() -> None:
    config = Config.parse(TEXT, "am.yml")
    assert config.global_ is not None and config.global_.http_config is not None
    assert config.global_.http_config.follow_redirects is False
    (route,) = config.root.routes
    assert [str(one) for one in route.every_matcher] == ['legacy="yes"', 'severity="critical"', 'team=~"a|b"']
    assert route.continue_ is True
    team, on = config.receivers
    (slack,) = team.slack_configs
    assert isinstance(slack, SlackConfig)
    assert slack.title == "" and slack.http_config is not None
    assert (slack.fields_[0].title, slack.fields_[0].value) == ("007", "1e3")
    assert [type(one.summary) for one in team.jira_configs if isinstance(one, JiraConfig)] == [JiraField, str]
    assert on.name == "on"


def test_everything_has_its_place() -> None:
    config = Config.parse(TEXT, "am.yml")
    (route,) = config.root.routes
    (slack,) = config.receivers[0].slack_configs
    assert config.place("root") == Location("am.yml", 5, 3)
    assert route.matchers[1].source == Location("am.yml", 8, 39)
    assert route.place_of("match", "legacy") == Location("am.yml", 9, 23)
    assert slack.place("title") == Location("am.yml", 16, 16)
    assert slack.text is not None
    assert slack.place_in("text", slack.text, slack.text.index("summary")) == Location("am.yml", 19, 27)


def test_what_was_empty_in_the_file_is_written_as_empty() -> None:
    data = Config.parse(TEXT, "am.yml").to_data()
    assert data["route"]["routes"][0]["group_by"] == []
    assert data["receivers"][0]["slack_configs"][0]["title"] == ""


def test_the_mistakes_of_the_seeds_are_told_with_their_places() -> None:
    text = """\
global:
  slack_api_url: '${SLACK_WEBHOOK_URL}'
route:
  reciever: a
routes: []
receivers:
  - name: a
    webhook_configs:
      - url: http://127.0.0.1/
        headers: {X: y}
        http_config: {client_auth: x}
    slack_configs:
      - chanel: '#x'
        fields: {title: a}
"""
    with pytest.raises(AlertflowError) as caught:
        Config.parse(text, "am.yml")
    assert str(caught.value).splitlines() == [
        "am.yml:2:18: global.slack_api_url: should be a URL, not '${SLACK_WEBHOOK_URL}': Alertmanager does "
        "not fill in ${SLACK_WEBHOOK_URL}. Write the URL out, or, where the key has a twin that ends in "
        "_file, into that file.",
        "am.yml:4:3: route: unknown key 'reciever'. Did you mean 'receiver'?",
        "am.yml:5:1: there are no 'routes' here: they stand in 'route', which takes every alert.",
        "am.yml:10:9: receivers[0].webhook_configs[0]: a webhook has no 'headers': headers are "
        "http_config.http_headers (0.28), each with its 'values'.",
        "am.yml:11:23: receivers[0].webhook_configs[0].http_config: http_config has no 'client_auth': who "
        "asks is said by http_config.authorization, or http_config.basic_auth.",
        "am.yml:13:9: receivers[0].slack_configs[0]: unknown key 'chanel'. Did you mean 'channel'?",
        "am.yml:14:17: receivers[0].slack_configs[0].fields: should be a list, not a mapping.",
    ]


BEGIN = "route: {receiver: a}\nreceivers:\n  - name: a\n    "
WRONG = [
    ("discord_configs: [{}]", "give webhook_url or webhook_url_file: exactly one of them."),
    ("discord_configs: [{webhook_url: 'ftp://x'}]", "should be a URL that starts with http:// or https://"),
    ("discord_configs: [{webhook_url: 'http:///x'}]", "should be a URL with a host"),
    ("discord_configs: [{webhook_url: 'http://a b/'}]", "the host, the port or a % is wrong"),
    ("discord_configs: [{webhook_url: 'http://a/%zz'}]", "the host, the port or a % is wrong"),
    ("email_configs: [{to: ''}]", "'to' should not be empty."),
    ("email_configs: [{to: x, smarthost: mail}]", "should be a host and a port, mail.example.org:587"),
    ("email_configs: [{to: x, headers: {a: b, A: c}}]", "a and A are one header."),
    (
        "email_configs: [{to: x, threading: {enabled: true}}]",
        "thread_by_date should be 'daily' or 'none'.",
    ),
    (
        "email_configs: [{to: x, headers: {references: x}, "
        "threading: {enabled: true, thread_by_date: none}}]",
        "threading sets References itself; leave it out.",
    ),
    (
        "incidentio_configs: [{url: 'http://a', http_config: {}}]",
        "needs alert_source_token_file, or http_config.authorization.",
    ),
    (
        "incidentio_configs: [{url: 'http://a', alert_source_token: x, http_config: {bearer_token: x}}]",
        "alert_source_token… and http_config.authorization exclude each other.",
    ),
    ("jira_configs: [{project: x}]", "'issue_type' is missing."),
    ("jira_configs: [{project: x, issue_type: y, api_type: z}]", "'z' is not known here. Known: auto"),
    ("mattermost_configs: [{webhook_url: 'http://a', webhook_url_file: x}]", "exclude each other: give only"),
    (
        "mattermost_configs: [{webhook_url: 'http://a', fields: [{title: x, value: ''}]}]",
        "'value' should not",
    ),
    ("msteams_configs: [{webhook_url: 'http://a', webhook_url_file: x}]", "exactly one of them."),
    ("msteamsv2_configs: [{}]", "exactly one of them."),
    ("opsgenie_configs: [{api_key: x, api_key_file: y}]", "api_key and api_key_file exclude each other"),
    ("opsgenie_configs: [{api_key: x, responders: [{type: team}]}]", "needs id, name or username."),
    ("opsgenie_configs: [{api_key: x, responders: [{id: x, type: taem}]}]", "Did you mean 'team'?"),
    ("pagerduty_configs: [{}]", "give routing_key_file, or service_key_file for the old API."),
    ("pagerduty_configs: [{routing_key: x, timeout: 1d}]", "should be a duration such as 10s or 1h30m, in h"),
    ("pushover_configs: [{user_key: x}]", "give token or token_file: exactly one of them."),
    ("pushover_configs: [{user_key: x, token: y, html: yes, monospace: yes}]", "html and monospace exclude"),
    ("pushover_configs: [{user_key: x, token: y, retry: 60}]", "should be a duration such as 10s"),
    ("slack_configs: [{api_url: 'http://a', app_token: x}]", "api_url… and app_token… exclude each other"),
    (
        "slack_configs: [{app_token: x, http_config: {authorization: {credentials: y}}}]",
        "app_token… and http_config.authorization exclude each other.",
    ),
    ("slack_configs: [{api_url: 'http://a', update_message: true}]", "needs the token of a bot, and api_url"),
    (
        "slack_configs: [{api_url: 'http://a', actions: [{type: x, text: y}]}]",
        "needs url, or name and value.",
    ),
    ("sns_configs: [{}]", "give topic_arn, phone_number or target_arn: exactly one of them."),
    ("sns_configs: [{topic_arn: x, sigv4: {access_key: x}}]", "needs both access_key and secret_key."),
    ("sns_configs: [{topic_arn: x, sigv4: {external_id: x}}]", "needs role_arn."),
    ("telegram_configs: [{bot_token: x}]", "give chat_id or chat_id_file: exactly one of them."),
    ("telegram_configs: [{bot_token: x, chat_id: '1'}]", "should be a whole number, not '1'."),
    ("telegram_configs: [{bot_token: x, chat_id: 1, parse_mode: html}]", "Did you mean 'HTML'?"),
    ("victorops_configs: [{api_key: x}]", "'routing_key' is missing."),
    (
        "victorops_configs: [{api_key: x, routing_key: y, custom_fields: {entity_id: z}}]",
        "'entity_id' is no custom field: VictorOps has it already.",
    ),
    ("webex_configs: [{room_id: x}]", "needs http_config.authorization with the token of the bot."),
    ("webhook_configs: [{url: 'http://a', max_alerts: -1}]", "should be greater than or equal to 0"),
    (
        "webhook_configs: [{url: 'http://a', http_config: {basic_auth: {}, oauth2: {}}}]",
        "'client_id' is miss",
    ),
    (
        "webhook_configs: [{url: 'http://a', http_config: {basic_auth: {}, authorization: {}}}]",
        "basic_auth and authorization exclude each other: give only one.",
    ),
    ("webhook_configs: [{url: 'http://a', http_config: {authorization: {type: basic}}}]", "use basic_auth"),
    (
        "webhook_configs: [{url: 'http://a', http_config: {no_proxy: x}}]",
        "needs proxy_url, and no proxy_from",
    ),
    (
        "webhook_configs: [{url: 'http://a', http_config: {proxy_connect_header: {a: [b]}}}]",
        "needs proxy_url",
    ),
    (
        "webhook_configs: [{url: 'http://a', http_config: {proxy_url: 'http://p', "
        "proxy_from_environment: true}}]",
        "proxy_url and proxy_from_environment exclude each other: give only one.",
    ),
    (
        "webhook_configs: [{url: 'http://a', http_config: {http_headers: {content-type: {values: [x]}}}}]",
        "the header content-type cannot be set.",
    ),
    ("webhook_configs: [{url: 'http://a', http_config: {tls_config: {cert: x}}}]", "needs its key"),
    ("webhook_configs: [{url: 'http://a', http_config: {tls_config: {key: x}}}]", "needs its certificate"),
    (
        "webhook_configs: [{url: 'http://a', http_config: {tls_config: {min_version: TLS14}}}]",
        "'TLS14' is not known here. Did you mean",
    ),
    (
        "webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id: x, token_url: y, "
        "grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', signature_algorithm: HS256}}}]",
        "should be RS256, RS384 or RS512.",
    ),
    ("wechat_configs: [{api_secret: x, corp_id: y, message_type: z}]", "'z' is not known here."),
    ("labels: {name: b}", "the label 'name' should be 'a', the name of the receiver."),
]


@pytest.mark.parametrize(("inside", "message"), WRONG)
def test_what_a_receiver_cannot_be_is_told_and_amtool_refuses_it(
    inside: str, message: str, tmp_path: Path, amtool_new: Amtool
) -> None:
    with pytest.raises(AlertflowError) as caught:
        Config.parse(BEGIN + inside, "am.yml")
    assert message in str(caught.value)
    assert caught.value.location is not None and caught.value.location.line == 4
    path = tmp_path / "am.yml"
    path.write_text(BEGIN + inside, encoding="utf-8")
    assert amtool_new("check-config", path).returncode != 0


ELSEWHERE = [
    ("tracing: {}", "'endpoint' is missing."),
    ("tracing: {endpoint: ''}", "'endpoint' should not be empty."),
    ("tracing: {endpoint: x, client_type: udp}", "'udp' is not known here."),
    ("event_recorder: {file_outputs: [{path: ''}]}", "'path' should not be empty."),
    ("event_recorder: {webhook_outputs: [{url: x}]}", "should be a URL that starts with"),
    ("global: {slack_api_url: 'http://a', slack_api_url_file: x}", "exclude each other: give only one."),
    (
        "global: {slack_api_url: 'http://a', slack_app_token: x}",
        "slack_api_url… and slack_app_token… exclude",
    ),
    ("global: {smtp_auth_secret: a, smtp_auth_secret_file: x}", "exclude each other: give only one."),
    ("mute_time_intervals: [{}]", "'name' is missing."),
]


@pytest.mark.parametrize(("key", "message"), ELSEWHERE)
def test_what_stands_elsewhere_is_looked_at_too(
    key: str, message: str, tmp_path: Path, amtool_new: Amtool
) -> None:
    text = f"{key}\n{BEGIN}\n"
    with pytest.raises(AlertflowError) as caught:
        Config.parse(text, "am.yml")
    assert message in str(caught.value)
    path = tmp_path / "am.yml"
    path.write_text(text, encoding="utf-8")
    assert amtool_new("check-config", path).returncode != 0


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("webhook_outputs: [{url: 'http://a', batch_max_events: 5}]", "needs batch: true."),
        ("kafka_outputs: [{brokers: [], topic: x}]", "needs a broker, host:port."),
        ("kafka_outputs: [{brokers: ['a:1'], topic: ''}]", "'topic' should not be empty."),
    ],
)
def test_what_no_amtool_here_looks_at(output: str, message: str) -> None:
    with pytest.raises(AlertflowError, match=message):
        Config.parse(f"event_recorder: {{{output}}}\n{BEGIN}", "am.yml")


def test_a_number_alone_is_no_timeout() -> None:
    """Alertmanager takes it, for nanoseconds: nobody means that."""
    with pytest.raises(AlertflowError, match="timeout: should be a duration such as 10s"):
        Config.parse(BEGIN + "webhook_configs: [{url: 'http://a', timeout: 10}]")
    config = Config.parse(BEGIN + "webhook_configs: [{url: 'http://a', timeout: 0}]")
    assert config.receivers[0].webhook_configs[0].timeout == "0"


def test_what_alertmanager_itself_shows_is_read() -> None:
    text = "slack_configs: [{api_url: <secret>}]\n    webhook_configs: [{url: <secret>}]"
    config = Config.parse(BEGIN + text)
    assert config.receivers[0].slack_configs[0].api_url == "<secret>"


def test_an_empty_file_is_told() -> None:
    with pytest.raises(AlertflowError) as caught:
        Config.parse("", "am.yml")
    assert str(caught.value).splitlines() == [
        "am.yml:1:1: 'receivers' is missing.",
        "am.yml:1:1: 'route' is missing.",
    ]
