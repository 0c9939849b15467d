"""Configurations such as people have, made by chance: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import yaml

Data = dict[str, Any]

TITLE = '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} on "{{ .CommonLabels.instance }}"'
TEXT = "{{ range .Alerts }}\n*{{ .Labels.alertname }}*\n  it's {{ .Annotations.summary }}\n{{ end }}"
LABELS = {
    "team": ("platform", "payments", "data-science"),
    "severity": ("critical", "warning", "info"),
    "service": ("checkout", "cart", "a|b", 'say "hi"', "C:\\temp"),
    "environment": ("prod", "staging", ""),
}
GROUPINGS: tuple[list[str], ...] = (["alertname"], ["alertname", "cluster"], ["..."], [])


def configurations(seed: int, count: int) -> Iterator[str]:
    """`count` configurations that Alertmanager takes."""
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        data = _configuration(chance)
        yield _remarked(yaml.safe_dump(data, sort_keys=False, width=10_000, allow_unicode=True), chance)


def alerts(seed: int, count: int) -> list[dict[str, str]]:
    """The labels of alerts to be routed."""
    chance = random.Random(seed)
    return [
        {"alertname": "A", **{name: chance.choice(values) for name, values in LABELS.items()}}
        for _ in range(count)
    ]


def _configuration(chance: random.Random) -> Data:
    receivers = [f"{kind}-{number}" for number, kind in enumerate(_some(chance, "slack mail pager hook", 6))]
    intervals = [f"interval {number}" for number in range(chance.randrange(3))]
    data: Data = {
        "global": {
            "slack_api_url_file": "/etc/slack",
            "smtp_smarthost": "mail.example.org:25",
            "smtp_from": "a@b",
        },
        "route": {"receiver": receivers[0], **_timing(chance)},
        "receivers": [_receiver(chance, name) for name in receivers],
    }
    data["route"]["routes"] = [_route(chance, receivers, intervals, 0) for _ in range(chance.randrange(9))]
    if intervals:
        data["time_intervals"] = [{"name": name, "time_intervals": [_span(chance)]} for name in intervals]
    if chance.random() < 0.6:
        data["inhibit_rules"] = [_inhibition(chance) for _ in range(chance.randrange(4))]
    return data


def _some(chance: random.Random, words: str, most: int) -> list[str]:
    return [chance.choice(words.split()) for _ in range(chance.randrange(1, most + 1))]


def _timing(chance: random.Random) -> Data:
    given: Data = {}
    if chance.random() < 0.5:
        given["group_by"] = chance.choice(GROUPINGS)
    if chance.random() < 0.5:
        given["group_wait"] = chance.choice(("0s", "30s", "1m"))
    if chance.random() < 0.3:
        given["repeat_interval"] = chance.choice(("4h", "1d"))
    return given


def _route(chance: random.Random, receivers: list[str], intervals: list[str], depth: int) -> Data:
    route: Data = {"receiver": chance.choice(receivers)} if chance.random() < 0.8 else {}
    labels = chance.sample(sorted(LABELS), chance.randrange(1, 4))
    old = chance.random() < 0.4
    for name in labels:
        value = chance.choice(LABELS[name])
        if old and chance.random() < 0.5:
            route.setdefault("match", {})[name] = value
        elif old:
            route.setdefault("match_re", {})[name] = "|".join(LABELS[name][:2])
        else:
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            route.setdefault("matchers", []).append(f'{name} {chance.choice(("=", "!="))} "{quoted}"')
    route |= _timing(chance)
    if chance.random() < 0.2:
        route["continue"] = True
    if intervals and chance.random() < 0.5:
        key = chance.choice(("mute_time_intervals", "active_time_intervals"))
        route[key] = chance.sample(intervals, 1)
    if depth < 3 and chance.random() < 0.4:
        below = [_route(chance, receivers, intervals, depth + 1) for _ in range(chance.randrange(5))]
        route["routes"] = below
    return route


def _receiver(chance: random.Random, name: str) -> Data:
    receiver: Data = {"name": name}
    for _ in range(chance.randrange(3)):
        key, channel = chance.choice((_slack, _mail, _pager, _hook))(chance)
        receiver.setdefault(key, []).append(channel)
    return receiver


def _slack(chance: random.Random) -> tuple[str, Data]:
    channel: Data = {"channel": chance.choice(("#alerts", "#platform", "@oncall"))}
    if chance.random() < 0.7:
        channel |= {"title": TITLE, "text": TEXT, "send_resolved": True}
    if chance.random() < 0.4:
        link = {"type": "button", "text": "Runbook", "url": "{{ (index .Alerts 0).Annotations.runbook_url }}"}
        channel["actions"] = [link, {**link, "text": "Dashboard"}]
    return "slack_configs", channel


def _mail(chance: random.Random) -> tuple[str, Data]:
    return "email_configs", {
        "to": chance.choice(("oncall@example.org", "team@example.org")),
        "headers": {"Subject": TITLE, "X-Team": "ops"},
        "html": TEXT if chance.random() < 0.5 else "",
    }


def _pager(chance: random.Random) -> tuple[str, Data]:
    return "pagerduty_configs", {
        "routing_key_file": chance.choice(("/etc/pager/a", "/etc/pager/b")),
        "description": TITLE,
        "details": {"firing": "{{ .Alerts.Firing | len }}", "text": TEXT},
        "http_config": {"proxy_url": "http://proxy.example.org:3128", "follow_redirects": False},
    }


def _hook(chance: random.Random) -> tuple[str, Data]:
    payload: Data = {"a": chance.choice((1, True, "1", None)), "b": [TITLE], "c": chance.choice(({}, []))}
    return "webhook_configs", {"url": "http://hook.example.org/", "payload": payload}


def _span(chance: random.Random) -> Data:
    span: Data = {"times": [{"start_time": "09:00", "end_time": "17:00"}]}
    if chance.random() < 0.5:
        span["weekdays"] = ["monday:friday", "sunday"]
    if chance.random() < 0.3:
        span["location"] = "Europe/Paris"
    if chance.random() < 0.2:
        span["months"] = []
    return span


def _inhibition(chance: random.Random) -> Data:
    if chance.random() < 0.5:
        return {"source_match": {"severity": "critical"}, "target_match_re": {"severity": "warning|info"}}
    return {
        "source_matchers": ['severity="critical"'],
        "target_matchers": ['severity=~"warning|info"'],
        "equal": chance.choice((["alertname", "service"], [])),
    }


def _remarked(text: str, chance: random.Random) -> str:
    """With comments, above keys and items and behind some."""
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        bare = line.lstrip(" -")
        is_key = bare.split(":")[0].replace("_", "").isalpha() and ":" in bare
        if is_key and chance.random() < 0.1:
            lines.append(" " * (len(line) - len(line.lstrip())) + f"# remark {number} above")
        if is_key and chance.random() < 0.1:
            line += f"  # remark {number} behind"
        lines.append(line)
    return "\n".join(lines) + "\n"
