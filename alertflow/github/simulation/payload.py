"""The shape of an event's payload: what of it a run depends on, and what each part has to be.

Source: docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from alertflow.declared import AlertflowError


class _Kind(NamedTuple):
    """A kind of scalar: its name, and its classes in Python."""

    words: str
    classes: tuple[type, ...]


_TEXT = _Kind("text", (str,))
_NUMBER = _Kind("a number", (int, float))
_SCALAR = _Kind("text, a number, true or false", (str, int, float, bool))
_ANY = "*"
"""Instead of a name: every one."""
_NAMED = {"name": _TEXT}
_BRANCH = {"ref": _TEXT}
_FILES = {"added": [_TEXT], "modified": [_TEXT], "removed": [_TEXT]}
_SHAPE: Mapping[str, Any] = {
    "action": _TEXT,
    "commits": [_FILES],
    "head_commit": {"message": _TEXT},
    "inputs": {_ANY: _SCALAR},
    "merge_group": {"base_ref": _TEXT},
    "pull_request": {"number": _NUMBER, "title": _TEXT, "base": _BRANCH, "head": _BRANCH},
    "ref": _TEXT,
    "schedule": _TEXT,
    "workflow_run": {**_NAMED, "head_branch": _TEXT},
}
"""A mapping is an object with these properties, a list is a list of such values."""
_OF_EVENT: Mapping[str, Any] = {"workflow_run": {**_SHAPE, "workflow": _NAMED}}
"""Where a property is of this shape in one event only: in workflow_dispatch, `workflow` is a path."""


def check(event: str, payload: Any) -> None:
    """Raises AlertflowError where a part of an event's payload is not what GitHub sends: `event payload:
    pull_request should be an object, not text.` A part that is null counts as absent.
    """
    _check("", payload, _OF_EVENT.get(event, _SHAPE))


def _check(path: str, value: Any, shape: Any) -> None:
    if isinstance(shape, _Kind):
        if not isinstance(value, shape.classes) or (isinstance(value, bool) and bool not in shape.classes):
            raise _mistake(path, shape.words, value)
    elif isinstance(shape, list):
        if not isinstance(value, (list, tuple)):
            raise _mistake(path, "a list", value)
        for number, one in enumerate(value):
            _check(f"{path}[{number}]", one, shape[0])
    else:
        if not isinstance(value, Mapping):
            raise _mistake(path, "an object", value)
        for name in value if _ANY in shape else shape:
            if value.get(name) is not None:
                _check(f"{path}.{name}" if path else name, value[name], shape.get(name, shape.get(_ANY)))


def _mistake(path: str, expected: str, value: Any) -> AlertflowError:
    return AlertflowError(f"event payload: {path or 'it'} should be {expected}, not {_kind(value)}.")


def _kind(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    words = {str: "text", int: "a number", float: "a number", list: "a list", tuple: "a list"}
    return "an object" if isinstance(value, Mapping) else words.get(type(value), type(value).__name__)
