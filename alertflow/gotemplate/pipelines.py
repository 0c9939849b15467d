"""Reads the pipelines of a template: commands, their operands, and the variables that they set."""

from __future__ import annotations

from collections.abc import Iterable

from alertflow.declared import suggestion
from alertflow.gotemplate.cursor import Cursor, TemplateSyntaxError
from alertflow.gotemplate.lexer import Kind, Token
from alertflow.gotemplate.literals import LiteralError, character, complex_number, number
from alertflow.gotemplate.tree import (
    Bool,
    Chain,
    Command,
    Dot,
    Field,
    Name,
    Nil,
    Number,
    Operand,
    Pipeline,
    String,
    Variable,
)

_OPERANDS = frozenset(
    {
        Kind.BOOL,
        Kind.CHARACTER,
        Kind.COMPLEX,
        Kind.DOT,
        Kind.FIELD,
        Kind.LEFT_PAREN,
        Kind.NAME,
        Kind.NIL,
        Kind.NUMBER,
        Kind.STRING,
        Kind.VARIABLE,
    }
)
"""The tokens with which an operand starts."""


class Pipelines:
    """The pipelines behind a cursor, and the variables that are set where it stands."""

    def __init__(self, cursor: Cursor, functions: frozenset[str] | None, variables: Iterable[str]) -> None:
        self.cursor = cursor
        self.functions = functions
        """The functions that there are; None where any is taken."""
        self.variables = ["$", *variables]
        self.seen = set(self.variables)
        """All variables that were set anywhere in the text so far."""

    def read(self, where: str, end: Kind) -> Pipeline:
        """Commands up to `end`, which is taken."""
        start = self.cursor.peek().offset
        variables, assigns = self._declared(where)
        commands: list[Command] = []
        while (token := self.cursor.peek()).kind is not end:
            if token.kind not in _OPERANDS:
                raise self.cursor.unexpected(token, where)
            commands.append(self._command())
        self.cursor.at += 1
        if not commands:
            raise self.cursor.error(f"a value is missing before '{token.text}'", token.offset)
        for command in commands[1:]:
            if isinstance(command.operands[0], Bool | Dot | Nil | Number | String):
                raise TemplateSyntaxError("only a function or method may stand behind '|'", command.place)
        return Pipeline(self.cursor.place(start), tuple(commands), variables, assigns)

    def _declared(self, where: str) -> tuple[tuple[str, ...], bool]:
        """The variables that a pipeline sets, and whether by `=`."""
        variables: list[str] = []
        while (token := self.cursor.peek()).kind is Kind.VARIABLE:
            before = self.cursor.at
            self.cursor.at += 1
            follows = self.cursor.peek()
            if follows.kind in (Kind.ASSIGN, Kind.DECLARE):
                self.cursor.at += 1
                variables.append(token.text)
                self._set(token.text)
                return tuple(variables), follows.kind is Kind.ASSIGN
            if follows.text != "," or follows.kind is not Kind.SIGN:
                self.cursor.at = before
                break
            if where != "range" or variables:
                raise self.cursor.error(
                    "only a range sets two variables, and nothing sets more", token.offset
                )
            self.cursor.at += 1
            variables.append(token.text)
            self._set(token.text)
            if self.cursor.peek().kind not in (Kind.VARIABLE, Kind.RIGHT, Kind.RIGHT_PAREN):
                raise self.cursor.error("only a second variable may stand behind ','", follows.offset)
        return tuple(variables), False

    def _command(self) -> Command:
        """Operands up to a `|`, which is taken, or to what ends the pipeline."""
        cursor = self.cursor
        start = cursor.peek().offset
        operands = [self._operand()]
        while (token := cursor.peek()).kind in _OPERANDS and token.spaced:
            operands.append(self._operand())
        if token.kind is Kind.PIPE:
            cursor.at += 1
        elif token.kind is not Kind.RIGHT and token.kind is not Kind.RIGHT_PAREN:
            raise cursor.unexpected(token, "this action")
        return Command(cursor.place(start), tuple(operands))

    def _operand(self) -> Operand:
        """A value with the fields that are read of it."""
        first = self.cursor.peek()
        term = self._term(first)
        names: list[str] = []
        while (token := self.cursor.peek()).kind is Kind.FIELD and not token.spaced:
            names.append(token.text[1:])
            self.cursor.at += 1
        if not names:
            return term
        dot = self.cursor.tokens[self.cursor.at - len(names)].offset
        match term:
            case Field():
                return Field(term.place, (*term.names, *names))
            case Variable():
                return Variable(term.place, term.name, tuple(names))
            case Bool() | Dot() | Nil() | Number() | String():
                raise self.cursor.error(f"nothing can be read of '{first.text}', which has no fields", dot)
        return Chain(self.cursor.place(dot), term, tuple(names))

    def _term(self, token: Token) -> Operand:
        self.cursor.at += 1
        place = self.cursor.place(token.offset)
        match token.kind:
            case Kind.NAME:
                if self.functions is not None and token.text not in self.functions:
                    raise self._unknown_function(token)
                return Name(place, token.text)
            case Kind.DOT:
                return Dot(place)
            case Kind.NIL:
                return Nil(place)
            case Kind.BOOL:
                return Bool(place, token.text == "true")
            case Kind.FIELD:
                return Field(place, (token.text[1:],))
            case Kind.VARIABLE:
                if token.text not in self.variables:
                    raise self._unset(token)
                return Variable(place, token.text)
            case Kind.STRING:
                return String(place, self.cursor.string(token))
            case Kind.LEFT_PAREN:
                self.cursor.enter(token.offset)
                pipeline = self.read("these parentheses", Kind.RIGHT_PAREN)
                self.cursor.depth -= 1
                return pipeline
        read = {Kind.CHARACTER: character, Kind.COMPLEX: complex_number}.get(token.kind, number)
        try:
            return Number(place, token.text, *read(token.text))
        except LiteralError as error:
            raise self.cursor.error(str(error), token.offset) from None

    def _unknown_function(self, token: Token) -> TemplateSyntaxError:
        known = suggestion(token.text, self.functions or ())
        return self.cursor.error(f"there is no function '{token.text}'. {known}", token.offset)

    def _unset(self, token: Token) -> TemplateSyntaxError:
        hint = ""
        if token.text in self.seen:
            hint = "; it ends with the block in which it is set, and none reaches into a define"
        elif len(self.variables) > 1:
            hint = f". {suggestion(token.text, self.variables)}"
        return self.cursor.error(f"the variable {token.text} is not set here{hint}", token.offset)

    def _set(self, name: str) -> None:
        self.variables.append(name)
        self.seen.add(name)
