"""From objectives to tests for promtool, that prove their rules: every tier, the budget, its status.

promtool evaluates all rules of a file at one interval; a test of six days at one minute would take it a
minute. So each test is as coarse as its windows allow, and tests of one interval share a file. As every test
evaluates every rule, as many objectives stand in one as do not disturb each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from alertflow.compiler.lower.slo.burning import Windows, few_case, tier_case
from alertflow.compiler.lower.slo.example import Counter
from alertflow.compiler.lower.slo.spending import INTERVAL, budget_case, step
from alertflow.compiler.lower.slo.timeline import written
from alertflow.compiler.lower.slo.waves import in_waves
from alertflow.declared import written_at
from alertflow.model import Project, Slo
from alertflow.model.conventions import ALERT_RULES, RECORDING_RULES
from alertflow.prometheus import InputSeries, PromqlExprTest, TestFile, UnitTest

Case = tuple[list[InputSeries], list[PromqlExprTest]]
"""Series that are fed in, and what is asked then."""


class Shape(NamedTuple):
    """What cases must have in common to stand in one test."""

    step: int
    """The minutes between two evaluations."""
    interval: int
    """The minutes between two samples."""
    name: str


def lower(project: Project) -> dict[str, TestFile]:
    """The tests of the project's objectives, by path; an objective whose series cannot be found has none."""
    tests: dict[int, list[UnitTest]] = {}
    for wave in in_waves(project.slos):
        cases: dict[Shape, list[tuple[Slo, Callable[[], Case]]]] = {}
        for slo, series in wave:
            for shape, case in _cases(slo, series):
                cases.setdefault(shape, []).append((slo, case))
        for shape, ones in cases.items():
            tests.setdefault(shape.step, []).append(_test(shape, [(slo, case()) for slo, case in ones]))
    # Recorded series first: promtool orders the groups it is not told of by chance.
    order = [*_names(project, RECORDING_RULES), project.name, *_names(project, ALERT_RULES)]
    return {
        f"{project.monitoring}/tests/slo_{written(every)}_test.yml": TestFile(
            rule_files=[f"../{name}" for name in (ALERT_RULES, RECORDING_RULES)],
            evaluation_interval=written(every),
            group_eval_order=list(dict.fromkeys(order)),
            tests=tests[every],
        )
        for every in sorted(tests)
    }


def _cases(slo: Slo, series: Sequence[Counter]) -> Iterator[tuple[Shape, Callable[[], Case]]]:
    for tier in slo.burn_tiers:
        windows = Windows.of(tier)
        name = f"the budget burns over {tier.short} and {tier.long}"
        yield Shape(windows.step, windows.interval, name), partial(tier_case, slo, tier, series)
    if slo.minimum_failures and slo.burn_tiers and Windows.of(slo.burn_tiers[0]).long <= 60:
        windows = Windows.of(slo.burn_tiers[0])
        yield Shape(windows.step, windows.interval, "there is little traffic"), partial(few_case, slo, series)
    name = f"the budget of {slo.period} is spent"
    yield Shape(step(slo), INTERVAL, name), partial(budget_case, slo, series)


def _names(project: Project, file: str) -> list[str]:
    """The groups in the file called so, but for that of the alerts that have none of their own."""
    path = f"{project.monitoring}/{file}"
    return [group.name for group in project.every_group if group.path(project.monitoring) == path]


def _test(shape: Shape, cases: Sequence[tuple[Slo, Case]]) -> UnitTest:
    names = ", ".join(f"{slo.service}/{slo.name}" for slo, _ in cases)
    test = UnitTest(
        name=f"{shape.name}: {names}",
        interval=written(shape.interval),
        input_series=[series for _, (fed, _) in cases for series in fed],
        promql_expr_tests=[expected for _, (_, asked) in cases for expected in asked],
    )
    return written_at(cases[0][0].source, test)


__all__ = ["lower"]
