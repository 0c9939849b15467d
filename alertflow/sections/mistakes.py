"""What is wrong with the structure of a file: collected while it is read, told all at once."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias

from alertflow.declared import AlertflowError, Location
from alertflow.yaml import Document, Node

Trail: TypeAlias = "tuple[Trail, str | int] | None"
"""The way from the top of the file to a value: what leads to its mapping or list, and the last step."""

MOST_TOLD = 20
"""Mistakes told in full; of more, only the number."""

_is_simple = re.compile(r"[\w-]{1,60}").fullmatch


class Unknown(NamedTuple):
    """A key that its language does not have, and that was kept as it is (in `extra`)."""

    key: str
    """The way to it, such as `receivers[0].slack_configs[0].headers`."""
    location: Location
    message: str
    """What a strict reader says of it."""


class _Mistake(NamedTuple):
    """One mistake; they sort in the order of what is read."""

    line: int
    column: int
    place: Location
    message: str


class Mistakes:
    """The mistakes found so far in one file; where it is read `lenient`ly, unknown keys are none.

    `foreign` are keys that some other program reads: they are kept, and nothing is said of them.
    """

    def __init__(
        self, document: Document, *, lenient: bool = False, foreign: frozenset[str] = frozenset()
    ) -> None:
        self.document = document
        self.lenient = lenient
        self.foreign = foreign
        self.found: list[_Mistake] = []
        self.unknown: list[Unknown] = []
        """The unknown keys that are kept."""
        self.kept: list[_Mistake] = []
        """The same as they are told where the file is refused for something else."""

    def add(self, node: Node, trail: Trail, message: str) -> None:
        """Notes that what stands at `node`, reached by `trail`, is wrong as `message` says."""
        self.found.append(self.mistake(node, trail, message))

    def mistake(self, node: Node, trail: Trail, message: str) -> _Mistake:
        """What is wrong at `node`, with the way to it and the place."""
        where = path(trail)
        text = self.document.told(node, f"{where}: {message}" if where else message)
        return _Mistake(node.line, node.column, self.document.place(node), text)

    def keep(self, key: Node, trail: Trail, message: str) -> bool:
        """Whether the unknown `key` is to be kept, which is then noted; else it is a mistake."""
        if key.data in self.foreign:
            return True
        if not self.lenient or not isinstance(key.data, str):
            self.add(key, trail, message)
            return False
        told = self.mistake(key, trail, message)
        self.kept.append(told)
        sentence = self.document.told(key, message)
        self.unknown.append(Unknown(path((trail, key.data)), told.place, sentence))
        return True

    def errors(self) -> tuple[AlertflowError, ...]:
        """Each mistake with its place, in the order of the file; of very many, how many more there are."""
        if not self.found:
            return ()
        told = [AlertflowError(one.message, one.place) for one in sorted({*self.found, *self.kept})]
        if len(told) > MOST_TOLD:
            more = len(told) - MOST_TOLD
            told[MOST_TOLD:] = [AlertflowError(f"… and {more} more.", told[MOST_TOLD].location)]
        return tuple(told)

    def tell(self) -> None:
        """Raises AlertflowError with every mistake, in the order of the file; does nothing without any."""
        if not self.found:
            return
        first, *others = self.errors()
        more = [one.message if one.message.startswith("… and") else str(one) for one in others]
        raise AlertflowError("\n".join([first.message, *more]), first.location)


def path(trail: Trail) -> str:
    """`jobs.build.steps[2].uses`, as people write it; '' for the file itself."""
    steps: list[str] = []
    while trail is not None:
        trail, step = trail
        if isinstance(step, int):
            steps.append(f"[{step}]")
        else:
            steps.append(f".{step}" if _is_simple(step) else f"[{told(step)}]")
    return "".join(reversed(steps)).removeprefix(".")


def told(data: Any) -> str:
    """A value as a message shows it."""
    if isinstance(data, dict):
        return "a mapping"
    if isinstance(data, list):
        return "a list"
    if data is None:
        return "nothing"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, str):
        text = data if len(data) <= 60 else f"{data[:59]}…"
        return f"'{text}'" if text.isprintable() else repr(text)
    return f"the number {data}"
