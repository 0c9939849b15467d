"""What alertflow wrote before: the manifest `.alertflow.json`, which tells its files from a person's.

Of a file in which people write, it knows the generated sections only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from alertflow.compiler.merging import shared
from alertflow.declared import AlertflowError, Location

FILE = ".alertflow.json"
"""The manifest's name, at the root of what is generated. It is committed with the files."""

VERSION = 2
"""Since 2 an entry may be one digest for each section. What version 1 says is read, too."""

Entry = str | Mapping[str, str]
"""The digest of a file; or, where people write in it, those of its generated sections by their names."""


def digest(content: bytes) -> str:
    """The SHA-256 of a content, by which a change by hand is seen."""
    return hashlib.sha256(content).hexdigest()


def entry(path: str, text: bytes) -> Entry:
    """What the manifest says of a file once `text` was generated for it."""
    parts = shared(path, text)
    if parts is None:
        return digest(text)
    return {name: digest(section.text) for name, section in parts.sections.items()}


class Manifest(NamedTuple):
    """The generated files by the project file they come from, each with the digest it was written with."""

    sources: Mapping[str, Mapping[str, Entry]] = MappingProxyType({})
    """Project file, relative to the repository -> path -> digest, or digests."""
    pending: Mapping[str, Entry] = MappingProxyType({})
    """Path -> the same of what a build has begun to write; empty unless it was killed."""

    def owner(self, path: str) -> str | None:
        """The project file that `path` was generated from."""
        return next((source for source, files in self.sources.items() if path in files), None)

    def wrote(self, path: str, content: bytes) -> bool:
        """Whether `content` is what alertflow itself wrote to `path`, now or in a build that was killed."""
        return digest(content) in self._entries(path)

    def wrote_section(self, path: str, name: str, text: bytes) -> bool:
        """Whether `text` is what alertflow itself wrote into the section `name` of the file at `path`."""
        known = [one.get(name) for one in self._entries(path) if not isinstance(one, str)]
        return digest(text) in known

    def has_section(self, path: str, name: str) -> bool:
        """Whether alertflow wrote a section `name` into the file at `path`."""
        return any(name in one for one in self._entries(path) if not isinstance(one, str))

    def is_shared(self, path: str) -> bool:
        """Whether people write in the file at `path`, beside what alertflow wrote."""
        return any(not isinstance(one, str) for one in self._entries(path))

    def _entries(self, path: str) -> list[Entry]:
        known = [files[path] for files in self.sources.values() if path in files]
        return [*known, self.pending[path]] if path in self.pending else known

    def text(self) -> bytes:
        """The manifest's own file."""
        data: dict[str, Any] = {"version": VERSION, "sources": {}}
        for source, files in sorted(self.sources.items()):
            if files:
                data["sources"][source] = _table(files)
        if self.pending:
            data["pending"] = _table(self.pending)
        return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _table(files: Mapping[str, Entry]) -> dict[str, Any]:
    return {path: one if isinstance(one, str) else dict(one) for path, one in sorted(files.items())}


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
    if data["version"] not in range(1, VERSION + 1):
        raise AlertflowError(
            f"it has version {data['version']}; this alertflow knows up to {VERSION}. Upgrade alertflow.",
            Location(str(file), 1),
        )
    sources, pending = data.get("sources", {}), data.get("pending", {})
    tables = [pending, *(sources.values() if isinstance(sources, dict) else [None])]
    if not all(_is_table(table) for table in tables):
        raise _damaged(file, "it does not map paths to digests", 1)
    return Manifest(sources, pending)


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(
        isinstance(one, str)
        or (isinstance(one, dict) and all(isinstance(each, str) for each in one.values()))
        for one in table.values()
    )


def _damaged(file: Path, what: str, line: int) -> AlertflowError:
    return AlertflowError(
        f"this is not alertflow's manifest: {what}. Restore it from git, or delete it: "
        "files that are as they would be built are then taken over.",
        Location(str(file), line),
    )
