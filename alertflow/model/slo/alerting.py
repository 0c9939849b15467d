"""The alerts of an objective: its budget burns too fast, or is spent; and which of them keeps which quiet."""

from __future__ import annotations

import re
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


def burn_alerts(slo: Slo) -> tuple[Alert, ...]:
    """An alert for each tier, the fastest first."""
    return tuple(_burning(slo, tier) for tier in slo.burn_tiers)


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
    one, other = (_alert(slo, "ErrorBudgetExhausted", {}, given) for given in (warning, critical))
    return one, other


def inhibitions_of(slo: Slo) -> tuple[Inhibition, ...]:
    """A faster burn inhibits the slower ones, but none that is more severe; critical inhibits the warning."""
    *burning, spent, going_on = slo.alerts
    burns = [(tier.factor(slo.period), alert) for tier, alert in zip(slo.burn_tiers, burning, strict=True)]
    pairs = [
        (fast, [slow for rate, slow in burns if rate < fastest and slow.severity <= fast.severity])
        for fastest, fast in burns
    ]
    return tuple(
        written_at(slo.source, Inhibition(sources=[source], targets=targets, equal=[SERVICE, SLO]))
        for source, targets in [*pairs, (going_on, [spent])]
        if targets
    )


def _burning(slo: Slo, tier: BurnTier) -> Alert:
    factor, own, words = tier.factor(slo.period), slo.selector, slo.indicator.words
    limit, share = f"{factor:.6g} * {number(slo.budget)}", "{{ $value | humanizePercentage }}"
    given = {
        "severity": tier.severity,
        "expr": f"{series.error_ratio(tier.long)}{own} > {limit}\n"
        f"  and {series.error_ratio(tier.short)}{own} > {limit}{_enough(slo, tier.long)}",
        "for_": tier.for_,
        "summary": f"{slo.service} {slo.name}: {share} of requests {words} in {tier.long}",
        "description": f"At such a rate, {tier.budget_percent:g}% of the error budget of {_of_period(slo)} "
        f"goes in {tier.long}: {factor:.3g} times what an objective of {_percent(slo.objective)} allows.",
    }
    return _alert(slo, f"ErrorBudgetBurn{camel(tier.name)}", {BURN: tier.name, **tier.labels}, given)


def _alert(slo: Slo, name: str, labels: dict[str, str], given: dict[str, Any]) -> Alert:
    return written_at(
        slo.source,
        Alert(
            name=slo.alert_prefix + name,
            team=slo.team,
            remediation=slo.remediation,
            runbook=slo.runbook,
            dashboard=slo.dashboard,
            slo=slo.name,
            labels={SERVICE: slo.service, **slo.labels, **labels},
            annotations=slo.annotations,
            **given,
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


__all__ = ["burn_alerts", "camel", "exhausted_alerts", "inhibitions_of"]
