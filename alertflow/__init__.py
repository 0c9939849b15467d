"""Typed models of alerts and their remediation, compiled to GitHub Actions, Prometheus and Alertmanager."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alertflow.declared import AlertflowError as AlertflowError
    from alertflow.model import Alert as Alert
    from alertflow.model import AlertEvent as AlertEvent
    from alertflow.model import AlertTest as AlertTest
    from alertflow.model import Approval as Approval
    from alertflow.model import Budget as Budget
    from alertflow.model import Command as Command
    from alertflow.model import Dashboards as Dashboards
    from alertflow.model import Effect as Effect
    from alertflow.model import Escalation as Escalation
    from alertflow.model import Inhibition as Inhibition
    from alertflow.model import Level as Level
    from alertflow.model import Message as Message
    from alertflow.model import Permission as Permission
    from alertflow.model import Pipeline as Pipeline
    from alertflow.model import Project as Project
    from alertflow.model import RecordingRule as RecordingRule
    from alertflow.model import Remediation as Remediation
    from alertflow.model import Route as Route
    from alertflow.model import RuleGroup as RuleGroup
    from alertflow.model import RuleObject as RuleObject
    from alertflow.model import Runbook as Runbook
    from alertflow.model import Secret as Secret
    from alertflow.model import Severity as Severity
    from alertflow.model import Slo as Slo
    from alertflow.model import Targets as Targets
    from alertflow.model import Team as Team
    from alertflow.model import TimeInterval as TimeInterval

__version__ = "0.1.0"

__all__ = [
    "Alert",
    "AlertEvent",
    "AlertTest",
    "AlertflowError",
    "Approval",
    "Budget",
    "Command",
    "Dashboards",
    "Effect",
    "Escalation",
    "Inhibition",
    "Level",
    "Message",
    "Permission",
    "Pipeline",
    "Project",
    "RecordingRule",
    "Remediation",
    "Route",
    "RuleGroup",
    "RuleObject",
    "Runbook",
    "Secret",
    "Severity",
    "Slo",
    "Targets",
    "Team",
    "TimeInterval",
]


def __getattr__(name: str) -> object:
    """Loads the models when first used, so that the command line starts without pydantic."""
    if name not in __all__:
        raise AttributeError(f"module 'alertflow' has no attribute '{name}'")
    module = "alertflow.declared" if name == "AlertflowError" else "alertflow.model"
    value: object = getattr(import_module(module), name)
    globals()[name] = value
    return value
