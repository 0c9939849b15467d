"""Finds the expressions of a workflow or action file, each with the key that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from alertflow.declared import Location
from alertflow.github.actions.action import Action
from alertflow.github.expressions.interpolation import (
    ESCAPE,
    is_always_true,
    parse_condition,
    split,
    template,
    written_condition,
)
from alertflow.github.expressions.lexer import sentence
from alertflow.github.expressions.parser import ExpressionSyntaxError
from alertflow.github.expressions.tree import Expr
from alertflow.github.jobs.strategies import Strategy
from alertflow.github.limits import EXPRESSION_LENGTH
from alertflow.github.references.problems import ProblemKind
from alertflow.github.syntax import CONDITIONS, Syntax
from alertflow.github.values import Verbatim

APART = frozenset(("needs", "steps", "output_values", "jobs", "parallel", "wait", "cancel"))
"""Fields that are read in another way than value by value."""
_BESIDE: Mapping[type[Syntax], Mapping[str, str]] = {
    Strategy: {"include": "matrix.include", "exclude": "matrix.exclude"}
}
"""Fields that stand in the key of another one."""
_ENTRIES = {"outputs": "output_id", "services": "service_id", "inputs": "input_id", "matrix": "name"}
"""What GitHub's documentation calls an entry of these, where it is not `<key>_id`."""
MOST_TOLD = 20
"""How many mistakes of one text are told: a file may hold thousands, to keep its reader busy."""
_PLAIN = frozenset((int, bool, float, type(None), Action))


class Read(NamedTuple):
    """An expression, and where it stands."""

    tree: Expr
    key: str
    """The key as the table of availability names it: `jobs.<job_id>.steps.env.<env_id>`."""
    owner: Syntax
    field: str
    text: str | None
    """The text that holds it; None where it stands by itself."""
    position: int

    @property
    def word(self) -> str:
        """What the field is called in messages."""
        return _word(self.owner, self.field)

    @property
    def location(self) -> Location | None:
        """Where it was written."""
        if self.text is None:
            return self.owner.place(self.field)
        return self.owner.place_in(self.field, self.text, self.position)


class Mistake(NamedTuple):
    """A text that is wrong as it stands: what should be an expression is none, or is taken for words."""

    kind: ProblemKind
    message: str
    owner: Syntax
    field: str
    text: str
    position: int

    @property
    def word(self) -> str:
        """What the field is called in messages."""
        return _word(self.owner, self.field)

    @property
    def location(self) -> Location | None:
        """Where it was written."""
        return self.owner.place_in(self.field, self.text, self.position)


def _word(owner: Syntax, field: str) -> str:
    return owner.parameters().get(field, field).rstrip("_")


Found: TypeAlias = Read | Mistake


class Finder:
    """Goes through declarations and collects the expressions in them, in the order of the fields."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.visited: list[Syntax] = []
        """The declarations that came from a file, to be asked what is wrong with them."""

    def taken(self) -> list[Found]:
        """What was found since this was last asked."""
        found, self.found = self.found, []
        return found

    def fields(self, owner: Syntax, key: str) -> None:
        """Reads every field of a declaration, which stands at `key`, and of what it holds."""
        if owner.from_file:
            self.visited.append(owner)
        values = owner.__dict__
        telling: list[str] = []
        for field in owner.__pydantic_fields_set__:  # most hold a text without an expression, by far
            value = values[field]
            kind = type(value)
            if kind is str:
                if "${{" in value or field in CONDITIONS:
                    telling.append(field)
            elif kind is dict:
                for one in value.values():
                    if (type(one) is not str and type(one) not in _PLAIN) or "${{" in str(one):
                        telling.append(field)
                        break
            elif kind not in _PLAIN and field not in APART:
                telling.append(field)
        if telling:
            names = _read_fields(type(owner))
            if owner.BELOW:
                key = f"{key}.{owner.BELOW}"
            for field in telling if len(telling) == 1 else [name for name in names if name in telling]:
                if (name := names.get(field)) is not None:
                    self.value(values[field], owner, field, f"{key}.{name}" if key else name)

    def value(self, value: Any, owner: Syntax, field: str, key: str) -> None:
        """Reads one value, and all within it."""
        kind = type(value)
        if kind in _PLAIN:
            return
        if isinstance(value, str):
            if "${{" in value or field in CONDITIONS:
                self.text(value, owner, field, key)
        elif isinstance(value, Expr):
            self.found.append(Read(value, key, owner, field, None, 0))
        elif isinstance(value, Syntax):
            self.fields(value, key)
        elif isinstance(value, dict):
            for one in value.values():
                if type(one) is not str or "${{" in one:
                    self.value(one, owner, field, _entry(key))
        elif isinstance(value, (list, tuple)):
            for one in value:
                if type(one) is not str or "${{" in one:
                    self.value(one, owner, field, f"{key}.<item>")

    def text(self, text: str, owner: Syntax, field: str, key: str) -> None:
        """Reads the expressions of a text; in an `if` the whole text is one."""
        if field in CONDITIONS:
            self.condition(text, owner, field, key)
            return
        at = 0
        for _ in range(MOST_TOLD):  # past each mistake, as there may be more
            try:
                parts, error = split(text[at:]), None
            except ExpressionSyntaxError as caught:
                parts, error = split(text[at : at + caught.position]), caught
            for part in parts:
                if not isinstance(part, str):
                    self.found.append(Read(part[0], key, owner, field, text, at + part[1]))
            if error is None:
                break
            self.mistake(error, owner, field, text, at + error.position)
            end = text.find("}}", at + error.position)
            if end < 0:
                break
            at = end + 2
        if len(text) > EXPRESSION_LENGTH // 2 and (field != "run" or isinstance(text, Verbatim)) and at == 0:
            try:
                template(text)
            except ExpressionSyntaxError as error:
                self.mistake(error, owner, field, text, 0)

    def condition(self, text: str, owner: Syntax, field: str, key: str) -> None:
        """Reads what stands in `if`: what is meant, or, in a file, what GitHub makes of it."""
        as_it_stands = isinstance(text, Verbatim)
        try:
            tree = written_condition(text) if as_it_stands else parse_condition(text)
            if tree is not None:
                self.found.append(Read(tree, key, owner, field, text, 0))
            always = as_it_stands and is_always_true(text)
        except ExpressionSyntaxError as error:
            self.mistake(error, owner, field, text, error.position)
            return
        if always:
            message = (
                "GitHub takes words beside `${{ … }}` for a text, which is always true. Write it without."
            )
            self.found.append(Mistake("constant", message, owner, field, text, 0))

    def mistake(
        self, error: ExpressionSyntaxError, owner: Syntax, field: str, text: str, position: int
    ) -> None:
        """Notes a text that should hold an expression and does not."""
        message = str(error)
        if owner.from_file:
            message = message.removesuffix(ESCAPE).rstrip()
        self.found.append(Mistake("unreadable-expression", sentence(message), owner, field, text, position))


@cache
def _entry(key: str) -> str:
    """The key of one entry of the mapping that stands at `key`."""
    name = key.rpartition(".")[2]
    return f"{key}.<{_ENTRIES.get(name, f'{name}_id' if name[0] != '<' else 'name')}>"


@cache
def _read_fields(cls: type[Syntax]) -> Mapping[str, str]:
    """The key of each field that is read value by value."""
    fields = {field: key for field, key in cls.keys().items() if field not in APART}
    return {**fields, **_BESIDE.get(cls, {}), "extra": "<key>"}
