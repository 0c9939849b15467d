"""What a build would do to each file, decided before anything is touched."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from alertflow.compiler.manifest import FILE, Manifest, digest
from alertflow.declared import AlertflowError


class What(StrEnum):
    """What happens to one file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    OVERWRITTEN = "overwritten"
    """It was changed by hand, or is not alertflow's, and `--force` was given."""
    REFUSED = "refused"
    """It would be overwritten, and `--force` was not given."""
    KEPT = "kept"
    """It is no longer generated, but was changed by hand: it is the person's now."""


WRITES = frozenset({What.CREATED, What.UPDATED, What.OVERWRITTEN})
"""What puts new content in place."""


class Change(NamedTuple):
    """One file: what happens to it, and why where that is not plain."""

    path: str
    """Below the root, `/` between folders."""
    what: What
    before: bytes | None
    """Its content now; None where it does not exist."""
    after: bytes | None
    """Its content then; None where it is removed, or not generated."""
    why: str = ""

    def diff(self) -> str:
        """A unified diff of what happens to the file; empty where nothing does."""
        after = self.after if self.what is not What.KEPT else self.before
        old, new = _lines(self.before), _lines(after)
        left = "/dev/null" if self.before is None else f"a/{self.path}"
        right = "/dev/null" if after is None else f"b/{self.path}"
        lines = difflib.unified_diff(old, new, left, right, lineterm="")
        return "".join(f"{line}\n" for line in lines)


def _lines(content: bytes | None) -> list[str]:
    if not content:
        return []
    lines = content.decode("utf-8", "replace").split("\n")
    return lines[:-1] if not lines[-1] else [*lines[:-1], lines[-1] + "\n\\ No newline at end of file"]


class Plan(NamedTuple):
    """What a build does, file by file, and the manifest it leaves."""

    root: Path
    changes: tuple[Change, ...]
    manifest: Manifest
    before: Manifest

    @property
    def drift(self) -> tuple[Change, ...]:
        """The files that are not as they would be built."""
        return tuple(change for change in self.changes if change.what is not What.UNCHANGED)

    def of(self, *kinds: What) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.what in kinds)


def plan(
    root: Path,
    texts: Mapping[str, bytes],
    source: str,
    before: Manifest,
    *,
    force: bool = False,
    lives: Callable[[str], bool] = lambda source: True,
) -> Plan:
    """What writing `texts` (path -> content), generated from `source`, below `root` does.

    `lives` says whether another project file, as the manifest names it, still exists: what a vanished one
    left is taken over. Raises AlertflowError for a path that leaves `root`, or is a folder or a link.
    """
    gone = {one for one in before.sources if one != source and not lives(one)}
    mine = gone | {source}
    known = {path for one in mine for path in before.sources.get(one, {})}
    known |= {path for path in before.pending if before.owner(path) is None}
    changes = [_written(root, path, texts[path], before, mine, force) for path in sorted(texts)]
    changes += [change for path in sorted(known - texts.keys()) for change in _stale(root, path, before)]
    sources = {one: files for one, files in before.sources.items() if one not in gone}
    sources[source] = {path: digest(text) for path, text in texts.items()}
    for other in sources.keys() - {source}:
        sources[other] = {path: known for path, known in sources[other].items() if path not in texts}
    return Plan(root, tuple(changes), Manifest(sources), before)


def _written(root: Path, path: str, text: bytes, before: Manifest, mine: set[str], force: bool) -> Change:
    current = _content(root, path)
    if current is None:
        return Change(path, What.CREATED, None, text)
    owner = before.owner(path)
    if owner is not None and owner not in mine:
        why = f"it is generated from {owner}: give one of the two another path"
    elif current == text:
        return Change(path, What.UNCHANGED, current, text)
    elif before.wrote(path, current):
        return Change(path, What.UPDATED, current, text)
    elif owner is not None:
        why = "it was changed by hand since alertflow wrote it"
    else:
        why = "it exists, and alertflow did not write it"
    return Change(path, What.OVERWRITTEN if force else What.REFUSED, current, text, why)


def _stale(root: Path, path: str, before: Manifest) -> Iterator[Change]:
    current = _content(root, path)
    if current is None:
        return
    if before.wrote(path, current):
        yield Change(path, What.REMOVED, current, None)
    else:
        why = "it is no longer generated, but was changed by hand: it is yours now"
        yield Change(path, What.KEPT, current, None, why)


def _content(root: Path, path: str) -> bytes | None:
    """The content of `path` below `root`, None where there is no such file."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or path == FILE or "\0" in path:
        raise AlertflowError(f"'{path}' is not a path below {root}, where the generated files go.")
    file = root / path
    try:
        inside = file.parent.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        inside = False
    if not inside:
        raise AlertflowError(f"{file} leads out of the folder of the generated files, through a link.")
    try:
        if file.is_symlink():
            raise AlertflowError(f"{file} is a link, which a generated file would replace. Remove it first.")
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise AlertflowError(f"{file} is a folder, and a generated file goes there. Move it away.") from None
    except NotADirectoryError:
        way = next(one for one in file.parents if one.exists() and not one.is_dir())
        raise AlertflowError(f"{way} is a file, and {file.name} goes into a folder of that name.") from None
    except OSError as error:
        raise AlertflowError(f"{file} cannot be read: {error.strerror}.") from None
