"""Reads the text of a template into its tree: what Go's text/template takes, and nothing else.

Source: https://pkg.go.dev/text/template and the parser in its parse package, Go 1.16 to 1.27.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from alertflow.gotemplate.cursor import Cursor, TemplateSyntaxError
from alertflow.gotemplate.lexer import Kind, Token
from alertflow.gotemplate.pipelines import Pipelines
from alertflow.gotemplate.tree import (
    Action,
    Body,
    Branch,
    Break,
    Call,
    Continue,
    Define,
    If,
    Node,
    Place,
    Range,
    Template,
    Text,
    With,
    is_empty,
)
from alertflow.release import reaches

GO: Final = "1.27"
"""The Go whose templates are read where nothing else is said."""
_BREAK, _ELSE_WITH = "1.18", "1.23"


class _Ending(Enum):
    """What ends a list of nodes."""

    END = "end"
    ELSE = "else"


def parse(
    text: str,
    functions: Collection[str] | None = None,
    variables: Iterable[str] = (),
    name: str = "",
    go: str = GO,
) -> Template:
    """The tree of the template `text`.

    Args:
        text: the template.
        functions: the names of all functions there are, Go's own included; None where any is taken.
        variables: the variables that are set before the text begins, with their `$`.
        name: by which name the text itself can be called, and so must not be defined in it once more.
        go: the release of Go that reads it: `break` came with 1.18, `else with` with 1.23.

    Raises:
        TemplateSyntaxError: Go would refuse it; or it is nested more than 100 deep, which Go would take.
    """
    if "{{" not in text:
        return Template((Text(Place(1, 1, 0), text),) if text else (), {})
    known = None if functions is None else frozenset(functions)
    return _parsed(text, known, tuple(variables), name, go)


@lru_cache(maxsize=1024)
def _parsed(
    text: str, functions: frozenset[str] | None, variables: tuple[str, ...], name: str, go: str
) -> Template:
    return _Parser(text, functions, variables, go).whole(name)


class _Parser:
    def __init__(
        self, text: str, functions: frozenset[str] | None, variables: tuple[str, ...], go: str
    ) -> None:
        self.cursor = Cursor(text)
        self.pipelines = Pipelines(self.cursor, functions, variables)
        self.go = go
        self.ranges = 0
        """How many `range` are around, within this template."""
        self.defines: dict[str, Define] = {}

    def whole(self, name: str) -> Template:
        nodes: list[Node] = []
        while (token := self.cursor.peek()).kind is not Kind.END_OF_TEXT:
            if token.kind is Kind.LEFT:
                before, self.cursor.at = self.cursor.at, self.cursor.at + 1
                if self.cursor.keyword("define"):
                    self.define(token.offset)
                    continue
                self.cursor.at = before
            node = self.text_or_action()
            if isinstance(node, _Ending):
                message = f"unexpected {{{{ {node.value} }}}}: nothing is open that it could end"
                raise self.cursor.error(message, token.offset)
            nodes.append(node)
        body = tuple(nodes)
        other = self.defines.get(name)
        if other is not None and not is_empty(other.body) and not is_empty(body):
            message = f"the template '{name}' is this text itself; define another name"
            raise TemplateSyntaxError(message, other.place)
        return Template(body, MappingProxyType(self.defines))

    def define(self, start: int) -> None:
        token = self.cursor.peek()
        name = self.template_name("define")
        self.cursor.expect(Kind.RIGHT, "define")
        self.add(name, token.offset, self.separate("define", start))

    def separate(self, word: str, start: int) -> Body:
        """The body of a define or block, up to its end: no variable and no range reaches into it."""
        variables, self.pipelines.variables = self.pipelines.variables, ["$"]
        ranges, self.ranges = self.ranges, 0
        body, ending = self.items(word, start)
        if ending is not _Ending.END:
            raise self.cursor.error(
                f"unexpected {{{{ else }}}} in {word}", self.cursor.tokens[self.cursor.at - 1].offset
            )
        self.pipelines.variables, self.ranges = variables, ranges
        return body

    def add(self, name: str, offset: int, body: Body) -> None:
        other = self.defines.get(name)
        if other is None or is_empty(other.body):
            self.defines[name] = Define(self.cursor.place(offset), name, body)
        elif not is_empty(body):
            raise self.cursor.error(
                f"the template '{name}' is defined twice; first in line {other.place.line}", offset
            )

    def template_name(self, word: str) -> str:
        token = self.cursor.peek()
        if token.kind is not Kind.STRING:
            if token.kind is Kind.ERROR:
                raise self.cursor.unexpected(token, word)
            raise self.cursor.error(f"{word} needs the name of a template in quotes", token.offset)
        self.cursor.at += 1
        return self.cursor.string(token)

    def items(self, word: str, start: int) -> tuple[Body, _Ending]:
        """The nodes up to `{{ end }}` or `{{ else }}`, which belong to the action `word` at `start`."""
        nodes: list[Node] = []
        self.cursor.enter(start)
        while self.cursor.peek().kind is not Kind.END_OF_TEXT:
            node = self.text_or_action()
            if isinstance(node, _Ending):
                self.cursor.depth -= 1
                return tuple(nodes), node
            nodes.append(node)
        raise self.cursor.error(f"this {{{{ {word} }}}} has no {{{{ end }}}}", start)

    def text_or_action(self) -> Node | _Ending:
        token = self.cursor.peek()
        if token.kind is Kind.TEXT:
            self.cursor.at += 1
            return Text(self.cursor.place(token.offset), token.text)
        if token.kind is not Kind.LEFT:
            raise self.cursor.unexpected(token, "the text")
        self.cursor.at += 1
        return self.action(token.offset)

    def action(self, start: int) -> Node | _Ending:
        """What stands behind the `{{` at `start`."""
        token = self.cursor.peek()
        if token.kind is Kind.KEYWORD:
            self.cursor.at += 1
            match token.text:
                case "if" | "with" | "range":
                    return self.control(token.text, start)
                case "else" | "end":
                    return self.ending(token.text)
                case "break" | "continue":
                    return self.loop_control(token)
                case "template":
                    return self.call(start)
                case "block":
                    return self.block(start)
            raise self.cursor.error(
                "a template is defined at the outermost level only, not within another action", start
            )
        return Action(self.cursor.place(start), self.pipelines.read("this action", Kind.RIGHT))

    def ending(self, word: str) -> _Ending:
        if word == "end":
            self.cursor.expect(Kind.RIGHT, "end")
            return _Ending.END
        token = self.cursor.peek()
        if token.kind is Kind.KEYWORD and token.text == "with" and not reaches(self.go, _ELSE_WITH):
            raise self.cursor.error(
                f"'else with' came with Go {_ELSE_WITH}; write an {{{{ else }}}} and a {{{{ with }}}} in it",
                token.offset,
            )
        if token.kind is not Kind.KEYWORD or token.text not in ("if", "with"):
            self.cursor.expect(Kind.RIGHT, "else")
        return _Ending.ELSE

    def loop_control(self, token: Token) -> Break | Continue:
        if not reaches(self.go, _BREAK):
            raise self.cursor.error(f"{{{{ {token.text} }}}} came with Go {_BREAK}", token.offset)
        self.cursor.expect(Kind.RIGHT, token.text)
        if not self.ranges:
            raise self.cursor.error(f"{{{{ {token.text} }}}} stands in no {{{{ range }}}}", token.offset)
        return (Break if token.text == "break" else Continue)(self.cursor.place(token.offset))

    def call(self, start: int) -> Call:
        name = self.template_name("template")
        if self.cursor.peek().kind is Kind.RIGHT:
            self.cursor.at += 1
            return Call(self.cursor.place(start), name, None)
        return Call(self.cursor.place(start), name, self.pipelines.read("template", Kind.RIGHT))

    def block(self, start: int) -> Call:
        token = self.cursor.peek()
        name = self.template_name("block")
        pipeline = self.pipelines.read("block", Kind.RIGHT)
        self.add(name, token.offset, self.separate("block", start))
        return Call(self.cursor.place(start), name, pipeline)

    def control(self, word: str, start: int) -> If | With | Range:
        """An if, with or range, whose word is read, with all its branches. Its variables end with it."""
        mark = len(self.pipelines.variables)
        branches: list[Branch] = []
        otherwise: Body | None = None
        while True:
            pipeline = self.pipelines.read(word, Kind.RIGHT)
            self.ranges += word == "range"
            body, ending = self.items(word, start)
            self.ranges -= word == "range"
            branches.append(Branch(pipeline, body))
            if ending is _Ending.END:
                break
            if word != "range" and self.cursor.keyword(word):
                continue
            otherwise, ending = self.items(word, start)
            if ending is _Ending.ELSE:
                raise self.cursor.error(
                    f"a second {{{{ else }}}} for one {word}", self.cursor.tokens[self.cursor.at - 1].offset
                )
            break
        del self.pipelines.variables[mark:]
        place = self.cursor.place(start)
        if word == "range":
            return Range(place, branches[0].pipeline, branches[0].body, otherwise)
        return (If if word == "if" else With)(place, tuple(branches), otherwise)
