"""The release of Alertmanager that brought each key of its configuration, as data.

A path names a key by its place; `[]` is every item of a list, `*` every key of a mapping, `**` any depth of
routes. Source: https://github.com/prometheus/alertmanager/blob/main/CHANGELOG.md.
"""

from __future__ import annotations

KEYS: dict[str, str] = {
    "time_intervals": "0.24",
    "time_intervals[].time_intervals[].location": "0.25",
    "route.matchers": "0.22",
    "route.mute_time_intervals": "0.22",
    "route.active_time_intervals": "0.24",
    "route.labels": "0.34",
    "inhibit_rules[].source_matchers": "0.22",
    "inhibit_rules[].target_matchers": "0.22",
    "inhibit_rules[].name": "0.30",
    "receivers[].labels": "0.33",
    "receivers[].discord_configs": "0.25",
    "receivers[].webex_configs": "0.25",
    "receivers[].msteams_configs": "0.26",
    "receivers[].jira_configs": "0.28",
    "receivers[].msteamsv2_configs": "0.28",
    "receivers[].rocketchat_configs": "0.28",
    "receivers[].incidentio_configs": "0.29",
    "receivers[].mattermost_configs": "0.30",
    "receivers[].pagerduty_configs[].routing_key_file": "0.25",
    "receivers[].pagerduty_configs[].service_key_file": "0.25",
    "receivers[].email_configs[].auth_password_file": "0.25",
    "receivers[].webhook_configs[].url_file": "0.26",
    "receivers[].webhook_configs[].timeout": "0.28",
    "receivers[].webhook_configs[].payload": "0.32",
    "global.smtp_auth_password_file": "0.25",
}
"""Path of a key -> the release that brought it."""

HTTP_KEYS: dict[str, str] = {"http_headers": "0.28"}
"""Key of any `http_config` -> the release that brought it."""

UTF8_MATCHERS = "0.27"
"""The release since which a matcher may name a label in any script, in quotes."""

TEMPLATED_WEBHOOK_URL = "0.31"
"""The release since which a webhook's `url` may hold a template."""

__all__ = ["HTTP_KEYS", "KEYS", "TEMPLATED_WEBHOOK_URL", "UTF8_MATCHERS"]
