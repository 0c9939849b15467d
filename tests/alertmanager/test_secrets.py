"""Secrets that stand in a configuration itself, and variables that nobody fills in."""

from alertflow.alertmanager import Config, Receiver, Route, SlackConfig, inlined_secrets, unexpanded_variables
from alertflow.alertmanager.secrets import secrecy, twin
from tests.alertmanager.samples import sections

TEXT = """\
global:
  smtp_auth_password: hunter2
  smtp_auth_secret_file: /etc/secret
  opsgenie_api_key: ${OPSGENIE_KEY}
route: {receiver: a}
receivers:
  - name: a
    slack_configs:
      - api_url: https://hooks.example.org/services/T0/B0/x
        title: '${ENVIRONMENT}: {{ .CommonLabels.alertname }}'
    pagerduty_configs:
      - {routing_key: '{{ .CommonLabels.key }}', details: {env: ['${A}', '${B:-x}']}}
      - {routing_key: abc}
    webhook_configs:
      - url: http://127.0.0.1:8080/
      - url: http://user:secret@127.0.0.1:8080/
        http_config:
          basic_auth: {username: u, password: p}
          proxy_url: http://p
          proxy_connect_header: {X: [secret]}
          tls_config: {key: x, cert: y}
    sns_configs:
      - {topic_arn: x, sigv4: {access_key: x, secret_key: y}}
"""


def test_inlined_secrets_are_found_with_place_and_way_out() -> None:
    found = inlined_secrets(Config.parse(TEXT, "am.yml"))
    assert [(one.path, str(one.location), one.twin, one.since) for one in found] == [
        ("global.smtp_auth_password", "am.yml:2:23", "smtp_auth_password_file", "0.25"),
        ("receivers[0].pagerduty_configs[1].routing_key", "am.yml:13:23", "routing_key_file", "0.25"),
        ("receivers[0].slack_configs[0].api_url", "am.yml:9:18", "api_url_file", "0.22"),
        ("receivers[0].sns_configs[0].sigv4.secret_key", "am.yml:23:59", None, None),
        ("receivers[0].webhook_configs[1].url", "am.yml:16:14", "url_file", "0.26"),
        (
            "receivers[0].webhook_configs[1].http_config.basic_auth.password",
            "am.yml:18:47",
            "password_file",
            None,
        ),
        (
            "receivers[0].webhook_configs[1].http_config.proxy_connect_header",
            "am.yml:20:33",
            None,
            None,
        ),
        ("receivers[0].webhook_configs[1].http_config.tls_config.key", "am.yml:21:29", "key_file", None),
    ]


def test_a_secret_in_a_file_is_none_here() -> None:
    channel = SlackConfig(api_url_file="/etc/slack")
    config = Config(route=Route(receiver="a"), receivers=[Receiver("a", slack_configs=[channel])])
    assert inlined_secrets(config) == []


def test_variables_are_found_wherever_they_stand() -> None:
    found = unexpanded_variables(Config.parse(TEXT, "am.yml"))
    assert [(one.text, one.path, str(one.location)) for one in found] == [
        ("${OPSGENIE_KEY}", "global.opsgenie_api_key", "am.yml:4:21"),
        ("${A}", "receivers[0].pagerduty_configs[0].details", "am.yml:12:67"),
        ("${B:-x}", "receivers[0].pagerduty_configs[0].details", "am.yml:12:75"),
        ("${ENVIRONMENT}", "receivers[0].slack_configs[0].title", "am.yml:10:17"),
    ]


def test_every_secret_but_a_few_has_a_twin_that_is_a_file() -> None:
    without = set()
    for cls, _ in sections():
        for field in secrecy(cls):
            if twin(cls.__new__(cls), field) == (None, None):
                without.add(f"{cls.__name__}.{field}")
    assert without == {
        "HttpConfig.proxy_connect_header",
        "OAuth2.proxy_connect_header",
        "SigV4.secret_key",
        "WebhookOutput.url",
    }
