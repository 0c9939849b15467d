"""Traffic over time, to test objectives with: phases in which a steady share of requests fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alertflow.compiler.lower.slo.example import Counter
from alertflow.model import Slo
from alertflow.prometheus import ExpectedSample, InputSeries, PromqlExprTest


class Phase(NamedTuple):
    """Some time in which every sample counts `requests` more, of which `failed` have failed."""

    samples: int
    requests: int
    failed: int


def busy(slo: Slo) -> int:
    """Requests for each sample: enough that rounding to whole failures changes next to nothing."""
    return round(2000 * max(1, slo.minimum_failures) / slo.budget)


def fed(counters: Iterable[Counter], phases: Sequence[Phase]) -> list[InputSeries]:
    """The series that count this traffic."""
    return [InputSeries(counter.series, " ".join(_values(counter, phases))) for counter in counters]


def _values(counter: Counter, phases: Sequence[Phase]) -> Iterator[str]:
    value = 0
    yield "0"
    for phase in phases:
        more = counter.good * (phase.requests - phase.failed) + counter.bad * phase.failed
        if phase.samples:
            yield f"{value + more}+{more}x{phase.samples - 1}"
        value += more * phase.samples


def holds(expr: str, at: str, *, true: bool = True) -> PromqlExprTest:
    """That `expr` returns something at the time `at`; or nothing."""
    samples = [ExpectedSample("{}", 1.0)] if true else []
    return PromqlExprTest(expr=f"group({expr})", eval_time=at, exp_samples=samples)


def written(minutes: int) -> str:
    """A time as promtool reads it, in the largest unit that fits: `90` as `90m`, `120` as `2h`."""
    return f"{minutes}m" if minutes % 60 or not minutes else f"{minutes // 60}h"


__all__ = ["Phase", "busy", "fed", "holds", "written"]
