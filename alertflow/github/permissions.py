"""What a workflow or a job may do with its token."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal, TypeAlias

from alertflow.declared import suggestion
from alertflow.github.syntax import Syntax
from alertflow.github.values import NOTHING, Named
from alertflow.yaml import Pinned

Level: TypeAlias = Literal["read", "write", "none"]
"""Read; read and write; nothing."""


class Permissions(Syntax):
    """The scopes of GITHUB_TOKEN. `Permissions()` is none at all: naming any scope sets every other to none.

    Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions;
    code-quality, copilot-requests and drives: github.com/actions/languageservices, workflow-v1.0.json.
    """

    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("reasons",))

    actions: Level | None = None
    """Workflows, their runs and artifacts."""
    artifact_metadata: Level | None = None
    """Where artifacts are stored and deployed."""
    attestations: Level | None = None
    """Of where an artifact comes from."""
    checks: Level | None = None
    """Check runs and check suites."""
    code_quality: Level | None = None
    contents: Level | None = None
    """Commits, branches, files, releases."""
    copilot_requests: Literal["write", "none"] | None = None
    deployments: Level | None = None
    discussions: Level | None = None
    drives: Level | None = None
    """Persistent workspaces (GitHub Drives)."""
    id_token: Literal["write", "none"] | None = None
    """An OpenID Connect token, with which a cloud provider lets the job in without a stored secret."""
    issues: Level | None = None
    models: Literal["read", "none"] | None = None
    """Answers of AI models (GitHub Models)."""
    packages: Level | None = None
    pages: Level | None = None
    pull_requests: Level | None = None
    repository_projects: Level | None = None
    """Classic projects."""
    security_events: Level | None = None
    """Alerts of code scanning."""
    statuses: Level | None = None
    """Of commits."""
    vulnerability_alerts: Literal["read", "none"] | None = None
    """Alerts of Dependabot."""
    reasons: Named[str] = NOTHING
    """Scope -> why it is needed, as a comment behind it."""

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """A reason for a scope that is not named."""
        named = self.model_fields_set
        for scope in self.reasons:
            if scope not in named:
                near = suggestion(scope, [name for name in self.keys() if name in named])
                yield "reasons", f"reasons: it names no scope '{scope}'. {near}"

    def to_data(self) -> dict[str, Any]:
        """The scopes that are named, in the alphabet's order."""
        data: dict[str, Any] = super().to_data()
        for scope, reason in self.reasons.items():
            key = self.keys()[scope]
            data[key] = Pinned(data[key], reason)
        return data


AnyPermissions: TypeAlias = Permissions | Literal["read-all", "write-all"]
"""Permissions scope by scope, or all of them at once."""
