"""How it is proven that an alert fires when it should, and only then: cases for promtool, in few words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from alertflow.declared import Declared
from alertflow.duration import Duration
from alertflow.model.text import Identifier


class Growth(Declared):
    """A value that changes evenly: by `amount` in every `per`, from `start` on. See `per_minute`."""

    amount: float
    per: Duration
    start: float = 0.0


def per_second(amount: float, start: float = 0.0) -> Growth:
    """A counter that grows by `amount` a second."""
    return Growth(amount=amount, per="1s", start=start)


def per_minute(amount: float, start: float = 0.0) -> Growth:
    """A counter that grows by `amount` a minute; or a gauge that falls from `start`, if it is negative."""
    return Growth(amount=amount, per="1m", start=start)


def per_hour(amount: float, start: float = 0.0) -> Growth:
    """A counter that grows by `amount` an hour."""
    return Growth(amount=amount, per="1h", start=start)


Values = str | float | Growth
"""The values of a series in a test: promtool's notation (`"0+60x10"`), one that stays, or a Growth."""


class AlertTest(Declared):
    """A case for promtool: these series, and when the alert fires or is quiet.

    `series` maps a series to its values: promtool's notation (`"0+60x10"`, `"1 1 0x20"`), a number that
    stays, or what grows (`per_minute(6)`). With `fires=True` the alert must fire once all its ranges are
    full and its `for_` is over, with `fires=False` it must be quiet then: the time follows from the alert.
    Otherwise give it: at `fires_at` it fires once, at `quiet_at` it does not.

    An alert that fires has its own labels and `labels`, those that survive the expression. Without `labels`,
    `fires` does not look at them. With `annotations`, what people will read is compared, too: give each that
    is a template as it must come out (`{"summary": "6% of requests fail"}`).
    """

    name: str = Field(kw_only=False)
    series: Mapping[str, Values]
    interval: Duration | None = None
    """How far the values lie apart; where it follows from nothing, 1m."""
    fires: bool | None = None
    fires_at: Duration | None = None
    quiet_at: Duration | None = None
    labels: Mapping[Identifier, str] = Field(default_factory=dict)
    annotations: Mapping[Identifier, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        by_hand = self.fires_at is not None or self.quiet_at is not None
        if self.fires is None and not by_hand:
            raise ValueError("it expects nothing: give fires_at=…, quiet_at=…, or both.")
        if self.fires is not None and by_hand:
            raise ValueError("fires=… finds the times by itself: leave out fires_at and quiet_at, or fires.")
        if self.annotations and self.fires_at is None and not self.fires:
            raise ValueError("annotations are what people read when it fires: give fires_at=…, too.")
        return self

    @model_validator(mode="after")
    def _has_series(self) -> Self:
        from alertflow.prometheus.series import counted, ensure_series  # only who writes tests needs it

        for series, values in self.series.items():
            ensure_series(series)
            if isinstance(values, str):
                counted(values)
                continue
            numbers = (values.amount, values.start) if isinstance(values, Growth) else (values,)
            if not all(map(math.isfinite, numbers)):
                raise ValueError(f"series['{series}']: what is no number is written as text, as in 'NaN'.")
        return self


def fires_when(
    name: str,
    series: Mapping[str, Values],
    *,
    labels: Mapping[str, str] | None = None,
    annotations: Mapping[str, str] | None = None,
) -> AlertTest:
    """The alert fires when its series are like this for long enough.

    fires_when("6 of 100 requests fail", {OK: per_minute(94), FAILED: per_minute(6)})
    """
    return AlertTest(name, series=series, fires=True, labels=labels or {}, annotations=annotations or {})


def quiet_when(name: str, series: Mapping[str, Values]) -> AlertTest:
    """The alert does not fire when its series have been like this for long.

    quiet_when("5 of 100 fail: just below", {OK: per_minute(95), FAILED: per_minute(5)})
    """
    return AlertTest(name, series=series, fires=False)
