"""The event of a simulation, from a file: what GitHub sends, or what a run's `github` context says of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alertflow.cli.files import read_text
from alertflow.declared import AlertflowError, Location, suggestion

_PARTS = ("ref", "sha", "actor", "repository")
"""What besides its name and payload tells one event from another."""
_TELLING = {
    "client_payload": ("repository_dispatch",),
    "inputs": ("workflow_dispatch",),
    "pull_request": (
        *("pull_request", "pull_request_target"),
        *("pull_request_review", "pull_request_review_comment"),
    ),
    "schedule": ("schedule",),
    "commits": ("push",),
    "comment": ("issue_comment", "discussion_comment"),
    "issue": ("issues",),
    "release": ("release",),
    "workflow_run": ("workflow_run",),
}
"""What a payload has, and the events that have it.

Source: docs.github.com/webhooks/webhook-events-and-payloads.
"""


@dataclass(frozen=True)
class EventFile:
    """What a file says of an event; what it does not say is empty."""

    path: str
    name: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    """`ref`, `sha`, `actor`, `repository`, as far as they are given."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """The `vars` context."""
    outputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What jobs (`job`) and steps (`job/step`) put out."""

    def named(self, listened: Collection[str]) -> str:
        """The event's name: as the file says, or as the payload tells, or the only one that is listened to.

        Raises AlertflowError where neither does.
        """
        if self.name:
            return self.name
        told = next((names for key, names in _TELLING.items() if key in self.payload), ())
        possible = [name for name in listened if name in told] or [*told] or [*listened]
        if told or len(possible) == 1:
            return possible[0]
        raise AlertflowError(
            f"{self.path} does not say which event it is: write it as "
            f'{{"event_name": "{next(iter(listened), "push")}", "event": {{…}}}}.'
        )


def read_event(path: Path) -> EventFile:
    """The event in the file at `path`: JSON in one of three forms.

    - The webhook's payload alone, as GitHub sends it, `$GITHUB_EVENT_PATH` holds it and act takes it.
    - As the `github` context has it (`toJSON(github)` of a real run): `event_name`, `event` and, where they
      matter, `ref`, `sha`, `actor`, `repository`. Then it may also say what nobody can know beforehand:
      `vars`, and the `outputs` of jobs and steps: `{"outputs": {"build/changes": {"docs": "true"}}}`.
    - An AlertEvent: what a dispatch carries as its `client_payload`.

    Raises AlertflowError for anything else.
    """
    data = _json(path)
    if data.get("inputs") is not None:
        _object(path, data, "inputs")
    if "event_name" not in data:
        return EventFile(str(path), payload={"client_payload": data} if "alert_type" in data else data)
    allowed = {"event_name", "event", "vars", "outputs", *_context()}
    if unknown := [key for key in data if key not in allowed]:
        raise AlertflowError(f"{path}: unknown key '{unknown[0]}'. {suggestion(unknown[0], allowed)}")
    outputs = _object(path, data, "outputs")
    return EventFile(
        str(path),
        str(data["event_name"]),
        _object(path, data, "event"),
        {part: str(data[part]) for part in _PARTS if data.get(part)},
        {name: str(value) for name, value in _object(path, data, "vars").items()},
        {key: {n: str(v) for n, v in _object(path, outputs, key).items()} for key in outputs},
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_text(path))
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise AlertflowError(f"this is not JSON: {error.msg}.", Location(str(path), error.lineno)) from None
    except UnicodeEncodeError:
        raise AlertflowError(f"{path} holds half a character (a lone \\ud800).") from None
    except RecursionError:
        raise AlertflowError(f"{path} is nested too deep.") from None
    if not isinstance(data, dict):
        raise AlertflowError(f"{path} holds no event: it should be a JSON object.")
    return data


def _object(path: Path, data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise AlertflowError(f"{path}: '{key}' should be an object, not {json.dumps(value)[:60]}.")
    return value


def _context() -> Collection[str]:
    """The properties of the `github` context."""
    from alertflow.github.expressions.contexts import github

    return [part.name for part in type(github).PARTS.values()]


__all__ = ["EventFile", "read_event"]
