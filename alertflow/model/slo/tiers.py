"""Burn rates that somebody is told of: how much of the budget goes in how long, and how bad that is.

Source: https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import Field, field_validator, model_validator

from alertflow.declared import Declared
from alertflow.duration import Duration, seconds
from alertflow.model.conventions import BURN, SERVICE, SEVERITY, SLO
from alertflow.model.severity import Severity
from alertflow.model.slo.periods import Period, hours
from alertflow.model.text import Identifier, OptionalIdentifier, Word

_OWN = (SEVERITY, SLO, SERVICE, BURN)


def added(labels: Mapping[str, str]) -> Mapping[str, str]:
    """`labels`, to be added to an alert. Raises ValueError for those that an objective sets by itself."""
    for name in _OWN:
        if name in labels:
            raise ValueError(
                f"'{name}' is set by the objective itself: inhibitions and dashboards know it by that. "
                "Give the label another name."
            )
    return labels


class BurnTier(Declared):
    """An alert for a budget that burns so fast that `budget_percent` of it goes within `long`.

    It fires while the budget burns at that rate over `long` and over `short`: the long window says that it
    matters, the short one that it still goes on. `name` is the value of the alert's label `burn`; `labels`
    are added to it, to route it. `for_` is seldom needed: the long window is patient enough.

    `alert` is the name of its alert, if it is not to be `…ErrorBudgetBurnPageQuick`. Tiers of one `alert` and
    severity are one alert, which fires while any of them does; their `for_`, `labels` and `annotations` are
    the same.
    """

    name: Word = Field(kw_only=False)
    budget_percent: float = Field(gt=0, le=100)
    short: Duration
    long: Duration
    severity: Severity
    for_: Duration = "0s"
    alert: OptionalIdentifier = ""
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    annotations: Mapping[Identifier, str] = Field(default_factory=dict)

    @field_validator("labels")
    @classmethod
    def _own_labels_stay(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        return added(value)

    @model_validator(mode="after")
    def _windows_fit(self) -> Self:
        for name in ("short", "long"):
            window = seconds(getattr(self, name))
            if window < 300 or window % 60:
                raise ValueError(
                    f"{name}='{getattr(self, name)}': a window is a whole number of minutes, 5 or more: "
                    "errors are counted over five minutes."
                )
        if seconds(self.short) >= seconds(self.long):
            raise ValueError(
                f"short='{self.short}' should be shorter than long='{self.long}'; a twelfth is usual."
            )
        if seconds(self.for_) > seconds(self.short):
            raise ValueError(
                f"for_='{self.for_}' is longer than the short window of {self.short}. Leave it out: the long "
                "window makes the alert patient enough."
            )
        return self

    def factor(self, period: Period) -> float:
        """How many times faster than the objective allows: 14.4 for 2 % of the budget of 30 days in one hour.

        `budget_percent / 100 * hours of the period / hours of the long window`.
        """
        return self.budget_percent * hours(period) / 100 / (seconds(self.long) / 3600)


MONTHLY = (
    BurnTier("page-quick", budget_percent=2, short="5m", long="1h", severity=Severity.CRITICAL),
    BurnTier("page-slow", budget_percent=5, short="30m", long="6h", severity=Severity.CRITICAL),
    BurnTier("ticket-quick", budget_percent=10, short="2h", long="1d", severity=Severity.WARNING),
    BurnTier("ticket-slow", budget_percent=10, short="6h", long="3d", severity=Severity.WARNING),
)
"""The tiers of the workbook, for four weeks or more: for 30 days, 14.4, 6, 3 and 1 times too fast."""

WEEKLY = tuple(
    tier.replace(budget_percent=percent) for tier, percent in zip(MONTHLY, (8, 12.5, 20, 42), strict=True)
)
"""The same windows, for shorter periods: for 7 days, 13.44, 3.5, 1.4 and 0.98 times too fast.

With the shares of MONTHLY it would be 3.36, 1.4, 0.7 and 0.23 there, and the last two leave budget unspent.
"""


def standard(period: Period) -> tuple[BurnTier, ...]:
    """The tiers of an objective that names none; without those that stand for less than it allows."""
    tiers = MONTHLY if hours(period) >= 28 * 24 else WEEKLY
    return tuple(tier for tier in tiers if tier.factor(period) > 0.9)


__all__ = ["MONTHLY", "WEEKLY", "BurnTier", "added", "standard"]
