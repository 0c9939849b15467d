"""What is wrong with the patterns that filter events: they fit nothing, or leave out everything.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax, "Filter pattern cheat
sheet"; which names branches and tags can have: git-scm.com/docs/git-check-ref-format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alertflow.github.events.trigger import Trigger, texts

FILTERS = ("branches", "tags", "paths")
"""The filters that take a pattern with `!` before it, which leaves out what fits."""

_brackets = re.compile(r"\\.|\[(?P<within>[^\]]*)(?P<end>\]?)", re.DOTALL)
_range = re.compile(r"(.)-(.)", re.DOTALL)
_escaped = re.compile(r"\\(.)", re.DOTALL)
_NO_REF = {
    " ": "a space",
    "~": "~",
    "^": "^",
    ":": ":",
    "..": "..",
    "//": "//",
    "@{": "@{",
}
"""What no name of a branch or tag has in it."""


def pattern_mistakes(trigger: Trigger) -> Iterator[tuple[str, str, str]]:
    """The patterns of `trigger` that cannot be meant: the field, the pattern, and a sentence.

    A filter of which every pattern begins with `!` is one mistake, told of its first pattern.
    """
    for filter_ in FILTERS:
        for field in (filter_, f"{filter_}_ignore"):
            patterns = texts(getattr(trigger, field, ()))
            for one in patterns:
                if problem := pattern_problem(one, filter_ == "paths"):
                    yield field, one, problem
            if field == filter_ and patterns and all(one.startswith("!") for one in patterns):
                yield field, patterns[0], _only_out(patterns, filter_)


def _only_out(patterns: Sequence[str], filter_: str) -> str:
    all_ = "'**'" if filter_ == "paths" else "'**', for all,"
    return (
        f"{filter_}: {'every pattern leaves' if len(patterns) > 1 else 'the only pattern leaves'} something "
        f"out, so nothing is in. Begin with {all_} or use {filter_}-ignore."
    )


def pattern_problem(pattern: str, of_path: bool) -> str | None:
    """Why a pattern can fit no path, or else no branch or tag; None where it can.

    >>> pattern_problem("./src/**", of_path=True)
    "'./src/**' fits no path: paths begin at the top of the repository, without './'."
    """
    text = pattern.removeprefix("!")
    if not text.strip():
        return f"'{pattern}' is empty."
    if problem := _of_brackets(pattern, text):
        return problem
    if text[0] in "?+":
        return f"'{pattern}' is no pattern: {text[0]} is about what stands before it, and nothing does."
    return _of_path(pattern, text) if of_path else _of_ref(pattern, text)


def _of_brackets(pattern: str, text: str) -> str | None:
    for found in _brackets.finditer(text):
        within = found["within"]
        if within is None:
            continue
        if not found["end"]:
            return f"'{pattern}' is no pattern: its [ has no ]."
        if not within:
            return f"'{pattern}' is no pattern: there is nothing between its [ and ]."
        for start, end in _range.findall(within):
            if start > end:
                return f"'{pattern}' is no pattern: the range {start}-{end} runs backwards."
    return None


def _of_path(pattern: str, text: str) -> str | None:
    if text != text.strip():
        return f"'{pattern}' fits no path: it begins or ends with a space."
    first = text.split("/")[0]
    if first in (".", ".."):
        return f"'{pattern}' fits no path: paths begin at the top of the repository, without '{first}/'."
    if text.endswith("/"):
        return f"'{pattern}' fits no path: paths name files, so '{pattern}**' is what lies below the folder."
    return None


def _of_ref(pattern: str, text: str) -> str | None:
    plain = _brackets.sub("x", _escaped.sub(r"\1", text))
    for part, words in _NO_REF.items():
        if part in plain:
            return f"'{pattern}' fits no branch or tag: no name has {words} in it."
    for sign in ("/", "."):
        if plain.endswith(sign) or plain.startswith(sign):
            return f"'{pattern}' fits no branch or tag: no name begins or ends with {sign}"
    return None
