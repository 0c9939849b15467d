"""A family of alerts as one function and its calls."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alertflow.importer.draft import Draft
from alertflow.importer.rules.families import Family, Parameter, Template, value_of
from alertflow.importer.rules.queries import laid_out, ready_made
from alertflow.importer.rules.severities import Severities, Teams
from alertflow.importer.rules.texts import Constants, joined
from alertflow.importer.writing.names import in_words
from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Expression,
    Function,
    Listed,
    Literal,
    Operation,
    Symbol,
    Variable,
)

_CALL = re.compile(r"\.(\w+)\(([^)]*)\)")


class Made:
    """The function of one family, defined in `draft`, and its calls."""

    def __init__(
        self, draft: Draft, family: Family, severities: Severities, teams: Teams, constants: Constants
    ) -> None:
        self._family = family
        self._severities, self._teams, self._constants = severities, teams, constants
        for part in family.templates.get("team", ()):
            if isinstance(part, str):  # the function reads it, so nothing in it may be called like it
                teams[part]
        self._names = [_free(draft, one.name) for one in family.parameters]
        self._numbers = frozenset(
            name for name, one in zip(self._names, family.parameters, strict=True) if one.is_number
        )
        name = family.templates["name"]
        words = " ".join(part if isinstance(part, str) else self._names[part.parameter] for part in name)
        hint = words if any(isinstance(part, str) for part in name) else f"{words} alert"
        parameters = tuple(
            (name, _type_of(one)) for name, one in zip(self._names, family.parameters, strict=True)
        )
        function = Function(
            draft.names.variable(hint),
            parameters,
            Symbol("alertflow", "Alert"),
            self._docstring(name),
            Call(Symbol("alertflow", "Alert"), keywords=tuple(self._keywords()), exploded=True),
        )
        self._function = draft.define(function)

    def call(self, number: int) -> Expression:
        """What makes the alert of the member `number`."""
        given = [self._value(one, one.values[number]) for one in self._family.parameters]
        named = tuple(zip(self._names[1:], given[1:], strict=True))
        return Call(self._function, (given[0],), named)

    def _value(self, parameter: Parameter, value: str) -> Argument:
        if parameter.name == "severity":
            return self._severities[value]
        if parameter.name == "team":
            return self._teams[value]
        if parameter.is_number:
            return Literal(value_of(value))
        return Literal(value)

    def _docstring(self, name: Template) -> str:
        shown = "".join(
            part if isinstance(part, str) else f"<{self._names[part.parameter]}>" for part in name
        )
        first, *others = [one.replace("_", " ") for one in self._names]
        rest = f", with its own {' and '.join(others)}" if others else ""
        return f"{shown}, for one {first}{rest}."

    def _keywords(self) -> Sequence[tuple[str, Argument]]:
        found: dict[str, Argument] = {}
        inner: dict[str, list[tuple[Expression | None, Argument]]] = {}
        for key, template in self._family.templates.items():
            kind, _, label = key.partition(".")
            if label:
                inner.setdefault(kind, []).append((Literal(label), self._text(key, template)))
                found[kind] = Dictionary(tuple(inner[kind]))
            elif kind == "severity" and isinstance(template[0], str):
                found[kind] = self._severities[template[0]]
            elif kind == "team" and isinstance(template[0], str):
                found[kind] = self._teams[template[0]]
            elif kind == "expr":
                found[kind] = self._query() or self._text(key, template)
            else:
                found[kind] = self._text(key, template)
        return list(found.items())

    def _query(self) -> Expression | None:
        """The expression as a ready-made query, or laid out like those of other alerts."""
        texts = [str(one.fields["expr"]) for one in self._family.members]
        ready = [one for text in texts if (one := ready_made(text)) is not None]
        if len(ready) == len(texts) and (made := self._alike(ready)) is not None:
            return made
        if any("\n" in laid_out(text) for text in texts):
            texts = [laid_out(text, 0) for text in texts]
        template = self._family.template("expr", texts)
        return None if template is None else self._text("expr", template)

    def _alike(self, all_: Sequence[Expression]) -> Expression | None:
        """Calls that differ in texts only as one, with parameters where they do."""
        first = all_[0]
        if any(type(one) is not type(first) for one in all_):
            return None
        if isinstance(first, Literal):
            if all(one == first for one in all_):
                return first
            texts = [str(one.value) for one in all_ if isinstance(one, Literal)]
            template = self._family.template("expr", texts)
            return None if template is None or not isinstance(first.value, str) else self._text("", template)
        rows = [_operands(one) for one in all_]
        if rows[0] is None or any(row is None or len(row) != len(rows[0]) for row in rows):
            return first if all(one == first for one in all_) else None
        made = [self._alike(column) for column in zip(*(row or () for row in rows), strict=True)]
        found = [one for one in made if one is not None]
        return _of_operands(first, found) if len(found) == len(made) else None

    def _text(self, key: str, template: Template) -> Expression:
        parts: list[str | Expression] = []
        for part in template:
            if isinstance(part, str):
                parts.append(part)
                continue
            one: Expression = Variable(self._names[part.parameter])
            for method, arguments in _CALL.findall(part.how):
                given = tuple(Literal(word) for word in re.findall(r'"([^"]*)"', arguments))
                one = Call(Attribute(one, method), given)
            parts.append(one)
        if key in ("runbook", "dashboard") and parts:
            parts = self._constants.address(parts)
        if len(parts) == 1 and isinstance(parts[0], Variable) and key not in self._names:
            return joined(parts, self._numbers)
        return joined(parts, self._numbers, indentable=key == "expr")


def _operands(one: Expression) -> tuple[Expression, ...] | None:
    """What a ready-made query is made of."""
    match one:
        case Call(_, args, keywords):
            parts: list[Argument | None] = [*args, *[value for _, value in keywords]]
        case Operation(left, _, right):
            parts = [left, right]
        case Dictionary(pairs):
            parts = [part for pair in pairs for part in pair]
        case Listed(items):
            parts = list(items)
        case _:
            return None
    return tuple(part for part in parts if part is not None and not isinstance(part, Commented))


def _of_operands(one: Expression, parts: Sequence[Expression]) -> Expression:
    """`one` with other operands."""
    match one:
        case Call(what, args, keywords):
            names = [name for name, _ in keywords]
            return Call(what, tuple(parts[: len(args)]), tuple(zip(names, parts[len(args) :], strict=True)))
        case Operation(_, operator, _):
            return Operation(parts[0], operator, parts[1])
        case Dictionary():
            return Dictionary(tuple(zip(parts[::2], parts[1::2], strict=True)))
        case _:
            return Listed(tuple(parts))


def _free(draft: Draft, label: str) -> str:
    """The parameter for what is called `label`, which hides nothing that the function needs."""
    name = in_words(label)
    return name if draft.names.is_free(name) else f"{name}_"


def _type_of(parameter: Parameter) -> str:
    if parameter.name in ("severity", "team"):
        return parameter.name.capitalize()
    if not parameter.is_number:
        return "str"
    return "float" if any("." in value for value in parameter.values) else "int"


__all__ = ["Made"]
