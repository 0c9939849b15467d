"""The alerts of an objective: its budget burns too fast, or is spent; and which of them keeps which quiet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from alertflow.declared import written_at
from alertflow.model.alert import Alert
from alertflow.model.conventions import BURN, SERVICE, SLO
from alertflow.model.routing import Inhibition
from alertflow.model.severity import Severity
from alertflow.model.slo import series
from alertflow.model.slo.recording import failures
from alertflow.prometheus.promql.writing import number

if TYPE_CHECKING:
    from alertflow.model.slo.objective import Slo
    from alertflow.model.slo.tiers import BurnTier


def burn_alert(slo: Slo, name: str, tiers: Sequence[BurnTier]) -> Alert:
    """The alert `name`: it fires while the budget burns as fast as one of `tiers` says, fastest first."""
    first, conditions = tiers[0], [condition(slo, tier) for tier in tiers]
    told = (
        f"{slo.service} {slo.name}: {{{{ $value | humanizePercentage }}}} of requests {slo.indicator.words}"
    )
    if len(tiers) == 1:
        expr, summary = conditions[0], f"{told} in {first.long}"
    else:
        expr = "\nor\n".join(f"(\n  {one}\n)" for one in conditions)
        summary = f"{told}: the error budget burns too fast"
    given = {
        "severity": first.severity,
        "expr": expr,
        "for_": first.for_,
        "summary": summary,
        "description": " ".join(_goes(slo, tier) for tier in tiers),
    }
    labels = {BURN: ",".join(tier.name for tier in tiers), **first.labels}
    return _alert(slo, name, labels, given | {"annotations": {**slo.annotations, **first.annotations}})


def condition(slo: Slo, tier: BurnTier) -> str:
    """PromQL that is true while the budget burns at the rate of `tier` over both of its windows."""
    own, limit = slo.selector, f"{tier.factor(slo.period):.6g} * {number(slo.budget)}"
    return (
        f"{series.error_ratio(tier.long)}{own} > {limit}\n"
        f"  and {series.error_ratio(tier.short)}{own} > {limit}{_enough(slo, tier.long)}"
    )


def exhausted_alerts(slo: Slo) -> tuple[Alert, Alert]:
    """`ErrorBudgetExhausted`: a warning, and critical while the last hour burns faster than it may."""
    own, of_period = slo.selector, _of_period(slo)
    spent = f"{series.PERIOD_ERROR}{own}\n  and {series.BUDGET_REMAINING}{own} < 0"
    allowed, objective = _percent(slo.budget), f"the objective is {_percent(slo.objective)}"
    failed = f"More than {allowed} of the requests of {of_period} {slo.indicator.words}"
    share = f"{{{{ $value | humanizePercentage }}}} of requests {slo.indicator.words}"
    budget = f"{slo.service} {slo.name}: the error budget of {of_period} is spent"
    warning = {
        "severity": Severity.WARNING,
        "expr": spent + _enough(slo, None),
        "summary": f"{budget}: {share}",
        "description": f"{failed}; {objective}.",
    }
    critical = {
        "severity": Severity.CRITICAL,
        "expr": f"{spent}\n  and {series.CURRENT_BURN_RATE}{own} > 1{_enough(slo, None)}",
        "for_": "10m",
        "summary": f"{budget}, and errors go on: {share}",
        "description": f"{failed}, and of those of the last hour; {objective}.",
    }
    name = f"{slo.alert_prefix}ErrorBudgetExhausted"
    one, other = (_alert(slo, name, {}, given) for given in (warning, critical))
    return one, other


def inhibitions_of(slo: Slo) -> tuple[Inhibition, ...]:
    """A faster burn inhibits the slower ones, but none that is more severe; critical inhibits the warning."""
    if slo.tiers_only:
        return ()
    burns = [
        ([tier.factor(slo.period) for tier in tiers], alert)
        for (_, tiers), alert in zip(slo.tiers_by_alert, slo.burn_alerts, strict=True)
    ]
    pairs = [
        (fast, [slow for rates, slow in burns if rates[0] < fastest[-1] and slow.severity <= fast.severity])
        for fastest, fast in burns
    ]
    spent, going_on = slo.exhausted_alerts
    pairs.append((going_on, [spent]))
    return tuple(
        written_at(slo.source, Inhibition(sources=[source], targets=targets, equal=[SERVICE, SLO]))
        for source, targets in pairs
        if targets
    )


def _goes(slo: Slo, tier: BurnTier) -> str:
    return (
        f"At such a rate, {tier.budget_percent:g}% of the error budget of {_of_period(slo)} "
        f"goes in {tier.long}: {tier.factor(slo.period):.3g} times what an objective of "
        f"{_percent(slo.objective)} allows."
    )


def _alert(slo: Slo, name: str, labels: dict[str, str], given: dict[str, Any]) -> Alert:
    return written_at(
        slo.source,
        Alert(
            name=name,
            team=slo.team,
            remediation=slo.remediation,
            runbook=slo.runbook,
            dashboard=slo.dashboard,
            slo=slo.name,
            labels={SERVICE: slo.service, **slo.labels, **labels},
            **({"annotations": slo.annotations} | given),
        ),
    )


def _enough(slo: Slo, window: str | None) -> str:
    """The condition that at least `minimum_failures` requests failed; half of one is the blur of counting."""
    if slo.minimum_failures == 0:
        return ""
    return f"\n  and on () {failures(slo, window)} > {slo.minimum_failures - 0.5:g}"


def _of_period(slo: Slo) -> str:
    return f"the {slo.period}" if slo.calendar else slo.period


def _percent(share: float) -> str:
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


def camel(words: str) -> str:
    """`page-quick` as `PageQuick`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split("[-_]", words))


__all__ = ["burn_alert", "camel", "condition", "exhausted_alerts", "inhibitions_of"]
