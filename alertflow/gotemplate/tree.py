"""The tree of a Go template: what was written, each part with its line and column.

Source: https://pkg.go.dev/text/template/parse. An `else if` (and `else with`) is one more branch here, where
Go's own tree holds an `if` within an `else`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias


class Place(NamedTuple):
    """Where in the text of a template something stands."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    position: int
    """How many characters of the text are before it."""

    def behind(self, characters: int) -> Place:
        """The place so many characters further in the same line."""
        return Place(self.line, self.column + characters, self.position + characters)


class Dot(NamedTuple):
    """`.`, the data at hand."""

    place: Place


class Nil(NamedTuple):
    """`nil`."""

    place: Place


class Bool(NamedTuple):
    """`true` or `false`."""

    place: Place
    value: bool


class String(NamedTuple):
    """Text in double quotes or backticks. Bytes that are no UTF-8 (`"\\xff"`) are kept as surrogates."""

    place: Place
    value: str


class Number(NamedTuple):
    """A number or a character (`'a'`)."""

    place: Place
    text: str
    kind: Literal["int", "float", "complex"]
    """What Go makes of it where nothing says what it should be."""
    is_int: bool
    """Whether it can also stand where an integer is expected (`1.0` can)."""
    is_float: bool
    """Whether it can also stand where a floating-point number is expected."""


class Name(NamedTuple):
    """The name of a function."""

    place: Place
    name: str


class Field(NamedTuple):
    """`.Labels.job`: fields, methods or keys of dot, each on what the one before gives."""

    place: Place
    names: tuple[str, ...]


class Variable(NamedTuple):
    """`$x`, or fields of what it holds: `$x.Labels.job`."""

    place: Place
    name: str
    """With its `$`; `$` alone is the data with which the template was called."""
    names: tuple[str, ...] = ()


class Chain(NamedTuple):
    """Fields of what something else gives: `(index .Alerts 0).Labels`."""

    place: Place
    """Of the first dot."""
    operand: Operand
    names: tuple[str, ...]


class Command(NamedTuple):
    """One step of a pipeline: a value, or a function or method with its arguments."""

    place: Place
    operands: tuple[Operand, ...]


class Pipeline(NamedTuple):
    """Commands, each given the outcome of the one before as its last argument. In parentheses, an operand."""

    place: Place
    commands: tuple[Command, ...]
    variables: tuple[str, ...] = ()
    """The variables that take the outcome; two only in a `range`: the index or key, and the element."""
    assigns: bool = False
    """Whether by `=`, which sets variables that exist; `:=` makes new ones."""


Operand: TypeAlias = Dot | Nil | Bool | String | Number | Name | Field | Variable | Chain | Pipeline


class Text(NamedTuple):
    """What is written as it stands, trimmed where an action beside it says so."""

    place: Place
    text: str


class Action(NamedTuple):
    """`{{ pipeline }}`: writes what it gives, or sets a variable."""

    place: Place
    pipeline: Pipeline


class Branch(NamedTuple):
    """The condition behind `if`, `with`, `else if` or `else with`, and what then happens."""

    pipeline: Pipeline
    body: Body


class If(NamedTuple):
    """`{{ if }} … {{ else if }} … {{ else }} … {{ end }}`."""

    place: Place
    branches: tuple[Branch, ...]
    otherwise: Body | None


class With(NamedTuple):
    """`{{ with }} … {{ else with }} … {{ else }} … {{ end }}`: in a branch, dot is what its pipeline gave."""

    place: Place
    branches: tuple[Branch, ...]
    otherwise: Body | None


class Range(NamedTuple):
    """`{{ range }} … {{ else }} … {{ end }}`: in the body, dot is one element after the other."""

    place: Place
    pipeline: Pipeline
    body: Body
    otherwise: Body | None


class Break(NamedTuple):
    """`{{ break }}`."""

    place: Place


class Continue(NamedTuple):
    """`{{ continue }}`."""

    place: Place


class Call(NamedTuple):
    """`{{ template "name" pipeline }}`; also what a `{{ block "name" pipeline }}` leaves in its place."""

    place: Place
    name: str
    pipeline: Pipeline | None
    """What is dot there; without one it is nothing at all."""


Node: TypeAlias = Text | Action | If | With | Range | Break | Continue | Call
Body: TypeAlias = tuple[Node, ...]


class Define(NamedTuple):
    """`{{ define "name" }} … {{ end }}`, or the body of a `block`."""

    place: Place
    name: str
    body: Body


class Template(NamedTuple):
    """A text that Go's text/template takes: what it does by itself, and the templates that it defines."""

    body: Body
    defines: Mapping[str, Define]


def is_empty(body: Body) -> bool:
    """Whether nothing but white space is in `body`: Go lets such a template be defined once more."""
    return all(isinstance(node, Text) and not node.text.strip() for node in body)


def inner_bodies(node: Node) -> Iterator[Body]:
    """The bodies within `node`."""
    match node:
        case If() | With():
            yield from (branch.body for branch in node.branches)
            yield node.otherwise or ()
        case Range():
            yield node.body
            yield node.otherwise or ()


def pipelines(body: Body) -> Iterator[Pipeline]:
    """The pipelines of the actions in `body`, at any depth, but not those within parentheses."""
    for node in body:
        match node:
            case Action() | Range():
                yield node.pipeline
            case If() | With():
                yield from (branch.pipeline for branch in node.branches)
            case Call() if node.pipeline is not None:
                yield node.pipeline
        for inner in inner_bodies(node):
            yield from pipelines(inner)


def assigned(body: Body) -> frozenset[str]:
    """The variables that are set anew in `body` by `=`."""
    found: set[str] = set()
    todo: list[object] = list(pipelines(body))
    while todo:
        match todo.pop():
            case Pipeline() as one:
                found.update(one.variables if one.assigns else ())
                todo += [operand for command in one.commands for operand in command.operands]
            case Chain() as chain:
                todo.append(chain.operand)
    return frozenset(found)
