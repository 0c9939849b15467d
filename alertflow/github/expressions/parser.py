"""Reads the text of an expression back into the tree; texts that mix words with `${{ … }}` are split here
too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from alertflow.declared import suggestion
from alertflow.github.expressions.contexts import CONTEXTS, FUNCTIONS
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    Index,
    Literal,
    Not,
    Property,
)
from alertflow.github.limits import EXPRESSION_DEPTH, EXPRESSION_LENGTH

_token = re.compile(
    r"""\s*(?: (?P<text>'(?:[^']|'')*')
             | (?P<number>(?:[-+]?\d|[-+](?:\.\d|I)|\.\d)[^\s()\[\],!<>=&|]*)
             | (?P<name>[A-Za-z_][A-Za-z0-9_-]*)
             | (?P<sign>\|\||&&|==|!=|<=|>=|[<>!()\[\],.*]))""",
    re.VERBOSE,
).match
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", "<=", ">", ">="))
_CONSTANTS = {"true": True, "false": False, "null": None, "NaN": float("nan"), "Infinity": float("inf")}


class ExpressionSyntaxError(ValueError):
    """A text is not an expression. `position` counts characters from the start of that text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@lru_cache(maxsize=4096)
def parse(text: str) -> Expr:
    """The tree of the expression `text`, which stands without `${{ }}`.

    Raises ExpressionSyntaxError for what GitHub would not read: a wrong sign, an unknown context or function,
    a wrong number of arguments.
    """
    if len(text) > EXPRESSION_LENGTH:
        raise ExpressionSyntaxError(
            f"it has {len(text):,} characters; GitHub takes {EXPRESSION_LENGTH:,}", EXPRESSION_LENGTH
        )
    return _Parser(text).whole()


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[str | tuple[Expr, int], ...]:
    """`text` as its words and its `${{ … }}`, in order; an expression comes with the position of its `$`.

    Raises ExpressionSyntaxError where a `${{` has no `}}` or does not hold an expression.
    """
    parts: list[str | tuple[Expr, int]] = []
    at = 0
    while (start := text.find("${{", at)) >= 0:
        if start > at:
            parts.append(text[at:start])
        end = _end(text, start + 3)
        try:
            parts.append((parse(text[start + 3 : end].strip()), start))
        except ExpressionSyntaxError as error:
            raise ExpressionSyntaxError(
                f"`{text[start : end + 2]}` is not an expression: {error}. {ESCAPE}", start
            ) from None
        at = end + 2
    if at < len(text):
        parts.append(text[at:])
    return tuple(parts)


def expressions_in(text: str) -> tuple[Expr, ...]:
    """The expressions of `text`. Raises as `split` does."""
    return tuple([part[0] for part in split(text) if not isinstance(part, str)])


ESCAPE = "Characters that are meant to be `${{` are written {literal('${{')} in an f-string."
"""How a text gets `${{` into it that is not an expression, for messages."""


def _end(text: str, at: int) -> int:
    """Where the `}}` stands that ends the expression at `at`; one within quotes does not end it."""
    start, quoted = at, False
    while at < len(text):
        if text[at] == "'":
            quoted = not quoted
        elif not quoted and text.startswith("}}", at):
            return at
        at += 1
    shown = text[start - 3 : start + 40].split("\n")[0]
    raise ExpressionSyntaxError(f"`{shown}` has no closing `}}}}`. {ESCAPE}", start - 3)


class _Parser:
    """Precedence climbing, one method for each level of the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.next()

    def next(self) -> None:
        """Goes to the next token: `kind` is its group in `_token`, '' at the end."""
        found = _token(self.text, self.at)
        if found:
            self.kind, self.token = found.lastgroup or "", found[found.lastgroup or 0]
            self.start, self.at = found.start(found.lastgroup or 0), found.end()
        elif rest := self.text[self.at :].strip():
            hint = " Text stands in single quotes." if rest[0] == '"' else ""
            self.start = self.text.index(rest, self.at)
            raise ExpressionSyntaxError(f"unexpected `{rest[:20]}`.{hint}", self.start)
        else:
            self.kind, self.token, self.start = "", "", len(self.text)

    def fail(self, message: str = "") -> ExpressionSyntaxError:
        """The error at the current token."""
        here = (
            f"unexpected `{self.token}`" if self.kind else "it ends too early" if self.text else "it is empty"
        )
        return ExpressionSyntaxError(message or here, self.start)

    def take(self, sign: str) -> bool:
        """Whether the token is `sign`; then it is passed."""
        if self.kind == "sign" and self.token == sign:
            self.next()
            return True
        return False

    def nested(self, rule: Callable[[], Expr]) -> Expr:
        """What `rule` reads, one level deeper."""
        self.depth += 1
        if self.depth > EXPRESSION_DEPTH:
            raise self.fail(f"it is nested more than {EXPRESSION_DEPTH} deep")
        try:
            return rule()
        finally:
            self.depth -= 1

    def whole(self) -> Expr:
        tree = self.binary()
        if self.kind:
            raise self.fail()
        return tree

    def binary(self, level: int = 0) -> Expr:
        if level == len(_LEVELS):
            return self.unary()
        tree = self.binary(level + 1)
        while self.kind == "sign" and self.token in _LEVELS[level]:
            operator = self.token
            self.next()
            tree = Binary(operator, tree, self.binary(level + 1))
        return tree

    def unary(self) -> Expr:
        if self.take("!"):
            return Not(self.nested(self.unary))
        tree, indexable = self.primary()
        while indexable:
            if self.take("."):
                if self.kind == "name":
                    tree = Property(tree, self.token)
                elif self.kind == "sign" and self.token == "*":
                    tree = Every(tree)
                else:
                    raise self.fail()
                self.next()
            elif self.take("["):
                tree = self.index(tree)
                if not self.take("]"):
                    raise self.fail()
            else:
                break
        return tree

    def index(self, base: Expr) -> Expr:
        if self.take("*"):
            return Every(base)
        key = self.nested(self.binary)
        return (
            Property(base, key.value)
            if isinstance(key, Literal) and isinstance(key.value, str)
            else Index(base, key)
        )

    def primary(self) -> tuple[Expr, bool]:
        """A primary and whether `.` and `[` may follow it."""
        kind, token = self.kind, self.token
        if kind == "text":
            self.next()
            return Literal(token[1:-1].replace("''", "'")), False
        if kind == "number":
            tree = Literal(self.number(token))
            self.next()
            return tree, False
        if kind == "name":
            return self.named(token)
        if self.take("("):
            inner = self.nested(self.binary)
            if not self.take(")"):
                raise self.fail()
            return inner, True
        raise self.fail()

    def number(self, token: str) -> int | float:
        try:
            return int(token, 0) if token.lower().startswith(("0x", "0o")) else int(token)
        except ValueError:
            pass
        try:
            return float(token)
        except ValueError:
            raise self.fail() from None

    def named(self, token: str) -> tuple[Expr, bool]:
        start = self.start
        self.next()
        if self.take("("):
            return self.call(token, start), True
        if token in _CONSTANTS:
            return Literal(_CONSTANTS[token]), False
        if token.lower() not in CONTEXTS:
            raise ExpressionSyntaxError(f"unknown name `{token}`. {suggestion(token, CONTEXTS)}", start)
        return Context(token), True

    def call(self, name: str, start: int) -> Expr:
        arguments: list[Expr] = []
        while not self.take(")"):
            arguments.append(self.nested(self.binary))
            if not self.take(",") and not (self.kind == "sign" and self.token == ")"):
                raise self.fail()
        if name.lower() not in FUNCTIONS:
            known = [one for one, _, _ in FUNCTIONS.values()]
            raise ExpressionSyntaxError(f"unknown function `{name}`. {suggestion(name, known)}", start)
        written, least, most = FUNCTIONS[name.lower()]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            takes = (
                f"{least}" if most == least else f"{least} or more" if most is None else f"{least} to {most}"
            )
            raise ExpressionSyntaxError(f"{written}() takes {takes} arguments, not {len(arguments)}", start)
        return Call(written, arguments)


def parse_condition(text: str) -> Expr:
    """The tree of what stands in `if`: an expression, with or without `${{ }}` around it or around parts of
    it.

    GitHub takes `${{ a }} && b` for a text, which is always true; here it means what it says: `a && b`.
    Raises ExpressionSyntaxError as `parse` does, and for a `${{ }}` within quotes.
    """
    if "${{" not in text:
        return parse(text)
    parts: list[str] = []
    at, quoted = 0, False
    while at < len(text):
        if not text.startswith("${{", at):
            quoted ^= text[at] == "'"
            parts.append(text[at])
            at += 1
        elif quoted:
            raise ExpressionSyntaxError(
                "an expression within quotes would be taken as words; write it without the quotes", at
            )
        else:
            end = _end(text, at + 3)
            parts.append(f"({text[at + 3 : end]})")
            at = end + 2
    return parse("".join(parts))
