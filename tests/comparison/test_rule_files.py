"""Rule files compared."""

import pytest

from alertflow.comparison import What, differences
from alertflow.documents import Read, read

RULES = """\
groups:
  - name: shop
    interval: 1m
    rules:
      - record: job:errors:ratio
        expr: sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.05
        for: 5m
        labels: {severity: warning, team: shop}
        annotations: {summary: "{{ $value }} fail", description: "Look."}
      - alert: HighErrorRate
        expr: job:errors:ratio > 0.5
        labels: {severity: critical, team: shop}
      - alert: Down
        expr: up == 0
"""
HELD = """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: shop, labels: {release: a}}
spec:
"""


def told(old: str, new: str, path: str = "rules.yml") -> list[str]:
    sides = []
    for text in (old, new):
        reads, unreadable = read(text, path)
        assert not unreadable
        sides.append(reads)
    return [str(one) for one in differences(*sides)]


SAME = [
    ("interval: 1m", "interval: 60s"),
    ("for: 5m", "for: 300s"),
    ("alert: Down", "alert: Down\n        for: 0s\n        keep_firing_for: 0s\n        labels: {}"),
    ("interval: 1m", "interval: 1m\n    limit: 0"),
    ("job:errors:ratio > 0.05", "(job:errors:ratio) > 5e-2"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_is_only_written_in_another_way_is_no_difference(before: str, after: str) -> None:
    assert told(RULES, RULES.replace(before, after, 1)) == []


def test_a_label_may_be_the_group_s_or_each_rule_s() -> None:
    own = (
        "groups: [{name: a, rules: [{alert: A, expr: up, labels: {team: x}},"
        " {alert: B, expr: up, labels: {team: y}}]}]"
    )
    group = (
        "groups: [{name: a, labels: {team: x}, rules: [{alert: A, expr: up},"
        " {alert: B, expr: up, labels: {team: y}}]}]"
    )
    assert told(own, group) == []
    assert told(own, group.replace("{team: x}", "{team: z}")) == [
        "group a: label team: now z",
        'A: no longer team="x"',
    ]
    assert told(group, group.replace("{team: x}", "{team: z}")) == ["group a: label team: x → z"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("for: 5m", "for: 10m", ['HighErrorRate (severity="warning", team="shop"): for 5m → 10m']),
        ("alert: Down", "alert: Down\n        keep_firing_for: 5m", ["Down: keep_firing_for 0s → 5m"]),
        (
            "> 0.05\n        for: 5m\n        labels: {severity: warning",
            "> 0.1\n        for: 1m\n        labels: {severity: page",
            [
                'HighErrorRate (severity="page", team="shop"): for 5m → 1m; threshold 0.05 → 0.1; '
                "severity warning → page"
            ],
        ),
        ("up == 0", "up < 1", ["Down: == → <; threshold 0 → 1"]),
        ("alert: Down", "alert: Gone", ["Gone: was Down"]),
        (
            'fail", description',
            'failed", description',
            [
                'HighErrorRate (severity="warning", team="shop"): summary "{{ $value }} fail" → '
                '"{{ $value }} failed"'
            ],
        ),
        (
            ', description: "Look."',
            "",
            ['HighErrorRate (severity="warning", team="shop"): description no longer Look.'],
        ),
        ("interval: 1m", "interval: 30s", ["group shop: interval 1m → 30s"]),
        ("interval: 1m", "interval: 1m\n    limit: 9", ["group shop: limit none → 9"]),
        ("interval: 1m", "interval: 1m\n    query_offset: 0s", ["group shop: query_offset the default → 0s"]),
        ("name: shop", "name: store", ["group store: was shop"]),
        (
            "      - alert: Down\n        expr: up == 0\n",
            "",
            ["Down: gone from group shop"],
        ),
        (
            "      - alert: Down\n",
            "  - name: other\n    rules:\n      - alert: Down\n",
            [
                "group other: new, with 1 rule: Down",
                "Down: now in group other (was: shop); interval 1m → the default",
            ],
        ),
        (
            "      - alert: Down\n        expr: up == 0\n",
            "  - name: more\n    rules: [{alert: X, expr: up}, {alert: Down, expr: up == 0, for: 1m}]\n",
            [
                "group more: new, with 2 rules: X, Down",
                "Down: now in group more (was: shop); interval 1m → the default; for 0s → 1m",
            ],
        ),
    ],
)
def test_each_change_is_told_in_its_reader_s_words(before: str, after: str, said: list[str]) -> None:
    assert RULES.count(before) == 1
    assert told(RULES, RULES.replace(before, after)) == said


def reordered(text: str, *numbers: int) -> str:
    """The rules of the only group in another order."""
    head, *rules = text.split("\n      - ")
    rules[-1] = rules[-1].removesuffix("\n")
    return "\n      - ".join([head, *[rules[number] for number in numbers]]) + "\n"


def test_the_order_of_rules_matters_where_one_reads_what_another_records() -> None:
    assert told(RULES, reordered(RULES, 0, 2, 3, 1)) == []
    assert told(RULES, reordered(RULES, 1, 0, 2, 3)) == [
        'HighErrorRate (severity="warning", team="shop"): now evaluated before job:errors:ratio, which it '
        "reads: it sees the value of an interval ago"
    ]
    assert told(reordered(RULES, 1, 0, 2, 3), RULES) == [
        'HighErrorRate (severity="warning", team="shop"): now evaluated after job:errors:ratio, which it '
        "reads: it sees the value of the same evaluation"
    ]


def test_an_expression_that_reads_by_a_pattern_may_read_what_is_recorded() -> None:
    text = 'groups: [{name: a, rules: [{record: "job:x", expr: up}, {alert: A, expr: %s}]}]'
    turned = 'groups: [{name: a, rules: [{alert: A, expr: %s}, {record: "job:x", expr: up}]}]'
    reads, other = """'{__name__=~"job:.*"} > 1'""", """'{__name__=~"web:.*"} > 1'"""
    assert len(told(text % reads, turned % reads)) == 1
    assert told(text % other, turned % other) == []


def test_the_order_of_groups_makes_no_difference() -> None:
    groups = ["{name: a, rules: [{alert: A, expr: up}]}", "{name: b, rules: [{alert: B, expr: up}]}"]
    assert told(f"groups: [{', '.join(groups)}]", f"groups: [{', '.join(groups[::-1])}]") == []


def test_the_rules_of_a_prometheus_rule_are_compared_as_rules_and_the_rest_as_data() -> None:
    held = HELD + "".join(f"  {line}\n" for line in RULES.splitlines())
    assert told(held, held.replace("60s", "1m").replace("0.05", "5e-2")) == []
    assert told(held, held.replace("release: a", "release: b").replace("== 0", "== 1")) == [
        "Down: threshold 0 → 1",
        "metadata.labels.release: a → b",
    ]


def test_rules_and_files_in_another_place_are_moved() -> None:
    old, _ = read(RULES, "a.yml")
    new, _ = read(RULES.replace("for: 5m", "for: 300s"), "b.yml")
    (found,) = differences(old, new)
    assert (found.what, found.path, str(found)) == (What.MOVED, "a.yml", "a.yml: the same, now in b.yml")


def sides(**files: str) -> list[Read]:
    return [one for name, text in files.items() for one in read(text, f"{name}.yml")[0]]


A, B = "groups: [{name: a, rules: [{alert: A, expr: up}]}", "{name: b, rules: [{alert: B, expr: up}]}]"


def test_a_file_that_was_parted_is_the_same() -> None:
    found = differences(sides(all=f"{A}, {B}"), sides(a=f"{A}]", b=f"groups: [{B}"))
    assert [(one.what, str(one)) for one in found] == [
        (What.MOVED, "group a: the same, now in a.yml"),
        (What.MOVED, "group b: the same, now in b.yml"),
    ]


def test_a_group_that_moved_to_another_file_and_changed_is_told_on_both() -> None:
    found = differences(
        sides(a=f"{A}, {B}", c="groups: []"),
        sides(a=f"{A}]", c=f"groups: [{B}".replace("expr: up", "expr: x")),
    )
    assert [(one.path, str(one)) for one in found] == [
        ("a.yml", "group b: gone, with 1 rule: B"),
        ("c.yml", "group b: new, with 1 rule: B"),
    ]
