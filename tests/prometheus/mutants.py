"""Rule files that are right, each changed in one or a few places, from a seed: most are wrong then."""

import json
from copy import deepcopy
from random import Random
from typing import Any

BASE: dict[str, Any] = {
    "groups": [
        {
            "name": "api",
            "interval": "30s",
            "limit": 3,
            "rules": [
                {
                    "alert": "HighErrors",
                    "expr": "sum by (job) (rate(errors[5m]))\n  / sum by (job) (rate(total[5m])) > 0.05\n",
                    "for": "5m",
                    "keep_firing_for": "10m",
                    "labels": {"severity": "critical", "team": "{{ $labels.job }}"},
                    "annotations": {"summary": "{{ $value | humanizePercentage }} of requests fail"},
                },
                {
                    "record": "job:errors:rate5m",
                    "expr": "sum by (job) (rate(errors_total[5m]))",
                    "labels": {"a": "b"},
                },
            ],
        },
        {"name": "web", "rules": [{"alert": "Down", "expr": "up == 0", "labels": {"severity": "high"}}]},
    ]
}

_ODD: list[Any] = [None, "", 0, 5, -1, 1.5, True, "text", [], {}, ["a"], {"a": "b"}, "007", "yes", "1e3"]
_NAMING = ("alert", "record", "expr")
"""Keys behind which promtool takes some values for none at all, and says nothing."""

_DURATIONS = [
    "5m",
    "0",
    "0s",
    "1h30m",
    "30m1h",
    "5 m",
    "5M",
    "-5m",
    "1d",
    "1.5h",
    "5",
    5,
    "",
    "10y",
    "1y2w3d4h5m6s7ms",
]
_NAMES = ["a", "a-b", "a b", "1a", "__name__", "a.b", "é", "a:b", "", "alertname", "le", "a{b}", "{", "job"]
_OTHERS = [*_NAMES, "Down", "HighErrors", "job:errors:rate5m", "web"]
_EXPRESSIONS = [
    "up", "1", "vector(1)", "up =", "sum(up", "up == 0 # why", "rate(up)", "nothing(up)", "up{a='b'}",
    "up{a=~'('}", "up offset 5m", "up @ 0", "x[5m]", "'text'", " ", "holt_winters(x[5m], 0.1, 0.1)",
    "limitk(1, up)", "1 == 1", "up and 1", "{}", "absent(up) or up > bool 0", "x[0s]",
    "x{a='b' or c='d'}", "up > 5m", '{"a.b"}', "sgn(up) > 0", "first_over_time(x[5m])", "x[5m] smoothed",
    "sum by (a) (up) by (b)", "up\n== 0", "avg_over_time(up[1h:])",
]  # fmt: skip
_TEMPLATES = [
    "plain", "{{ $labels.x }}", "{{ $value }}", "{{ .Labels.x }}", "{{ .Foo }}", "{{ $foo }}",
    "{{ nothing }}", "{{", "{{ end }}", "{{ if $value }}", "{{ if $value }}a{{ end }}",
    '{{ range query "up" }}{{ .Value }}{{ end }}', "{{ $value | humanize }}", "{{ $value | humanise }}",
    "}}", '{{ "a }}', '{{ define "x" }}y{{ end }}', '{{ template "nothing" }}',
    "{{ $externalLabels.a }} {{ $externalURL }}", "{{ toTime $value }}", "{{ $x := 1 }}{{ $x }}",
    "{{ 1 | }}", "{{- $value -}}", "{{/* why */}}", "{{ now }}", "{{ .Labels.x.y }}",
]  # fmt: skip
_KEYS = [
    "for", "keep_firing_for", "annotations", "labels", "record", "alert", "interval", "foo", "expr",
    "query_offset", "limit", "partial_response_strategy", "name", "rules", "source_tenants", "Expr",
]  # fmt: skip


def mutant(seed: int) -> str:
    """A file with one to three changes, as JSON, which is YAML, too."""
    random, data = Random(seed), deepcopy(BASE)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        random.choice([_value, _value, _value, _value, _delete, _add, _rename, _twice])(random, data)
    return json.dumps(data, indent=1)


def _mappings(value: Any) -> list[dict[str, Any]]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [value] if isinstance(value, dict) else []
    return found + [one for inner in below for one in _mappings(inner)]


def _key(random: Random, data: Any) -> tuple[dict[str, Any], str]:
    mapping = random.choice([one for one in _mappings(data) if one] or [{"none": None}])
    return mapping, random.choice(list(mapping))


def _value(random: Random, data: Any) -> None:
    mapping, key = _key(random, data)
    fitting: dict[str, list[Any]] = {
        **dict.fromkeys(("for", "keep_firing_for", "interval", "query_offset"), _DURATIONS),
        **dict.fromkeys(("alert", "record", "name"), _OTHERS),
        **dict.fromkeys(("severity", "team", "summary", "a"), _TEMPLATES),
        "expr": _EXPRESSIONS,
        "limit": [0, 1, -1, "3", "x", 1.0, 1.5, True, 10**20],
    }
    odd = [one for one in _ODD if key not in _NAMING or isinstance(one, (str, int))]
    mapping[key] = deepcopy(random.choice(odd if random.random() < 0.25 else fitting.get(key, odd)))


def _delete(random: Random, data: Any) -> None:
    mapping, key = _key(random, data)
    del mapping[key]


def _add(random: Random, data: Any) -> None:
    mapping = random.choice(_mappings(data))
    labels = not mapping.keys() & {"groups", "rules", "expr"}
    key = random.choice(_NAMES if labels else _KEYS)
    mapping[key] = deepcopy(random.choice(["5m", "up"] if key in _NAMING else [*_ODD, "5m", "up"]))


def _rename(random: Random, data: Any) -> None:
    mapping, key = _key(random, data)
    value = mapping.pop(key)
    names = [*_KEYS, *_NAMES]
    mapping[random.choice([name for name in names if isinstance(value, str) or name not in _NAMING])] = value


def _twice(random: Random, data: Any) -> None:
    """A group or rule once more."""
    lists = [
        one[key] for one in _mappings(data) for key in ("groups", "rules") if isinstance(one.get(key), list)
    ]
    filled = [one for one in lists if one]
    if filled:
        chosen = random.choice(filled)
        chosen.append(deepcopy(random.choice(chosen)))


def mutants(first: int, count: int) -> list[str]:
    """Different files, the same for the same numbers."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[mutant(first)] = None
        first += 1
    return list(found)
