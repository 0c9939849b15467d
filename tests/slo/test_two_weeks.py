"""Two weeks of traffic in a running Prometheus: it sees the budget that is reckoned from the raw numbers."""

import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertflow.model import Slo
from alertflow.model.slo import series
from alertflow.playbooks.prometheus import Server as Prometheus
from alertflow.slo import Availability
from tests.prometheus.promtool import Promtool
from tests.slo.backfill import recorded, stored
from tests.slo.server import Server, running
from tests.slo.traffic import END, START, Traffic, two_weeks

INDICATOR = Availability(
    errors='http_requests_total{job="shop",status=~"5.."}', total='http_requests_total{job="shop"}'
)
SHOP = Slo("exact", service="shop", objective=0.99, indicator=INDICATOR, period="10d")
SLOS = {
    "exact": SHOP,
    "averaged": SHOP.replace(name="averaged", period_ratio="averaged"),
    "month": SHOP.replace(name="month", period="month"),
    "averaged month": SHOP.replace(name="averaged-month", period="month", period_ratio="averaged"),
}
TEN_DAYS = timedelta(days=10)
MONTH = datetime(2026, 4, 1, tzinfo=UTC)
"""When the month of END began."""
LAST_HOUR = END.replace(minute=0)


@pytest.fixture(scope="module")
def traffic() -> Traffic:
    return two_weeks()


@pytest.fixture(scope="module", params=["old", "new"])
def server(
    request: pytest.FixtureRequest,
    traffic: Traffic,
    tmp_path_factory: pytest.TempPathFactory,
    programs: Callable[[str], Path],
) -> Iterator[Server]:
    """A Prometheus that has seen this traffic, and evaluated the rules all the time."""
    folder = tmp_path_factory.mktemp("two-weeks")
    promtool, prometheus = (
        Promtool(programs(f"{name}-{request.param}")) for name in ("promtool", "prometheus")
    )
    stored(promtool, traffic.openmetrics(), folder)
    for names in (
        {series.REQUESTS, series.ERRORS, series.PERIOD_START, series.error_ratio("1h")},
        {series.HOURLY_REQUESTS, series.HOURLY_ERRORS, series.error_ratio("5m")},
    ):
        rules = {
            rule.record + slo.selector: rule.expr
            for slo in SLOS.values()
            for rule in slo.recording.recorded
            if rule.record in names
        }
        with running(prometheus.program, folder) as asked:
            lines = list(recorded(asked, rules, START, END))
        stored(promtool, lines, folder)
    with running(prometheus.program, folder) as found:
        yield found


def now(server: Server, slo: Slo, name: str) -> float:
    """What the rule that records `name` gives at END, where what it reads now is not stored but evaluated."""
    known: dict[str, str] = {}
    for rule in slo.recording.recorded:
        expr = rule.expr
        for other, inside in known.items():
            expr = expr.replace(other + slo.selector, f"({inside})")
        if rule.record == name:
            return server.value(expr, END)
        if rule.record in (series.PERIOD_ERROR, series.BUDGET_REMAINING):
            known[rule.record] = expr
    raise AssertionError(f"nothing records {name}")


def test_the_exact_budget_is_that_of_the_raw_numbers(server: Server, traffic: Traffic) -> None:
    ratio = traffic.ratio(END - TEN_DAYS, END)
    assert now(server, SLOS["exact"], series.PERIOD_ERROR) == pytest.approx(ratio, rel=2e-4)
    remaining = 1 - ratio / 0.01
    assert now(server, SLOS["exact"], series.BUDGET_REMAINING) == pytest.approx(remaining, abs=5e-4)
    assert now(server, SLOS["exact"], series.STATUS) == sum(remaining > bound for bound in (0, 0.1, 0.5))


def test_the_averaged_budget_is_another_one_as_reckoned(server: Server, traffic: Traffic) -> None:
    """A quiet night counts for as much as a busy day, so three bad nights spend more than there is."""
    ratios = [
        traffic.ratio(end - timedelta(minutes=5), end)
        for end in (END - TEN_DAYS + timedelta(minutes=minute) for minute in range(1, 14_401))
    ]
    with_traffic = [ratio for ratio in ratios if not math.isnan(ratio)]
    ratio = sum(with_traffic) / len(with_traffic)
    assert now(server, SLOS["averaged"], series.PERIOD_ERROR) == pytest.approx(ratio, rel=0.003)
    assert now(server, SLOS["averaged"], series.BUDGET_REMAINING) == pytest.approx(
        1 - ratio / 0.01, abs=0.003
    )
    assert ratio > 2 * traffic.ratio(END - TEN_DAYS, END)
    assert now(server, SLOS["averaged"], series.STATUS) == series.STATUSES.index("exhausted")


@pytest.mark.parametrize("name", ["month", "averaged month"])
def test_the_month_is_counted_from_its_first_midnight(server: Server, traffic: Traffic, name: str) -> None:
    assert now(server, SLOS[name], series.PERIOD_START) == MONTH.timestamp()
    if name == "month":
        ratio = traffic.ratio(MONTH, LAST_HOUR)
    else:
        hours = [
            MONTH + timedelta(hours=hour) for hour in range(int((LAST_HOUR - MONTH) / timedelta(hours=1)))
        ]
        ratio = sum(traffic.ratio(hour, hour + timedelta(hours=1)) for hour in hours) / len(hours)
    assert now(server, SLOS[name], series.PERIOD_ERROR) == pytest.approx(ratio, rel=0.003)
    remaining = 1 - ratio / 0.01 * ((END - MONTH) / timedelta(days=30))
    assert now(server, SLOS[name], series.BUDGET_REMAINING) == pytest.approx(remaining, abs=5e-4)


@pytest.mark.parametrize("window", ["1h", "6h", "10d"])
def test_the_workflow_s_analysis_sees_the_same_burn_rate(server: Server, window: str) -> None:
    """It asks the counters themselves, over the whole period, too."""
    analysis = Prometheus().burn_rate(
        errors='rate(http_requests_total{job="shop",status=~"5.."}[$window])',
        total='rate(http_requests_total{job="shop"}[$window])',
        objective=SHOP.objective,
        period=SHOP.period,
    )
    asked = server.value(analysis.env["RATIO"].replace("$window", window), END)
    if window == SHOP.period:
        recorded_rate = 1 - now(server, SHOP, series.BUDGET_REMAINING)
    else:
        (rule,) = [rule for rule in SHOP.recording.recorded if rule.record == series.error_ratio(window)]
        recorded_rate = server.value(rule.expr, END) / SHOP.budget
    assert asked == pytest.approx(recorded_rate, rel=0.03)


@pytest.mark.parametrize("window", ["30m", "1h", "2h", "6h", "1d", "3d"])
def test_the_error_ratio_of_each_window_is_that_of_the_raw_numbers(
    server: Server, traffic: Traffic, window: str
) -> None:
    """In the outage, where it matters; a window's ends are blurred by up to five minutes."""
    spans = {"m": "minutes", "h": "hours", "d": "days"}
    span = timedelta(**{spans[window[-1]]: int(window[:-1])})
    outage = START + timedelta(days=9, hours=4, minutes=20)
    (rule,) = [rule for rule in SHOP.recording.recorded if rule.record == series.error_ratio(window)]
    found, blur = server.value(rule.expr, outage), timedelta(minutes=5)
    at_least = traffic.between(outage - span, outage - blur)
    at_most = traffic.between(outage - span - blur, outage)
    assert at_least[1] / at_most[0] <= found <= at_most[1] / at_least[0]
