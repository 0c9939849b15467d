"""Mistakes that a person can mend, and the words that help with a wrong name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alertflow.declared.places import Location

_COMMAND = re.compile(r"\n(\s*::)")


class AlertflowError(Exception):
    """A mistake that a person can mend. It is shown as one message, never as a traceback.

    `location` is where to look, None where there is no file to point to.
    """

    def __init__(self, message: str, location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class DeclarationError(AlertflowError, ValueError):
    """An object was declared with names or values it cannot have."""


def printable(text: str) -> str:
    """`text` as a terminal may show it: what moves the cursor or turns the writing round is an escape.

    Line breaks stay, but for one that GitHub's log would take for the start of a command (`::error::`).
    """
    shown = text if text.isprintable() else "".join([_printable(one) for one in text])
    return _COMMAND.sub(r"\\n\1", shown)


def _printable(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    return character.encode("unicode_escape").decode()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` was most likely meant to be, if any is close."""
    import difflib  # only who is wrong needs it

    names = {one.casefold(): one for one in known}
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """The sentence that helps after an unknown name: the nearest known one, or else all of them."""
    choices = sorted(known)
    if close := nearest(name, choices):
        return f"Did you mean '{close}'?"
    if not choices:
        return "None is known here."
    shown = ", ".join(choices[:20]) + (", …" if len(choices) > 20 else "")
    return f"Known: {shown}."
