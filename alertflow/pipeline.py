"""The stages of the workflow, for `from alertflow.pipeline import Respond`."""

from alertflow.model import (
    AlertContext,
    Custom,
    ErrorBudget,
    Investigate,
    Notify,
    Pipeline,
    Respond,
    Review,
    Stage,
)

__all__ = [
    "AlertContext",
    "Custom",
    "ErrorBudget",
    "Investigate",
    "Notify",
    "Pipeline",
    "Respond",
    "Review",
    "Stage",
]
