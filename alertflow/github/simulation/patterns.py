"""GitHub's patterns for branches, tags and paths.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, "Filter pattern cheat
sheet".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from alertflow.declared import AlertflowError

_part = re.compile(
    r"""(?P<folders>(?:(?<=/)|^)\*\*/)   # any folders, or none
      | (?P<any>\*\*+)                   # anything
      | (?P<within>\*)                   # anything but a slash
      | \[(?P<one>[^\]]+)\]              # one of some characters
      | (?P<times>[?+])                  # how often the character before stands
      | \\(?P<escaped>.)
      | (?P<plain>.)""",
    re.VERBOSE | re.DOTALL,
)
_WILDCARDS = {"folders": "(?:.*/)?", "any": ".*", "within": "[^/]*"}


def matches(pattern: str, name: str) -> bool:
    """Whether the whole of `name` is of the pattern; `!` has no meaning here, and case counts.

    Raises AlertflowError for what is no pattern.
    """
    return _compiled(pattern).fullmatch(name) is not None


def included(patterns: Iterable[str], name: str) -> bool:
    """Whether the last pattern that takes `name` takes it in: one that starts with `!` takes it out again."""
    taken = False
    for pattern in patterns:
        out = pattern.startswith("!")
        if taken == out and matches(pattern[1:] if out else pattern, name):
            taken = not out
    return taken


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    atoms: list[str] = []
    repeatable = False
    for found in _part.finditer(pattern):
        kind = found.lastgroup or ""
        text = found[kind]
        if kind == "times" and atoms:
            if repeatable:  # behind a wildcard it would say nothing new
                atoms[-1] += text
        else:
            atoms.append(_WILDCARDS.get(kind) or _literal(kind, text))
        repeatable = kind in ("one", "escaped", "plain")
    try:
        return re.compile("".join(atoms), re.DOTALL)
    except re.error:
        raise AlertflowError(f"'{pattern}' is no pattern: its [ ] has a range that runs backwards.") from None


def _literal(kind: str, text: str) -> str:
    return "[" + re.sub(r"([\\^\[&~|])", r"\\\1", text) + "]" if kind == "one" else re.escape(text)
