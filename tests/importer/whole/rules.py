"""Groups of rules as people write them, and as nobody should, made by chance."""

from __future__ import annotations

import random
from typing import Any

Data = dict[str, Any]

NASTY = (
    *(
        "plain text",
        "{{ $value }}",
        '{{ printf "%.2f" $value }} of {{ $labels.job }}',
        "é 😀",
        "\u2028",
        "'\"\\",
    ),
    *(
        '"""',
        "'''",
        "\\N{BULLET}",
        "\\u0041 \\x41",
        "{value} {0} {{}}",
        "a\nb\n",
        " lead",
        "trail ",
        "\ttab\t",
    ),
    *(
        '""" + __import__("os").getcwd() + """',
        "'); raise SystemExit(1) #",
        "# type: ignore",
        "# noqa",
        "%s %d",
    ),
    *(
        "",
        "0",
        "true",
        "null",
        "~",
        "1e3",
        "- a",
        "a: b",
        "a #b",
        "&a",
        "*a",
        "!x",
        "|",
        ">",
        "@x",
        "`x`",
        "\x7f",
    ),
)
"""Texts that could be taken for something else, by Python or by YAML."""
WORDS = ("cart", "checkout", "search", "orders", "users", "stock", "redis-gateway", "a.b")
NAMES = (
    *(
        "CartDown",
        "SearchDown",
        "HTTP5xx",
        "High5xxRate",
        "Alert",
        "Project",
        "project",
        "class",
        "print",
        "None",
    ),
    *(
        "str",
        "Severity",
        "RuleGroup",
        "Team",
        "Ünïcode",
        "info-inhibitor",
        "a b",
        "__init__",
        "match",
        "lambda",
    ),
)
"""Names of alerts: words of Python, of alertflow, and none of either."""
QUERIES = (
    'up{job="WORD"} == 0',
    'sum(rate(a_total{job="WORD",code=~"5.."}[5m])) / sum(rate(a_total{job="WORD"}[5m])) > NUMBER',
    "histogram_quantile(0.99, sum by (le, job) (rate(a_seconds_bucket[5m]))) >= NUMBER",
    'absent(up{job="WORD"})',
    "predict_linear(free_bytes[6h], 14400) < NUMBER",
    "a > NUMBER\n  and on (instance) group_left (x)\n    b < NUMBER\n",
    'label_replace(up, "x", "$1", "y", "(.*)\\\\.b") == NUMBER',
    "rate(x[1w]) > `a` or vector(1)",
)
NUMBERS = ("0", "0.05", "5", "1e3", "-1", "0.90")
SEVERITIES = ("critical", "warning", "info", "page", "ticket", "Bad", "")


def groups(chance: random.Random) -> list[Data]:
    """One to three groups of one file."""
    names = chance.sample(
        ("shop", "b.rules", "Ünï", "project", "alert", "node", '"""'), chance.randrange(1, 4)
    )
    return [_group(chance, name) for name in names]


def _group(chance: random.Random, name: str) -> Data:
    family = chance.random() < 0.4
    rules = _alike(chance) if family else [_rule(chance) for _ in range(chance.randrange(7))]
    return {
        "name": name,
        **_some(chance, {"interval": "30s", "limit": 3, "query_offset": "1m"}),
        "rules": rules,
    }


def _some(chance: random.Random, data: Data) -> Data:
    return {key: value for key, value in data.items() if chance.random() < 0.3}


def _rule(chance: random.Random) -> Data:
    if chance.random() < 0.3:
        record = chance.choice(("job:x:rate5m", "job:y:rate5m", "a:b:c"))
        return {"record": record, "expr": _query(chance), **_some(chance, {"labels": _labels(chance)})}
    labels = _labels(chance)
    if chance.random() < 0.8:
        labels["severity"] = chance.choice(SEVERITIES)
    rest = _some(
        chance,
        {"for": chance.choice(("5m", "0s", "1h30m")), "keep_firing_for": "10m"},
    )
    return {
        "alert": chance.choice(NAMES),
        "expr": _query(chance),
        **rest,
        "labels": labels,
        "annotations": _annotations(chance),
    }


def _query(chance: random.Random) -> str:
    text = chance.choice(QUERIES).replace("WORD", chance.choice(WORDS))
    return text.replace("NUMBER", chance.choice(NUMBERS))


def _labels(chance: random.Random) -> Data:
    names = chance.sample(
        ("team", "service", "target", "dispatch", "kind", "class", "a_b"), chance.randrange(3)
    )
    return {name: chance.choice((*WORDS, *NASTY)) for name in names}


def _annotations(chance: random.Random) -> Data:
    keys = ("summary", "description", "runbook_url", "dashboard_url", "import", "def")
    return {key: _text(chance) for key in chance.sample(keys, chance.randrange(4))}


def _text(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return f"https://example.org/runbooks/{chance.choice(WORDS)}"
    return "".join(chance.choice(NASTY) for _ in range(chance.randrange(1, 4)))


def _alike(chance: random.Random) -> list[Data]:
    """Alerts that differ in a word or two, as a person copies them."""
    query, text, length = chance.choice(QUERIES), chance.choice(NASTY), chance.choice(("5m", "10m"))
    made = []
    for word in chance.sample(WORDS[:6], chance.randrange(3, 7)):
        number = chance.choice(NUMBERS[:3])
        made.append(
            {
                "alert": f"{word.capitalize()}High",
                "expr": query.replace("WORD", word).replace("NUMBER", number),
                "for": length,
                "labels": {"severity": "critical", "service": word},
                "annotations": {"summary": f"{word} {text}", "runbook_url": f"https://example.org/{word}"},
            }
        )
    return made


__all__ = ["NASTY", "groups"]
