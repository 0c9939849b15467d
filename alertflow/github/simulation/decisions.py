"""Why a condition held or not, as data: its deciding parts, and the values that they read."""

from __future__ import annotations

from typing import Any, NamedTuple


class Seen(NamedTuple):
    """Something that a condition read."""

    text: str
    """As it is written: `needs.build.result`."""
    value: Any
    """null is None."""
    shown: str
    """The value as an expression would write it, shortened."""
    assumed: bool
    """Whether nobody said the value, so that it was taken to be this one."""

    def __str__(self) -> str:
        return f"{self.text} {'is taken to be' if self.assumed else 'is'} {self.shown}"


class Part(NamedTuple):
    """A part of a condition that settled what it came to."""

    text: str
    """As it is written: `needs.build.result == 'success'`."""
    words: str
    """The same with the values that it read, and why a status function says what it says."""
    seen: tuple[Seen, ...]

    def __str__(self) -> str:
        return self.words


class Decision(str):
    """A reason, as text a clause like every other one, that is what a condition came to."""

    __slots__ = ("condition", "holds", "parts")
    condition: str
    """What stands behind `if`."""
    holds: bool
    parts: tuple[Part, ...]
    """What settled it: one part of `a && b` is false, both parts of `a || b` are."""

    def __new__(cls, condition: str, holds: bool, parts: tuple[Part, ...]) -> Decision:
        """What `condition` came to by its deciding parts."""
        told = "; ".join(map(str, parts))
        self = super().__new__(cls, f"its condition is {'true' if holds else 'false'}: {told}")
        self.condition, self.holds, self.parts = condition, holds, parts
        return self
