"""Series to test an objective with: which counters one good and one failed request add to.

They are found from the selectors that the indicator reads, with labels that its matchers let through.
"""

from __future__ import annotations

from typing import NamedTuple

from alertflow import prometheus
from alertflow.alertmanager import go_regex
from alertflow.compiler.lower.slo.labels import Labels, fitting, holds
from alertflow.model.slo import Availability, Indicator, Latency, Ratio
from alertflow.prometheus import Selector
from alertflow.prometheus.promql.writing import series


class Counter(NamedTuple):
    """A series, and by how much one good and one failed request increase it."""

    metric: str
    labels: Labels
    good: int
    bad: int

    @property
    def series(self) -> str:
        """The series as promtool reads it."""
        return series(self.metric, self.labels)


def counters(indicator: Indicator) -> tuple[Counter, ...]:
    """What to test `indicator` with; nothing where no series can be found: it reads more than counters."""
    try:
        return _counters(indicator)
    except (go_regex.RegexError, go_regex.ScriptError):
        return ()


def matches(counter: Counter, selector: Selector) -> bool:
    """Whether `selector` selects the series of `counter`."""
    if selector.metric not in (None, counter.metric):
        return False
    labels = {"__name__": counter.metric, **counter.labels}
    return all(holds(one, labels.get(one.label, "")) for one in selector.matchers)


def _counters(indicator: Indicator) -> tuple[Counter, ...]:
    match indicator:
        case Availability():
            return _failing(_selector(indicator.errors), _selector(indicator.total))
        case Latency():
            return () if indicator.native else _bucketed(indicator)
        case Ratio(example=None):
            one, total = _only(indicator.good or indicator.bad), _only(indicator.total)
            if one is None or total is None:
                return ()
            found = _failing(one, total)
            return found if indicator.bad else tuple(c._replace(good=c.bad, bad=c.good) for c in found)
        case Ratio(example=example):
            assert example is not None
            named = dict.fromkeys([*example.good, *example.bad])
            return tuple(
                Counter(*_read(text), example.good.get(text, 0), example.bad.get(text, 0)) for text in named
            )


def _failing(errors: Selector, total: Selector) -> tuple[Counter, ...]:
    """A series of `errors` and one of the rest of `total`."""
    both = [*errors.matchers, *(total.matchers if errors.metric == total.metric else ())]
    bad = next(fitting(both), None) or next(fitting(errors.matchers), None)
    if bad is None:
        return ()
    failed = Counter(errors.metric or "", bad, 0, 1)
    again = 0 if matches(failed, total) else 1
    others = (Counter(total.metric or "", one, 1, again) for one in fitting(total.matchers, errors.matchers))
    rest = next((one for one in others if not matches(one, errors)), None)
    return (rest, failed) if rest is not None else ()


def _bucketed(indicator: Latency) -> tuple[Counter, ...]:
    counted, fast = _selector(indicator.counted), _selector(indicator.fast)
    all_of_them, bucket = next(fitting(counted.matchers), None), next(fitting(fast.matchers), None)
    if all_of_them is None or bucket is None:
        return ()
    return (Counter(counted.metric or "", all_of_them, 1, 1), Counter(fast.metric or "", bucket, 1, 0))


def _only(expr: str) -> Selector | None:
    """The selector of an expression that reads just one counter, by its rate."""
    found = prometheus.selectors(prometheus.parse(expr.replace("$window", "5m")))
    if len(found) != 1 or found[0].metric is None or found[0].function not in ("rate", "increase"):
        return None
    return found[0]


def _selector(text: str) -> Selector:
    (found,) = prometheus.selectors(prometheus.parse(text))
    return found


def _read(text: str) -> tuple[str, Labels]:
    found = _selector(text)
    return found.metric or "", {one.label: one.value for one in found.matchers}


__all__ = ["Counter", "counters", "matches"]
