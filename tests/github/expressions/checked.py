"""What the check of expressions says in a place of which much is known."""

from __future__ import annotations

from alertflow.github.expressions.checking import Problem, problems
from alertflow.github.expressions.kinds import TEXT, Text
from alertflow.github.expressions.parser import parse
from alertflow.github.expressions.scope import Scope

SCOPE = Scope(
    needs={"build": ["image"], "test": None},
    unneeded=["deploy"],
    steps={"checkout": ["ref"], "meta": None},
    later=["upload"],
    matrix={"os": TEXT},
    inputs={"flag": "boolean", "count": "number", "level": Text(("low", "high")), "unknown": None},
    dispatch_inputs={"flag": "boolean"},
    secrets=["TOKEN"],
    services=["db"],
)


def found(text: str, key: str = "", scope: Scope = SCOPE) -> list[Problem]:
    """What is wrong with the expression `text` in `key`."""
    return problems(parse(text), key, scope)


def messages(text: str, key: str = "", scope: Scope = SCOPE) -> list[str]:
    """The same as sentences."""
    return [one.message for one in found(text, key, scope)]
