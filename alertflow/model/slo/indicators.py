"""What counts as failed: indicators, each a rate of failed requests and one of all of them, in PromQL.

Where there is traffic but no series of failed requests, 0 failed: otherwise a service that has never failed
would have no error ratio at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import field_validator, model_validator

from alertflow import prometheus
from alertflow.declared import Declared
from alertflow.duration import Duration, seconds
from alertflow.prometheus.promql.writing import matcher, number, selector
from alertflow.prometheus.queries import bucket_bound, event_rate


class Example(Declared):
    """What one request that succeeds, and one that fails, adds to which series: for the generated tests.

    `Example(good={'jobs_total{result="ok"}': 1}, bad={'jobs_total{result="error"}': 1})`.
    """

    good: Mapping[str, int]
    bad: Mapping[str, int]


class Availability(Declared):
    """The share of requests that do not end in an error: `errors` and `total` select counters.

    `total` counts every request, the failed ones too.
    """

    errors: str
    total: str

    @field_validator("errors", "total")
    @classmethod
    def _selects(cls, value: str) -> str:
        event_rate(value)
        return value

    @property
    def words(self) -> str:
        """What a bad request did."""
        return "failed"

    def total_rate(self, window: str) -> str:
        """All requests, a second, within `window`."""
        return event_rate(self.total, over=window)

    def failed_rate(self, window: str) -> str:
        """Failed requests, a second, within `window`."""
        return _or_none(event_rate(self.errors, over=window), self.total_rate(window))


class Latency(Declared):
    """The share of requests that are served within a time, by a histogram in seconds.

    `histogram` is its name without `_bucket`, with or without matchers. A classic histogram must have a
    bucket with just the bound `within` (`le="0.5"` for 500ms): where it has none, every request counts as
    slow, so that the mistake is noticed at once. A `native` one (Prometheus 2.40) needs none; tests cannot be
    generated for it.
    """

    histogram: str
    within: Duration
    native: bool = False

    @field_validator("histogram")
    @classmethod
    def _selects(cls, value: str) -> str:
        event_rate(value)
        return value

    @field_validator("within")
    @classmethod
    def _takes_time(cls, value: str) -> str:
        if not seconds(value):
            raise ValueError("no request is served within no time; give it as 500ms or 2s.")
        return value

    @property
    def words(self) -> str:
        """What a bad request did."""
        return f"took longer than {self.within}"

    def total_rate(self, window: str) -> str:
        """All requests, a second, within `window`."""
        if self.native:
            return f"histogram_count({event_rate(self.histogram, over=window)})"
        return event_rate(self.counted, over=window)

    def failed_rate(self, window: str) -> str:
        """Slow requests, a second, within `window`."""
        if self.native:
            limit, rate = number(seconds(self.within)), event_rate(self.histogram, over=window)
            # The comparison drops the NaN of a time without requests.
            good = f"(histogram_fraction(0, {limit}, {rate}) >= 0) * {self.total_rate(window)}"
        else:
            good = event_rate(self.fast, over=window)
        return _all_but(good, self.total_rate(window))

    @property
    def counted(self) -> str:
        """The counter of all requests of a classic histogram."""
        return self._part("_count")

    @property
    def fast(self) -> str:
        """The bucket of the requests that were fast enough, of a classic histogram."""
        return self._part("_bucket", bucket_bound(seconds(self.within)))

    def _part(self, suffix: str, *more: str) -> str:
        (found,) = prometheus.selectors(prometheus.parse(self.histogram))
        metric = (found.metric or "").removesuffix("_bucket").removesuffix("_count")
        return selector(metric + suffix, [*(matcher(*one) for one in found.matchers), *more])


class Ratio(Declared):
    """A share in PromQL of one's own: rates of `total`, and of those that are `good` or `bad`.

    Each holds `$window` for its range, and is summed to one value: `rate(jobs_total[$window])`. They are per
    second. Where one of them reads more than one counter, the generated tests need an `example`.
    """

    good: str = ""
    bad: str = ""
    total: str
    example: Example | None = None

    @model_validator(mode="after")
    def _asks_for_a_window(self) -> Self:
        if bool(self.good) == bool(self.bad):
            raise ValueError("give one of good=… and bad=…: the other one follows from the total.")
        for name in ("good", "bad", "total"):
            text = getattr(self, name)
            if not text:
                continue
            if "$window" not in text:
                raise ValueError(f"{name}: it has no $window for a range; write rate(jobs_total[$window]).")
            try:
                prometheus.parse(_within(text, "5m"))
            except prometheus.PromqlError as error:
                raise ValueError(f"{name}: {error.message}") from None
        return self

    @property
    def words(self) -> str:
        """What a bad request did."""
        return "failed"

    def total_rate(self, window: str) -> str:
        """All requests, a second, within `window`."""
        return _within(self.total, window)

    def failed_rate(self, window: str) -> str:
        """Failed requests, a second, within `window`."""
        total = self.total_rate(window)
        if self.bad:
            return _or_none(_within(self.bad, window), total)
        return _all_but(_within(self.good, window), total)


Indicator = Availability | Latency | Ratio
"""What an objective is measured by."""


def _within(expr: str, window: str) -> str:
    return f"sum({expr.replace('$window', window)})"


def _or_none(rate: str, total: str) -> str:
    """`rate`, or 0 while there is traffic and no series of it."""
    return f"{rate} or 0 * {total}"


def _all_but(good: str, total: str) -> str:
    return f"{total} - ({_or_none(good, total)})"


__all__ = ["Availability", "Example", "Indicator", "Latency", "Ratio"]
