"""The dashboard of one objective: how its budget stands, how fast it burns, and what the alerts say of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from alertflow.compiler.lower.grafana.names import NO_LEVEL, about, slo_uid, tags_of
from alertflow.grafana import (
    Dashboard,
    Marks,
    Meaning,
    Panel,
    Query,
    Row,
    Step,
    board,
    lines,
    number,
    states,
)
from alertflow.model import Dashboards, Project, Severity
from alertflow.model.slo import BurnTier, Slo, series
from alertflow.prometheus.promql.writing import number as written

COLOURS = ("dark-red", "orange", "yellow", "green")
"""Of the statuses of a budget, in the order of `series.STATUSES`."""
STATUSES = {n: Meaning(text, COLOURS[n]) for n, text in enumerate(series.STATUSES)}
BUDGET = [Step(None, COLOURS[0]), *(Step(at, COLOURS[n]) for n, at in enumerate(series.STATUS_ABOVE, 1))]
"""What is left of a budget in the colours of its statuses."""


def dashboard(project: Project, slo: Slo, asked: Dashboards) -> Dashboard:
    """The dashboard of `slo`."""
    rows = [Row("How it stands", list(_standing(slo))), Row("The budget", list(_budget(slo)))]
    rows.append(Row("How fast the budget burns", [_burning(slo, tier) for tier in slo.burn_tiers]))
    rows.append(Row("Requests", list(_requests(slo))))
    return board(
        slo_uid(project, slo),
        f"{slo.service}: {slo.name}, {percent(slo.objective)}",
        rows,
        about=about(project, f"The objective {slo.name} of {slo.service}: {percent(slo.objective)}."),
        tags=[*tags_of(project, asked), "slo"],
        marks=[_firing(slo)],
        related=project.name,
        since="now-7d",
    )


def _standing(slo: Slo) -> Iterator[Panel]:
    own, burn = slo.selector, f"{series.CURRENT_BURN_RATE}{slo.selector}"
    yield number("Status", Query(f"{series.STATUS}{own}"), meanings=STATUSES)
    yield number(
        "Budget left",
        Query(f"{series.BUDGET_REMAINING}{own}"),
        unit="percentunit",
        decimals=1,
        steps=BUDGET,
        about=f"Of the budget of {_of_period(slo)}: 100 % is untouched, and below 0 it is overspent.",
    )
    yield number(
        "Burn rate",
        Query(burn),
        decimals=2,
        steps=[Step(1, COLOURS[1]), Step(max(1, _fastest(slo)), COLOURS[0])],
        about="In the last hour; 1 spends the budget in exactly its period.",
    )
    left = f"clamp_min({series.BUDGET_REMAINING}{own}, 0) * {series.PERIOD_DAYS}{own} * 86400"
    yield number(
        "Spent in",
        Query(f"{left} / ({burn} > 0)"),
        unit="s",
        decimals=1,
        empty="never",
        steps=[Step(None, COLOURS[0]), Step(86400, COLOURS[2]), Step(7 * 86400, COLOURS[3])],
        about="When the budget is gone if it goes on burning as in the last hour.",
    )
    yield number(
        f"Requests that {slo.indicator.words}",
        Query(f"{series.PERIOD_ERROR}{own}"),
        unit="percentunit",
        steps=[Step(slo.budget, COLOURS[0])],
        about=f"Of those of {_of_period(slo)}; {percent(slo.budget)} may.",
    )
    yield number(
        "Objective",
        Query(f"{series.OBJECTIVE}{own}"),
        unit="percentunit",
        decimals=_decimals(slo.objective),
        steps=[Step(None, "text")],
    )


def _budget(slo: Slo) -> Iterator[Panel]:
    own = slo.selector
    left = [Query(f"{series.BUDGET_REMAINING}{own}", "budget left")]
    yield lines("Budget left", left, unit="percentunit", steps=BUDGET, most=1, width=24)
    yield states("Status", Query(f"{series.STATUS}{own}", "status"), STATUSES, height=4)


def _burning(slo: Slo, tier: BurnTier) -> Panel:
    """Both windows of a tier, and the rate at which it alerts."""
    factor, budget = tier.factor(slo.period), written(slo.budget)
    queries = [
        Query(f"{series.error_ratio(window)}{slo.selector} / {budget}", f"over {window}")
        for window in (tier.short, tier.long)
    ]
    return lines(
        f"{tier.name}: above {factor:.3g} is {tier.severity}",
        queries,
        steps=[Step(factor, COLOURS[0 if tier.severity >= Severity.HIGH else 1])],
        about=f"It alerts while both are above {factor:.6g}: {tier.budget_percent:g} % of the budget of "
        f"{_of_period(slo)} then goes in {tier.long}.",
    )


def _requests(slo: Slo) -> Iterator[Panel]:
    own = slo.selector
    asked = [
        Query(f"{series.REQUESTS}{own}", "all"),
        Query(f"{series.ERRORS}{own}", slo.indicator.words),
    ]
    yield lines("Requests", asked, unit="reqps")
    share = [Query(f"{series.error_ratio('5m')}{own}", f"{slo.indicator.words}, over 5m")]
    yield lines(
        f"Share that {slo.indicator.words}",
        share,
        unit="percentunit",
        steps=[Step(slo.budget, COLOURS[1])],
        about=f"In the long run, {percent(slo.budget)} may.",
    )


def _firing(slo: Slo) -> Marks:
    own = slo.selector.strip("{}")
    firing = f'max by (alertname, severity) (ALERTS{{alertstate="firing",{NO_LEVEL},{own}}})'
    return Marks("Alerts of this objective", Query(firing, "{{alertname}}"), tags=["severity"])


def _fastest(slo: Slo) -> float:
    return max((tier.factor(slo.period) for tier in slo.burn_tiers), default=1)


def _of_period(slo: Slo) -> str:
    return f"the {slo.period}" if slo.calendar else slo.period


def percent(share: float) -> str:
    """`0.999` as `99.9 %`."""
    return f"{(Decimal(repr(share)) * 100).normalize():f} %"


def _decimals(share: float) -> int:
    exponent = (Decimal(repr(share)) * 100).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


__all__ = ["BUDGET", "STATUSES", "dashboard"]
