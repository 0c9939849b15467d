"""From the tree of a file to the objects of the model, by the types of their fields.

What GitHub's own parser takes is taken: a number, true, false or nothing where text is expected, an
expression wherever one can give the value. Source of these rules: github.com/actions/languageservices,
`workflow-parser` (template-reader.ts, workflow-v1.0.json).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from alertflow.declared import suggestion
from alertflow.github.expressions import to_text
from alertflow.github.jobs.strategies import Strategy
from alertflow.github.reading.fields import deciding_keys, field_of, fields_in
from alertflow.github.reading.rules import INNER, LOOSE, UNSAID
from alertflow.github.reading.shapes import Shape
from alertflow.github.syntax import Syntax
from alertflow.github.values import NOTHING, Verbatim
from alertflow.sections.mistakes import Mistakes, Trail, told
from alertflow.sections.places import Places
from alertflow.yaml import Document, Node

_MERGED = "'<<' is no key here: GitHub reads anchors and aliases, but does not merge mappings."

WRONG: Any = object()
"""Stands for a value that is wrong, and of which this is already told."""


class _Parts(NamedTuple):
    """What an object is made of."""

    values: dict[str, Any]
    """By field."""
    nodes: dict[str, Node]
    """By field: where its value stands."""
    empty: dict[str, Any]
    """By key: what stands there and says nothing."""


class Reader:
    """Reads one file, and collects what is wrong with it."""

    def __init__(self, document: Document, in_action: bool, mistakes: Mistakes) -> None:
        self.document = document
        self.in_action = in_action
        self.mistakes = mistakes

    def value(self, shape: Shape, node: Node, trail: Trail) -> Any:
        """The value at `node`, which should be of `shape`; WRONG where it is not."""
        data = node.data
        kind = type(data)
        if kind is str:
            if shape.text and (data or not shape.filled):
                return Verbatim(data) if shape.verbatim or "${{" in data else data
            if data in shape.words:
                return data
            if shape.expression and "${{" in data:
                return Verbatim(data)
        elif shape.some and not data:
            pass
        elif kind is dict:
            if shape.classes:
                return self.one_of(shape.classes, node, trail)
            if shape.named is not None:
                return self.named(shape.named, node, trail)
            if shape.by_id:
                return self.by_id(shape.by_id, node, trail)
        elif kind is list:
            if shape.items is not None:
                return self.items(shape.items, node, trail)
        elif (shape.switch and kind is bool) or (shape.number and kind in (int, float)):
            return data
        elif shape.text and (data is not None or not shape.filled):
            return _text(data)
        elif shape.null and data is None:
            return self.mapping(shape.classes[0], node, trail) if shape.hollow else None
        return self.anything(node, trail) if shape.anything else self.wrong(shape, node, trail)

    def wrong(self, shape: Shape, node: Node, trail: Trail) -> Any:
        """Tells that the value at `node` is not of `shape`."""
        data = node.data
        if (data == "" and shape.filled) or (shape.some and not data and shape.takes(type(data))):
            message = "should not be empty."
        elif isinstance(data, str) and shape.words and "${{" not in data:
            message = f"{told(data)} is not known here. {suggestion(data, shape.words)}"
        else:
            message = f"should be {shape}, not {told(data)}."
        self.mistakes.add(node, trail, message)
        return WRONG

    def items(self, shape: Shape, node: Node, trail: Trail) -> tuple[Any, ...]:
        """A list of values of `shape`."""
        return tuple([self.value(shape, item, (trail, index)) for index, item in enumerate(node.items)])

    def named(self, shape: Shape, node: Node, trail: Trail) -> dict[str, Any]:
        """A mapping from names to values of `shape`."""
        made: dict[str, Any] = {}
        for key, value in self.pairs(node, trail):
            if key.data == "<<" and shape.text and type(value.data) in (dict, list):
                self.mistakes.add(key, trail, _MERGED)
            else:
                made[key.data] = self.value(shape, value, (trail, key.data))
        return made

    def pairs(self, node: Node, trail: Trail, empty: bool = False) -> list[tuple[Node, Node]]:
        """The keys and values of a mapping of any names: GitHub takes none that differ only by case, and an
        empty one (`empty`) only deep within a matrix.
        """
        found: list[tuple[Node, Node]] = []
        seen: dict[str, str] = {}
        for pair in node.pairs:
            key = pair[0]
            name = key.data
            if type(name) is not str or not (name or empty):
                self.mistakes.add(key, trail, f"a key is text, not {told(name)}. Write it in quotes.")
            elif (before := seen.setdefault(name.upper(), name)) is not name:
                self.mistakes.add(
                    key, trail, f"{told(name)} stands here twice: {told(before)} is the same to GitHub."
                )
            else:
                found.append(pair)
        return found

    def anything(self, node: Node, trail: Trail) -> Any:
        """Plain data of any form."""
        if node.pairs:
            pairs = self.pairs(node, trail, empty=True)
            return {key.data: self.anything(value, (trail, key.data)) for key, value in pairs}
        if node.items:
            return [self.anything(item, (trail, index)) for index, item in enumerate(node.items)]
        return node.data

    def by_id(self, classes: tuple[type[Syntax], ...], node: Node, trail: Trail) -> tuple[Any, ...]:
        """A mapping from ids to mappings, as objects that know their ids."""
        made = []
        for key, value in self.pairs(node, trail):
            inner = (trail, key.data)
            if key.data == "<<":
                self.mistakes.add(key, trail, _MERGED)
            elif type(value.data) is dict:
                made.append(self.one_of(classes, value, inner, key))
            else:
                self.wrong(Shape(classes=classes), value, inner)
        return tuple(made)

    def one_of(
        self, classes: tuple[type[Syntax], ...], node: Node, trail: Trail, id_: Node | None = None
    ) -> Any:
        """The mapping at `node` as an object of that one of `classes` which its keys tell."""
        if len(classes) == 1:
            return self.mapping(classes[0], node, trail, id_)
        deciding = deciding_keys(classes)
        given = [key for key in deciding if key in node.data]
        if len({deciding[key] for key in given}) == 1:
            return self.mapping(deciding[given[0]], node, trail, id_)
        merge = next((key for key, _ in node.pairs if key.data == "<<"), None)
        if merge is not None and not given:
            self.mistakes.add(merge, trail, _MERGED)
            return WRONG
        names = [f"'{key}'" for key in given or deciding]
        listed = f"{', '.join(names[:-1])} {'and' if given else 'or'} {names[-1]}"
        message = f"has {listed}, which exclude each other." if given else f"should have {listed}."
        self.mistakes.add(node, trail, message)
        return WRONG

    def mapping(self, cls: type[Syntax], node: Node, trail: Trail, id_: Node | None = None) -> Any:
        """The mapping at `node` (or nothing, which is an empty one) as an object of `cls`.

        `id_` is the key that it stands behind, where that is a field of its.
        """
        if cls.BELOW is not None:
            node, trail = self.below(cls.BELOW, node, trail)
        parts = _Parts(dict(UNSAID.get(cls.__name__, NOTHING)), {}, {})
        if id_ is not None:
            parts.values["id"], parts.nodes["id"] = id_.data, id_
        if cls is Strategy:
            node = self.matrix(node, trail, parts)
        self.fields(cls, node, trail, parts)
        return cls.of_file(
            parts.values, self.document.place(node), Places(self.document, parts.nodes), parts.empty
        )

    def fields(self, cls: type[Syntax], node: Node, trail: Trail, parts: _Parts) -> None:
        """Reads the fields of `cls` that stand in the mapping `node`."""
        values, nodes, empty = parts
        fields = fields_in(cls, self.in_action)
        for key, value in node.pairs:
            name = key.data
            if name not in fields:
                self.further(cls, key, value, trail, values)
                continue
            field, data = fields[name], value.data
            nodes[field.name] = value
            if not field.required and name != "default" and _says_nothing(data, field.shape):
                empty[name] = data
                continue
            values[field.name] = self.value(field.shape, value, (trail, name))
            if not data or (type(data) in (dict, list) and _is_hollow(data)):
                empty[name] = data
        for name, field in fields.items():
            if field.required and field.name not in nodes:
                self.mistakes.add(node, trail, f"'{name}' is missing.")

    def further(
        self, cls: type[Syntax], key: Node, value: Node, trail: Trail, values: dict[str, Any]
    ) -> None:
        """Takes a key that `cls` does not know, where GitHub does or it is to be kept; else tells of it."""
        name = key.data
        loose = cls.__name__ in LOOSE and name and isinstance(name, str)
        if loose or self.unknown(key, fields_in(cls, self.in_action), trail, may_be_kept=True):
            values.setdefault("extra", {})[name] = self.anything(value, (trail, name))

    def matrix(self, node: Node, trail: Trail, parts: _Parts) -> Node:
        """Reads `include` and `exclude`, which a file has in the matrix; gives the strategy without them."""
        pairs = []
        for key, value in node.pairs:
            if key.data == "matrix" and type(value.data) is dict:
                inner, axes = (trail, "matrix"), []
                for pair in self.pairs(value, inner):
                    name = pair[0].data
                    if name in INNER:
                        shape = field_of(Strategy, name, name).shape
                        parts.values[name] = self.value(shape, pair[1], (inner, name))
                        parts.nodes[name] = pair[1]
                    else:
                        axes.append(pair)
                value = value._replace(pairs=tuple(axes))
            pairs.append((key, value))
        return node._replace(pairs=tuple(pairs))

    def below(self, key: str, node: Node, trail: Trail) -> tuple[Node, Trail]:
        """The mapping that stands under the only `key` of another; an empty one where there is none."""
        found, inner = node._replace(pairs=()), trail
        for name, value in node.pairs:
            if name.data != key:
                self.unknown(name, (key,), trail)
            elif type(value.data) is dict:
                found, inner = value, (trail, key)
            else:
                self.wrong(Shape(named=Shape()), value, (trail, key))
        return found, inner

    def unknown(self, key: Node, known: Iterable[str], trail: Trail, *, may_be_kept: bool = False) -> bool:
        """Tells of a key that is not `known`; whether it is to be kept, if there is a place for it."""
        name = key.data
        if name == "<<":
            message = _MERGED
        elif isinstance(name, str):
            message = f"unknown key {told(name)}. {suggestion(name, known)}"
            if may_be_kept and name:
                return self.mistakes.keep(key, trail, message)
        else:
            message = f"a key is text, not {told(name)}."
        self.mistakes.add(key, trail, message)
        return False


def _text(scalar: Any) -> Verbatim:
    """A scalar that is not text, as the text that GitHub takes it for."""
    text = Verbatim(to_text(scalar))
    text.scalar = scalar
    return text


def _says_nothing(data: Any, shape: Shape) -> bool:
    """Whether a key might as well not stand there: nothing where text can be, a blank expression."""
    if data is None:
        return shape.text and not shape.filled
    return shape.condition and isinstance(data, str) and not data.strip()


def _is_hollow(data: Any) -> bool:
    """Whether a mapping or list holds no value at all."""
    inner = data.values() if isinstance(data, dict) else data
    return all(type(one) in (dict, list) and _is_hollow(one) for one in inner)
