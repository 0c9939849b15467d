"""The release of Alertmanager that brought each key of its configuration, as data.

By the class of the section, then by key; what is not listed is older than 0.22. No key was taken away since.
The keys of HTTP clients, TLS and SigV4 come with libraries; theirs is the first release built with those.
Source: https://github.com/prometheus/alertmanager/blob/main/CHANGELOG.md, and the source of 0.25, 0.28 and
0.33. Both amtools agree in the tests; what is said of 0.34 was read, not run.
"""

from __future__ import annotations

from collections.abc import Mapping

OLDEST = "0.22"
"""The first release that the table knows: the first one with `matchers`."""


def _all(since: str, keys: str) -> dict[str, str]:
    return dict.fromkeys(keys.split(), since)


SINCE: Mapping[str, Mapping[str, str]] = {
    "Config": {
        "mute_time_intervals": "0.22",
        "time_intervals": "0.24",
        "tracing": "0.30",
        "event_recorder": "0.33",
    },
    "Global": {
        **_all("0.22", "slack_api_url_file"),
        **_all("0.24", "opsgenie_api_key_file telegram_api_url"),
        **_all("0.25", "smtp_auth_password_file victorops_api_key_file webex_api_url"),
        **_all("0.28", "smtp_tls_config jira_api_url rocketchat_api_url rocketchat_token"),
        **_all("0.28", "rocketchat_token_file rocketchat_token_id rocketchat_token_id_file"),
        **_all("0.30", "slack_app_token slack_app_token_file slack_app_url"),
        **_all("0.31", "smtp_auth_secret_file smtp_force_implicit_tls wechat_api_secret_file"),
        **_all("0.31", "telegram_bot_token telegram_bot_token_file"),
        **_all("0.32", "mattermost_webhook_url mattermost_webhook_url_file"),
    },
    "Route": {
        **_all("0.22", "matchers mute_time_intervals"),
        "active_time_intervals": "0.24",
        "labels": "0.34",
    },
    "InhibitRule": {**_all("0.22", "source_matchers target_matchers"), "name": "0.30"},
    "TimeSpan": {"location": "0.25"},
    "Receiver": {
        "labels": "0.33",
        "discord_configs": "0.25",
        "incidentio_configs": "0.29",
        "jira_configs": "0.28",
        "mattermost_configs": "0.30",
        "msteams_configs": "0.26",
        "msteamsv2_configs": "0.28",
        "rocketchat_configs": "0.28",
        "sns_configs": "0.23",
        "telegram_configs": "0.24",
        "webex_configs": "0.25",
    },
    "DiscordConfig": {"webhook_url_file": "0.27", **_all("0.28", "content username avatar_url")},
    "EmailConfig": {
        "auth_password_file": "0.25",
        "threading": "0.30",
        **_all("0.31", "auth_secret_file force_implicit_tls"),
    },
    "JiraConfig": {"api_type": "0.29"},
    "MattermostConfig": _all(
        "0.32",
        "fallback color pretext author_name author_link author_icon title title_link fields thumb_url footer"
        " footer_icon image_url",
    ),
    "MsteamsConfig": _all("0.27", "webhook_url_file summary"),
    "OpsgenieConfig": _all("0.24", "api_key_file update_alerts entity actions"),
    "PagerdutyConfig": {**_all("0.25", "routing_key_file service_key_file source"), "timeout": "0.30"},
    "PushoverConfig": {
        **_all("0.26", "user_key_file token_file device"),
        "ttl": "0.27",
        "monospace": "0.29",
    },
    "SlackConfig": {
        "api_url_file": "0.22",
        **_all("0.30", "app_token app_token_file app_url timeout"),
        "message_text": "0.31",
        "update_message": "0.32",
    },
    "SigV4": {
        "use_fips_sts_endpoint": "0.29",
        **_all("0.30", "external_id service_name"),
    },
    "SnsConfig": {"use_aws_http_client": "0.33"},
    "TelegramConfig": {"bot_token_file": "0.26", "message_thread_id": "0.28", "chat_id_file": "0.31"},
    "VictoropsConfig": {"api_key_file": "0.25"},
    "WebhookConfig": {"url_file": "0.26", "timeout": "0.28", "payload": "0.32"},
    "WechatConfig": {"message_type": "0.22", "api_secret_file": "0.31"},
    "HttpConfig": {
        **_all("0.22", "authorization oauth2 follow_redirects"),
        **_all("0.25", "enable_http2 proxy_connect_header"),
        **_all("0.26", "no_proxy proxy_from_environment"),
        "http_headers": "0.28",
    },
    "Authorization": {"credentials_ref": "0.28"},
    "BasicAuth": {"username_file": "0.27", **_all("0.28", "username_ref password_ref")},
    "OAuth2": {
        "tls_config": "0.24",
        "proxy_url": "0.25",
        **_all("0.26", "no_proxy proxy_from_environment proxy_connect_header"),
        "client_secret_ref": "0.28",
        **_all("0.30", "client_certificate_key_id client_certificate_key client_certificate_key_file"),
        **_all("0.30", "client_certificate_key_ref grant_type signature_algorithm iss audience claims"),
    },
    "TlsConfig": {
        **_all("0.25", "min_version max_version"),
        **_all("0.26", "ca cert key"),
        **_all("0.28", "ca_ref cert_ref key_ref"),
    },
    "FileOutput": {"name": "0.34"},
    "KafkaOutput": {"name": "0.34"},
    "EventRecorder": {"stdout_outputs": "0.34"},
    "WebhookOutput": _all("0.34", "name batch batch_max_events batch_max_bytes batch_flush_interval"),
}
"""Class of a section -> key -> the release that brought it."""

UTF8_MATCHERS = "0.27"
"""The release since which a matcher, `group_by` or `equal` may name a label in any script."""

TEMPLATED_WEBHOOK_URL = "0.31"
"""The release since which a webhook's `url` may hold a template."""

JIRA_FIELDS = "0.30"
"""The release since which `summary` and `description` of Jira may be mappings."""

NESTED_DETAILS = "0.30"
"""The release since which `details` of PagerDuty may nest."""

__all__ = [
    "JIRA_FIELDS",
    "NESTED_DETAILS",
    "OLDEST",
    "SINCE",
    "TEMPLATED_WEBHOOK_URL",
    "UTF8_MATCHERS",
]
