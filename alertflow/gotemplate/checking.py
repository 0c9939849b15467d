"""Follows a template through its data as Go would, and says what surely fails when it is executed.

Go looks at fields, arguments and most variables only when it executes a template, which for a notification is
when somebody should be told. Certain beats many: what is not known is taken to be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alertflow.declared import suggestion
from alertflow.gotemplate.environment import Environment
from alertflow.gotemplate.evaluation import Evaluation, Scope
from alertflow.gotemplate.problems import Problem, Read
from alertflow.gotemplate.standard import INT, STRING
from alertflow.gotemplate.tree import (
    Action,
    Body,
    Call,
    Define,
    If,
    Name,
    Node,
    Pipeline,
    Range,
    Template,
    With,
    assigned,
    is_empty,
)
from alertflow.gotemplate.types import ANY, NIL, Type
from alertflow.release import reaches

_RANGE_OVER_NUMBER = "1.24"
"""The Go since which a range goes over a whole number: https://go.dev/doc/go1.24#texttemplatepkgtexttemplate."""
_ESCAPERS = frozenset({"html", "urlquery"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a template, in the order in which Go would come upon it."""

    problems: tuple[Problem, ...]
    reads: tuple[Read, ...]
    """The fields, keys and variables that it reads of data whose type is known."""


def check(template: Template, environment: Environment) -> Checked:
    """What surely fails in `template`, and what it reads, when it is executed in `environment`.

    The templates that it calls are followed, too, each with the types of data that it is given. Those that
    it only defines are looked at without knowing their data.
    """
    walk = _Walk(template, environment)
    walk.run(template.body, environment.root, environment.variables, "")
    for define in template.defines.values():
        if define.name not in walk.called:
            walk.run(define.body, ANY, {}, "")
    return Checked(tuple(walk.evaluation.problems), tuple(walk.evaluation.reads))


class _Walk:
    def __init__(self, template: Template, environment: Environment) -> None:
        self.own = template.defines
        self.environment = environment
        self.evaluation = Evaluation(environment)
        self.called: set[str] = set()
        self.followed: set[tuple[str, Type]] = set()

    def run(self, body: Body, root: Type, variables: Mapping[str, Type], within: str) -> None:
        """Executes a template whose data is a `root`."""
        scope = Scope(root, assigned(body), list(variables.items()), within)
        self.body(body, root, scope)

    def body(self, body: Body, dot: Type, scope: Scope) -> None:
        for node in body:
            self.node(node, dot, scope)

    def inner(self, body: Body, dot: Type, scope: Scope) -> None:
        """A body whose variables end with it."""
        mark = len(scope.variables)
        self.body(body, dot, scope)
        del scope.variables[mark:]

    def node(self, node: Node, dot: Type, scope: Scope) -> None:
        match node:
            case Action():
                self.evaluation.pipeline(node.pipeline, dot, scope)
                self.escapers(node.pipeline, scope)
            case If() | With():
                self.branches(node, dot, scope)
            case Range():
                self.loop(node, dot, scope)
            case Call():
                self.call(node, dot, scope)

    def branches(self, node: If | With, dot: Type, scope: Scope) -> None:
        mark = len(scope.variables)
        for branch in node.branches:
            value = self.evaluation.pipeline(branch.pipeline, dot, scope)
            if value is not NIL:
                self.inner(branch.body, value if isinstance(node, With) else dot, scope)
        self.inner(node.otherwise or (), dot, scope)
        del scope.variables[mark:]

    def loop(self, node: Range, dot: Type, scope: Scope) -> None:
        mark = len(scope.variables)
        value = self.evaluation.pipeline(node.pipeline, dot, scope)
        if value.kind == "pointer" and value.of is not None:
            value = value.of
        behind = len(scope.variables)
        key, element = self.elements(value, node.pipeline, scope)
        if not node.pipeline.assigns:
            for name, kind in zip(node.pipeline.variables[::-1], (element, key), strict=False):
                behind -= 1
                scope.variables[behind] = (name, ANY if name in scope.unsure else kind)
        if value is not NIL:
            self.inner(node.body, element, scope)
        for index in range(behind, len(scope.variables)):
            scope.variables[index] = (scope.variables[index][0], ANY)
        self.inner(node.otherwise or (), dot, scope)
        del scope.variables[mark:]

    def elements(self, value: Type, pipeline: Pipeline, scope: Scope) -> tuple[Type, Type]:
        """The types of the keys and elements over which a range goes."""
        go = self.environment.go
        match value.kind:
            case "list":
                return INT, value.of or ANY
            case "map":
                return STRING, value.of or ANY
            case "int" if reaches(go, _RANGE_OVER_NUMBER) and len(pipeline.variables) < 2:
                return ANY, value
            case "any" | "nil":
                return ANY, ANY
        hint = ""
        if value.kind == "int" and not reaches(go, _RANGE_OVER_NUMBER):
            hint = (
                f" Go does so since {_RANGE_OVER_NUMBER}, and {self.environment.program} is built with {go}."
            )
        message = f"range cannot go over {value.words}.{hint}"
        self.evaluation.note("not-iterable", message, pipeline.place, scope)
        return ANY, ANY

    def call(self, node: Call, dot: Type, scope: Scope) -> None:
        data = NIL if node.pipeline is None else self.evaluation.pipeline(node.pipeline, dot, scope)
        define, within = self.find(node.name)
        if define is None:
            if node.name not in self.environment.templates:
                known = {*self.own, *self.environment.templates}
                message = f"no template '{node.name}' is defined. {suggestion(node.name, known)}"
                self.evaluation.note("undefined-template", message, node.place, scope)
            return
        self.called.add(node.name)
        if (node.name, data) not in self.followed:
            self.followed.add((node.name, data))
            self.run(define.body, data, {}, within)

    def find(self, name: str) -> tuple[Define | None, str]:
        """The template `name`, and '' if it is of this text, or else its name."""
        own, other = self.own.get(name), self.environment.templates.get(name)
        if own is not None and (other is None or not is_empty(own.body)):
            return own, ""
        return other, name

    def escapers(self, pipeline: Pipeline, scope: Scope) -> None:
        """html/template refuses to execute a template that escapes and then goes on."""
        if not self.environment.html or pipeline.variables:
            return
        for command in pipeline.commands[:-1]:
            first = command.operands[0]
            if isinstance(first, Name) and first.name in _ESCAPERS:
                message = (
                    f"in HTML, '{first.name}' may only end a pipeline: what is inserted is escaped anyway."
                )
                self.evaluation.note("escaper", message, first.place, scope)
