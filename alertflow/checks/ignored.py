"""Findings that a comment in the person's source silences: `# alertflow: ignore[family/name] reason`.

A comment behind code is about its own line; one that stands alone is about the next line that is no
comment. Where a block of YAML begins on that line (`text: |`), it is about the whole block.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from alertflow.checks.finding import Finding
from alertflow.declared import Location

_MARK = "alertflow: ignore"
_COMMENT = re.compile(r"#\s*alertflow:\s*ignore\[(?P<ids>[^\]]*)\](?P<reason>.*)")
_IN_YAML = re.compile(r"(?:^|(?<=\s))" + _COMMENT.pattern)
"""In YAML a comment begins behind a blank; so it does in the scripts and expressions that stand in it."""


class Ignore(NamedTuple):
    """What one comment says about one check."""

    location: Location
    """Where the comment stands."""
    check: str
    """The id between the brackets."""
    reason: str
    lines: range
    """The lines that it is about."""
    silenced: int = 0
    """How many findings it silenced."""


def without_ignored(
    findings: Iterable[Finding], paths: Iterable[str], texts: Mapping[str, str] | None = None
) -> tuple[list[Finding], tuple[Ignore, ...]]:
    """`findings` but for those that a comment with a reason silences; and the comments, of `paths` too.

    `texts` are those of files that are read already, by path; others are read. A comment without a reason
    silences nothing: whoever reads it later could not tell whether it still holds.
    """
    found, known = list(findings), texts or {}
    files = dict.fromkeys([*paths, *(one.location.path for one in found if one.location)])
    ignores = [ignore for path in files for ignore in comments(path, known.get(path))]
    effective = {
        (one.location.path, line, one.check): number
        for number, one in enumerate(ignores)
        if one.reason
        for line in one.lines
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


def comments(path: str, text: str | None = None) -> Iterator[Ignore]:
    """What the comments in the file `path` ignore; nothing where it cannot be read.

    `text` is what the file holds, where that is known.
    """
    if text is None:
        try:
            text = Path(path).read_text("utf-8", "replace")
        except (OSError, ValueError):
            return
    if _MARK not in text:
        return
    lines = text.split("\n")
    for number, column, comment in _comments_of(path, text):
        if found := _COMMENT.match(comment):
            about = _next_line(lines, number) if lines[number - 1].lstrip().startswith("#") else number
            covered = range(about, about + 1 if path.endswith(".py") else _end_of_block(lines, about))
            for check in found["ids"].split(","):
                yield Ignore(Location(path, number, column), check.strip(), found["reason"].strip(), covered)


def _comments_of(path: str, text: str) -> list[tuple[int, int, str]]:
    """The comments with their places; in Python a text that only looks like one is none."""
    if path.endswith(".py"):
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
            found = [one for one in tokens if one.type == tokenize.COMMENT]
            return [(one.start[0], one.start[1] + 1, one.string) for one in found]
        except (tokenize.TokenError, SyntaxError):
            return []
    numbered = enumerate(text.split("\n"), 1)
    marked = [(number, _IN_YAML.search(line)) for number, line in numbered if _MARK in line]
    return [(number, one.start() + 1, one[0]) for number, one in marked if one]


def _next_line(lines: list[str], number: int) -> int:
    """The line after `number` that is not a comment alone."""
    while number < len(lines) and lines[number].lstrip().startswith("#"):
        number += 1
    return number + 1


def _end_of_block(lines: list[str], number: int) -> int:
    """The line behind the block that begins on line `number`, or behind that line where none does."""
    end = number + 1
    if number > len(lines) or not _begins_block(lines[number - 1]):
        return end
    depth = _indent(lines[number - 1])
    while end <= len(lines) and (not lines[end - 1].strip() or _indent(lines[end - 1]) > depth):
        end += 1
    return end


_begins_block = re.compile(r"(?:^|[:-]) *[|>][-+0-9]*\s*(?:#.*)?$").search


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


__all__ = ["Ignore", "comments", "without_ignored"]
