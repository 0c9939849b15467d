"""Routes, inhibitions, receivers and intervals as Python: each section as the call that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from alertflow.alertmanager import InhibitRule, Matcher, Route, matcher
from alertflow.declared import AlertflowError
from alertflow.importer.configuration.remarks import Remarks
from alertflow.importer.writing.declared import expression, words_of
from alertflow.importer.writing.nodes import (
    Argument,
    Call,
    Commented,
    Dictionary,
    Expression,
    Listed,
    Literal,
    Symbol,
    Variable,
)
from alertflow.sections import Section

SAYS_BY_NOTHING: Mapping[str, tuple[str, ...]] = {
    "Route": ("group_by",),
    "TimeSpan": ("times", "weekdays", "days_of_month", "months", "years"),
    "WebhookConfig": ("payload",),
}
"""Keys behind which an empty list or mapping is not the same as no key, by the class."""

_LEGACY: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "Route": (("match", "match_re", "matchers"),),
    "InhibitRule": (
        ("source_match", "source_match_re", "source_matchers"),
        ("target_match", "target_match_re", "target_matchers"),
    ),
}
"""The matchers of before 0.22, by class: those by value, those by pattern, and the key that has both now."""

Branch: TypeAlias = Callable[[Route, int, Expression], Expression]
"""What stands for a part of the tree, given with how many routes are in it: itself, or a variable."""

_GONE = Symbol("", "gone")
"""Stands for a section that is left out."""


class Parts:
    """Makes expressions of sections, with variables for the receivers and intervals that have one."""

    def __init__(
        self,
        remarks: Remarks,
        receivers: Mapping[str, Variable],
        intervals: Mapping[str, Variable],
        branch: Branch,
    ) -> None:
        self._remarks = remarks
        self._receivers = receivers
        self._intervals = intervals
        self._branch = branch
        self._sizes: dict[int, int] = {}
        self._named: dict[int, Expression] = {}
        self._open: set[int] = set()

    def name(self, section: Section, name: Expression) -> None:
        """Puts `name` where `section` stands."""
        self._named[id(section)] = name

    def leave_out(self, section: Section) -> None:
        """Says nothing of `section` where it stands in a list."""
        self._named[id(section)] = _GONE

    def expression(self, section: Section) -> Call:
        """The call that makes `section`."""
        self._open.add(id(section))  # it is asked for itself first
        made = expression(section, replaced=self._replaced, beside=self._beside)
        assert isinstance(made, Call)
        made = self._without_nothing(section, made)
        if isinstance(section, Route | InhibitRule):
            made = self._with_matchers(section, made)
        return self._with_references(made) if isinstance(section, Route) else made

    def _replaced(self, value: object) -> Expression | None:
        if isinstance(value, Matcher):
            return written(value)
        if not isinstance(value, Section):
            return None
        if id(value) in self._open:
            self._open.discard(id(value))
            return None
        if id(value) in self._named:
            return self._named[id(value)]
        made = self.expression(value)
        if isinstance(value, Route):
            size = 1 + sum(self._sizes.pop(id(one), 1) for one in value.routes)
            named = self._branch(value, size, made)
            self._sizes[id(value)] = size if named is made else 1
            return named
        return made

    def _beside(self, of: object, field: str) -> tuple[tuple[str, ...], str]:
        return self._remarks.beside(of, field) if isinstance(of, Section) else ((), "")

    def _without_nothing(self, section: Section, made: Call) -> Call:
        """Leaves out what is empty and says nothing; what does say something stands in `extra`."""
        words = words_of(type(section))
        fields = {key: field for field, key in section.keys().items()}
        needed = {words[field] for field, known in type(section).model_fields.items() if known.is_required()}
        meant = [
            key
            for key, nothing in section.empty.items()
            if nothing is not None
            and not section.__dict__[fields[key]]
            and (words[fields[key]] in needed or key in SAYS_BY_NOTHING.get(type(section).__name__, ()))
        ]
        gone = {words[fields[key]] for key in meant} - needed
        given: dict[str, Argument] = {}
        comments: list[str] = []
        for name, written in made.keywords:
            value = _each_but_gone(written)
            if name in gone or (_is_empty(value) and name not in needed):
                comments += _comments_of(value)
            else:
                given[name] = value
        if "send_resolved" in given:  # behind what is particular to the channel
            given["send_resolved"] = given.pop("send_resolved")
        extra = _bare(given.pop("extra")) if "extra" in given else Dictionary(())
        assert isinstance(extra, Dictionary)
        nothing = tuple(
            (Literal(key), Listed(()) if section.empty[key] == [] else Dictionary(())) for key in meant
        )
        if extra.pairs or nothing:
            given["extra"] = Dictionary((*extra.pairs, *nothing))
        return _with_comments(replace(made, keywords=tuple(given.items())), comments)

    def _with_matchers(self, section: Route | InhibitRule, made: Call) -> Call:
        """With the matchers of before 0.22 in today's form, which says the same."""
        given = dict(made.keywords)
        for match, match_re, matchers in _LEGACY[type(section).__name__]:
            old = [
                *[Matcher(name, "=", value) for name, value in getattr(section, match).items()],
                *[Matcher(name, "=~", pattern) for name, pattern in getattr(section, match_re).items()],
            ]
            if not old:
                continue
            there = [name for name in (match, match_re, matchers) if name in given]
            items: list[Argument] = [written(one) or expression(one) for one in old]
            new = _bare(given.get(matchers, Listed(())))
            items += new.items if isinstance(new, Listed) else ()
            comments = tuple(line for name in there for line in _comments_of(given[name]))
            listed = Listed(tuple(items))
            first = next(name for name in given if name in there)
            given = {
                matchers if name == first else name: value
                for name, value in given.items()
                if name == first or name not in there
            }
            given[matchers] = Commented(listed, comments) if comments else listed
        return replace(made, keywords=tuple(given.items()))

    def _with_references(self, made: Call) -> Call:
        """With the receiver and the intervals themselves instead of their names."""
        found: list[tuple[str, Argument]] = []
        for name, value in made.keywords:
            if name == "receiver":
                value = _each(value, lambda one: _reference(one, self._receivers))
            elif name in ("mute_time_intervals", "active_time_intervals"):
                value = _each(value, lambda one: _reference(one, self._intervals))
            found.append((name, value))
        return replace(made, keywords=tuple(found))


def written(one: Matcher) -> Literal | None:
    """`one` as the text that is read as the same; None where none is."""
    text = str(one)
    try:
        return Literal(text) if matcher(text) == one else None
    except AlertflowError:
        return None


def _reference(value: Expression, known: Mapping[str, Variable]) -> Expression:
    if isinstance(value, Literal) and isinstance(value.value, str):
        return known.get(value.value, value)
    return value


def _each(value: Argument, change: Callable[[Expression], Expression]) -> Argument:
    if isinstance(value, Commented):
        return replace(value, value=_in(value.value, change))
    return _in(value, change)


def _in(value: Expression, change: Callable[[Expression], Expression]) -> Expression:
    if isinstance(value, Listed):
        return Listed(tuple(_each(one, change) for one in value.items))
    return change(value)


def _each_but_gone(value: Argument) -> Argument:
    bare = _bare(value)
    if not isinstance(bare, Listed) or not any(_bare(one) is _GONE for one in bare.items):
        return value
    left = Listed(tuple(one for one in bare.items if _bare(one) is not _GONE))
    return replace(value, value=left) if isinstance(value, Commented) else left


def _bare(value: Argument) -> Expression:
    return value.value if isinstance(value, Commented) else value


def _is_empty(value: Argument) -> bool:
    bare: Any = _bare(value)
    return (isinstance(bare, Listed) and not bare.items) or (isinstance(bare, Dictionary) and not bare.pairs)


def _comments_of(value: Argument) -> list[str]:
    if not isinstance(value, Commented):
        return []
    return [*value.above, *([value.behind] if value.behind else [])]


def _with_comments(made: Call, comments: list[str]) -> Call:
    """`made` with `comments` above its first argument: what they were about is gone."""
    if not comments:
        return made
    if made.args:
        first, *others = made.args
        return replace(made, args=(_above(first, comments), *others))
    if made.keywords:
        (name, value), *rest = made.keywords
        return replace(made, keywords=((name, _above(value, comments)), *rest))
    return made


def _above(value: Argument, comments: list[str]) -> Commented:
    behind = value.behind if isinstance(value, Commented) else ""
    before = value.above if isinstance(value, Commented) else ()
    return Commented(_bare(value), (*comments, *before), behind)


__all__ = ["Branch", "Parts", "written"]
