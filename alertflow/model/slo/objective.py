"""The objective: which share of requests must succeed over which time, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from alertflow.declared import Declared, Items
from alertflow.duration import seconds
from alertflow.model.alert import Alert
from alertflow.model.conventions import SERVICE, SLO
from alertflow.model.groups import RuleGroup
from alertflow.model.remediation import Remediation
from alertflow.model.routing import Inhibition
from alertflow.model.runbook import Runbook
from alertflow.model.slo.alerting import burn_alert, camel, exhausted_alerts, inhibitions_of
from alertflow.model.slo.indicators import Indicator
from alertflow.model.slo.periods import CALENDAR, Calendar, Period, hours
from alertflow.model.slo.recording import recording_group
from alertflow.model.slo.tiers import BurnTier, added, standard
from alertflow.model.team import Team
from alertflow.model.text import Identifier, OptionalIdentifier, Word
from alertflow.prometheus.promql.writing import matcher


class Slo(Declared):
    """A service level objective: `objective` is the share of requests that must succeed within `period`.

    What may fail is the error budget: with 0.999, one request in a thousand. `period` is a duration up to now
    (`30d`), or `week`, `month` or `quarter` of the calendar (UTC). The period's error ratio is `exact`: all
    that failed by all that was asked; or `averaged`: the mean of its five-minute ratios, in which a quiet
    minute weighs as much as a busy one.

    A calendar period is counted in full hours, and its budget is for the whole of it, as if every hour had as
    many requests: where 3 % fail on the first of thirty days and nothing later, that is 0.1 % of the month.
    Its averaged form is the mean of its hourly ratios.

    What follows: recording rules (their series are in `alertflow.model.slo.series`); an alert for each of
    `tiers` (left out: those of `MONTHLY`, or of `WEEKLY` for less than four weeks, that can fire); and
    `ErrorBudgetExhausted`, a warning when the period's budget is spent, and critical while the last hour
    spends more than it may. A faster burn inhibits the slower ones. `team`, `remediation`, `runbook`,
    `dashboard`, `labels` and `annotations` are those of all these alerts.

    With little traffic, one failed request is a high error ratio: no alert fires before at least
    `minimum_failures` requests have failed in its long window, or in the period.

    The alerts' names begin with the service and the objective (`ShopAvailabilityErrorBudgetExhausted`), or
    with `prefix`, if one is given; `alert` is the whole name of those of tiers that have none of their own.
    With `tiers_only` there is nothing but the alerts of the tiers: no `ErrorBudgetExhausted`, no inhibition.
    An objective is known by its `service` and `name` together.
    """

    name: Word = Field(kw_only=False)
    service: Word
    objective: float = Field(gt=0, lt=1)
    indicator: Indicator
    period: Period = "30d"
    period_ratio: Literal["exact", "averaged"] = "exact"
    tiers: Items[BurnTier] | None = None
    minimum_failures: int = Field(default=0, ge=0)
    team: Team | None = None
    remediation: Remediation | None = None
    runbook: str | Runbook = Runbook()
    dashboard: str = ""
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    annotations: Mapping[Identifier, str] = Field(default_factory=dict)
    prefix: OptionalIdentifier | None = None
    alert: OptionalIdentifier = ""
    tiers_only: bool = False

    @field_validator("labels")
    @classmethod
    def _own_labels_stay(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        return added(value)

    @model_validator(mode="after")
    def _tiers_fit(self) -> Self:
        if self.hours < 24:
            raise ValueError(f"period='{self.period}': an error budget is for a day or more; 30d is usual.")
        seen: set[str] = set()
        for tier in self.tiers or ():
            name = f"the tier '{tier.name}'"
            if tier.name in seen:
                raise ValueError(f"tiers: {name} is there twice; give each a name of its own.")
            seen.add(tier.name)
            if not self._shorter(tier):
                raise ValueError(
                    f"tiers: {name} looks at {tier.long}, and the period is only {self.period}: "
                    "its long window must be shorter."
                )
            if not self._can_fire(tier):
                factor = tier.factor(self.period)
                raise ValueError(
                    f"tiers: {name} can never fire: {factor:.3g} times too fast would be "
                    f"{factor * self.budget:.0%} of requests. Leave it out, or lower its budget_percent."
                )
        for alert, together in self.tiers_by_alert:
            first, *others = together
            if any(
                (one.for_, one.labels, one.annotations) != (first.for_, first.labels, first.annotations)
                for one in others
            ):
                raise ValueError(
                    f"tiers: {' and '.join(one.name for one in together)} are one alert, {alert} of severity "
                    f"{first.severity}: they have the same for_=…, labels={{…}} and annotations={{…}}."
                )
        return self

    @cached_property
    def budget(self) -> float:
        """The share of requests that may fail: 0.001 for an objective of 0.999."""
        return float(1 - Decimal(repr(self.objective)))

    @property
    def calendar(self) -> Calendar | None:
        """The calendar period; None for one that rolls."""
        return CALENDAR.get(self.period)

    @property
    def hours(self) -> float:
        """The length of the period, of a calendar period the nominal one."""
        return hours(self.period)

    @cached_property
    def burn_tiers(self) -> tuple[BurnTier, ...]:
        """The tiers that it alerts by, the fastest first."""
        given = self.tiers
        if given is None:
            given = [tier for tier in standard(self.period) if self._shorter(tier) and self._can_fire(tier)]
        return tuple(sorted(given, key=lambda tier: -tier.factor(self.period)))

    @cached_property
    def selector(self) -> str:
        """The matchers that select its recorded series: `{service="shop",slo="availability"}`."""
        return f"{{{matcher(SERVICE, '=', self.service)},{matcher(SLO, '=', self.name)}}}"

    @property
    def alert_prefix(self) -> str:
        """What the names of its alerts begin with."""
        return camel(f"{self.service}-{self.name}") if self.prefix is None else self.prefix

    @cached_property
    def tiers_by_alert(self) -> tuple[tuple[str, tuple[BurnTier, ...]], ...]:
        """The names of the alerts, each with the tiers that it is for; the fastest first."""
        found: dict[tuple[str, str], list[BurnTier]] = {}
        for tier in self.burn_tiers:
            name = tier.alert or self.alert or f"{self.alert_prefix}ErrorBudgetBurn{camel(tier.name)}"
            found.setdefault((name, tier.severity.name), []).append(tier)
        return tuple((name, tuple(tiers)) for (name, _), tiers in found.items())

    @cached_property
    def burn_alerts(self) -> tuple[Alert, ...]:
        """The alerts of `tiers_by_alert`."""
        return tuple(burn_alert(self, name, tiers) for name, tiers in self.tiers_by_alert)

    @cached_property
    def exhausted_alerts(self) -> tuple[Alert, ...]:
        """The two alerts of the spent budget: the warning, and the critical one; none with `tiers_only`."""
        return () if self.tiers_only else exhausted_alerts(self)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Its alerts: those of the tiers, the fastest first, then those of the spent budget."""
        return (*self.burn_alerts, *self.exhausted_alerts)

    @cached_property
    def inhibitions(self) -> tuple[Inhibition, ...]:
        """What keeps its slower alerts quiet while a faster one fires."""
        return inhibitions_of(self)

    @cached_property
    def recording(self) -> RuleGroup:
        """The rules that record its series."""
        return recording_group(self)

    def _shorter(self, tier: BurnTier) -> bool:
        return seconds(tier.long) / 3600 < self.hours

    def _can_fire(self, tier: BurnTier) -> bool:
        return tier.factor(self.period) * self.budget < 1


__all__ = ["Slo"]
