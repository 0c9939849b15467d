"""From the text of a file to sections, by the types of their fields, with the place of everything."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from alertflow.declared import AlertflowError, Declared, suggestion, written_at
from alertflow.declared.wording import expectation
from alertflow.sections.dialects import GO_YAML_2, Dialect, characters, number, scalar
from alertflow.sections.later import found
from alertflow.sections.merging import Pairing
from alertflow.sections.mistakes import Mistakes, Trail, told
from alertflow.sections.places import Places
from alertflow.sections.section import Section, remember_file
from alertflow.sections.shapes import Shape, deciding_keys, keys_of, required_keys, without_words
from alertflow.yaml import Document, Node
from alertflow.yaml import read as read_yaml

S = TypeVar("S", bound=Section)

_LARGEST = 2**63
"""The first whole number that Go takes for none of its own."""

WRONG: Any = object()
"""Stands for a value that is wrong, and of which this is already told."""


def read(cls: type[S], text: str, path: str) -> S:
    """The section of `cls` that `text`, a whole YAML file, says; `path` is where messages say it stands.

    Raises AlertflowError, with the place of each, for all that does not fit: what is not YAML, unknown keys,
    values of the wrong kind or form, missing keys, and what the sections' own `mistakes` tell.
    """
    document = read_yaml(text, path)
    mistakes = Mistakes(document)
    made = read_node(cls, document.root or Node({}, 1, 1), mistakes)
    mistakes.tell()
    assert made is not None
    return made


def read_node(
    cls: type[S], node: Node, mistakes: Mistakes, *, trail: Trail = None, dialect: Dialect | None = None
) -> S | None:
    """The section of `cls` that `node` of a file says; None where it is wrong, as `mistakes` then tells.

    `mistakes` knows the file, and whether unknown keys are kept, in `extra`; `trail` leads to `node`.
    """
    before = len(mistakes.found)
    reader = Reader(mistakes.document, dialect or cls.DIALECT or GO_YAML_2, mistakes)
    made = reader.value(Shape(classes=(cls,)), node, trail)
    return None if made is WRONG or len(mistakes.found) > before else made


class _Parts(NamedTuple):
    """What an object is made of."""

    node: Node
    trail: Trail
    values: dict[str, Any]
    """By field."""
    nodes: dict[str, Node]
    """By field: where its value stands."""
    empty: dict[str, Any]
    """By key: what stands there and says nothing."""


class Reader:
    """Reads one file, and collects what is wrong with it."""

    def __init__(self, document: Document, dialect: Dialect, mistakes: Mistakes | None = None) -> None:
        self.document = document
        self.dialect = dialect
        self.mistakes = mistakes or Mistakes(document)
        self.pairing = Pairing(dialect, self.mistakes)

    def value(self, shape: Shape, node: Node, trail: Trail) -> Any:
        """The value at `node`, which should be of `shape`; WRONG where it is not."""
        data = node.data
        kind = type(data)
        if kind is dict:
            if shape.classes:
                return self.one_of(shape.classes, node, trail)
            if shape.named is not None:
                return self.named(shape.named, node, trail)
        elif kind is list:
            if shape.items is not None:
                return self.items(shape.items, node, trail)
        elif data is not None:
            value = self.scalar(shape, node, trail)
            if value is not None:
                return value
        return self.anything(node, trail) if shape.anything else self.wrong(shape, node, trail)

    def scalar(self, shape: Shape, node: Node, trail: Trail) -> Any:
        """What the scalar `node` is as one of the forms of `shape`; None where it is none of them."""
        dialect = self.dialect
        plain = not node.style
        if plain or dialect.also_switches:
            text = characters(node)
            if shape.switch:
                switch = dialect.switches.get(text) if plain else None
                switch = dialect.also_switches.get(text) if switch is None else switch
                if switch is not None:
                    return switch
            if plain and (shape.whole or shape.number):
                amount = number(node)
                if not isinstance(amount, str) and shape.number:
                    return amount
                if not isinstance(amount, str) and -_LARGEST <= amount < _LARGEST:
                    return int(amount)  # as Go's readers do
            if plain and not dialect.any_text and type(scalar(node, dialect)) is not str:
                return None
        text = characters(node)
        if shape.text:
            return text
        if shape.written is not None:
            return self.written(shape.written, text, node, trail)
        return text if text in shape.words else None

    def written(self, cls: Any, text: str, node: Node, trail: Trail) -> Any:
        """What `cls` makes of `text`."""
        try:
            made = cls.of_text(text)
        except (AlertflowError, ValueError) as error:
            self.mistakes.add(node, trail, error.message if isinstance(error, AlertflowError) else str(error))
            return WRONG
        place = self.document.place(node)
        for one in made if type(made) is tuple else (made,):
            if isinstance(one, Declared):
                written_at(place, one)
        return made

    def wrong(self, shape: Shape, node: Node, trail: Trail) -> Any:
        """Tells that the value at `node` is not of `shape`."""
        data = node.data
        if isinstance(data, str) and shape.words:
            message = f"{told(data)} is not known here. {suggestion(data, shape.words)}"
        else:
            message = f"should be {without_words(shape)}, not {told(data)}."
            if shape.text and node.style == "":
                message += " Write it in quotes."
        self.mistakes.add(node, trail, message)
        return WRONG

    def items(self, shape: Shape, node: Node, trail: Trail) -> tuple[Any, ...]:
        """A list of values of `shape`; one text may say several of them."""
        made: list[Any] = []
        for index, item in enumerate(node.items):
            if item.data is None and shape.text:
                made.append("")
                continue
            value = self.value(shape, item, (trail, index))
            if type(value) is tuple and shape.written is not None:
                made.extend(value)
            else:
                made.append(value)
        return tuple(made)

    def named(self, shape: Shape, node: Node, trail: Trail) -> dict[str, Any]:
        """A mapping from names to values of `shape`."""
        made: dict[str, Any] = {}
        text = shape.text
        for key, value in self.pairing.of(node, trail):
            name, data = key.data, value.data
            if type(name) is not str:
                name = self.name(key, trail)
            if text and (data is None or (type(data) is str and value.style)):
                made[name] = data or ""
            else:
                made[name] = self.value(shape, value, (trail, name))
        return made

    def name(self, key: Node, trail: Trail) -> str:
        """A key as text; tells of one that is none."""
        if self.dialect.any_text or type(key.data) is str:
            return "" if key.data is None else characters(key)
        self.mistakes.add(key, trail, f"a key is text, not {told(key.data)}. Write it in quotes.")
        return ""

    def anything(self, node: Node, trail: Trail) -> Any:
        """Plain data of any form."""
        if node.pairs:
            pairs = self.pairing.of(node, trail)
            return {
                self.name(key, trail): self.anything(value, (trail, characters(key))) for key, value in pairs
            }
        if node.items:
            return [self.anything(item, (trail, index)) for index, item in enumerate(node.items)]
        return node.data if node.style is None else scalar(node, self.dialect)

    def one_of(self, named: tuple[type[Section], ...], node: Node, trail: Trail) -> Any:
        """The mapping at `node` as an object of that one of the classes `named` which its keys tell."""
        classes = _classes(named)
        if len(classes) == 1:
            return self.section(classes[0], node, trail)
        fixed = [one for one in classes if one.FIXED and one.FIXED.items() <= node.data.items()]
        if len(fixed) == 1:
            return self.section(fixed[0], node, trail)
        deciding = deciding_keys(classes)
        pairs = self.pairing.of(node, trail)
        there = node.data if pairs is node.pairs else {key.data for key, _ in pairs}
        given = [key for key in deciding if key in there]
        if len({deciding[key] for key in given}) == 1:
            return self.section(deciding[given[0]], node, trail)
        names = [f"'{key}'" for key in given or deciding]
        listed = f"{', '.join(names[:-1])} {'and' if given else 'or'} {names[-1]}"
        message = f"has {listed}, which exclude each other." if given else f"should have {listed}."
        self.mistakes.add(node, trail, message)
        return WRONG

    def section(self, cls: type[Section], node: Node, trail: Trail) -> Any:
        """The mapping at `node` as an object of `cls`; WRONG where something in it is."""
        told_of, keys = self.mistakes.found, keys_of(cls)
        before = len(told_of)
        parts = _Parts(node, trail, {}, {}, {})
        any_text = self.dialect.any_text
        for name, value in self.pairing.of(node, trail):
            key = keys.get(name.data)
            if key is None:
                self.further(cls, name, value, parts)
                continue
            field, data = key.field, value.data
            parts.nodes[field] = value
            if key.only_text and any_text and type(data) is str:
                parts.values[field] = data
            elif data is None and not key.shape.anything:
                parts.empty[name.data] = data
            else:
                if data == [] or data == {}:
                    parts.empty[name.data] = data
                told_before = len(told_of)
                made = self.value(key.shape, value, (trail, name.data))
                if len(told_of) == told_before:
                    parts.values[field] = made
        for word, fixed in cls.FIXED.items():
            if word not in node.data:
                self.mistakes.add(node, trail, f"'{word}' is missing: it is '{fixed}' here.")
        for word, field in required_keys(cls):
            if field not in parts.nodes or parts.nodes[field].data is None:
                self.mistakes.add(node, trail, f"'{word}' is missing.")
        return self.made(cls, parts, sound=len(told_of) == before)

    def made(self, cls: type[Section], parts: _Parts, sound: bool) -> Any:
        """The object of `cls` made of `parts`; WRONG where there is something wrong with it.

        `sound` says that nothing is missing and each value is of its kind.
        """
        section = cls.__new__(cls)
        object.__setattr__(section, "__source__", self.document.place(parts.node))
        try:
            section.__pydantic_validator__.validate_python(parts.values, self_instance=section)
        except ValidationError as error:
            self.refused(cls, parts, error, sound)
            return WRONG
        if not sound:
            return WRONG
        remember_file(section, Places(self.document, parts.nodes), parts.empty)
        for field, message in section.mistakes():
            value = parts.nodes.get(field)
            trail = parts.trail if value is None else (parts.trail, cls.keys()[field])
            self.mistakes.add(value or parts.node, trail, message)
        return section

    def refused(self, cls: type[Section], parts: _Parts, error: ValidationError, sound: bool) -> None:
        """Tells what the class itself refuses of its values: a form, or what they say together."""
        at: dict[int, tuple[Node, Trail, list[ErrorDetails]]] = {}
        for detail in error.errors(include_url=False, include_context=True):
            node, trail = parts.node, parts.trail
            if detail["loc"]:
                given, *way = detail["loc"]
                field = next(name for name, word in cls.parameters().items() if given in (name, word))
                if field not in parts.nodes or detail["type"] == "missing":
                    continue  # this is told already
                node, trail = _at(parts.nodes[field], (trail, cls.keys()[field]), way)
            elif not sound:
                continue  # what is left of the values says nothing together
            at.setdefault(id(node), (node, trail, []))[2].append(detail)
        for node, trail, details in at.values():
            self.mistakes.add(node, trail, _sentence(details, node))

    def further(self, cls: type[Section], key: Node, value: Node, parts: _Parts) -> None:
        """Takes a key that is no field: a fixed one, or one that `cls` does not have."""
        name, trail = key.data, parts.trail
        if name in cls.FIXED:
            if value.data != cls.FIXED[name]:
                message = f"should be '{cls.FIXED[name]}', not {told(value.data)}."
                self.mistakes.add(value, (trail, name), message)
            return
        known = [*cls.FIXED, *keys_of(cls)]
        word = name if isinstance(name, str) else characters(key)
        message = cls.ELSEWHERE.get(word) or f"unknown key {told(name)}. {suggestion(word, known)}"
        if self.mistakes.keep(key, trail, message):
            parts.values.setdefault("extra", {})[name] = self.anything(value, (trail, name))


@cache
def _classes(named: tuple[type[Section], ...]) -> tuple[type[Section], ...]:
    """The classes, with those in place that come later."""
    return tuple([found(one) for one in named])


def _at(node: Node, trail: Trail, way: list[int | str]) -> tuple[Node, Trail]:
    """The value, or the key, that `way` leads to from `node`; it also names branches of unions."""
    for step in way:
        if isinstance(step, int) and step < len(node.items):
            node, trail = node.items[step], (trail, step)
            continue
        for key, value in node.pairs:
            if key.data == step:
                if way[-1] == "[key]":
                    return key, trail
                node, trail = value, (trail, str(step))
                break
    return node, trail


def _sentence(details: list[ErrorDetails], node: Node) -> str:
    """What is wrong with the value at `node`, by what pydantic says of it."""
    said = expectation(details)
    return said if said.endswith(".") else f"{said}, not {told(node.data)}."
