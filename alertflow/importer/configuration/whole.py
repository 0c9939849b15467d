"""A whole configuration as Python: receivers, intervals, the route tree, and what holds them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from alertflow.alertmanager import Config, Receiver, Route, TimeInterval
from alertflow.importer.configuration.alike import alike
from alertflow.importer.configuration.parts import Parts
from alertflow.importer.configuration.remarks import Remarks
from alertflow.importer.configuration.repeated import Repeated
from alertflow.importer.configuration.teams import Found, Teams, teams
from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.writing.names import in_words
from alertflow.importer.writing.nodes import (
    Argument,
    Assignment,
    Attribute,
    Call,
    Expression,
    Listed,
    Symbol,
    Variable,
)

MANY_ROUTES = 6
"""Routes from which a part of the tree has a name of its own."""


class _Pending(NamedTuple):
    """A statement to be, in which equal parts are not found yet."""

    chapter: Chapter
    name: str
    value: Expression
    above: tuple[str, ...] = ()


def say(
    draft: Draft, config: Config, text: str, path: str, *, hint: str = "alertmanager config", teamed: bool
) -> Variable:
    """Writes `config`, which was read from `text`, as a variable named after `hint`, and gives that.

    If it is `teamed`, the teams that the draft knows take what it says of them.
    """
    remarks = Remarks(config, text, path)
    receivers = {one.name: Variable(_name(draft, one.name, "receiver")) for one in config.receivers}
    intervals = {one.name: Variable(_name(draft, one.name, "interval")) for one in config.every_time_interval}
    branches: list[_Pending] = []

    def branch(route: Route, size: int, made: Expression) -> Expression:
        if size < MANY_ROUTES or route is config.root:
            return made
        name = draft.names.variable(_about(route))
        branches.append(_Pending(Chapter.ROUTES, name, made, remarks.every(route, ())))
        return Variable(name)

    parts = Parts(remarks, receivers, intervals, branch)
    settled = Teams()
    if teamed:
        settled = teams(config, draft.teams, own_severities=bool(draft.chapters.get(Chapter.SEVERITIES)))
    pending = [_team(draft, parts, remarks, one, config) for one in settled.found]
    for section in (*settled.receivers, *[one.route for one in settled.found]):
        parts.leave_out(section)
    gone = {one.name for one in settled.receivers}
    left = [one for one in config.receivers if one.name not in gone]
    pending += _of_each(parts, remarks, left, receivers, Chapter.RECEIVERS)
    pending += _of_each(parts, remarks, config.every_time_interval, intervals, Chapter.ROUTES)
    whole = parts.expression(config)
    pending += branches
    name = draft.names.variable(hint)
    lines = (*remarks.every(config, ()), *remarks.left())
    _put(draft, [*pending, _Pending(Chapter.ROUTES, name, whole, lines)])
    return Variable(name)


def _of_each(
    parts: Parts,
    remarks: Remarks,
    sections: Sequence[Receiver] | Sequence[TimeInterval],
    names: Mapping[str, Variable],
    chapter: Chapter,
) -> Iterator[_Pending]:
    """A statement for each; one whose name is taken, which Alertmanager refuses, stays where it stood."""
    seen: set[str] = set()
    for one in sections:
        if one.name not in seen:
            seen.add(one.name)
            above = remarks.every(one, ("name",))
            yield _Pending(chapter, names[one.name].name, parts.expression(one), above)
            parts.name(one, names[one.name])


def _team(draft: Draft, parts: Parts, remarks: Remarks, found: Found, config: Config) -> _Pending:
    """The statement of a team, with its receivers."""
    (before,) = [
        one
        for one in draft.chapters[Chapter.TEAMS]
        if isinstance(one, Assignment) and one.name == draft.teams[found.name].name
    ]
    assert isinstance(before.value, Call)
    readers: list[Argument] = []
    for channel, since in found.readers:
        least: tuple[tuple[str, Argument], ...] = ()
        if since is not None:
            least = (("min_severity", Attribute(Symbol("alertflow", "Severity"), since.name.upper())),)
        readers.append(Call(Symbol("alertflow.receivers", "Other"), (parts.expression(channel),), least))
    receivers = {one.name: one for one in config.receivers}
    lines = [*before.above, *remarks.every(found.route, found.route.model_fields_set)]
    for route in (found.route, *found.route.routes):
        lines += remarks.every(route, route.model_fields_set)
        if route.receiver in receivers:
            lines += remarks.every(receivers[route.receiver], Receiver.model_fields)
    value = replace(before.value, keywords=(*before.value.keywords, ("receivers", Listed(tuple(readers)))))
    return _Pending(Chapter.TEAMS, before.name, value, tuple(lines))


def _put(draft: Draft, pending: list[_Pending]) -> None:
    """Adds the statements, and before them what they share."""
    expressions, functions = alike(draft, [one.value for one in pending])
    names = [*[one.name for one in functions], *[one.name for one in pending]]
    repeated = Repeated(zip(names, [*[one.value for one in functions], *expressions], strict=True))
    for function in functions:
        made = replace(function, value=repeated.said(draft, function.value))
        draft.chapters.setdefault(Chapter.RECEIVERS, []).append(made)
    for one, value in zip(pending, expressions, strict=True):
        statement = Assignment(one.name, repeated.said(draft, value), one.above)
        chapter = draft.chapters.setdefault(one.chapter, [])
        if one.chapter is Chapter.TEAMS:  # the rules have said that there is such a team
            chapter[:] = [statement if known.name == one.name else known for known in chapter]
        else:
            chapter.append(statement)


def _name(draft: Draft, name: str, kind: str) -> str:
    """A variable for the receiver or interval `name`, which may be in any script."""
    plain = in_words(name)
    told = any(one.isalnum() for one in name if one.isascii()) and draft.names.is_free(plain)
    return draft.names.variable(plain if told else f"{name} {kind}")


def _about(route: Route) -> str:
    """What a part of the tree is about, as the hint of a name."""
    for one in route.every_matcher:
        if one.op == "=" and one.value:
            return f"{one.value} routes"
    return f"{route.receiver or 'other'} routes"


__all__ = ["say"]
