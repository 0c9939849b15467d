"""The comments of a file by the keys and items that they are about, so that each lands beside its Python."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeAlias

from alertflow.importer.writing.comments import is_of_generator
from alertflow.importer.writing.nodes import Argument, Commented, Expression
from alertflow.yaml import Node, read
from alertflow.yaml.comments import comments

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value from the top of the file."""


class _Entry(NamedTuple):
    """A key with its value, or an item."""

    line: int
    column: int
    path: Path


class Notes:
    """The comments of one file. Each is handed out once, to the innermost part that asks for it."""

    def __init__(self, text: str, path: str) -> None:
        self._above: dict[Path, list[str]] = defaultdict(list)
        self._behind: dict[Path, str] = {}
        self._below: dict[Path, list[Path]] = defaultdict(list)
        """The paths that have comments, by each path that leads to them."""
        found = comments(text, path) if "#" in text else []
        self.left_out = tuple([one for one in found if is_of_generator(one.text)])
        """What a generator wrote of itself, which is true no longer."""
        found = [one for one in found if one not in self.left_out]
        document = read(text, path) if found else None
        if document is None or document.root is None:
            self._above[()] = [one.text for one in found]
            self._below[()] = [()]
            return
        entries = sorted(_entries(document.root, ()), key=lambda one: one.line)
        lines = [one.line for one in entries]
        for one in found:
            if one.line < lines[0]:
                self._add((), one.text)
            elif one.alone:
                self._add(_following(entries, lines, one.line, one.column), one.text)
            else:
                self._behind_or_above(_beginning(entries, lines, one.line), one.text)

    def of(self, path: Path) -> tuple[tuple[str, ...], str]:
        """The comments above and behind what stands at `path`, and those within it that nothing took."""
        above = tuple(self._above.pop(path, ()))
        behind = self._behind.pop(path, "")
        rest: list[str] = []
        for inner in self._below.pop(path, ()):
            rest += self._above.pop(inner, ())
            if inner in self._behind:
                rest.append(self._behind.pop(inner))
        return (*above, *rest), behind

    def within(self, path: Path) -> tuple[str, ...]:
        """The comments of what stands within `path`, which are still to be handed out."""
        inner = [one for one in self._below.get(path, ()) if one != path]
        return tuple(
            [text for one in inner for text in (*self._above.get(one, ()), self._behind.get(one, ""))]
        )

    def forget(self, path: Path, said: Collection[str]) -> None:
        """Leaves out the comments within `path` that were `said` of what is the same elsewhere."""
        for one in self._below.get(path, ()):
            if one == path:
                continue
            if self._behind.get(one) in said:
                del self._behind[one]
            if one in self._above:
                self._above[one] = [text for text in self._above[one] if text not in said]

    def beside(self, path: Path, value: Expression) -> Argument:
        """`value` with the comments of what it was at `path`."""
        if path not in self._below:
            return value
        above, behind = self.of(path)
        return Commented(value, above, behind) if above or behind else value

    def _add(self, path: Path, text: str) -> None:
        self._above[path].append(text)
        self._found(path)

    def _behind_or_above(self, path: Path, text: str) -> None:
        if path in self._behind:
            self._above[path].append(text)
        else:
            self._behind[path] = text
        self._found(path)

    def _found(self, path: Path) -> None:
        for length in range(len(path) + 1):
            known = self._below[path[:length]]
            if not known or known[-1] != path:
                known.append(path)


def _entries(node: Node, path: Path) -> Iterator[_Entry]:
    """Every key and item within `node`, in the order of the file; not those behind an alias."""
    waiting = [(node, path)]
    seen: set[int] = set()
    while waiting:
        one, here = waiting.pop()
        if (one.pairs or one.items) and id(one) in seen:
            continue
        seen.add(id(one))
        for key, value in one.pairs:
            yield _Entry(key.line, key.column, (*here, key.data))
            waiting.append((value, (*here, key.data)))
        for index, item in enumerate(one.items):
            yield _Entry(item.line, max(item.column - 2, 1), (*here, index))  # where its dash is
            waiting.append((item, (*here, index)))


def _following(entries: list[_Entry], lines: list[int], line: int, column: int) -> Path:
    """What a comment on a line of its own is about: what follows it, or where that stands further out, the
    last thing before it that stands no further in than the comment.
    """
    after = bisect_left(lines, line)
    if after < len(entries) and entries[after].column + 1 >= column:
        same = entries[after : bisect_right(lines, entries[after].line)]
        return min((one.path for one in same), key=len)
    return next((entries[at].path for at in range(after - 1, -1, -1) if entries[at].column <= column), ())


def _beginning(entries: list[_Entry], lines: list[int], line: int) -> Path:
    """What a comment behind something is about: the outermost key that begins on its line, or else an item;
    what begins last before it, where nothing does.
    """
    end = bisect_right(lines, line)
    here = [one.path for one in entries[bisect_left(lines, line) : end]]
    keys = [path for path in here if isinstance(path[-1], str)]
    if keys or here:
        return min(keys or here, key=len)
    return entries[end - 1].path if end else ()


__all__ = ["Notes", "Path"]
