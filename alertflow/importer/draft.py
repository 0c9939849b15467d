"""The draft: what the parts of the importer share while each writes its share of one Python file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from alertflow.declared import Location
from alertflow.importer.writing.names import Names
from alertflow.importer.writing.nodes import (
    Argument,
    Assignment,
    Expression,
    Function,
    Listed,
    Literal,
    Statement,
    Variable,
)

_LONG = 24
"""Characters of a text above which two that are equal are one by no accident."""


class Chapter(IntEnum):
    """The parts of the file, in the order in which they stand."""

    CONSTANTS = 1
    SEVERITIES = 2
    RECEIVERS = 3
    TEAMS = 4
    OBJECTIVES = 5
    FUNCTIONS = 6
    ALERTS = 7
    GROUPS = 8
    ROUTES = 9
    WORKFLOWS = 10
    FILES = 11


@dataclass(frozen=True)
class Kept:
    """Something that Python says only as it stood: a key in `extra=`, or a rule as Prometheus has it."""

    location: Location
    what: str
    """What it is, and why it is kept so, in one sentence."""


@dataclass
class Draft:
    """Statements by chapter, the names that are taken, and what `Project(…)` is given."""

    names: Names = field(default_factory=Names)
    chapters: dict[Chapter, list[Statement]] = field(default_factory=dict)
    given: dict[str, list[Argument] | Expression] = field(default_factory=dict)
    """What the project is given, by keyword: one expression, or the items of a list."""
    files: dict[str, Expression] = field(default_factory=dict)
    """The items of `Project(files={…})`: whole documents by path."""
    kept: list[Kept] = field(default_factory=list)
    severities: dict[str, Variable] = field(default_factory=dict)
    """The severities of one's own, each with the variable that `Chapter.SEVERITIES` sets."""
    teams: dict[str, Variable] = field(default_factory=dict)
    """The teams that rules name, each with the variable that `Chapter.TEAMS` sets to `Team("name")`; routes
    may give them receivers.
    """

    remarked: set[str] = field(default_factory=set)
    """Files of rules, as the reads name them, of which even the comments stand beside objectives."""
    _constants: dict[Expression, dict[str, Variable]] = field(default_factory=dict)
    """The constants without comments, by what they are and by the hint that named them."""

    _functions: dict[Function, Variable] = field(default_factory=dict)
    """The functions, by what they do."""

    def say(
        self,
        chapter: Chapter,
        hint: str,
        value: Expression,
        above: Iterable[str] = (),
        behind: str = "",
        *,
        constant: bool = False,
    ) -> Variable:
        """Sets a variable named after `hint`: `HighErrorRate` as `high_error_rate`, a constant in capitals.

        A constant that says what another one does, and is called alike or long, is that one.
        """
        if constant and not (above := tuple(above)) and not behind:
            known = self._constants.setdefault(value, {})
            if found := known.get(hint) or (next(iter(known.values()), None) if _is_long(value) else None):
                return found
            known[hint] = Variable(self.names.constant(hint))
            self.chapters.setdefault(chapter, []).append(Assignment(known[hint].name, value))
            return known[hint]
        name = self.names.constant(hint) if constant else self.names.variable(hint)
        self.chapters.setdefault(chapter, []).append(Assignment(name, value, tuple(above), behind))
        return Variable(name)

    def define(self, function: Function) -> Variable:
        """Defines a function, whose name was taken from `names`, unless one does the same already."""
        does = replace(function, name="")
        if found := self._functions.get(does):
            return found
        self._functions[does] = Variable(function.name)
        self.chapters.setdefault(Chapter.FUNCTIONS, []).append(function)
        return self._functions[does]

    def give(self, keyword: str, *items: Argument) -> None:
        """Adds `items` to the list that the project is given as `keyword`."""
        listed = self.given.setdefault(keyword, [])
        assert isinstance(listed, list)
        listed += items

    @property
    def arguments(self) -> list[tuple[str, Expression]]:
        """What the project is given, as keywords and expressions."""
        return [
            (keyword, Listed(tuple(value)) if isinstance(value, list) else value)
            for keyword, value in self.given.items()
        ]


def _is_long(value: Expression) -> bool:
    """Whether nobody would write `value` twice, whatever it is about."""
    return isinstance(value, Literal) and isinstance(value.value, str) and len(value.value) > _LONG


__all__ = ["Chapter", "Draft", "Kept"]
