"""The templates of a configuration are found wherever they stand, with their places."""

from alertflow.alertmanager import (
    Config,
    EmailConfig,
    HttpConfig,
    PagerdutyConfig,
    Receiver,
    Route,
    SlackAction,
    SlackConfig,
    SlackField,
    TelegramConfig,
    WebhookConfig,
    every_template,
    template_problems,
)

CONFIG = """\
global:
  resolve_timeout: 5m
route:
  receiver: all
receivers:
  - name: all
    slack_configs:
      - api_url_file: /run/slack
        channel: "#alerts"
        title: '{{ .Status }}'
        text: |
          One
          {{ .Annotations.summary }}
        fields:
          - title: 'Where'
            value: '{{ .CommonLabels.zone }}{{ .Nowhere }}'
    webhook_configs:
      - url: https://example.org/hook
        payload:
          '{{ .Key }}': ['{{ .First }}', 3]
          fixed: {inner: '{{ .Second }}'}
"""


def test_templates_are_found_in_fields_lists_and_mappings_and_no_other_text_is() -> None:
    receiver = Receiver(
        "all",
        email_configs=[EmailConfig(to="a@example.org", html="<b>", text="t", headers={"Subject": "s"})],
        pagerduty_configs=[PagerdutyConfig(routing_key_file="/k", details={"a": "d", "b": {"c": "e"}})],
        slack_configs=[
            SlackConfig(
                api_url_file="/s",
                channel="#c",
                fields_=[SlackField(title="f", value="v")],
                actions=[SlackAction(type="button", text="go", url="https://example.org/{{ .Status }}")],
            )
        ],
        telegram_configs=[TelegramConfig(bot_token_file="/b", chat_id=1, message="m")],
        webhook_configs=[
            WebhookConfig(
                url="https://example.org",
                http_config=HttpConfig(proxy_url="http://proxy.example.org"),
                payload={"k": ["l", 1, None, {"m": "n"}]},
            )
        ],
    )
    config = Config(route=Route(receiver="all"), receivers=[receiver])
    found = [(type(one.owner).__name__, one.field, one.text, one.html) for one in every_template(config)]
    assert sorted(found) == [
        ("EmailConfig", "headers", "s", False),
        ("EmailConfig", "html", "<b>", True),
        ("EmailConfig", "text", "t", False),
        ("EmailConfig", "to", "a@example.org", False),
        ("PagerdutyConfig", "details", "c", False),
        ("PagerdutyConfig", "details", "d", False),
        ("PagerdutyConfig", "details", "e", False),
        ("SlackAction", "text", "go", False),
        ("SlackAction", "type", "button", False),
        ("SlackAction", "url", "https://example.org/{{ .Status }}", False),
        ("SlackConfig", "channel", "#c", False),
        ("SlackField", "title", "f", False),
        ("SlackField", "value", "v", False),
        ("TelegramConfig", "message", "m", False),
        ("WebhookConfig", "payload", "k", False),
        ("WebhookConfig", "payload", "l", False),
        ("WebhookConfig", "payload", "m", False),
        ("WebhookConfig", "payload", "n", False),
        ("WebhookConfig", "url", "https://example.org", False),
    ]


def test_a_mistake_in_a_file_is_found_at_its_line_and_column() -> None:
    config = Config.parse(CONFIG, "alertmanager.yml")
    found = [
        (str(one.owner.place_in(one.field, one.text, problem.place.position)), problem.message.split(". ")[0])
        for one in every_template(config)
        for problem in template_problems(one.text, "0.33", one.html)
    ]
    assert found == [
        ("alertmanager.yml:16:48", "A group of alerts has no .Nowhere"),
        ("alertmanager.yml:13:14", "A group of alerts has no .Annotations"),
        ("alertmanager.yml:20:11", "A group of alerts has no .Key"),  # a key: the place of the payload
        ("alertmanager.yml:20:30", "A group of alerts has no .First"),
        ("alertmanager.yml:21:30", "A group of alerts has no .Second"),
    ]
