"""Severities and teams by the labels that name them: the standard ones, and those of one's own."""

from __future__ import annotations

from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.writing.nodes import Attribute, Call, Expression, Literal, Symbol, Variable
from alertflow.model.severity import STANDARD

RANKS = {
    **dict.fromkeys(["disaster", "emergency", "fatal", "p0", "sev0"], 60),
    **dict.fromkeys(["page", "blocker", "p1", "sev1"], 50),
    **dict.fromkeys(["major", "error", "p2", "sev2"], 30),
    **dict.fromkeys(["average", "minor", "p3", "sev3", "warn", "medium"], 20),
    **dict.fromkeys(["ticket", "low", "notice", "p4", "sev4", "information"], 10),
    **dict.fromkeys(["debug", "none", "ok", "p5", "sev5", "test"], 10),
}
"""How bad the severities are that people call otherwise than alertflow does, between those that it has.

None is below info: that is where receivers begin to be told, and Alertmanager told theirs of every severity.
"""

UNKNOWN = 15
"""The rank of a severity whose name says nothing."""


SCALE = "How bad they are, by their names: critical is 40, high 30, warning 20, info 10."


class Severities:
    """The severities of a draft, each declared when it is first asked for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[str, Expression] = {
            one.name: Attribute(Symbol("alertflow", "Severity"), one.name.upper()) for one in STANDARD
        }

    def __getitem__(self, name: str) -> Expression:
        if name in self._draft.severities:
            return self._draft.severities[name]
        if name not in self._known:
            rank = RANKS.get(name.lower())
            first = len(self._known) == len(STANDARD)
            made = Call(
                Symbol("alertflow", "Severity"),
                (Literal(name),),
                (("rank", Literal(UNKNOWN if rank is None else rank)),),
            )
            variable = self._draft.say(
                Chapter.SEVERITIES,
                name,
                made,
                [SCALE] if first else [],
                "a guess" if rank is None else "",
                constant=True,
            )
            self._known[name] = self._draft.severities[name] = variable
        return self._known[name]


class Teams:
    """The teams of a draft, each declared when it is first asked for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def __getitem__(self, name: str) -> Variable:
        known = self._draft.teams
        if name not in known:
            made = Call(Symbol("alertflow", "Team"), (Literal(name),))
            known[name] = self._draft.say(Chapter.TEAMS, name, made)
        return known[name]


__all__ = ["Severities", "Teams"]
