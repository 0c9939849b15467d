"""What the targeted Prometheus knows only when it is switched on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.model import Targets
from alertflow.prometheus import RuleFile, RuleGroup
from alertflow.yaml import dump
from tests.checks.making import alert, found, project, rule, rules, shown, written
from tests.prometheus.promtool import EXPERIMENTAL, Promtool

ID = "prometheus/experimental"


def at(version: str, expr: str) -> list[str]:
    return found(ID, project(alert(expr=expr), targets=Targets(prometheus=version)))


def test_an_experimental_function_is_told_with_its_flag() -> None:
    assert at("3.5", "mad_over_time(x[5m]) > 1") == [
        "warning: mad_over_time() in HighErrorRate (monitoring/alert_rules.yml) is experimental in "
        "Prometheus 3.5. | Without --enable-feature=promql-experimental-functions Prometheus refuses the "
        "whole file. | Write it without, or run Prometheus and promtool with that, and ignore this "
        "with a reason."
    ]


def test_in_a_file_it_is_told_where_the_expression_stands() -> None:
    text = "groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: limitk(1, x) > 1\n"
    assert shown(ID, written(text)) == [
        "rules.yml:5:15 warning: limitk() in A (rules.yml) is experimental in every release that knows it."
    ]


def test_newer_syntax_may_be_experimental_too() -> None:
    (one,) = at("3.5", "rate(x[5m * 2]) > 1")
    assert "--enable-feature=promql-duration-expr" in one


@pytest.mark.parametrize(
    ("version", "expr"),
    [
        ("3.14", "first_over_time(x[5m]) > 1"),  # it has become stable
        ("2.42", "mad_over_time(x[5m]) > 1"),  # it is not known at all, which another check tells
        ("3.13", "rate(x[5m] @ start()) > 1"),  # no function here, but one of that name is experimental
        ("3.5", 'x{a="mad_over_time(1)"} > mad_over_time'),
        ("3.5", "stddev_over_time(x[5m]) > 1"),
    ],
)
def test_what_needs_no_flag_is_right(version: str, expr: str) -> None:
    assert at(version, expr) == []


def test_what_some_release_knows_without_a_flag_is_right_where_nobody_knows_the_release() -> None:
    assert found(ID, rules("first_over_time(x[5m]) > 1")) == []


def test_promtool_refuses_it_and_with_the_flag_takes_it(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "rules.yml"
    group = RuleGroup("a", rules=[rule("A", "mad_over_time(x[5m]) > 1")])
    file.write_text(dump(RuleFile(groups=[group]).to_data()), encoding="utf-8")
    promtool = Promtool(programs("promtool-new"))
    promtool(*EXPERIMENTAL, "check", "rules", file)
    refused = promtool.run("check", "rules", file)
    assert refused.returncode != 0
    assert 'function "mad_over_time" is not enabled' in refused.stderr
