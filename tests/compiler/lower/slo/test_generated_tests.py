"""The tests that are generated for objectives: right rules pass them, old and new; wrong rules do not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.declared import DeclarationError
from alertflow.model import Severity
from alertflow.slo import Availability, BurnTier, Example, Latency, Ratio, Slo
from tests.compiler.lower.slo.written import written, written_rules
from tests.prometheus.promtool import Promtool

PAGE = BurnTier("page", budget_percent=2, short="5m", long="1h", severity=Severity.CRITICAL)


def availability(metric: str = "http_requests_total") -> Availability:
    return Availability(errors=f'{metric}{{job="shop",status=~"5.."}}', total=f'{metric}{{job="shop"}}')


def slo(name: str = "availability", **more: Any) -> Slo:
    usual: dict[str, Any] = {"service": "shop", "objective": 0.999, "indicator": availability()}
    return Slo(name, **(usual | more))


@pytest.fixture(params=["old", "new"])
def promtool(request: pytest.FixtureRequest, programs: Callable[[str], Path]) -> Promtool:
    return Promtool(programs(f"promtool-{request.param}"))


@pytest.fixture
def promtool_new(programs: Callable[[str], Path]) -> Promtool:
    return Promtool(programs("promtool-new"))


def test_every_tier_and_the_budget_are_proved(promtool: Promtool, tmp_path: Path) -> None:
    tests = written(tmp_path, slo(minimum_failures=5))
    names = [path.name for path in tests]
    assert names == [f"slo_{step}_test.yml" for step in ("5m", "30m", "2h", "6h", "44h")]
    promtool("test", "rules", *tests)


def test_objectives_of_every_kind_and_period_share_tests(promtool: Promtool, tmp_path: Path) -> None:
    jobs = Ratio(good='rate(jobs_total{result="ok"}[$window])', total="rate(jobs_total[$window])")
    odd = Ratio(
        bad="rate(a_total[$window]) + rate(b_total[$window])",
        total="rate(all_total[$window])",
        example=Example(good={"all_total": 1}, bad={"all_total": 1, "a_total": 1, "b_total": 0}),
    )
    tests = written(
        tmp_path,
        slo(period="month", tiers=[]),
        slo("latency", indicator=Latency(histogram="d_seconds", within="1s"), objective=0.95, period="week"),
        slo("jobs", indicator=jobs, objective=0.9, period="28d", period_ratio="averaged", tiers=[]),
        slo("odd", indicator=odd, objective=0.99999, period="quarter", tiers=[PAGE.replace(for_="5m")]),
        slo("strict", service="other", objective=0.99, period_ratio="averaged", period="month", tiers=[]),
    )
    promtool("test", "rules", *tests)


def test_a_budget_that_is_spent_only_at_the_end_of_its_period_is_proved(
    promtool_new: Promtool, tmp_path: Path
) -> None:
    half = slo(objective=0.5, period="month", period_ratio="averaged", tiers=[])
    promtool_new("test", "rules", *written(tmp_path, half))


OWN = '{service="shop",slo="availability"}'
MISTAKES: dict[str, tuple[str, str, str]] = {
    "a burn rate that is too high": ("5m", "14.4 * 0.001", "15.5 * 0.001"),
    "a burn rate that is too low": ("5m", "14.4 * 0.001", "13.4 * 0.001"),
    "a long window that is too short": ("5m", "slo:sli_error:ratio_rate1h{", "slo:sli_error:ratio_rate30m{"),
    "a long window that is too long": ("5m", "slo:sli_error:ratio_rate1h{", "slo:sli_error:ratio_rate2h{"),
    "no short window": ("5m", "slo:sli_error:ratio_rate5m{", "slo:sli_error:ratio_rate1h{"),
    "a burn rate that ignores the window": ("30m", "[6h]", "[5m]"),
    "the ratio upside down": ("30m", "> 6 * 0.001", "< 6 * 0.001"),
    "a short window that is too long": ("2h", "slo:sli_error:ratio_rate2h{", "slo:sli_error:ratio_rate1d{"),
    "a ticket that is too quick": ("6h", "[3d]", "[2d]"),
    "a period that is too short": ("44h", "[30d]", "[20d]"),
    "a period that is too long": ("44h", "[30d]", "[40d]"),
    "the mean of ratios": (
        "44h",
        f"sum_over_time(slo:errors:rate5m{OWN}[30d])\n"
        f"          / (sum_over_time(slo:requests:rate5m{OWN}[30d]) > 0)",
        f"avg_over_time(slo:sli_error:ratio_rate5m{OWN}[30d])",
    ),
    "a status with other bounds": ("44h", "> bool 0.1)", "> bool 0.4)"),
    "a budget that is never spent": ("44h", f"remaining:ratio{OWN} < 0", f"remaining:ratio{OWN} < -9"),
    "critical though errors have stopped": ("44h", "slo:current_burn_rate:ratio{", "slo:time_period:days{"),
    "never critical": ("44h", "slo:current_burn_rate:ratio{", "slo:objective:ratio{"),
    "too few failures": ("5m", "> 4.5", "> 3.5"),
    "too many failures": ("5m", "> 4.5", "> 6.5"),
}
"""What could be wrong in the rules: the interval of the test that fails, what is right, and what is wrong."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_wrong_rules_fail(promtool_new: Promtool, tmp_path: Path, mistake: str) -> None:
    interval, right, wrong = MISTAKES[mistake]
    found: list[bool] = []

    def edit(text: str) -> str:
        found.append(right in text)
        return text.replace(right, wrong)

    tests = written(tmp_path, slo(minimum_failures=5), edit=edit)
    assert any(found)
    (test,) = [path for path in tests if path.name == f"slo_{interval}_test.yml"]
    assert promtool_new.failed([test]) == [True]


@st.composite
def tiers(draw: st.DrawFn) -> BurnTier:
    short = draw(st.integers(5, 360))
    return BurnTier(
        f"tier-{draw(st.integers(0, 999))}",
        budget_percent=draw(st.floats(0.5, 50)),
        short=f"{short}m",
        long=f"{short * draw(st.integers(2, 24)) + draw(st.integers(0, 4))}m",
        severity=draw(st.sampled_from([Severity.CRITICAL, Severity.WARNING])),
        for_=draw(st.sampled_from(["0s", "2m", "5m"])),
    )


@st.composite
def objectives(draw: st.DrawFn) -> Slo:
    """Any objective: of tiers of its own those that can fire and look at less than the period."""
    usual: dict[str, Any] = {
        "objective": round(draw(st.floats(0.5, 0.99999)), 5),
        "period": draw(
            st.one_of(
                st.integers(2, 120).map(lambda days: f"{days}d"),
                st.integers(36, 1000).map(lambda hours: f"{hours}h"),
                st.sampled_from(["week", "month", "quarter"]),
            )
        ),
        "period_ratio": draw(st.sampled_from(["exact", "averaged"])),
        "minimum_failures": draw(st.sampled_from([0, 1, 5, 100])),
    }
    found = slo(**usual)
    if draw(st.booleans()):
        return found
    own: dict[str, BurnTier] = {}
    for tier in draw(st.lists(tiers(), max_size=3)):
        try:
            slo(**usual, tiers=[tier])
        except DeclarationError:
            continue
        own[tier.name] = tier
    return found.replace(tiers=list(own.values()))


def side_by_side(slos: list[Slo]) -> list[Slo]:
    """The same with names and counters of their own."""
    return [
        one.replace(name=f"slo{number}", indicator=availability(f"requests{number}_total"))
        for number, one in enumerate(slos)
    ]


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(slos=st.lists(objectives(), min_size=10, max_size=20).map(side_by_side))
def test_the_rules_of_any_objectives_pass_the_linter(
    programs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory, slos: list[Slo]
) -> None:
    rules = written_rules(tmp_path_factory.mktemp("rules"), *slos)
    for release in ("old", "new"):
        Promtool(programs(f"promtool-{release}"))("check", "rules", "--lint-fatal", *rules)


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(slos=st.lists(objectives(), min_size=2, max_size=2).map(side_by_side))
def test_the_tests_of_any_objectives_pass(
    promtool_new: Promtool, tmp_path_factory: pytest.TempPathFactory, slos: list[Slo]
) -> None:
    promtool_new("test", "rules", *written(tmp_path_factory.mktemp("tests"), *slos))
