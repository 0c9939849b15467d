"""What the tags of actions stand for: `alertflow.lock`, which `alertflow pin` writes and `build` reads.

It stands with the compiler as the manifest does: a committed file at the repository's root which decides,
with the project, what is written. The command that renews it stands above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from alertflow.declared import AlertflowError, Location, suggestion
from alertflow.github import Action, Uses, catalogued
from alertflow.yaml import dump

FILE = "alertflow.lock"
"""The lock's name, at the repository's root."""

VERSION = 1

_HEADER = """\
The commits of the actions that this repository names by a tag. 'alertflow pin' writes it, 'alertflow build'
reads it; commit it. An entry that nothing names any more may be deleted."""

_is_sha = re.compile(r"[0-9a-f]{40}").fullmatch


class Pin(NamedTuple):
    """A commit, and the version it is: the most precise tag that stood there when it was looked up."""

    version: str
    sha: str


class Lock(NamedTuple):
    """Known commits, by `owner/repository@ref`; a path within the repository is no part of it."""

    pins: Mapping[str, Pin] = MappingProxyType({})

    def find(self, uses: Uses) -> Action | None:
        """The action that `uses` names at its locked commit, or else at the catalogue's; None if unknown."""
        pin = self.pin(uses)
        if pin is None:
            return catalogued(uses)
        return Action(uses.name, sha=pin.sha, version=pin.version)

    def pin(self, uses: Uses) -> Pin | None:
        """What is locked for `uses`; names on GitHub have no case, tags do."""
        wanted = key(uses).lower()
        found = (pin for name, pin in self.pins.items() if name.lower() == wanted and name.endswith(uses.ref))
        return next(found, None)

    def having(self, pins: Mapping[str, Pin]) -> Lock:
        """This lock with more pins, or newer ones."""
        return Lock({**self.pins, **pins})

    def text(self) -> str:
        """The lock's file: the same pins always give the same text."""
        actions = {name: self.pins[name]._asdict() for name in sorted(self.pins)}
        return dump({"version": VERSION, "actions": actions}, _HEADER)


def key(uses: Uses) -> str:
    """Under which name `uses` stands in a lock."""
    return f"{uses.repository}@{uses.ref}"


def read(root: Path) -> Lock:
    """The lock at `root`, an empty one where there is none.

    Raises AlertflowError, with the line, for a bad one.
    """
    file = root / FILE
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        raise AlertflowError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise _bad(file, 1, "it is not UTF-8") from None
    return _parsed(file, text)


def _parsed(file: Path, text: str) -> Lock:
    from alertflow.yaml import read as read_yaml

    root = read_yaml(text, str(file)).root
    top = {str(name.data): value for name, value in root.pairs} if root else {}
    if root is None or "version" not in top:
        raise _bad(file, 1, "it has no version")
    if top["version"].data != VERSION:
        line = top["version"].line
        raise _bad(file, line, f"it has version {top['version'].data}, and this alertflow knows {VERSION}")
    for name, _ in root.pairs:
        if name.data not in ("version", "actions"):
            hint = suggestion(str(name.data), ("version", "actions"))
            raise _bad(file, name.line, f"unknown key '{name.data}'. {hint}".rstrip("."))
    actions = top.get("actions")
    if actions is not None and not isinstance(actions.data, dict | None):
        raise _bad(file, actions.line, "actions maps owner/repository@tag to version and sha")
    pins = {}
    for name, value in actions.pairs if actions else ():
        pins[str(name.data)] = _pin(file, name.line, name.data, value.data)
    return Lock(MappingProxyType(pins))


def _pin(file: Path, line: int, name: Any, entry: Any) -> Pin:
    uses = Uses.of(name) if isinstance(name, str) else None
    if uses is None or uses.name != uses.repository:
        raise _bad(file, line, f"'{name}' should be owner/repository@tag")
    if not isinstance(entry, dict) or set(entry) != {"version", "sha"}:
        raise _bad(file, line, f"{name} should have a version and a sha, and nothing else")
    version, sha = entry["version"], entry["sha"]
    if not isinstance(sha, str) or not _is_sha(sha):
        raise _bad(file, line, f"the sha of {name} should be a commit: 40 digits 0-9 and a-f")
    if not isinstance(version, str) or not version.isprintable() or not version:
        raise _bad(file, line, f"the version of {name} should be a tag, as text")
    return Pin(version, sha)


def _bad(file: Path, line: int, what: str) -> AlertflowError:
    return AlertflowError(
        f"this is not alertflow's lock: {what}. Restore it from git, or delete it and run 'alertflow pin'.",
        Location(str(file), line),
    )


__all__ = ["FILE", "Lock", "Pin", "key", "read"]
