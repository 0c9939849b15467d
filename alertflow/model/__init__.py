"""The domain: what a person writes. Frozen models, no YAML, no input or output."""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.model.alert import Alert
    from alertflow.model.alert_tests import AlertTest
    from alertflow.model.command import Approval, Command, Effect, Secret
    from alertflow.model.dashboards import Dashboards
    from alertflow.model.dispatch import Bridge, Direct, Dispatch
    from alertflow.model.escalation import Escalation, Level
    from alertflow.model.event import EVENT_TYPE, AlertEvent, FiringAlert
    from alertflow.model.groups import RecordingRule, RuleGroup, RuleObject
    from alertflow.model.kubernetes import AlertmanagerObject, AlertmanagerSecret, Autoscale, Kubernetes
    from alertflow.model.messages import Message
    from alertflow.model.permission import Permission
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
    from alertflow.model.receivers import Email, MicrosoftTeams, Other, PagerDuty, Receiver, Slack, Webhook
    from alertflow.model.remediation import Budget, Remediation
    from alertflow.model.routing import Inhibition, Route
    from alertflow.model.runbook import Runbook
    from alertflow.model.severity import Severity
    from alertflow.model.slo import Slo
    from alertflow.model.targets import Targets
    from alertflow.model.team import Team
    from alertflow.model.times import TimeInterval
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        alert: Alert
        alert_tests: AlertTest
        command: Approval Command Effect Secret
        dashboards: Dashboards
        dispatch: Bridge Direct Dispatch
        escalation: Escalation Level
        event: EVENT_TYPE AlertEvent FiringAlert
        groups: RecordingRule RuleGroup RuleObject
        kubernetes: AlertmanagerObject AlertmanagerSecret Autoscale Kubernetes
        messages: Message
        permission: Permission
        pipeline: AlertContext Custom ErrorBudget Investigate Notify Pipeline Respond Review Stage
        project: Project
        receivers: Email MicrosoftTeams Other PagerDuty Receiver Slack Webhook
        remediation: Budget Remediation
        routing: Inhibition Route
        runbook: Runbook
        severity: Severity
        slo: Slo
        targets: Targets
        team: Team
        times: TimeInterval
        """,
    )

__all__ = [
    "EVENT_TYPE",
    "Alert",
    "AlertContext",
    "AlertEvent",
    "AlertTest",
    "AlertmanagerObject",
    "AlertmanagerSecret",
    "Approval",
    "Autoscale",
    "Bridge",
    "Budget",
    "Command",
    "Custom",
    "Dashboards",
    "Direct",
    "Dispatch",
    "Effect",
    "Email",
    "ErrorBudget",
    "Escalation",
    "FiringAlert",
    "Inhibition",
    "Investigate",
    "Kubernetes",
    "Level",
    "Message",
    "MicrosoftTeams",
    "Notify",
    "Other",
    "PagerDuty",
    "Permission",
    "Pipeline",
    "Project",
    "Receiver",
    "RecordingRule",
    "Remediation",
    "Respond",
    "Review",
    "Route",
    "RuleGroup",
    "RuleObject",
    "Runbook",
    "Secret",
    "Severity",
    "Slack",
    "Slo",
    "Stage",
    "Targets",
    "Team",
    "TimeInterval",
    "Webhook",
]
