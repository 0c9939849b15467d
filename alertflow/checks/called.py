"""The actions and workflows of the same repository that a workflow names: `./path`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from alertflow.checks.subject import Subject
from alertflow.declared import AlertflowError
from alertflow.github import ActionFile, Workflow

_NAMES = ("action.yml", "action.yaml")
"""What the file of an action is called. Source: docs.github.com/en/actions/reference/workflows-and-actions/
metadata-syntax.
"""

T = TypeVar("T", Workflow, ActionFile)


def action_at(uses: str, subject: Subject) -> ActionFile | None:
    """The action that `./path` names; None where it cannot be looked up or read."""
    for name in _NAMES:
        if found := _looked_up(f"{uses.rstrip('/')}/{name}", ActionFile, subject):
            return found
    return None


def workflow_at(uses: str, subject: Subject) -> Workflow | None:
    """The workflow that `./.github/workflows/file.yml` names; None where it cannot be looked up or read."""
    return _looked_up(uses, Workflow, subject)


def _looked_up(uses: str, kind: type[T], subject: Subject) -> T | None:
    if not uses.startswith("./"):
        return None
    known = subject.documents.get(uses[2:])
    if isinstance(known, kind):
        return known
    if subject.root is None:
        return None
    root = subject.root.resolve()
    file = (root / uses).resolve()
    if not file.is_relative_to(root):
        return None
    try:
        found = _read(file, file.stat().st_mtime_ns, kind)
    except (OSError, UnicodeDecodeError, AlertflowError):
        return None  # who checks that file tells what is wrong with it
    return found if isinstance(found, kind) else None


@lru_cache(maxsize=128)
def _read(file: Path, changed: int, kind: type[Workflow | ActionFile]) -> Workflow | ActionFile:
    """The document in `file`, which was last `changed` then."""
    return kind.parse(file.read_text("utf-8"), str(file))


__all__ = ["action_at", "workflow_at"]
