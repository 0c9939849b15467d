"""Files that become YAML only when something renders them: Helm's, Jinja's, and where that shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertflow.declared import AlertflowError, Location

_HELM = re.compile(
    r"\{\{[^{}\n]{0,200}?(?<![\w)\].])\$?\.(?:Values|Release|Chart|Capabilities)\.[^{}\n]{0,200}\}\}"
)
"""What nothing but Helm gives: `{{ .Values.team }}`. Alertmanager's `.CommonLabels.Values` is a method."""

_JINJA = re.compile(
    r"\{%-?\s*(?:raw|if|for|set|include|block|extends|macro|import|from|endif|endfor)\b[^%\n]*%\}"
)

_CERTAIN = {_HELM: (".Values.", ".Release.", ".Chart.", ".Capabilities."), _JINJA: ("{%",)}
"""What only templates have, each with what a text holds that could have it: most hold none of that."""

_ACTION = re.compile(r"(?<!\$)\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|^\s*\{#.*?(?:#\}|$)")
"""A template's action on one line, that is none of GitHub's expressions."""

_QUOTED = re.compile(r"""'(?:[^'\n]|'')*'|"(?:[^"\\\n]|\\.)*\"""")

_BLOCK = re.compile(r"(?:^|[:-]\s+)(?:[&!]\S+\s+)*[|>][-+0-9]*\s*(?:#.*)?$")
"""What a line ends with below which a text stands, indented."""

_STARTS_VALUE = re.compile(r"(?:^\s*|:\s+|(?:^|\s)[-?]\s+|[\[{,]\s*)$")
"""What stands before an action that is a value, or a line, of its own."""

_OF_ALERTS = re.compile(
    r"\{\{-?\s*(?:\w+\s+)?(?:\$(?:labels|value|externalLabels|externalURL)\b|\.window\b"
    r"|\.(?:Labels|Value|ExternalURL|Common\w+|Group\w+|Alerts|Annotations|Status|Receiver|StartsAt)\b)"
)
"""An action that Prometheus, Alertmanager or Sloth runs: it is right where it stands, if it is in quotes."""

_LONGEST = 2_000
"""Characters of a line that is looked at."""

_HINTS = ("{{", "{%", "{#")


def certain(text: str, path: str) -> AlertflowError | None:
    """Why `text`, which is YAML, is a template for all that; None where nothing in it says so."""
    for pattern, signs in _CERTAIN.items():
        if any(sign in text for sign in signs):
            for found in pattern.finditer(text):
                if not _in_comment(text, found.start()):
                    return _told(found[0], _located(text, path, found.start()))
    return None


def likely(text: str, path: str) -> AlertflowError | None:
    """Why `text`, which is not YAML, seems to be a template; None where nothing in it says so."""
    for piece, place in _actions(text, path):
        if not _OF_ALERTS.match(piece):
            return _told(piece, place)
    return certain(text, path)


def unquoted(text: str, path: str, error: AlertflowError) -> AlertflowError | None:
    """What is wrong where `error` is, if that is a text without quotes that begins with `{{`."""
    for piece, place in _actions(text, path):
        if error.location and place.line == error.location.line and _OF_ALERTS.match(piece):
            why = f"a text that begins with {piece} stands in quotes, for {{ begins a mapping"
            return AlertflowError(f"this is not YAML: {why}.", place)
    return None


def _actions(text: str, path: str) -> Iterator[tuple[str, Location]]:
    """The actions in `text` that are values, lines of their own, or surely those of a template."""
    if not any(hint in text for hint in _HINTS):
        return
    for number, line in _outside_blocks(text):
        if len(line) > _LONGEST:
            continue  # no person writes such a line, and looking for quotes in it could take long
        for found in _ACTION.finditer(_without_quoted(line)):
            before = line[: found.start()]
            if _STARTS_VALUE.search(before) or _HELM.match(found[0]) or found[0].startswith("{%"):
                yield line[found.start() : found.end()], Location(path, number, found.start() + 1)


def _without_quoted(line: str) -> str:
    """`line` with blanks in place of what stands in quotes or behind `#`, as long as it is."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), line)
    comment = re.search(r"(?:^|\s)#(?!\})", bare)
    return bare if comment is None else bare[: comment.start()]


def _outside_blocks(text: str) -> Iterator[tuple[int, str]]:
    """The lines, counted from 1, that are not those of a text under `|` or `>`."""
    inside: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None:
            if not line.strip() or indent > inside:
                continue
            inside = None
        if _BLOCK.search(line):
            inside = indent
        yield number, line


def _in_comment(text: str, position: int) -> bool:
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before.startswith("#") or " #" in before or "\t#" in before


def _located(text: str, path: str, position: int) -> Location:
    start = text.rfind("\n", 0, position) + 1
    return Location(path, text.count("\n", 0, position) + 1, position - start + 1)


def _told(piece: str, place: Location) -> AlertflowError:
    """The message about a template that shows in `piece`."""
    shown = piece if len(piece) <= 60 else f"{piece[:59]}…"
    if piece.startswith("{{"):
        what, how = "a template", "helm template … | alertflow check -"
    else:
        what, how = "a template of Jinja's", "… | alertflow check -"
    message = f"this is {what}, by {shown}: render it first, and check what comes out ({how})."
    return AlertflowError(message, place)


__all__ = ["certain", "likely", "unquoted"]
