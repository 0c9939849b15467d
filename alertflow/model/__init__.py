"""The domain: what a person writes. Frozen models, no YAML, no input or output."""

from alertflow.model.alert import Alert, AlertTest, RecordingGroup, RecordingRule
from alertflow.model.command import Approval, Command, Effect, Secret
from alertflow.model.dispatch import Bridge, Direct, Dispatch
from alertflow.model.event import EVENT_TYPE, AlertEvent, FiringAlert
from alertflow.model.pipeline import (
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
from alertflow.model.project import Project
from alertflow.model.receivers import Email, PagerDuty, Receiver, Slack, Team, Webhook
from alertflow.model.remediation import Budget, Remediation
from alertflow.model.routing import Inhibition, Route
from alertflow.model.severity import Severity
from alertflow.model.targets import Targets

__all__ = [
    "EVENT_TYPE",
    "Alert",
    "AlertContext",
    "AlertEvent",
    "AlertTest",
    "Approval",
    "Bridge",
    "Budget",
    "Command",
    "Custom",
    "Direct",
    "Dispatch",
    "Effect",
    "Email",
    "ErrorBudget",
    "FiringAlert",
    "Inhibition",
    "Investigate",
    "Notify",
    "PagerDuty",
    "Pipeline",
    "Project",
    "Receiver",
    "RecordingGroup",
    "RecordingRule",
    "Remediation",
    "Respond",
    "Review",
    "Route",
    "Secret",
    "Severity",
    "Slack",
    "Stage",
    "Targets",
    "Team",
    "Webhook",
]
