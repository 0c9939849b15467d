"""What becomes of a webhook's `payload`: how to send text exactly, and which values arrive as something else.

Alertmanager (0.32 and later) renders every string of the payload as a template and reads the outcome as YAML
1.1. If that gives a string, or fails, the rendered text is sent as it is; if it gives a number, true, null, a
list or a mapping, that is sent. 0.32 and 0.33 render and read the strings inside such a list or mapping once
more, so a label with `{{ … }}` in it is executed. Seen by running 0.33.1; amtool does not read payloads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./@%+=&?~-]|:(?=[^\s])| (?=[^\s#]))*", re.ASCII)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ACTION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_DOUBLE_JSON = re.compile(r"\|\s*toJson\s*\|\s*toJson\s*-?\}\}\s*$")
_ABSENT_FIELDS = re.compile(r"\.(GroupKey|TruncatedAlerts|Version)\b")


def exact(pipeline: str, before: str = "") -> str:
    """The template that sends the value of `pipeline` exactly: as the JSON of its JSON.

    The receiver undoes it with `fromJSON(fromJSON(x))`. `before` is template text that sets variables; it
    must render to nothing. `exact('.Status')` is `{{ .Status | toJson | toJson }}`.
    """
    return f"{before}{{{{ {pipeline} | toJson | toJson }}}}"


def is_plain(text: str) -> bool:
    """Whether the constant `text` surely arrives as the same string. Errs on the safe side."""
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _WORDS


class Risk(NamedTuple):
    """A string of the payload that does not arrive as it stands, or never does: its path, why, and itself."""

    path: str
    reason: str
    text: str


def risks(payload: Any, path: str = "payload") -> Iterator[Risk]:
    """The strings in `payload` that are not sent as they are meant, in order."""
    if isinstance(payload, Mapping):
        for key, value in payload.items():
            yield from risks(value, f"{path}.{key}")
    elif isinstance(payload, (list, tuple)):
        for number, value in enumerate(payload):
            yield from risks(value, f"{path}[{number}]")
    elif isinstance(payload, str) and (reason := _risk(payload)) is not None:
        yield Risk(path, reason, payload)


def _risk(text: str) -> str | None:
    if not _ACTION.search(text):
        return None if is_plain(text) else f"'{text}' is read as YAML and may arrive as something else."
    if absent := _ABSENT_FIELDS.search(text):
        return f"'.{absent[1]}' does not exist in a payload; every send fails."
    if not _DOUBLE_JSON.search(text):
        return "what it renders is read as YAML, which changes 007 or yes. End it in | toJson | toJson."
    return None


__all__ = ["Risk", "exact", "is_plain", "risks"]
