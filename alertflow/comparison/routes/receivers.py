"""Receivers compared: by their integrations, with what they take from `global`, and how they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from alertflow.alertmanager import Config, Receiver
from alertflow.alertmanager.receivers.receiver import INTEGRATIONS
from alertflow.comparison.data import frozen
from alertflow.comparison.meaning import meaning

_INHERITED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "email": (
        *(("from",), ("smarthost",), ("hello",), ("auth_username",), ("auth_identity",), ("require_tls",)),
        *(("auth_password", "auth_password_file"), ("auth_secret", "auth_secret_file")),
        *(("force_implicit_tls",), ("tls_config",)),
    ),
    "jira": (("api_url",),),
    "mattermost": (("webhook_url", "webhook_url_file"),),
    "opsgenie": (("api_key", "api_key_file"), ("api_url",)),
    "pagerduty": (("url",),),
    "rocketchat": (("api_url",), ("token", "token_file"), ("token_id", "token_id_file")),
    "slack": (("api_url", "api_url_file", "app_token", "app_token_file"), ("app_url",)),
    "telegram": (("api_url",), ("bot_token", "bot_token_file")),
    "victorops": (("api_key", "api_key_file"), ("api_url",)),
    "webex": (("api_url",),),
    "wechat": (("api_url",), ("api_secret", "api_secret_file"), ("corp_id",)),
}
"""By integration: the keys that it takes from `global`, where it has none of those that stand together.

Source: https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings.
"""
_PREFIXES = {"email": "smtp_"}
_OTHERWISE = {"wechat_corp_id": "wechat_api_corp_id"}
_CALLED = {
    "discord": "Discord",
    "email": "mail",
    "incidentio": "incident.io",
    "jira": "Jira",
    "mattermost": "Mattermost",
    "msteams": "Microsoft Teams",
    "msteamsv2": "Microsoft Teams",
    "opsgenie": "Opsgenie",
    "pagerduty": "PagerDuty",
    "pushover": "Pushover",
    "rocketchat": "Rocket.Chat",
    "slack": "Slack",
    "sns": "SNS",
    "telegram": "Telegram",
    "victorops": "VictorOps",
    "webex": "Webex",
    "webhook": "webhook",
    "wechat": "WeChat",
}
_WHOM = ("channel", "to", "room_id", "chat_id", "topic_arn", "project")
"""Keys that say whom an integration tells."""


def inheritable() -> frozenset[str]:
    """The keys of `global` that are taken by integrations."""
    keys = {_key(kind, key) for kind, groups in _INHERITED.items() for group in groups for key in group}
    return frozenset(keys | {"http_config"})


def _key(kind: str, key: str) -> str:
    name = _PREFIXES.get(kind, f"{kind}_") + key
    return _OTHERWISE.get(name, name)


def taken(config: Config) -> frozenset[str]:
    """The keys of `global` that an integration of `config` asks for."""
    found: set[str] = set()
    for receiver in config.receivers:
        for kind, data in _integrations(receiver):
            found |= {key for _, group in _missing(kind, data) for key in group}
    return frozenset(found)


def contents(config: Config, of_global: Mapping[str, Any]) -> dict[str, Hashable]:
    """By name: what each receiver does, with what it takes from `of_global`."""
    found: dict[str, Hashable] = {}
    for receiver in config.receivers:
        every = Counter(
            (kind, frozen(_whole(kind, data, of_global))) for kind, data in _integrations(receiver)
        )
        rest = {"labels": meaning(receiver.labels), "extra": meaning(receiver.extra)}
        found[receiver.name] = (frozenset(every.items()), frozen(rest))
    return found


def as_data(receiver: Receiver) -> dict[str, Any]:
    """`receiver` as data, by the keys of its file, without its name."""
    data: dict[str, Any] = meaning(receiver)
    del data["name"]
    return data


def _integrations(receiver: Receiver) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in INTEGRATIONS:
        for one in getattr(receiver, field):
            yield field.removesuffix("_configs"), meaning(one)


def _missing(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The keys that an integration has from `global`: its own names of them, and those there."""
    for group in (*_INHERITED.get(kind, ()), *([] if kind == "email" else [("http_config",)])):
        if not any(key in data for key in group):
            yield group, tuple([key if key == "http_config" else _key(kind, key) for key in group])


def _whole(kind: str, data: dict[str, Any], of_global: Mapping[str, Any]) -> dict[str, Any]:
    """An integration with what it takes from `global`."""
    whole = dict(data)
    for own, there in _missing(kind, data):
        whole |= {key: of_global[name] for key, name in zip(own, there, strict=True) if name in of_global}
    if whole.get("http_config") == {}:
        del whole["http_config"]  # it says what holds without it
    if kind == "email":
        whole.setdefault("require_tls", True)
        whole.setdefault("hello", "localhost")
    return whole


def called(receiver: Receiver) -> str:
    """Whom it tells: `Slack #db`, `PagerDuty and mail to db@example.org`, `nobody`."""
    every = list(dict.fromkeys(_one(kind, data) for kind, data in _integrations(receiver)))
    if not every:
        return f"{receiver.name} (unknown integrations)" if not receiver.is_silent else "nobody"
    return " and ".join([", ".join(every[:-1]), every[-1]]).removeprefix(" and ")


def _one(kind: str, data: Mapping[str, Any]) -> str:
    name = _CALLED.get(kind, kind)
    if kind == "webhook":
        host = urlsplit(str(data.get("url", ""))).hostname
        return f"webhook {host}" if host else f"webhook {data.get('url_file', '')}".rstrip()
    whom = next((str(data[key]) for key in _WHOM if key in data), "")
    if not whom or "{{" in whom:
        return name
    return f"{name} to {whom}" if kind == "email" else f"{name} {whom}"


_NAMED = re.compile(r"\.Receiver\b")


def tells_its_name(receiver: Receiver) -> bool:
    """Whether those whom it tells see its name: in its own texts, or in a webhook's JSON."""
    for kind, data in _integrations(receiver):
        if kind == "webhook" and data.get("payload") is None:
            return True
        if _NAMED.search(repr(data)):
            return True
    return False


__all__ = ["as_data", "called", "contents", "inheritable", "taken", "tells_its_name"]
