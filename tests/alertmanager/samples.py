"""A small configuration for every key that Alertmanager knows, and one with nearly all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alertflow.alertmanager import Config
from alertflow.sections import Section
from alertflow.sections.later import found
from alertflow.sections.shapes import Shape, keys_of

Data = dict[str, Any]

KEY = "/etc/alertmanager/key.pem"
NEEDED: Mapping[str, Data] = {
    "Config": {"route": {"receiver": "a"}, "receivers": [{"name": "a"}]},
    "Receiver": {"name": "a"},
    "TimeInterval": {"name": "night", "time_intervals": [{"weekdays": ["monday"]}]},
    "TimeRange": {"start_time": "09:00", "end_time": "17:00"},
    "Tracing": {"endpoint": "127.0.0.1:4317"},
    "FileOutput": {"path": "/tmp/events"},
    "WebhookOutput": {"url": "http://example.org/"},
    "KafkaOutput": {"brokers": ["127.0.0.1:9092"], "topic": "events"},
    "DiscordConfig": {"webhook_url": "https://example.org/"},
    "EmailConfig": {"to": "a@example.org", "from": "b@example.org", "smarthost": "mail.example.org:25"},
    "IncidentioConfig": {"url": "https://example.org/", "alert_source_token": "x"},
    "JiraConfig": {"project": "P", "issue_type": "Bug", "api_url": "https://example.org/"},
    "MattermostConfig": {"webhook_url": "https://example.org/"},
    "MattermostField": {"title": "t", "value": "v"},
    "MsteamsConfig": {"webhook_url": "https://example.org/"},
    "MsteamsV2Config": {"webhook_url": "https://example.org/"},
    "OpsgenieConfig": {"api_key": "x"},
    "OpsgenieResponder": {"name": "x", "type": "team"},
    "PagerdutyConfig": {"routing_key": "x"},
    "PushoverConfig": {"user_key": "x", "token": "x"},
    "RocketchatConfig": {"token": "x", "token_id": "x"},
    "SlackAction": {"type": "button", "text": "t", "url": "https://example.org/"},
    "SlackConfig": {"api_url": "https://example.org/"},
    "SlackConfirm": {"text": "t"},
    "SlackField": {"title": "t", "value": "v"},
    "SnsConfig": {"topic_arn": "arn:x"},
    "TelegramConfig": {"chat_id": 1, "bot_token": "x", "api_url": "https://example.org/"},
    "VictoropsConfig": {"routing_key": "x", "api_key": "x"},
    "WebexConfig": {"room_id": "x", "http_config": {"authorization": {"credentials": "x"}}},
    "WebhookConfig": {"url": "http://example.org/"},
    "WechatConfig": {"api_secret": "x", "corp_id": "x"},
    "OAuth2": {"client_id": "x", "client_secret": "x", "token_url": "https://example.org/"},
}
"""What a section must have, by its class."""

INSTEAD: Mapping[tuple[str, str], tuple[str, ...]] = {
    **{
        (name, f"{key}_file"): (key,)
        for name, keys in {
            "DiscordConfig": "webhook_url",
            "IncidentioConfig": "url alert_source_token",
            "MattermostConfig": "webhook_url",
            "MsteamsConfig": "webhook_url",
            "MsteamsV2Config": "webhook_url",
            "OpsgenieConfig": "api_key",
            "PagerdutyConfig": "routing_key",
            "PushoverConfig": "user_key token",
            "RocketchatConfig": "token token_id",
            "SlackConfig": "api_url",
            "TelegramConfig": "chat_id bot_token",
            "VictoropsConfig": "api_key",
            "WebhookConfig": "url",
            "WechatConfig": "api_secret",
            "OAuth2": "client_secret",
        }.items()
        for key in keys.split()
    },
    ("SlackConfig", "app_token"): ("api_url",),
    ("SlackConfig", "app_token_file"): ("api_url",),
    ("SnsConfig", "phone_number"): ("topic_arn",),
    ("SnsConfig", "target_arn"): ("topic_arn",),
    ("OAuth2", "client_secret_ref"): ("client_secret",),
}
"""Keys that stand in the place of others of NEEDED."""

BESIDE: Mapping[tuple[str, str], Data] = {
    **{("TlsConfig", f"cert{end}"): {"key_file": KEY} for end in ("", "_file", "_ref")},
    **{("TlsConfig", f"key{end}"): {"cert_file": KEY} for end in ("", "_file", "_ref")},
    ("EmailThreading", "enabled"): {"thread_by_date": "daily"},
    ("SigV4", "access_key"): {"secret_key": "x"},
    ("SigV4", "secret_key"): {"access_key": "x"},
    ("SigV4", "external_id"): {"role_arn": "arn:x"},
    ("SlackConfig", "update_message"): {"api_url": "https://slack.com/api/chat.postMessage"},
    ("SlackAction", "value"): {"name": "n"},
    ("WebhookOutput", "batch_max_events"): {"batch": True},
    ("WebhookOutput", "batch_max_bytes"): {"batch": True},
    ("WebhookOutput", "batch_flush_interval"): {"batch": True},
    **{(name, "proxy_connect_header"): {"proxy_url": "http://p"} for name in ("HttpConfig", "OAuth2")},
    **{(name, "no_proxy"): {"proxy_url": "http://p"} for name in ("HttpConfig", "OAuth2")},
}
"""What a key does not stand without."""

VALUES: Mapping[tuple[str, str] | str, Any] = {
    "matchers": ['a="b"'],
    "source_matchers": ['a="b"'],
    "target_matchers": ['a="b"'],
    "smtp_smarthost": "mail.example.org:25",
    "smarthost": "mail.example.org:25",
    "times": [{"start_time": "09:00", "end_time": "17:00"}],
    "weekdays": ["monday:friday"],
    "days_of_month": ["1:5", "-3:-1"],
    "months": ["may:august", "12"],
    "years": ["2026:2028"],
    "location": "Europe/Paris",
    "start_time": "08:00",
    "end_time": "24:00",
    "thread_by_date": "daily",
    "claims": {"a": "b"},
    "payload": {"text": "{{ .Status }}", "list": [1, True, None]},
    "details": {"a": "{{ .Status }}"},
    ("JiraConfig", "fields"): {"customfield_1": "x"},
    "labels": {"a": "b"},
    ("JiraConfig", "labels"): ["x"],
    "http_headers": {"X-Custom": {"values": ["a"], "secrets": ["b"], "files": ["/c"]}},
    ("Tracing", "headers"): {"X-Custom": {"values": ["a"]}},
    "sampling_fraction": 0.5,
    ("Authorization", "type"): "Token",
    ("OpsgenieResponder", "type"): "schedule",
    ("TelegramConfig", "chat_id"): -100123,
    "mute_time_intervals": [],
    "active_time_intervals": [],
    ("Config", "mute_time_intervals"): [NEEDED["TimeInterval"]],
    ("Config", "tracing"): NEEDED["Tracing"],
    ("Config", "route"): {"receiver": "a"},
    ("Route", "receiver"): "a",
    ("WebexConfig", "http_config"): NEEDED["WebexConfig"]["http_config"],
    "match_re": {"a": "b.*"},
    "source_match_re": {"a": "b.*"},
    "target_match_re": {"a": "b.*"},
    "grant_type": "client_credentials",
}
"""Values where the kind alone does not give a good one, by key, or class and key."""


def sections() -> Iterator[tuple[type[Section], tuple[tuple[type[Section], str], ...]]]:
    """Every class of sections, with one way to it: the classes above it and the keys that lead down."""
    seen: set[type[Section]] = set()
    waiting: list[tuple[type[Section], tuple[tuple[type[Section], str], ...]]] = [(Config, ())]
    while waiting:
        cls, way = waiting.pop(0)
        if cls in seen:
            continue
        seen.add(cls)
        yield cls, way
        for key, known in keys_of(cls).items():
            if (cls.__name__, key) == ("Global", "http_config"):
                continue  # a receiver's own says the same, and is looked at more closely
            waiting += [(inner, (*way, (cls, key))) for inner in _classes(known.shape)]


def _classes(shape: Shape | None) -> Iterator[type[Section]]:
    if shape is not None:
        yield from (found(cls) for cls in shape.classes)
        yield from _classes(shape.items)
        yield from _classes(shape.named)


def sample(cls: type[Section], key: str) -> Any:
    """A good value of `key`."""
    for known in ((cls.__name__, key), key):
        if known in VALUES:
            return VALUES[known]
    return _value(keys_of(cls)[key].shape, key)


def _value(shape: Shape, key: str) -> Any:
    if shape.items is not None:
        return [_value(shape.items, key)]
    if shape.named is not None:
        return {"a": _value(shape.named, key)}
    if shape.text:
        return _text(key)
    if shape.classes:
        return dict(NEEDED.get(found(shape.classes[0]).__name__, {}))
    return shape.words[0] if shape.words else True if shape.switch else 5


def _text(key: str) -> str:
    if key in ("retry", "expire", "ttl", "flush") or key.endswith(
        ("timeout", "interval", "wait", "duration", "backoff")
    ):
        return "40s"
    return "https://example.org/x/" if key.endswith("url") else "x"


def with_key(cls: type[Section], key: str, value: Any) -> Data:
    """A section of `cls` that has `key`, and what else it must have."""
    instead = INSTEAD.get((cls.__name__, key), ())
    needed = {name: one for name, one in NEEDED.get(cls.__name__, {}).items() if name not in instead}
    return {**needed, **BESIDE.get((cls.__name__, key), {}), key: value}


def embedded(way: tuple[tuple[type[Section], str], ...], data: Data) -> Data:
    """The configuration in which `data` stands where `way` leads."""
    for cls, key in reversed(way):
        shape = keys_of(cls)[key].shape
        value: Any = [data] if shape.items is not None else {"X-A": data} if shape.named is not None else data
        data = with_key(cls, key, value)
        if cls is Config and key == "receivers":
            data[key][0]["name"] = "a"
        if (cls.__name__, key) == ("Config", "route"):
            data[key].setdefault("receiver", "a")
    return data


def below_root(way: tuple[tuple[type[Section], str], ...]) -> tuple[tuple[type[Section], str], ...]:
    """The way to a route that is not the root, which takes less."""
    from alertflow.alertmanager import Route

    return (*way, (Route, "routes")) if way == ((Config, "route"),) else way


def every_key() -> Iterator[tuple[type[Section], str, Data]]:
    """Each key of each class, with the smallest configuration that has it."""
    for cls, way in sections():
        for key in keys_of(cls):
            yield cls, key, embedded(below_root(way), with_key(cls, key, sample(cls, key)))


LISTED = ("inhibit_rules", "time_intervals", "receivers")
_TWIN = ("_file", "slack_app_token")


def everything(left_out: frozenset[tuple[str, str]] = frozenset()) -> Data:
    """One configuration with nearly every key: a receiver, a route, an interval or an inhibition for each.

    `left_out` are keys that it does not have, each with its class; of what stands once in a file, a secret's
    twin that is a file is not there either.
    """
    once: dict[str, Data] = {"global": {}, "tracing": {}, "event_recorder": {}}
    listed: dict[str, list[Data]] = {top: [] for top in LISTED}
    routes: list[Data] = []
    for cls, key, data in every_key():
        name = f"{cls.__name__}.{key}"
        if (cls.__name__, key) in left_out:
            continue
        routes += data["route"].get("routes", [])
        for top in LISTED:
            for one in data.get(top, ()):
                if top != "receivers" or len(one) > 1:
                    listed[top].append({**one, "name": name} if "name" in one else one)
        if cls.__name__ in ("Global", "Tracing", "EventRecorder") and not key.endswith(_TWIN):
            top = {"Global": "global", "Tracing": "tracing"}.get(cls.__name__, "event_recorder")
            once[top].update(data[top])
    listed["receivers"].append({"name": "a"})
    return {"route": {"receiver": "a", "routes": routes}, **listed, **once}
