"""What alertflow wrote before: the manifest `.alertflow.json`, which tells its files from a person's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from alertflow.declared import AlertflowError, Location

FILE = ".alertflow.json"
"""The manifest's name, at the root of what is generated. It is committed with the files."""

VERSION = 1


def digest(content: bytes) -> str:
    """The SHA-256 of a file's content, by which a change by hand is seen."""
    return hashlib.sha256(content).hexdigest()


class Manifest(NamedTuple):
    """The generated files by the project file they come from, each with the digest it was written with."""

    sources: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Project file, relative to the repository -> path -> digest."""
    pending: Mapping[str, str] = MappingProxyType({})
    """Path -> digest of what a build has begun to write; empty unless it was killed."""

    def owner(self, path: str) -> str | None:
        """The project file that `path` was generated from."""
        return next((source for source, files in self.sources.items() if path in files), None)

    def wrote(self, path: str, content: bytes) -> bool:
        """Whether `content` is what alertflow itself wrote to `path`, now or in a build that was killed."""
        known = [files[path] for files in self.sources.values() if path in files]
        return digest(content) in [*known, self.pending.get(path)]

    def text(self) -> bytes:
        """The manifest's own file."""
        data: dict[str, Any] = {"version": VERSION, "sources": {}}
        for source, files in sorted(self.sources.items()):
            if files:
                data["sources"][source] = dict(sorted(files.items()))
        if self.pending:
            data["pending"] = dict(sorted(self.pending.items()))
        return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def read(root: Path) -> Manifest:
    """The manifest at `root`, an empty one where there is none. Raises AlertflowError for a damaged one."""
    file = root / FILE
    try:
        data = json.loads(file.read_bytes())
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise AlertflowError(f"{file} cannot be read: {error.strerror}.") from None
    except json.JSONDecodeError as error:
        raise _damaged(file, error.msg, error.lineno) from None
    except ValueError:
        raise _damaged(file, "it is not UTF-8", 1) from None
    if not isinstance(data, dict) or not isinstance(data.get("version"), int):
        raise _damaged(file, "it has no version", 1)
    if data["version"] != VERSION:
        raise AlertflowError(
            f"it has version {data['version']}; this alertflow knows only {VERSION}. Upgrade alertflow.",
            Location(str(file), 1),
        )
    sources, pending = data.get("sources", {}), data.get("pending", {})
    tables = [pending, *(sources.values() if isinstance(sources, dict) else [None])]
    if not all(_is_table(table) for table in tables):
        raise _damaged(file, "it does not map paths to digests", 1)
    return Manifest(sources, pending)


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(one, str) for one in table.values())


def _damaged(file: Path, what: str, line: int) -> AlertflowError:
    return AlertflowError(
        f"this is not alertflow's manifest: {what}. Restore it from git, or delete it: "
        "files that are as they would be built are then taken over.",
        Location(str(file), line),
    )
