"""The two sides of a comparison: files, folders, or what git has of them in a revision."""

from __future__ import annotations

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from alertflow.declared import AlertflowError, Location
from alertflow.documents import Read, Reason, Unreadable, found, read, read_file


@dataclass
class Side:
    """One side, as far as it could be read. Paths are relative to what was named."""

    name: str
    """As it was named on the command line."""
    reads: list[Read] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    """What the files hold that could not be read, by path."""
    places: dict[int, str] = field(default_factory=dict)
    """The path of each of `unreadable`, by `id`."""
    others: dict[str, bytes] = field(default_factory=dict)
    """Files of kinds of which nothing is known here: what they hold, by path."""


def sides(old: str, new: str) -> tuple[Side, Side]:
    """Both sides. Two single files are taken for one, however they are called.

    Raises AlertflowError for what is neither a file or folder nor a revision of git.
    """
    made = (_side(old, new), _side(new, old))
    if all(_is_file(one) for one in (old, new)):
        for one in made:
            _rename(one, Path(new).name)
    for one, other in (made, made[::-1]):
        lost = set(one.places.values()) - {read.path for read in one.reads}
        other.reads = [read for read in other.reads if read.path not in lost]  # nothing is known of it
    return made


def same_to_the_letter(old: Side, new: Side) -> list[str]:
    """The files that cannot be read and are the same on both sides: nothing has to be said of those."""
    return sorted(path for path, text in old.texts.items() if text and new.texts.get(path) == text)


def unreadable(old: Side, new: Side) -> list[Unreadable]:
    """What could not be read, and is not the same on both sides to the letter."""
    same = set(same_to_the_letter(old, new))
    return [one for side in (old, new) for one in side.unreadable if side.places[id(one)] not in same]


def _is_file(name: str) -> bool:
    return os.path.lexists(name) and not Path(name).is_dir()


def _rename(side: Side, path: str) -> None:
    side.reads = [one._replace(path=path) for one in side.reads]
    side.places = dict.fromkeys(side.places, path)
    side.texts = dict(zip([path], side.texts.values(), strict=False))


def _side(name: str, other: str) -> Side:
    if not os.path.lexists(name) and (commit := _commit(name)):
        return _of_revision(name, commit, other)
    side = Side(name)
    path = Path(name)
    for file in _files(name):
        relative = file.relative_to(path).as_posix() if path.is_dir() else file.name
        reads, wrong = read_file(file, lenient=True)
        _take(side, relative, reads, wrong, file, named=not path.is_dir())
    return side


def _files(name: str) -> list[Path]:
    """The files that `name` names. Raises AlertflowError where it names none."""
    try:
        return found([name])
    except AlertflowError as error:
        if os.path.lexists(name) or "Did you mean" in error.message:
            raise
        raise AlertflowError(f"{error.message} Nor is it a revision that git knows.") from None


def _take(
    side: Side, path: str, reads: Iterable[Read], wrong: Iterable[Unreadable], file: Path, *, named: bool
) -> None:
    """Adds what a file holds to `side`; of a folder, files of other kinds are passed over."""
    side.reads += [one._replace(path=path) for one in reads]
    for one in wrong:
        if not named and one.reason in (Reason.OTHER_MANIFEST, Reason.UNKNOWN_KIND):
            side.others[path] = file.read_bytes()
        else:
            side.unreadable.append(one)
            side.texts[path] = file.read_bytes() if file.is_file() else b""
            side.places[id(one)] = path


def _of_revision(name: str, commit: str, other: str) -> Side:
    """What git has in `commit` of the files that `other` names; if that is a revision, of this folder."""
    side = Side(name)
    below = other if os.path.lexists(other) else "."
    top = Path(_git("rev-parse", "--show-toplevel").decode().strip())
    try:
        prefix = Path(below).resolve().relative_to(top.resolve())
    except ValueError:
        raise AlertflowError(
            f"{below} lies outside the repository {top}, of which {name} is a revision."
        ) from None
    archive = _git("-C", str(top), "archive", "--format=tar", commit, "--", prefix.as_posix())
    with tempfile.TemporaryDirectory(prefix="alertflow-diff-") as folder:
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        root = Path(folder, prefix)
        for file in _yaml(root):
            path = file.relative_to(root).as_posix() if root.is_dir() else file.name
            shown = f"{name}:{(prefix / path).as_posix() if root.is_dir() else prefix.as_posix()}"
            reads, wrong = _read(file, shown)
            _take(side, path, reads, wrong, file, named=not root.is_dir())
    return side


def _yaml(root: Path) -> Iterator[Path]:
    """The files of a revision; it may have none."""
    if root.is_file() or any(root.rglob("*.yml")) or any(root.rglob("*.yaml")):
        yield from found([str(root)])


def _read(file: Path, shown: str) -> tuple[list[Read], list[Unreadable]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        error = AlertflowError("this is not UTF-8.", Location(shown, 1, 1))
        return [], [Unreadable(shown, Reason.NO_TEXT, (error,))]
    return read(text, shown, lenient=True)


def _commit(name: str) -> str:
    """The commit that `name` is for git; '' where it is none."""
    try:
        found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except AlertflowError:
        return ""
    return found.decode().strip()


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise AlertflowError("git is not on PATH.") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise AlertflowError(f"git {' '.join(arguments)}: {said}.") from None


__all__ = ["Side", "same_to_the_letter", "sides", "unreadable"]
