"""Labels that a selector's matchers let through, found by trying what can be read out of the matchers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from alertflow.alertmanager import go_regex
from alertflow.prometheus import LabelMatcher

Labels = dict[str, str]

_USUAL = ("200", "500", "503", "404", "0", "1", "ok", "error", "GET", "a")
"""Values that a label is tried with, too."""
_TRIES = 5000
_GROUP = re.compile(r"\((?:\?:)?([^()|]*)[^()]*\)")
_CLASS = re.compile(r"\[([^]^])[^]]*\]")


def fitting(matchers: Iterable[LabelMatcher], varied: Iterable[LabelMatcher] = ()) -> Iterator[Labels]:
    """Labels that satisfy all of `matchers`; those of `varied` take several values, too."""
    wanted, values = list(matchers), dict[str, list[str]]()
    known = {one.label for one in wanted}
    for one in (*wanted, *varied):
        values.setdefault(one.label, []).extend(_read_out(one))
    choices = [
        [
            value
            for value in dict.fromkeys([*read, "", *_USUAL] if name in known else [*_USUAL, *read, ""])
            if all(holds(one, value) for one in wanted if one.label == name)
        ]
        for name, read in values.items()
    ]
    for chosen in islice(product(*choices), _TRIES):
        yield {name: value for name, value in zip(values, chosen, strict=True) if value}


def holds(matcher: LabelMatcher, value: str) -> bool:
    """Whether `matcher` lets `value` through. Raises go_regex.RegexError or ScriptError for its pattern."""
    equal = matcher.operator in ("=", "=~")
    if matcher.operator in ("=", "!="):
        return (value == matcher.value) is equal
    return (go_regex.compiled(matcher.value).search(value) is not None) is equal


def _read_out(matcher: LabelMatcher) -> Iterator[str]:
    """Values that `matcher` may be about: a pattern's alternatives, with something for what varies."""
    if matcher.operator in ("=", "!="):
        yield matcher.value
        return
    pattern = matcher.value
    while (chosen := _GROUP.sub(r"\1", pattern)) != pattern:
        pattern = chosen
    for part in _CLASS.sub(r"\1", pattern).strip("^$").split("|"):
        for text, digit in (("x", "0"), ("0", "5"), ("", "1")):
            plain = part.replace(".*", text).replace(".+", text or "x").replace(r"\d", digit)
            plain = plain.replace(r"\.", "\0").replace(".", digit).replace("\0", ".")
            yield plain.replace("\\", "").rstrip("+*?")


__all__ = ["Labels", "fitting", "holds"]
