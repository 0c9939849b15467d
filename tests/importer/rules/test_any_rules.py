"""Any rule file, imported and built again, says what it said: hypothesis writes the files."""

import ast
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.documents import read
from alertflow.importer.project import Origin, imported
from alertflow.importer.proof import prove
from alertflow.yaml import dump
from alertflow.yaml.comments import comments

nasty = st.lists(
    st.sampled_from(
        [
            *"ab {}\"'\\\n\t%$#",
            "{{ $value }}",
            '{{ printf "%.2f" $value }}',
            "é",
            "😀",
            "\u2028",
            " # no",
            "é",
        ]
    ),
    max_size=12,
).map("".join)
words = st.sampled_from(["cart", "checkout", "search", "redis-gateway", "a.b", "x"])
names = st.sampled_from(
    ["CartDown", "SearchDown", "RedisDown", "HTTP5xx", "class", "Down", *"ABCDEFG", "Ünïcode"]
)
numbers = st.sampled_from(["0", "0.05", "5", "1e3", "-1", "0.90"])
EXPRESSIONS = [
    'up{job="WORD"} == 0',
    "up == 0",
    "(up or vector(0)) == 0",
    'sum(rate(a_total{job="WORD",code=~"5.."}[5m])) / sum(rate(a_total{job="WORD"}[5m])) > NUMBER',
    'sum by (job) (rate(a_total{code=~"5.."}[1h])) / sum by (job) (rate(a_total[1h])) > NUMBER',
    "histogram_quantile(0.99, sum by (le, job) (rate(a_seconds_bucket[5m]))) >= NUMBER",
    'absent(up{job="WORD"})',
    'absent_over_time(up{job="WORD"}[10m])',
    "predict_linear(free_bytes[6h], 14400) < NUMBER",
    "sum(used) / sum(size) > NUMBER",
    '1 - avg by (instance) (rate(cpu_total{mode="idle"}[5m]))',
    "a > NUMBER\n  and on (instance) group_left (x)\n    b < NUMBER\n",
    'label_replace(up, "x", "$1", "y", "(.*)\\\\.b") == NUMBER',
    'count by (WIDE) (up{job=~"a|b|c|d|e", instance!~"node-[0-9]+"} unless on (WIDE) down{x=\'y\'}) > NUMBER '
    "and on (instance) rate(x[1d:5m] offset 1w) > bool NUMBER",
    "rate(x[1w]) > `a` or vector(1)",
]
expressions = st.builds(
    lambda form, word, number: (
        form.replace("WORD", word).replace("NUMBER", number).replace("WIDE", "namespace, pod, container")
    ),
    st.sampled_from(EXPRESSIONS),
    words,
    numbers,
)
durations = st.sampled_from(["0s", "30s", "5m", "1h30m", "0"])
labels = st.dictionaries(
    st.sampled_from(["severity", "team", "slo", "service", "target", "dispatch", "kind"]),
    st.one_of(words, nasty),
)
severities = st.sampled_from(
    [{"severity": one} for one in ("critical", "warning", "page", "odd", "info", "high", "Bad", "")]
)
annotations = st.dictionaries(
    st.sampled_from(["summary", "description", "runbook_url", "dashboard_url", "value"]),
    st.one_of(nasty, words.map(lambda word: f"https://example.org/runbooks/{word}")),
)


def without_none(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


alerts = st.fixed_dictionaries(
    {
        "alert": names,
        "expr": expressions,
        "for": st.one_of(st.none(), durations),
        "keep_firing_for": st.one_of(st.none(), durations),
        "labels": st.builds(lambda one, two: {**one, **two}, labels, severities),
        "annotations": annotations,
    }
).map(without_none)
alike = st.builds(
    lambda word, number, severity: {
        "alert": f"{word.capitalize()}High",
        "expr": f'errors{{job="{word}"}} > {number}',
        "labels": {"severity": severity, "service": word},
        "annotations": {
            "summary": f"{word} has {{{{ $value }}}} errors",
            "runbook_url": f"https://example.org/{word}",
        },
    },
    st.sampled_from(["cart", "search", "orders", "users", "stock"]),
    st.sampled_from(["1", "5", "0.5"]),
    st.sampled_from(["critical", "warning"]),
)
recordings = st.fixed_dictionaries(
    {
        "record": st.sampled_from(["a:b:c", "job:x:rate5m", "job:y:rate5m", "job:z:rate5m", "é.b"]),
        "expr": expressions,
        "labels": labels,
    }
)
groups = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["a", "b.rules", "Ünï", "project", "alert"]),
        "interval": st.one_of(st.none(), st.sampled_from(["30s", "1m"])),
        "limit": st.one_of(st.none(), st.integers(0, 5)),
        "query_offset": st.one_of(st.none(), durations),
        "labels": st.sampled_from([{}, {}, {}, {}, {}, {}, {"region": "eu"}, {"region": "eu"}, {"a.b": "c"}]),
        "rules": st.one_of(
            st.lists(st.one_of(alerts, alerts, recordings), max_size=6),
            st.lists(alike, min_size=3, max_size=6, unique_by=lambda one: str(one["alert"])),
        ),
    }
).map(without_none)
files = st.lists(groups, min_size=1, max_size=3, unique_by=lambda group: group["name"]).map(
    lambda found: {"groups": found}
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(files, min_size=1, max_size=2))
def test_any_rules_mean_the_same(documents: list[dict[str, Any]]) -> None:
    reads = []
    for number, document in enumerate(documents):
        found, refused = read(dump(document), f"rules/file-{number}.yml")
        assert not refused, refused
        reads += found
    origin = Origin("shop")
    text = imported(reads, origin).text
    ast.parse(text)
    assert [str(one) for one in prove(text, reads, origin).differences] == [], text


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(files, st.data())
def test_no_comment_of_any_rules_is_lost(document: dict[str, Any], data: st.DataObject) -> None:
    lines, blocks = [], dump(document).split("\n")[:-1]
    for number, line in enumerate(blocks):
        if line.lstrip().startswith(
            ("- ", "for:", "expr:", "labels:", "severity:", "annotations:", "rules:")
        ):
            if data.draw(st.booleans()):
                lines.append(f"{line[: len(line) - len(line.lstrip())]}# above {number} of it")
            if data.draw(st.booleans()) and not line.endswith(("|", "|-", "|+")):
                line += f" # behind {number} of it"
        lines.append(line)
    text = "\n".join([*lines, "# the end of it", ""])
    reads, refused = read(text, "rules/file.yml")
    assert not refused
    python = imported(reads, Origin("shop")).text
    for comment in comments(text):
        assert comment.text in python, text
    assert [str(one) for one in prove(python, reads, Origin("shop")).differences] == []
