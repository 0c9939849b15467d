"""What a release of Prometheus cannot do, and that both promtools bear the tables out."""

import json
import re
from pathlib import Path

import pytest

from alertflow.prometheus import (
    AlertingRule,
    InputSeries,
    PromqlExprTest,
    RecordingRule,
    Rule,
    RuleFile,
    RuleGroup,
    TestFile,
    UnitTest,
    experimental,
    unsupported,
)
from alertflow.prometheus.versions import AGGREGATIONS, FUNCTIONS, Life
from alertflow.release import reaches
from tests.prometheus.promtool import Promtool

FILE = RuleFile(
    groups=[
        RuleGroup(
            "slow",
            rules=[
                AlertingRule("Down", expr="limitk(2, up) == 0 and sgn(x) > 0", keep_firing_for="5m"),
                RecordingRule("smooth", expr="holt_winters(x[5m], 0.1, 0.1)"),
                RecordingRule("broken", expr="1 +"),
            ],
            query_offset="1m",
            limit=3,
            labels={"a": "b"},
        )
    ]
)


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("2.55", ["slow: labels since 3.0"]),
        (
            "2.42",
            ["slow: query_offset since 2.53", "slow: labels since 3.0", "Down: limitk() since 2.54"],
        ),
        ("3.5.3", ["smooth: holt_winters() since 2.0 until 3.0"]),
        (
            "2.25",
            [
                "slow: limit since 2.31",
                "slow: query_offset since 2.53",
                "slow: labels since 3.0",
                "Down: keep_firing_for since 2.42",
                "Down: limitk() since 2.54",
                "Down: sgn() since 2.26",
            ],
        ),
    ],
)
def test_what_a_release_does_not_know_is_named_with_the_release_that_does(
    version: str, found: list[str]
) -> None:
    said = [
        f"{one.where.removeprefix('group ')}: {one.what} since {one.since}"
        + (f" until {one.until}" if one.until else "")
        for one in unsupported(FILE, version)
    ]
    assert said == found


@pytest.mark.parametrize(
    ("file", "version", "found"),
    [
        (TestFile(fuzzy_compare=True), "3.4", ["fuzzy_compare since 3.5"]),
        (TestFile(fuzzy_compare=True), "3.5", []),
        (
            TestFile(tests=[UnitTest(interval="1m", start_timestamp=5.0)]),
            "3.8",
            ["start_timestamp since 3.9"],
        ),
        (TestFile(tests=[UnitTest(interval="1m", start_timestamp=5.0)]), "3.9", []),
        (TestFile(tests=[UnitTest()]), "2.42", ["a test without interval since 2.49"]),
        (TestFile(tests=[UnitTest()]), "2.49", []),
        (
            TestFile(tests=[UnitTest(interval="1m", input_series=[InputSeries("x", "{{sum:1}}")])]),
            "2.42",
            ["a native histogram since 2.48"],
        ),
        (
            TestFile(tests=[UnitTest(interval="1m", promql_expr_tests=[PromqlExprTest(expr="sgn(x)")])]),
            "2.25",
            ["sgn() since 2.26"],
        ),
    ],
)
def test_a_test_file_may_need_a_newer_promtool(file: TestFile, version: str, found: list[str]) -> None:
    assert [f"{one.what} since {one.since}" for one in unsupported(file, version)] == found


def test_names_in_utf_8_need_a_newer_prometheus() -> None:
    rules: list[Rule] = [
        RecordingRule("error rate", expr="up", labels={"a.b": "c"}),
        AlertingRule("A b", expr="up", annotations={"what-to-do": "x"}),
    ]
    file = RuleFile(groups=[RuleGroup("a group", rules=rules)])
    assert [(one.where, one.what) for one in unsupported(file, "2.42")] == [
        ("error rate", "the name 'error rate'"),
        ("error rate", "the name 'a.b'"),
        ("A b", "the name 'what-to-do'"),
    ]
    assert {one.location.path for one in unsupported(file, "2.42") if one.location} == {__file__}
    assert unsupported(file, "3.0") == []


@pytest.mark.parametrize(
    ("expr", "version", "flags"),
    [
        ("limitk(1, mad_over_time(x[5m]))", "3.5", ["promql-experimental-functions"] * 2),
        ("limitk(1, x)", "2.42", []),
        ("first_over_time(x[5m])", "3.13", ["promql-experimental-functions"]),
        ("first_over_time(x[5m])", "3.14", []),
        ("x[5m * 2]", "3.5", ["promql-duration-expr"]),
        ("x[5m * 2]", "3.14", []),
        ("rate(x[5m] smoothed)", "3.7", ["promql-extended-range-selectors"]),
        ("a + fill(0) b", "3.12", ["promql-binop-fill-modifiers"]),
        ("rate(x[5m])", "3.5", []),
    ],
)
def test_what_must_be_switched_on_is_named_with_its_flag(expr: str, version: str, flags: list[str]) -> None:
    file = RuleFile(groups=[RuleGroup("a", rules=[RecordingRule("r", expr=expr)])])
    assert [one.flag for one in experimental(file, version)] == flags


def _call(name: str) -> str:
    """An expression whose only doubt is whether `name` is known: the arguments may well be wrong."""
    return f"{name}(x)"


def test_both_promtools_know_the_functions_that_the_tables_say(
    tmp_path: Path, promtool_old: Promtool, promtool_new: Promtool
) -> None:
    tables: dict[str, Life] = FUNCTIONS | AGGREGATIONS
    for promtool, release in ((promtool_old, "2.42"), (promtool_new, "3.5")):
        rules = [{"record": f"r:{name}", "expr": _call(name)} for name in tables]
        path = tmp_path / f"{release}.yml"
        path.write_text(json.dumps({"groups": [{"name": "all", "rules": rules}]}), encoding="utf-8")
        done = promtool.run("check", "rules", path)
        printed = done.stdout + done.stderr
        for name, life in tables.items():
            gone = life.until is not None and reaches(release, life.until)
            told = f'"r:{name}": could not parse expression: 1:'
            unknown = (
                re.search(rf'{told}\d+: parse error: (unknown function|unexpected "\(")', printed) is not None
            )
            assert unknown is (gone or not reaches(release, life.since)), (name, release)
