"""What is wrong with the structure of a file: collected while it is read, told all at once."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from alertflow.declared import AlertflowError, Location
from alertflow.yaml import Document, Node

Trail: TypeAlias = "tuple[Trail, str | int] | None"
"""The way from the top of the file to a value: what leads to its mapping or list, and the last step."""

MOST_TOLD = 20
"""Mistakes told in full; of more, only the number."""

_is_simple = re.compile(r"[\w-]{1,60}").fullmatch


class Mistakes:
    """The mistakes found so far in one file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[tuple[int, int, str]] = []

    def add(self, node: Node, trail: Trail, message: str) -> None:
        """Notes that what stands at `node`, reached by `trail`, is wrong as `message` says."""
        where = path(trail)
        self.found.append((node.line, node.column, f"{where}: {message}" if where else message))

    def tell(self) -> None:
        """Raises AlertflowError with every mistake, in the order of the file; does nothing without any."""
        if not self.found:
            return
        told = [
            (Location(self.document.path, line, column), text)
            for line, column, text in sorted(set(self.found))
        ]
        (first, message), *others = told[:MOST_TOLD]
        lines = [message, *[f"{place}: {text}" for place, text in others]]
        if len(told) > MOST_TOLD:
            lines.append(f"… and {len(told) - MOST_TOLD} more.")
        raise AlertflowError("\n".join(lines), first)


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
