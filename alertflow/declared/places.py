"""Where something was written: the file and the line of a person's source."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast

_PACKAGE = str(Path(__file__).parents[1]) + "/"
_COMPILER = _PACKAGE + "compiler/"
_PYDANTIC = "/pydantic/"


class Location(NamedTuple):
    """A place in a person's source file."""

    path: str
    """The file, as Python or the reader knows it: absolute or relative to the working directory."""
    line: int
    """Counted from 1."""
    column: int | None = None
    """Counted from 1; None where only the line is known."""

    def relative_to(self, root: Path) -> Location:
        """The same place with its path relative to `root`, where it lies below it."""
        try:
            return self._replace(path=Path(self.path).resolve().relative_to(root.resolve()).as_posix())
        except (ValueError, RuntimeError):  # the latter for a link that leads to itself
            return self

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}"
        return place if self.column is None else f"{place}:{self.column}"


def caller() -> Location | None:
    """The nearest place on the stack that is neither alertflow's nor pydantic's: what a person wrote.

    None for what the compiler makes: it says itself which declaration its documents come from (`written_at`).
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if not path.startswith(_PACKAGE):
            if path[0] != "<" and _PYDANTIC not in path:
                return Location(path, frame.f_lineno)
        elif path.startswith(_COMPILER):
            return None
        frame = frame.f_back
    return None


@lru_cache(maxsize=64)
def _calls(path: str) -> Mapping[int, list[ast.Call]]:
    """The calls of a Python file by their first line; empty where it cannot be read."""
    import ast  # only who is wrong needs it

    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    calls: dict[int, list[ast.Call]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            calls.setdefault(node.lineno, []).append(node)
    return calls


def argument(location: Location | None, name: str) -> Location | None:
    """The line of the argument `name` in the call that starts at `location`; `location` where it has none."""
    if location is None:
        return None
    for call in _calls(location.path).get(location.line, ()):
        for keyword in call.keywords:
            if keyword.arg == name:
                return Location(location.path, keyword.lineno)
    return location


def lines_of(location: Location) -> range:
    """The lines of the call that starts at `location`; its line alone where none does."""
    ends = [call.end_lineno or call.lineno for call in _calls(location.path).get(location.line, ())]
    return range(location.line, max(ends, default=location.line) + 1)
