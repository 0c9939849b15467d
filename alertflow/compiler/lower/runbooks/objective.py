"""What a runbook says of an objective: what it asks for, how fast its budget goes, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alertflow.markdown import code, fenced, one_line, table
from alertflow.model import Slo
from alertflow.model.slo import series

BUDGET = "The error budget"
_LEFT = ("nothing", "a tenth or less", "more than a tenth", "more than half")
"""What is left of the budget, by status."""


def what_it_asks_for(slo: Slo) -> str:
    """The objective in a sentence."""
    return (
        f"**{_percent(slo.objective)}** of the requests of {_period(slo)} are to be good; one is bad if it "
        f"{one_line(slo.indicator.words)}. The rest is the error budget, **{_percent(slo.budget)}**: as much "
        f"as {_span(slo.budget * slo.hours)} in which every request is bad."
    )


def error_budget(slo: Slo) -> str:
    """How fast it goes when which alert fires, and how to ask what is left of it."""
    words = [f"At a burn rate of 1 the budget lasts {_period(slo)}, at 2 half of that."]
    if slo.burn_tiers:
        words.append(
            "An alert for a burn rate looks at a long window, which shows that it matters, and at a short "
            "one, which shows that it goes on: it ends soon after its cause does. A faster burn inhibits the "
            "slower."
        )
    if slo.minimum_failures:
        words.append(f"No alert fires before {slo.minimum_failures} requests were bad in its longest window.")
    statuses = enumerate(zip(series.STATUSES, _LEFT, strict=True))
    return "\n\n".join(
        [
            f"## {BUDGET}",
            table(
                ["alert", "severity", "burn rate", "over", "what it means", "the budget lasts"], _alerts(slo)
            ),
            " ".join(words),
            "What is left of it, Prometheus knows at any time:",
            fenced("\n".join(_asked(slo)), "promql"),
            table(["status", "called", "left"], [(str(number), *one) for number, one in statuses][::-1]),
        ]
    )


def _alerts(slo: Slo) -> Iterator[tuple[str, ...]]:
    each = zip(slo.tiers_by_alert, slo.burn_alerts, strict=True)
    for tier, alert in ((tier, alert) for (_, tiers), alert in each for tier in tiers):
        factor = tier.factor(slo.period)
        yield (
            code(alert.name),
            one_line(alert.severity.name),
            f"{factor:.3g}",
            f"{tier.long} and {tier.short}",
            f"in {tier.long}, {tier.budget_percent:g}% of the budget goes",
            _span(slo.hours / factor),
        )
    if not slo.exhausted_alerts:
        return
    spent, going_on = slo.exhausted_alerts
    for alert, rate, over, means in (
        (going_on, "above 1", f"1h and {_period(slo)}", "the budget is spent, and it still goes on"),
        (spent, "", _period(slo), "the budget is spent"),
    ):
        yield code(alert.name), one_line(alert.severity.name), rate, over, means, "nothing is left"


def _asked(slo: Slo) -> Iterator[str]:
    """Queries, each with what it tells."""
    queries = {
        series.BUDGET_REMAINING: "the share that is left; below 0, more was spent than there was",
        series.CURRENT_BURN_RATE: "the burn rate of the last hour",
        series.PERIOD_ERROR: f"the share of the requests of {_period(slo)} that were bad",
        series.STATUS: "how much is left, as below",
    }
    width = max(map(len, queries)) + len(slo.selector)
    return (f"{name + slo.selector:<{width}}  # {tells}" for name, tells in queries.items())


def _period(slo: Slo) -> str:
    return f"the {slo.period}" if slo.calendar else slo.period


def _percent(share: float) -> str:
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


def _span(hours: float) -> str:
    """A time in the unit that suits it."""
    for unit, length in (("days", 24.0), ("hours", 1.0)):
        if hours >= 2 * length:
            return f"{hours / length:.3g} {unit}"
    return f"{hours * 60:.3g} minutes"


__all__ = ["BUDGET", "error_budget", "what_it_asks_for"]
