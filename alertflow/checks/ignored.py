"""Findings that a comment in the person's source silences: `# alertflow: ignore[family/name] reason`.

A comment behind code is about its own line; one that stands alone is about the next line that is no
comment.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from alertflow.checks.finding import Finding
from alertflow.declared import Location

_MARK = "alertflow: ignore"
_COMMENT = re.compile(r"#\s*alertflow:\s*ignore\[(?P<ids>[^\]]*)\](?P<reason>.*)")


class Ignore(NamedTuple):
    """What one comment says about one check."""

    location: Location
    """Where the comment stands."""
    check: str
    """The id between the brackets."""
    reason: str
    line: int
    """The line that it is about."""
    silenced: int = 0
    """How many findings it silenced."""


def without_ignored(
    findings: Iterable[Finding], paths: Iterable[str]
) -> tuple[list[Finding], tuple[Ignore, ...]]:
    """`findings` but for those that a comment with a reason silences; and the comments, of `paths` too.

    A comment without a reason silences nothing: whoever reads it later could not tell whether it still holds.
    """
    found = list(findings)
    files = dict.fromkeys([*paths, *(one.location.path for one in found if one.location)])
    ignores = [ignore for path in files for ignore in comments(path)]
    effective = {
        (one.location.path, one.line, one.check): number for number, one in enumerate(ignores) if one.reason
    }
    counts = [0] * len(ignores)
    left: list[Finding] = []
    for finding in found:
        location = finding.location
        number = effective.get((location.path, location.line, finding.id)) if location else None
        if number is None:
            left.append(finding)
        else:
            counts[number] += 1
    return left, tuple(one._replace(silenced=count) for one, count in zip(ignores, counts, strict=True))


def comments(path: str) -> Iterator[Ignore]:
    """What the comments in the file `path` ignore; nothing where it cannot be read."""
    try:
        text = Path(path).read_text("utf-8", "replace")
    except (OSError, ValueError):
        return
    if _MARK not in text:
        return
    lines = text.split("\n")
    for number, comment in _comments_of(path, text):
        if found := _COMMENT.match(comment):
            about = _next_line(lines, number) if lines[number - 1].lstrip().startswith("#") else number
            for check in found["ids"].split(","):
                yield Ignore(Location(path, number), check.strip(), found["reason"].strip(), about)


def _comments_of(path: str, text: str) -> list[tuple[int, str]]:
    """The comments with their lines; in Python a text that only looks like one is none."""
    if path.endswith(".py"):
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
            return [(one.start[0], one.string) for one in tokens if one.type == tokenize.COMMENT]
        except (tokenize.TokenError, SyntaxError):
            return []
    numbered = enumerate(text.split("\n"), 1)
    return [(number, line[line.index("#") :]) for number, line in numbered if _MARK in line and "#" in line]


def _next_line(lines: list[str], number: int) -> int:
    """The line after `number` that is not a comment alone."""
    while number < len(lines) and lines[number].lstrip().startswith("#"):
        number += 1
    return number + 1


__all__ = ["Ignore", "comments", "without_ignored"]
