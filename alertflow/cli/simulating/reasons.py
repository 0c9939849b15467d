"""The reason of a job in few words, for a table; the whole of it stands in the data."""

from __future__ import annotations

import re

from alertflow.github.drawing.conditions import in_short as condition_in_short
from alertflow.github.simulation import Decision, Seen

_OUTPUT = re.compile(r"\b(?:needs|steps)\.[\w-]+\.outputs\.")
"""What stands before the name of an output, which says enough by itself."""
_RESULT = re.compile(r"needs\.(?P<job>[\w-]+)\.result", re.IGNORECASE)
_ENDED = {
    "success": "succeeded",
    "failure": "failed",
    "cancelled": "was cancelled",
    "skipped": "was skipped",
}
_USUAL = {"not cancelled": "whatever the others came to", "always": "whatever the others came to"}


def in_short(reason: str) -> str:
    """A job's `reason`: where its condition is true, the whole of that; where it is false, what would have
    to be true, and what is instead.
    """
    if not isinstance(reason, Decision):
        return str(reason)
    if reason.holds:
        short = condition_in_short(reason.condition)
        return _USUAL.get(short, f"if {short}")
    return _missing(reason)


def _missing(decision: Decision) -> str:
    seen = list({one.text: one for part in decision.parts for one in part.seen}.values())
    if not seen:
        return f"not so: {'; '.join(map(str, decision.parts))}"
    if len(seen) == 1 and (result := _RESULT.fullmatch(seen[0].text)) and seen[0].value in _ENDED:
        return f"{result['job']} {_ENDED[seen[0].value]}"
    wanted = " or ".join([condition_in_short(part.text) for part in decision.parts])
    return f"only if {wanted}; {', '.join(map(_said, seen))}"


def _said(seen: Seen) -> str:
    name = _OUTPUT.sub("", seen.text)
    return f"{name} is not set" if seen.value is None else str(seen._replace(text=name))


__all__ = ["in_short"]
