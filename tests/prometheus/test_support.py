"""What a release of Prometheus cannot do, and that both promtools bear the tables out."""

import json
from pathlib import Path

import pytest

from alertflow.prometheus import AlertingRule, RecordingRule, RuleFile, RuleGroup, TestFile, unsupported
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


def test_fuzzy_comparison_needs_the_promtool_that_has_it() -> None:
    file = TestFile(rule_files=[], tests=[], fuzzy_compare=True)
    assert [one.since for one in unsupported(file, "3.4")] == ["3.5"]
    assert unsupported(file, "3.5") == []


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
        for name, life in tables.items():
            gone = life.until is not None and reaches(release, life.until)
            unknown = f'unknown function with name "{name}"' in done.stdout + done.stderr
            assert unknown is (gone or not reaches(release, life.since)), (name, release)
