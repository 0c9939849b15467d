"""Which matchers a text holds for a given release of Alertmanager.

Up to 0.26 there is the classic grammar only. Since 0.27 both read the text, and where the classic one can, it
counts; where the UTF-8 one cannot, or finds something else, Alertmanager logs a warning. Only what the
classic one refuses is as the UTF-8 one reads it.
Source: matcher/compat/parse.go of Alertmanager, what it calls the fallback mode, its default.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from alertflow.alertmanager.go_regex import RegexError, check
from alertflow.alertmanager.matchers import classic, utf8
from alertflow.alertmanager.matchers.parts import Parts, SyntaxProblem
from alertflow.alertmanager.versions import UTF8_MATCHERS
from alertflow.declared import AlertflowError
from alertflow.release import reaches

Warned = Literal["incompatible", "disagreement"]


class Reading(NamedTuple):
    """The parts of the matchers that a text holds, and why Alertmanager 0.27 and later warn of it, if so.

    `incompatible`: only the classic grammar reads it. `disagreement`: the UTF-8 grammar reads something else.
    The way out of both is to put the value into double quotes, with two backslashes for each.
    """

    parts: list[Parts]
    warned: Warned | None
    instead: list[Parts] | None = None
    """What the UTF-8 grammar reads, where they disagree."""


def reading(text: str, version: str | None = None) -> Reading:
    """What `text` says to Alertmanager `version` (`0.25`); to the newest, if None.

    Raises AlertflowError for what that refuses.
    """
    if version is not None and not reaches(version, UTF8_MATCHERS):
        found, problem = _found(classic.parse, text)
        if found is None:
            since = (
                f" Alertmanager {UTF8_MATCHERS} reads it." if _found(utf8.parse, text)[0] is not None else ""
            )
            raise AlertflowError(f"'{text}' is not a matcher for Alertmanager {version}: {problem}.{since}")
        return Reading(found, None)
    new, problem = _found(utf8.parse, text)
    old, _ = _found(classic.parse, text)
    if old is not None:
        if new is None:
            return Reading(old, "incompatible")
        return Reading(old, "disagreement", new) if new != old else Reading(old, None)
    if new is None:
        raise AlertflowError(
            f"'{text}' is not a matcher: {problem}. Write a label, one of = != =~ !~, and a value in double "
            'quotes: severity="critical".'
        )
    return Reading(new, None)


def _found(parse: Callable[[str], list[Parts]], text: str) -> tuple[list[Parts] | None, str]:
    """What one grammar makes of `text`; or None, and why it refuses it."""
    try:
        parts = parse(text)
        for part in parts:
            if part.op in ("=~", "!~"):
                check(part.value)
    except (SyntaxProblem, RegexError) as problem:
        return None, str(problem).removesuffix(".")
    return parts, ""


__all__ = ["Reading", "Warned", "reading"]
