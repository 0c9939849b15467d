"""By which part of an expression text that others write becomes part of its value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from alertflow.github.expressions.origins import FREE, MADE_BY_GITHUB, ORIGINS, Origin
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    Index,
    Property,
)

HARMLESS = frozenset(
    ("contains", "startswith", "endswith", "success", "failure", "cancelled", "always", "hashfiles")
)
"""Functions, in lower case, that give true, false or a hash: no text gets through them."""


class Made(NamedTuple):
    """What a value was made from: the expressions in it, none for a constant."""

    trees: tuple[Expr, ...] = ()
    resolve: Resolve | None = None
    """Says of what they read what that was made from: it was written in another place."""


Resolve: TypeAlias = Callable[[Expr], "Made | None"]
"""Says what `env.TITLE` or `needs.a.outputs.b` was made from; None where that is not known."""


@dataclass(frozen=True)
class Untrusted:
    """Text that others write, on its way into a value."""

    tree: Expr
    """The part of the expression by which it comes in."""
    origin: Origin
    """What it is, and who writes it."""
    through: tuple[Expr, ...] = ()
    """The variables and outputs that it came through, the last one first."""

    @property
    def told(self) -> str:
        """It in words: "`env.TITLE`, which holds `github.event.issue.title`"."""
        texts = [f"`{one.text_}`" for one in (*self.through, self.tree)]
        return ", which holds ".join(texts)


def untrusted(tree: Expr, resolve: Resolve | None = None) -> Untrusted | None:
    """The part of `tree` by which text that others write can become part of its value; None if there is none.

    What a comparison or `contains` says is only true or false, and of `a && b` only `b` can be text.
    `toJSON`, `format`, `join` and `fromJSON` pass text on. What variables and outputs hold is followed where
    `resolve` knows it, and otherwise nothing is said of them.
    """
    return _found(tree, resolve, frozenset())


def _found(tree: Expr, resolve: Resolve | None, seen: frozenset[str]) -> Untrusted | None:
    for part in passed_on(tree):
        known = resolve(part) if resolve is not None and part.text_ not in seen else None
        if known is None:
            if (origin := origin_of(part)) is not None:
                return Untrusted(part, origin)
            continue
        for one in known.trees:
            if (found := _found(one, known.resolve, seen | {part.text_})) is not None:
                return Untrusted(found.tree, found.origin, (part, *found.through))
    return None


def passed_on(tree: Expr) -> Iterator[Expr]:
    """The contexts, and properties of contexts, whose text can become part of the value of `tree`."""
    stack = [tree]
    while stack:
        match node := stack.pop():
            case Binary(operator="&&"):
                stack.append(node.right)
            case Binary(operator="||"):
                stack += (node.right, node.left)
            case Call(function, arguments):
                name = function.lower()
                if name == "case":
                    stack += (*arguments[-1:], *arguments[-2:0:-2])
                elif name not in HARMLESS:
                    stack += arguments[::-1]
            case Context():
                yield node
            case Property() | Index() | Every():
                root = _root(node)
                if isinstance(root, Context):
                    yield node
                else:
                    stack.append(root)


def origin_of(tree: Expr) -> Origin | None:
    """What a context or a property of one holds that others write; of an object, the first thing in it."""
    return _origin(tuple(_path(tree)))


@lru_cache(maxsize=4096)
def _origin(path: tuple[str, ...]) -> Origin | None:
    if path[0] not in _ROOTS:
        return None
    free = path[0] != "github" or any(path[: len(one)] == one for one in FREE)
    if path[-1] in MADE_BY_GITHUB and not free:
        return None
    for pattern, origin in _PATTERNS:
        if _fits(path, pattern):
            more = " and more" if len(path) < len(pattern) - (pattern[-1] == "**") else ""
            return origin._replace(what=origin.what + more)
    return None


_PATTERNS = [(tuple(origin.path.split(".")), origin) for origin in ORIGINS]
_ROOTS = frozenset([pattern[0] for pattern, _ in _PATTERNS])


def _fits(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether the value at `path` is one of `pattern`, or holds one."""
    if pattern[-1] == "**":
        pattern = pattern[:-1]
    elif len(path) > len(pattern):
        return False
    anything = "*" if len(path) >= len(pattern) else None  # who knows what an object of any name holds
    return all(a == b or a == "*" or b == anything for a, b in zip(path, pattern, strict=False))


def _root(tree: Expr) -> Expr:
    while isinstance(tree, (Property, Index, Every)):
        tree = tree.base_
    return tree


def _path(tree: Expr) -> list[str]:
    """The names from the context on, in lower case; `*` for what is not known."""
    names: list[str] = []
    while isinstance(tree, (Property, Index, Every)):
        names.append(tree.name_.lower() if isinstance(tree, Property) else "*")
        tree = tree.base_
    assert isinstance(tree, Context)
    return [tree.name_.lower(), *reversed(names)]
