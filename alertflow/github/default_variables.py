"""The environment variables that GitHub sets itself in every step, whatever `env` says of them."""

from __future__ import annotations

_GITHUB = (
    *("action", "action_path", "action_ref", "action_repository", "actor", "actor_id", "api_url", "base_ref"),
    *("env", "event_name", "event_path", "graphql_url", "head_ref", "job", "output", "path", "ref"),
    *("ref_name", "ref_protected", "ref_type", "repository", "repository_id", "repository_owner"),
    *("repository_owner_id", "retention_days", "run_attempt", "run_id", "run_number", "server_url", "sha"),
    *("state", "step_summary", "triggering_actor", "workflow", "workflow_ref", "workflow_sha", "workspace"),
)
_RUNNER = ("arch", "environment", "name", "os", "temp", "tool_cache")

DEFAULT_VARIABLES = frozenset(
    (*[f"GITHUB_{one.upper()}" for one in _GITHUB], *[f"RUNNER_{one.upper()}" for one in _RUNNER])
)
"""Variables whose value nobody can change.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/variables, "Default environment
variables"; that they are set over what `env` gives: github.com/actions/runner,
src/Runner.Worker/GitHubContext.cs and Handlers/ScriptHandler.cs.
"""
