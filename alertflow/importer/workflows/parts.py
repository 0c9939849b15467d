"""The mappings of a workflow or action file as calls of the classes that they are in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from alertflow.github import Strategy
from alertflow.github.reading.fields import field_of, fields_of
from alertflow.github.reading.shapes import Shape
from alertflow.github.syntax import CONDITIONS, Syntax
from alertflow.importer.workflows import texts
from alertflow.importer.workflows.expressions import Scope
from alertflow.importer.workflows.notes import Notes, Path
from alertflow.importer.writing.declared import words_of
from alertflow.importer.writing.imports import symbol_of
from alertflow.importer.writing.nodes import (
    Argument,
    Call,
    Dictionary,
    Expression,
    Listed,
    Literal,
)
from alertflow.sections.mapped import FILE

Constants: TypeAlias = Callable[[str, Any, Expression], Expression]
"""From a field, what it holds and how that is said to the constant for it, or to what was given."""

_INNER = {"include": ("matrix", "include"), "exclude": ("matrix", "exclude")}
_PLAIN = Shape(anything=True)


class Parts:
    """Writes the parts of one file.

    `told` holds the texts, by identity, of which something is told: they stay as they are, so that it goes on
    being told. `constant` gives the constant for what a field holds, if there is one.
    """

    def __init__(self, notes: Notes, told: frozenset[int], constant: Constants) -> None:
        self.notes = notes
        self.told = told
        self.constant = constant
        self.scope = Scope()

    def section(self, value: Syntax, path: Path, own: Mapping[str, Argument | None] | None = None) -> Call:
        """`value`, which stands at `path`, as the call that makes it. `own` are the fields that are said by
        who asks; those behind which None stands are left out.
        """
        return self.call(value, self.fields(value, path, own or {}))

    def call(self, value: Syntax, given: dict[str, Argument]) -> Call:
        """`value` with the fields that are `given`, those that have a position first."""
        cls = type(value)
        args: list[Argument] = []
        for name in cls.positional():
            if name not in given:
                break
            args.append(given.pop(name))
        words = words_of(cls)
        keywords = tuple([(words[name], one) for name, one in given.items()])
        return Call(symbol_of(cls), tuple(args), keywords)

    def fields(self, value: Syntax, path: Path, own: Mapping[str, Argument | None]) -> dict[str, Argument]:
        """The fields of `value` in the order of the file."""
        cls, found = type(value), dict[str, Argument]()
        inner = (*path, cls.BELOW) if cls.BELOW else path
        for name in in_order(value):
            if name in own:
                one = own[name]
                if one is not None:
                    found[name] = one
                continue
            held = value.__dict__[name]
            if held is None or (isinstance(held, tuple | dict) and not held):
                continue
            if name == "extra":
                found[name] = self.plain(held, inner)
                continue
            here = (*inner, *(_INNER[name] if name in cls.UNWRITTEN else (cls.keys()[name],)))
            said = self.constant(name, held, self.field(value, name, held, here))
            found[name] = self.notes.beside(here, said)
        found |= {name: one for name, one in own.items() if one is not None and name not in found}
        return found

    def field(self, of: Syntax, name: str, held: Any, path: Path) -> Expression:
        """What the field `name` of `of` holds."""
        if name in CONDITIONS and isinstance(held, str):
            if texts.is_other(held) or id(held) in self.told:
                return texts.verbatim(held)
            return texts.condition(held, self.scope)
        cls = type(of)
        key = cls.keys().get(name, name)
        shape = (fields_of(cls).get(key) or field_of(cls, name, key)).shape
        return self.value(held, shape, path)

    def value(self, held: Any, shape: Shape, path: Path) -> Expression:
        """A value of `shape` at `path`."""
        if isinstance(held, Syntax):
            return self.section(held, path)
        if isinstance(held, str):
            return self.text(held, shape)
        if isinstance(held, Mapping):
            return self.mapping(held, shape.named or _PLAIN, path)
        if isinstance(held, tuple | list):
            inner = shape.items or _PLAIN
            return self.listed(
                [self.value(one, inner, (*path, index)) for index, one in enumerate(held)], path
            )
        return Literal(held)

    def text(self, held: str, shape: Shape) -> Expression:
        """A text, or what was taken for one."""
        if texts.is_other(held) or id(held) in self.told:
            return texts.verbatim(held)
        if "${{" in held:
            return texts.value(held, self.scope, plain=shape.text or shape.anything)
        return Literal(str.__str__(held))

    def mapping(self, held: Mapping[str, Any], shape: Shape, path: Path) -> Dictionary:
        """A mapping from names to values of `shape`."""
        return Dictionary(
            tuple(
                [
                    (
                        Literal(name),
                        self.notes.beside((*path, name), self.value(one, shape, (*path, name))),
                    )
                    for name, one in held.items()
                ]
            )
        )

    def listed(self, items: Iterable[Expression], path: Path) -> Listed:
        """A list of what stands at `path`."""
        return Listed(tuple([self.notes.beside((*path, index), one) for index, one in enumerate(items)]))

    def plain(self, held: Mapping[str, Any], path: Path) -> Dictionary:
        """Plain data, as it stood."""
        return self.mapping(held, _PLAIN, path)


def in_order(value: Syntax) -> list[str]:
    """The fields that were given, in the order of the file."""
    given = value.model_fields_set
    file = value.__dict__.get(FILE)
    placed = [name for name in (file.places or ()) if name in given] if file is not None else []
    if isinstance(value, Strategy):  # a file has the last two in the first
        placed.sort(
            key=lambda name: (
                ("axes", "include", "exclude").index(name) if name in _INNER or name == "axes" else 3
            )
        )
    return [*placed, *[name for name in type(value).model_fields if name in given and name not in placed]]


__all__ = ["Parts", "in_order"]
