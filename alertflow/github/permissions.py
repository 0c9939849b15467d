"""What a workflow or a job may do with its token."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from alertflow.declared import Declared
from alertflow.github.values import NOTHING, Extra, Named, merged
from alertflow.yaml import Pinned

Level: TypeAlias = Literal["read", "write", "none"]
"""Read; read and write; nothing."""


class Permissions(Declared):
    """The scopes of GITHUB_TOKEN. `Permissions()` is none at all: naming any scope sets every other to none.

    Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
    """

    actions: Level | None = None
    artifact_metadata: Level | None = None
    attestations: Level | None = None
    checks: Level | None = None
    code_quality: Level | None = None
    contents: Level | None = None
    copilot_requests: Literal["write"] | None = None
    deployments: Level | None = None
    discussions: Level | None = None
    id_token: Literal["write", "none"] | None = None
    issues: Level | None = None
    models: Literal["read", "none"] | None = None
    packages: Level | None = None
    pages: Level | None = None
    pull_requests: Level | None = None
    repository_projects: Level | None = None
    security_events: Level | None = None
    statuses: Level | None = None
    vulnerability_alerts: Literal["read", "none"] | None = None
    extra: Extra = NOTHING
    """Scopes that this library does not know yet."""
    reasons: Named[str] = NOTHING
    """Scope -> why it is needed, as a comment behind it."""

    def to_data(self) -> dict[str, Any]:
        """The scopes that are named, in the alphabet's order."""
        data = {
            _KEYS[name]: Pinned(level, self.reasons[name]) if name in self.reasons else level
            for name in sorted(self.model_fields_set)
            if name in _KEYS and (level := getattr(self, name))
        }
        return merged(self, data, self.extra)


_KEYS = {
    name: name.replace("_", "-") for name in Permissions.model_fields if name not in ("extra", "reasons")
}

AnyPermissions: TypeAlias = Permissions | Literal["read-all", "write-all"]
"""Permissions scope by scope, or all of them at once."""


def permissions_data(permissions: AnyPermissions) -> dict[str, Any] | str:
    """Permissions as they stand in a workflow."""
    return permissions if isinstance(permissions, str) else permissions.to_data()
