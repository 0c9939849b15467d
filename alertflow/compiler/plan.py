"""What a build would do to each file, decided before anything is touched."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from alertflow.compiler.manifest import FILE, Manifest, entry
from alertflow.compiler.merging import merged, shared
from alertflow.declared import AlertflowError
from alertflow.markdown import Marked, marked, without


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
    """It is no longer generated, but a person wrote in it: it is the person's now."""


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
    left is taken over. Raises AlertflowError for a path that leaves `root`, or is a folder or a link, and for
    a file whose markers of generated sections do not fit together.
    """
    gone = {one for one in before.sources if one != source and not lives(one)}
    mine = gone | {source}
    known = {path for one in mine for path in before.sources.get(one, {})}
    known |= {path for path in before.pending if before.owner(path) is None}
    changes = [_written(root, path, texts[path], before, mine, force) for path in sorted(texts)]
    changes += [change for path in sorted(known - texts.keys()) for change in _stale(root, path, before)]
    sources = {one: files for one, files in before.sources.items() if one not in gone}
    sources[source] = {path: entry(path, text) for path, text in texts.items()}
    for other in sources.keys() - {source}:
        sources[other] = {path: known for path, known in sources[other].items() if path not in texts}
    return Plan(root, tuple(changes), Manifest(sources), before)


def _written(root: Path, path: str, text: bytes, before: Manifest, mine: set[str], force: bool) -> Change:
    current = _content(root, path)
    if current is None:
        return Change(path, What.CREATED, None, text)
    owner = before.owner(path)
    new = shared(path, text)
    if new is None or before.wrote(path, current):
        after, lost, told = text, "" if before.wrote(path, current) else _unknown(owner), ""
    else:
        after, lost, told = _merged(marked(current, str(root / path)), new, path, before)
    if owner is not None and owner not in mine:
        lost = f"it is generated from {owner}: give one of the two another path"
    elif current == after:
        return Change(path, What.UNCHANGED, current, after)
    if not lost:
        return Change(path, What.UPDATED, current, after, told)
    return Change(path, What.OVERWRITTEN if force else What.REFUSED, current, after, lost)


def _unknown(owner: str | None) -> str:
    """Why content that alertflow does not know is not to be lost."""
    if owner is not None:
        return "it was changed by hand since alertflow wrote it"
    return "it exists, and alertflow did not write it"


def _merged(current: Marked, new: Marked, path: str, before: Manifest) -> tuple[bytes, str, str]:
    """The file with its new sections, why it is not to be written, and what there is to tell of it."""

    def known(name: str, text: bytes) -> bool:
        return before.wrote_section(path, name, text)

    done = merged(current, new, known)
    owner = before.owner(path)
    if not current.sections and not current.without:
        left = "none of its generated sections is left, and they would be added"
        return done.content, _unknown(owner) if owner is None else left, ""
    if done.edited:
        which = " and ".join(f"'{one.name}' (line {one.line})" for one in done.edited)
        what, was = ("section", "was") if len(done.edited) == 1 else ("sections", "were")
        changed = f"the generated {what} {which} {was} changed by hand"
        return done.content, f"{changed}; what stands outside of the markers is kept", ""
    returned = [name for name in done.added if before.has_section(path, name)]
    told = [f"'{name}' is there again: {without(name)} keeps it out" for name in returned]
    return done.content, "", "; ".join(told)


def _stale(root: Path, path: str, before: Manifest) -> Iterator[Change]:
    current = _content(root, path)
    if current is None:
        return
    why = "it is no longer generated, but was changed by hand: it is yours now"
    if before.is_shared(path):
        pure, why = (
            _is_pure(current, path, before),
            "it is no longer generated, but you wrote in it: it is yours now",
        )
    else:
        pure = before.wrote(path, current)
    if pure:
        yield Change(path, What.REMOVED, current, None)
    else:
        yield Change(path, What.KEPT, current, None, why)


def _is_pure(content: bytes, path: str, before: Manifest) -> bool:
    """Whether a file in which people may write holds only what alertflow wrote."""
    try:
        parts = marked(content, path)
    except AlertflowError:
        return False
    return not parts.handwritten and all(
        before.wrote_section(path, name, section.text) for name, section in parts.sections.items()
    )


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
