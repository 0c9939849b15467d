"""Spans of time as Prometheus and Alertmanager write them: `30s`, `5m`, `1h30m`, `30d`."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

from alertflow.declared import Expected

_UNITS = {"y": 31_536_000.0, "w": 604_800.0, "d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_PARTS = re.compile(r"([0-9]+)(ms|[ywdhms])")

Duration = Annotated[
    str,
    StringConstraints(
        pattern=r"^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$", min_length=1
    ),
    Expected("Should be a duration such as 5m or 1h30m"),
]
"""A span such as `5m` or `1h30m`: whole numbers, units y w d h m s ms, each at most once and in this order.

Source: https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations.
"""


def seconds(duration: str) -> float:
    """How long `duration` is, in seconds: `seconds("1h30m") == 5400`."""
    return sum(int(amount) * _UNITS[unit] for amount, unit in _PARTS.findall(duration))


def minutes(duration: str) -> int:
    """`duration` in whole minutes, rounded up and at least 1: what GitHub's `timeout-minutes` takes."""
    return max(1, -int(-seconds(duration) // 60))


__all__ = ["Duration", "minutes", "seconds"]
