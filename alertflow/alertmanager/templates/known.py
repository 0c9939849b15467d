"""What Alertmanager brings for its notification templates, by release: functions, default templates, its Go.

Sources: template/template.go, template/default.tmpl and the changelog of Alertmanager up to 0.34. What lies
between 0.25 and 0.33 is checked against both by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from alertflow.gotemplate import ANY, Function, Type
from alertflow.gotemplate.standard import (
    ANYTHINGS,
    BOOL,
    DURATION,
    HTML,
    MAPPING,
    STRING,
    STRINGS,
    TIME,
    URL,
    no_number,
)
from alertflow.release import reaches


def _text(count: int = 1, result: Type = STRING, since: str | None = None) -> Function:
    """A function that takes so many texts."""
    return Function((STRING,) * count, result, since=since)


FUNCTIONS: Final[Mapping[str, Function]] = {
    "append": Function((ANYTHINGS,), ANYTHINGS, variadic=ANY, since="0.32"),
    "base64decode": _text(since="0.34"),
    "base64encode": _text(since="0.34"),
    "date": Function((STRING, TIME), STRING, since="0.28"),
    "dict": Function((), MAPPING, variadic=ANY, since="0.32"),
    "humanizeDuration": Function((ANY,), STRING, wrong=no_number, since="0.28"),
    "join": Function((STRING, STRINGS), STRING),
    "list": Function((), ANYTHINGS, variadic=ANY, since="0.32"),
    "match": _text(2, BOOL),
    "now": Function((), TIME, since="0.33"),
    "reReplaceAll": _text(3),
    "safeHtml": _text(result=HTML),
    "safeUrl": _text(result=URL, since="0.30"),
    "since": Function((TIME,), DURATION, since="0.28"),
    "stringSlice": Function((), STRINGS, variadic=STRING),
    "title": _text(),
    "toJson": Function((ANY,), STRING, since="0.30"),
    "toLower": _text(),
    "toUpper": _text(),
    "trimSpace": _text(since="0.26"),
    "tz": Function((STRING, TIME), TIME, since="0.28"),
    "urlUnescape": _text(since="0.30"),
}
"""Function of Alertmanager's own -> what it takes and gives, and the release that brought it."""

_DEFAULTS: Final = {
    "": """
        __alertmanager __alertmanagerURL __description __subject __text_alert_list
        email.default.html email.default.subject
        opsgenie.default.description opsgenie.default.message opsgenie.default.source
        pagerduty.default.client pagerduty.default.clientURL pagerduty.default.description
        pagerduty.default.instances
        pushover.default.message pushover.default.title pushover.default.url
        slack.default.callbackid slack.default.fallback slack.default.footer slack.default.iconemoji
        slack.default.iconurl slack.default.pretext slack.default.text slack.default.title
        slack.default.titlelink slack.default.username
        sns.default.message sns.default.subject
        telegram.default.message
        victorops.default.entity_display_name victorops.default.monitoring_tool
        victorops.default.state_message
        wechat.default.agent_id wechat.default.message wechat.default.to_party wechat.default.to_tag
        wechat.default.to_user
    """,
    "0.25": "discord.default.message discord.default.title webex.default.message",
    "0.26": "__text_alert_list_markdown msteams.default.summary msteams.default.text msteams.default.title",
    "0.28": """
        discord.default.content
        jira.default.description jira.default.priority jira.default.summary
        msteamsv2.default.text msteamsv2.default.title
        rocketchat.default.alias rocketchat.default.emoji rocketchat.default.iconurl rocketchat.default.text
        rocketchat.default.title rocketchat.default.titlelink
    """,
    "0.30": """
        mattermost.default.color mattermost.default.fallback mattermost.default.text mattermost.default.title
        mattermost.default.titlelink mattermost.default.username
    """,
    "0.32": "slack.default.color",
}

DEFAULT_TEMPLATES: Final[Mapping[str, str | None]] = {
    name: release or None for release, names in _DEFAULTS.items() for name in names.split()
}
"""The templates that Alertmanager itself defines -> the release that brought each; None: older than 0.25."""

_GO: Final = (("0.25", "1.19"), ("0.28", "1.23"), ("0.28.1", "1.27"))
"""From which release on Alertmanager can have been built with which Go: the newest that was out by then."""


def go_of(version: str | None) -> str:
    """The newest Go with which the release `version` can have been built; None is any release."""
    return next((go for since, go in reversed(_GO) if version is None or reaches(version, since)), "1.17")
