"""Service level objectives, for `from alertflow.slo import Availability, Slo`."""

from alertflow.model.slo import (
    MONTHLY,
    WEEKLY,
    Availability,
    BurnTier,
    Example,
    Indicator,
    Latency,
    Ratio,
    Slo,
)

__all__ = ["MONTHLY", "WEEKLY", "Availability", "BurnTier", "Example", "Indicator", "Latency", "Ratio", "Slo"]
