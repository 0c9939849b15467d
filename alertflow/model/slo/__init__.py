"""Service level objectives: what they are, and the rules and alerts that follow from them."""

from alertflow.model.slo.indicators import Availability, Example, Indicator, Latency, Ratio
from alertflow.model.slo.objective import Slo
from alertflow.model.slo.tiers import MONTHLY, WEEKLY, BurnTier

__all__ = ["MONTHLY", "WEEKLY", "Availability", "BurnTier", "Example", "Indicator", "Latency", "Ratio", "Slo"]
