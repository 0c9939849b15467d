"""Whether two sides mean the same: rules, routes, workflows and manifests, and in words what differs."""

from alertflow.comparison.compared import Compared, compared, differences
from alertflow.comparison.difference import Difference, What

__all__ = ["Compared", "Difference", "What", "compared", "differences"]
