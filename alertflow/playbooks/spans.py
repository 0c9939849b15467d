"""Spans of time as a playbook takes them: checked, in seconds, and with room for the step around them."""

from __future__ import annotations

import re

from alertflow.declared import DeclarationError, caller
from alertflow.duration import minutes, seconds

_SPAN = re.compile(r"(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?")


def whole_seconds(name: str, span: str) -> int:
    """`span` in seconds: `whole_seconds("within", "2h") == 7200`.

    Raises DeclarationError, with the argument's `name`, for what is not a span of at least a second.
    """
    total = int(seconds(span)) if _SPAN.fullmatch(span) else 0
    if total < 1:
        raise DeclarationError(
            f"{name}={span!r} is not a span of time: write it as '30s', '5m' or '1h30m'.", caller()
        )
    return total


def with_room(name: str, span: str) -> str:
    """The timeout of a step whose command may itself take `span`: one to two minutes more."""
    return f"{minutes(f'{whole_seconds(name, span)}s') + 1}m"
