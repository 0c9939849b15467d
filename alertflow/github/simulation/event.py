"""The event that starts a run: its name, its payload, and what the `github` context says of it.

Source: docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alertflow.github.expressions import to_text
from alertflow.github.simulation.payload import check

_PULL_REQUESTS = frozenset(("pull_request", "pull_request_review", "pull_request_review_comment"))
"""Events of which `github.ref` is the merge of a pull request. Source: docs.github.com, "Events that trigger
workflows".
"""


@dataclass(frozen=True)
class Event:
    """What happened in the repository.

    `ref` is the full reference that the run is of; without one it follows from the payload of a push or pull
    request, and is the default branch for everything else. `paths` are the changed files of a push or pull
    request; without them they are taken from the payload's commits, where it has some. Raises
    AlertflowError for a payload that is not of GitHub's shape.
    """

    name: str
    """As it stands under `on`: push, repository_dispatch, …"""
    payload: Mapping[str, Any] = field(default_factory=dict)
    """The webhook's JSON: `github.event`."""
    ref: str = ""
    sha: str = "0" * 40
    actor: str = "octocat"
    repository: str = "octocat/hello-world"
    default_branch: str = "main"
    paths: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        check(self.name, self.payload)
        if not self.ref:
            object.__setattr__(self, "ref", self._ref())

    def _ref(self) -> str:
        if self.name == "push" and self.payload.get("ref"):
            return str(self.payload["ref"])
        number = (self.payload.get("pull_request") or {}).get("number")
        if self.name in _PULL_REQUESTS and number is not None:
            return f"refs/pull/{to_text(number)}/merge"
        return f"refs/heads/{self.default_branch}"

    @property
    def action(self) -> str | None:
        """Its activity type, or the event type of a repository_dispatch; None where the payload has none."""
        action: str | None = self.payload.get("action")
        return action

    @property
    def changed(self) -> tuple[str, ...] | None:
        """The changed files; None where nothing says."""
        if self.paths is not None:
            return self.paths
        commits = self.payload.get("commits")
        if commits is None:
            return None
        lists = [one.get(key) or () for one in commits for key in ("added", "modified", "removed")]
        return tuple(dict.fromkeys(path for paths in lists for path in paths))

    def github(self, workflow: str) -> dict[str, Any]:
        """The `github` context of a run of `workflow`, as far as one run is like another."""
        pull = self.payload.get("pull_request") if "pull_request" in self.name else None
        kind, _, name = self.ref.removeprefix("refs/").partition("/")
        if not name or not self.ref.startswith("refs/"):
            kind, name = "heads", self.ref
        server = "https://github.com"
        return {
            "event_name": self.name,
            "event": dict(self.payload),
            "ref": self.ref,
            "ref_name": name,
            "ref_type": "tag" if kind == "tags" else "branch",
            "ref_protected": False,
            "base_ref": _branch(pull or {}, "base"),
            "head_ref": _branch(pull or {}, "head"),
            "sha": self.sha,
            "actor": self.actor,
            "triggering_actor": self.actor,
            "repository": self.repository,
            "repository_owner": self.repository.split("/")[0],
            "repositoryUrl": f"git://github.com/{self.repository}.git",
            "run_id": "1",
            "run_number": "1",
            "run_attempt": "1",
            "workflow": workflow,
            "workflow_sha": self.sha,
            "server_url": server,
            "api_url": "https://api.github.com",
            "graphql_url": "https://api.github.com/graphql",
            "workspace": "/home/runner/work/" + "/".join([self.repository.split("/")[-1]] * 2),
            "token": "***",
            "retention_days": "90",
            "secret_source": "Actions",
        }


def _branch(pull: Mapping[str, Any], side: str) -> str:
    return (pull.get(side) or {}).get("ref") or ""
