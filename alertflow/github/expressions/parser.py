"""Reads the text of an expression into its tree: what GitHub reads, and nothing else.

Source: github.com/actions/runner, src/Sdk/Expressions/ExpressionParser.cs.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from alertflow.declared import suggestion
from alertflow.github.expressions.contexts import CONTEXTS
from alertflow.github.expressions.functions import FUNCTIONS
from alertflow.github.expressions.lexer import (
    CONSTANTS,
    KINDS,
    NAMES,
    NUMBER,
    TEXT,
    ExpressionSyntaxError,
    error_at,
    length,
    number,
    tokens_of,
    unexpected,
    unquoted,
)
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
    Scalar,
)
from alertflow.github.limits import EXPRESSION_DEPTH, EXPRESSION_LENGTH

_LEVELS = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "!": 5}
"""How tightly an operator binds."""
_OPERATORS = _LEVELS.keys() - {"!"}
_PREFIXES = frozenset("!(")
_BRACKETS = frozenset("([")
_CONSTANT_IN_ANY_CASE = {name.lower(): name for name in CONSTANTS}
_NOTHING: frozenset[str] = frozenset()
_KEPT = 300
"""Texts of up to this many characters are kept with their trees."""
_LEANING = 8
"""How many operands of one `&&` or `||` lean to the left. More become a balanced tree, so that what walks
over it does not go deep.
"""


def parse(text: str, also: frozenset[str] = _NOTHING) -> Expr:
    """The tree of the expression `text`, which stands without `${{ }}`.

    `also` names contexts and functions, in lower case, that there are besides GitHub's. Raises
    ExpressionSyntaxError for what GitHub would not read: a wrong sign, an unknown context or function, a
    wrong number of arguments, more than 21,000 characters or 50 levels. An operator beside the `*` of
    `x[*]`, which GitHub's runner reads and its other tools do not, is refused too.
    """
    if len(text) <= _KEPT:
        return _kept(text, also)
    if (characters := length(text)) > EXPRESSION_LENGTH:
        raise ExpressionSyntaxError(
            f"it has {characters:,} characters; GitHub takes {EXPRESSION_LENGTH:,}", EXPRESSION_LENGTH
        )
    return _Parser(text, also).whole()


@lru_cache(maxsize=4096)
def _kept(text: str, also: frozenset[str]) -> Expr:
    return _Parser(text, also).whole()


_Sign: TypeAlias = tuple[int, str, int, int]
"""An operator that waits for its right operand, or a bracket that was opened: how tightly it binds (0 for a
bracket); the operator, `(`, `[`, or the name of the function whose arguments begin; behind which token it
stands; how many operands were there before.
"""


class _Chain:
    """The operands of one `&&` or `||`, however many, as long as more may join them."""

    __slots__ = ("operands", "operator")

    def __init__(self, operator: str, operands: list[Expr]) -> None:
        self.operator = operator
        self.operands = operands

    def tree(self) -> Expr:
        """Leaning to the left, as it is read; balanced where there are many operands."""
        operands = self.operands
        while len(operands) > _LEANING:
            pairs = zip(operands[::2], operands[1::2], strict=False)
            odd = operands[-1:] if len(operands) % 2 else []
            operands = [Binary(self.operator, left, right) for left, right in pairs] + odd
        tree = operands[0]
        for right in islice(operands, 1, None):
            tree = Binary(self.operator, tree, right)
        return tree


class _Parser:
    """Two stacks, of operands and of operators, as in GitHub's parser: no call goes deeper with the text.

    An operand stands with its depth, which GitHub limits.
    """

    def __init__(self, text: str, also: frozenset[str]) -> None:
        self.text = text
        self.also = also
        self.tokens = tokens_of(text)
        self.at = 0
        """Which token is read next."""
        self.operands: list[tuple[Expr | _Chain, int]] = []
        self.signs: list[_Sign] = []
        self.indexable = False
        """Whether `.` and `[` may follow the last operand."""

    def whole(self) -> Expr:
        """The tree of the whole text."""
        self.operand()
        while self.follow():
            self.operand()
        return self.taken()[0]

    def operand(self) -> None:
        """Reads up to the end of an operand, or up to the `)` of a call without arguments."""
        tokens = self.tokens
        while True:
            token = tokens[self.at]
            self.at += 1
            kind = KINDS.get(token[:1])
            if kind is NAMES:
                if token in CONSTANTS:
                    self.constant(CONSTANTS[token])
                elif tokens[self.at] != "(":
                    self.reference(token)
                else:
                    self.function(token)
                    if tokens[self.at] != ")":
                        continue
            elif kind is TEXT and len(token) > 1:
                self.constant(unquoted(token))
            elif kind is NUMBER:
                if (value := number(token)) is None:
                    raise self.unexpected()
                self.constant(value)
            elif token in _PREFIXES:
                self.signs.append((_LEVELS.get(token, 0), token, self.at, 0))
                continue
            else:
                raise self.unexpected()
            return

    def follow(self) -> bool:
        """Reads what follows an operand; returns whether another operand must follow that."""
        tokens = self.tokens
        while True:
            token = tokens[self.at]
            self.at += 1
            if token == "." and self.indexable:
                self.properties(tokens[self.at])
            elif token == "[" and self.indexable:
                if tokens[self.at] != "*" or tokens[self.at + 1] != "]":
                    self.signs.append((0, token, self.at, 0))
                    return True
                self.at += 2
                self.every()
            elif token in _OPERATORS:
                level = _LEVELS[token]
                self.reduce(level if token in Binary.ASSOCIATIVE else level - 1)
                self.signs.append((level, token, self.at, 0))
                return True
            else:
                self.reduce(0)
                if not self.signs:
                    if token:
                        raise self.unexpected()
                    return False
                if not self.closed(token, self.signs[-1]):
                    return True

    def constant(self, value: Scalar) -> None:
        """An operand that has no properties."""
        self.operands.append((Literal(value), 1))
        self.indexable = False

    def reference(self, names: str) -> None:
        """A context, with the properties that follow it directly."""
        root, _, rest = names.partition(".")
        if root in CONSTANTS:
            raise unexpected(self.text, self.at - 1, f".{rest}", len(root))
        if root.lower() not in CONTEXTS and root.lower() not in self.also:
            constant = _CONSTANT_IN_ANY_CASE.get(root.lower())
            hint = f"It is written `{constant}`." if constant else suggestion(root, CONTEXTS)
            raise self.error(f"unknown name `{root}`. {hint}")
        self.push(_path(names) if len(names) <= _KEPT else _path.__wrapped__(names), names.count(".") + 1)

    def function(self, name: str) -> None:
        """The beginning of a call."""
        if "." in name:
            self.at += 1
            raise self.unexpected()
        if name.lower() not in FUNCTIONS and name.lower() not in self.also:
            known = [written for written, _, _ in FUNCTIONS.values()]
            raise self.error(f"unknown function `{name}`. {suggestion(name, known)}")
        self.signs.append((0, name, self.at, len(self.operands)))
        self.at += 1

    def properties(self, names: str) -> None:
        """What follows a `.`: `*`, or names, one of the other."""
        self.at += 1
        if names == "*":
            self.every()
            return
        if KINDS.get(names[:1]) is not NAMES:
            raise self.unexpected()
        tree, depth = self.taken()
        for name in names.split(".")[:EXPRESSION_DEPTH]:
            tree, depth = Property(tree, name), depth + 1
        self.push(tree, depth)

    def every(self) -> None:
        """The filter of the last operand."""
        tree, depth = self.taken()
        self.push(Every(tree), depth + 1)

    def reduce(self, level: int) -> None:
        """Makes trees of those operators on top that bind more tightly than `level`."""
        while self.signs and self.signs[-1][0] > level:
            sign = self.signs[-1][1]
            if sign in Binary.ASSOCIATIVE:
                self.chain(sign)
                continue
            self.signs.pop()
            right, depth = self.taken()
            if sign == "!":
                self.push(Not(right), depth + 1)
            else:
                left, other = self.taken()
                self.push(Binary(sign, left, right), max(depth, other) + 1)

    def chain(self, operator: str) -> None:
        """One chain of the operands between all `operator`s on top, taking in the chains among these."""
        count = 1
        while self.signs and self.signs[-1][1] == operator:
            self.signs.pop()
            count += 1
        operands: list[Expr] = []
        deepest = 1
        for one, depth in self.operands[-count:]:
            if isinstance(one, _Chain) and one.operator == operator:
                operands += one.operands
                deepest = max(deepest, depth - 1)
            else:
                operands.append(one.tree() if isinstance(one, _Chain) else one)
                deepest = max(deepest, depth)
        del self.operands[-count:]
        self.push(_Chain(operator, operands), deepest + 1)

    def closed(self, token: str, opened: _Sign) -> bool:
        """Ends a bracket, or an argument; returns whether an operand has ended with it."""
        _, sign, _, _ = opened
        if sign == "[" and token == "]":
            key, depth = self.taken()
            base, other = self.taken()
            name = key.value if isinstance(key, Literal) else None
            tree = Property(base, name) if isinstance(name, str) else Index(base, key)
            self.push(tree, max(depth, other) + 1)
        elif sign in _BRACKETS:
            if sign + token != "()":
                raise self.unexpected()
        elif token == ",":
            return False
        elif token == ")":
            self.call(opened)
        else:
            raise self.unexpected()
        self.signs.pop()
        self.indexable = True
        return True

    def call(self, opened: _Sign) -> None:
        """The call whose arguments have ended."""
        _, name, at, below = opened
        arguments, deepest = [], 0
        while len(self.operands) > below:
            argument, depth = self.taken()
            arguments.append(argument)
            deepest = max(deepest, depth)
        written, least, most = FUNCTIONS.get(name.lower(), (name, 0, None))
        if problem := _wrong_count(written, least, most, len(arguments)):
            raise self.error(problem, at)
        self.push(Call(written, arguments[::-1]), deepest + 1)

    def push(self, operand: Expr | _Chain, depth: int) -> None:
        """An operand, which may have properties."""
        if depth > EXPRESSION_DEPTH:
            raise self.error(f"it is nested more than {EXPRESSION_DEPTH} deep")
        self.operands.append((operand, depth))
        self.indexable = True

    def taken(self) -> tuple[Expr, int]:
        """The last operand, taken off."""
        operand, depth = self.operands.pop()
        return operand.tree() if isinstance(operand, _Chain) else operand, depth

    def error(self, message: str, at: int | None = None) -> ExpressionSyntaxError:
        """An error at the token before `at`; at the one that was read last, where `at` is None."""
        return error_at(self.text, (self.at if at is None else at) - 1, message)

    def unexpected(self) -> ExpressionSyntaxError:
        """The error that the last token must not stand there."""
        return unexpected(self.text, self.at - 1, self.tokens[self.at - 1])


@lru_cache(maxsize=4096)
def _path(names: str) -> Expr:
    """The tree of `github.event.number`; one object for all who read it."""
    root, *rest = names.split(".", EXPRESSION_DEPTH)
    tree: Expr = Context(root)
    for name in rest:
        tree = Property(tree, name)
    return tree


def _wrong_count(name: str, least: int, most: int | None, count: int) -> str | None:
    """Why a function does not take `count` arguments; None where it does."""
    if count >= least and (most is None or count <= most):
        if name != "case" or count % 2:
            return None
        return (
            f"case() takes pairs of a condition and a value, and one value behind them, not {count} arguments"
        )
    takes = f"{least}" if most == least else f"{least} or more" if most is None else f"{least} to {most}"
    return f"{name}() takes {takes} arguments, not {count}"


__all__ = ["ExpressionSyntaxError", "parse"]
