"""Who is told when a budget burns: conditions, targets, and the policies that join them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from alertflow.declared import Items
from alertflow.openslo.header import VERSION, Metadata, OpenSlo, Part, Shorthand


class Condition(Part):
    """The budget burns `threshold` times faster than it may, over `lookback_window`, for `alert_after`."""

    kind: Literal["burnrate"] = "burnrate"
    op: Literal["lte", "gte", "lt", "gt"] | None = None
    """How the burn rate compares to `threshold`; above it, if None."""
    threshold: float
    lookback_window: Shorthand
    alert_after: Shorthand = "0m"


class AlertConditionSpec(Part):
    """A condition, and how bad it is: `page`, `ticket`, `sev1`, …."""

    description: str = ""
    severity: str
    condition: Condition


class AlertCondition(OpenSlo):
    """A condition, which policies refer to by its name."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "AlertCondition"}

    spec: AlertConditionSpec


class InlineCondition(Part):
    """A condition within a policy."""

    FIXED: ClassVar[Mapping[str, str]] = {"kind": "AlertCondition"}

    metadata: Metadata
    spec: AlertConditionSpec


class ConditionRef(Part):
    """An AlertCondition by its name."""

    condition_ref: str


class AlertNotificationTargetSpec(Part):
    """Where a notification goes: `slack`, `email`, ….; what that means is up to the program."""

    description: str = ""
    target: str


class AlertNotificationTarget(OpenSlo):
    """Where notifications go, which policies refer to by its name."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "AlertNotificationTarget"}

    spec: AlertNotificationTargetSpec


class InlineTarget(Part):
    """Where notifications go, within a policy."""

    FIXED: ClassVar[Mapping[str, str]] = {"kind": "AlertNotificationTarget"}

    metadata: Metadata
    spec: AlertNotificationTargetSpec


class TargetRef(Part):
    """An AlertNotificationTarget by its name."""

    target_ref: str


class AlertPolicySpec(Part):
    """When who is told: one condition, and the targets."""

    description: str = ""
    alert_when_no_data: bool = False
    alert_when_resolved: bool = False
    alert_when_breaching: bool = False
    conditions: Items[ConditionRef | InlineCondition] = ()
    notification_targets: Items[TargetRef | InlineTarget] = ()

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Any number of conditions but one."""
        if len(self.conditions) != 1:
            yield "conditions", f"it has {len(self.conditions) or 'no'} conditions; OpenSLO takes just one."


class AlertPolicy(OpenSlo):
    """A policy, which objectives refer to by its name."""

    FIXED: ClassVar[Mapping[str, str]] = {"apiVersion": VERSION, "kind": "AlertPolicy"}

    spec: AlertPolicySpec


class InlinePolicy(Part):
    """A policy within an objective."""

    FIXED: ClassVar[Mapping[str, str]] = {"kind": "AlertPolicy"}

    metadata: Metadata
    spec: AlertPolicySpec


class PolicyRef(Part):
    """An AlertPolicy by its name."""

    alert_policy_ref: str = Field(kw_only=False)


__all__ = [
    "AlertCondition",
    "AlertConditionSpec",
    "AlertNotificationTarget",
    "AlertNotificationTargetSpec",
    "AlertPolicy",
    "AlertPolicySpec",
    "Condition",
    "ConditionRef",
    "InlineCondition",
    "InlinePolicy",
    "InlineTarget",
    "PolicyRef",
    "TargetRef",
]
