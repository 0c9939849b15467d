"""Comments as Python has them: cut to lines, and none that a tool would take for an instruction."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from alertflow.importer.writing.strings import LONG, SHORT, width

_INSTRUCTION = re.compile(
    r"(^|\#\s*)(?=(noqa|ruff\s*:|flake8\s*:|type\s*:|mypy\s*:|pyright\s*:|pylint\s*:|fmt\s*:|yapf\s*:|isort\s*:"
    r"|pragma\b|nosec|region\b|endregion\b|!|%%))",
    re.IGNORECASE,
)
"""Where a comment would tell a tool something that it told nobody in YAML."""

_GENERATED = re.compile(r"\bgenerated (?:by|from)\b|(?:^|[#\n]) *do not edit\b", re.IGNORECASE)

_CODING = re.compile(r"coding[:=]", re.IGNORECASE)


def comment_lines(comments: Iterable[str], indent: int = 0) -> list[str]:
    """`comments`, which may have several lines each, as lines that begin with `#`, within the usual width."""
    lines: list[str] = []
    for comment in comments:
        for text in comment.split("\n"):
            lines += [f"# {line}".rstrip() for line in _cut(harmless(text), LONG - indent - 2)]
    return lines


def is_of_generator(comment: str) -> bool:
    """Whether a generator says so of itself, which is true no longer of what is made of Python.

    In a whole file it is asked whether any comment may be one.
    """
    return _GENERATED.search(comment) is not None


def fits_behind(text: str, comment: str) -> bool:
    """Whether `comment` fits behind `text`, which must be one line."""
    return "\n" not in text and "\n" not in comment and width(text) + width(comment) + 4 <= SHORT


def harmless(text: str) -> str:
    """`text` so that no tool that reads Python's comments takes it for an instruction."""
    plain = "".join(one if one.isprintable() else " " for one in text).rstrip()
    plain = _CODING.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}", plain)
    return _INSTRUCTION.sub(r"\1'", plain) + ("'" if _INSTRUCTION.search(plain) else "")


def _cut(text: str, room: int) -> list[str]:
    if width(text) <= room:
        return [text]
    margin = text[: len(text) - len(text.lstrip())][:20]
    return textwrap.wrap(
        text, min(room, SHORT), subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )


__all__ = ["comment_lines", "fits_behind", "harmless", "is_of_generator"]
