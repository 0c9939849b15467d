"""The files that a person means by names, globs and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from alertflow.declared import AlertflowError
from alertflow.documents.files import missing, shown

ENDINGS = (".yml", ".yaml")

_PASSED_OVER = frozenset({"node_modules", "venv", "site-packages", "__pycache__", "vendor"})
"""Folders of what others wrote; hidden ones are passed over, too, but for `.github`."""


def found(arguments: Iterable[str]) -> list[Path]:
    """The files that `arguments` name, in this order, each once.

    A file is taken whatever its ending; of a folder, all `*.yml` and `*.yaml` below it, in the order of their
    names, but for links to folders, hidden folders other than `.github`, and folders of what others wrote.
    `**` in a glob stands for folders. Raises AlertflowError for what is not there, for a glob that matches
    nothing, and for a folder without YAML.
    """
    files: dict[str, Path] = {}
    for argument in arguments:
        for path in _of(argument):
            files.setdefault(os.path.normpath(path), path)
    return list(files.values())


def _of(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if _is_folder(path):
        below = list(_below(path))
        if not below:
            raise AlertflowError(f"there is no YAML below {shown(path)}: no file ends in .yml or .yaml.")
        yield from below
    elif os.path.lexists(path):
        yield path
    elif has_magic(argument):
        yield from _matching(argument)
    else:
        raise AlertflowError(missing(path, shown(path)))


def _matching(pattern: str) -> Iterator[Path]:
    """The files that a glob matches; a folder among them stands for what is below it."""
    matches = _matches(pattern)
    if not matches:
        raise AlertflowError(_unmatched(pattern))
    for match in map(Path, matches):
        if not _is_folder(match):
            yield match
        elif not pattern.endswith("**"):
            yield from _below(match)


def _unmatched(pattern: str) -> str:
    """What is said of a glob that matches nothing."""
    shown_pattern = shown(Path(pattern))
    other = _with_other_ending(pattern)
    if other and (count := len(_matches(other))):
        files = "1 file" if count == 1 else f"{count} files"
        return f"no file matches {shown_pattern}. Did you mean '{other}'? It matches {files}."
    folder = Path(pattern)
    while has_magic(str(folder)):
        folder = folder.parent
    if not _is_folder(folder):
        return f"no file matches {shown_pattern}: {missing(folder, shown(folder))}"
    return f"no file matches {shown_pattern}. Name the folder {shown(folder)} for all YAML below it."


def _matches(pattern: str) -> list[str]:
    return sorted(glob(pattern, recursive=True))  # noqa: PTH207  # pathlib's takes no absolute pattern


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False


def _with_other_ending(pattern: str) -> str:
    for ending, other in (ENDINGS, ENDINGS[::-1]):
        if pattern.endswith(ending):
            return pattern.removesuffix(ending) + other
    return ""


def _below(folder: Path) -> Iterator[Path]:
    """The YAML files below `folder`."""
    closed: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        yield from closed  # reading it tells why
        closed.clear()
        folders[:] = sorted(name for name in folders if _is_looked_into(name))
        yield from (Path(place, name) for name in sorted(files) if name.endswith(ENDINGS))
    yield from closed


def _is_looked_into(name: str) -> bool:
    return name == ".github" or not (name.startswith(".") or name in _PASSED_OVER)


__all__ = ["found"]
