"""GitHub's expressions as the Python that builds the same: `github.ref`, `build.outputs.tag`, `a & b`."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from alertflow import github
from alertflow.declared import AlertflowError
from alertflow.github.expressions.contexts import CONTEXTS
from alertflow.github.expressions.known import Known
from alertflow.github.expressions.tree import Binary, Call, Context, Expr, Index, Literal, Not, Property
from alertflow.importer.writing import nodes
from alertflow.importer.writing.nodes import Attribute, Expression, Inverted, Item, Symbol, Variable

GITHUB = "alertflow.github"
"""Where a person imports all of it from."""

FUNCTIONS = {
    "contains": "contains",
    "startsWith": "starts_with",
    "endsWith": "ends_with",
    "format": "format_",
    "join": "join",
    "toJSON": "to_json",
    "fromJSON": "from_json",
    "hashFiles": "hash_files",
    "success": "success",
    "failure": "failure",
    "cancelled": "cancelled",
    "always": "always",
}
"""The functions of Python by those that they build calls of."""

_OPERATORS = {"&&": "&", "||": "|"}
_CHAINS = {"&&": "all_of", "||": "any_of"}
_RENAMED = {"vars": "vars_", "jobs": "jobs_"}
_ODD = frozenset("{}'\"\\")
"""Signs that are not for what stands within an f-string."""
MOST_OPERATORS = 6
"""With more operators than these an expression reads better as GitHub's own text."""


class UnsayableError(AlertflowError):
    """The file says what Python refuses to say."""


@dataclass
class Scope:
    """What Python has a variable for: jobs and steps, by their ids."""

    jobs: Mapping[str, Variable] = field(default_factory=dict)
    steps: Mapping[str, Variable] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    """The variables of steps that something refers to."""
    literals: bool = False
    """Whether a constant may be said as `literal(True)`: where text would say it better, it may not."""


class _Said(NamedTuple):
    """An expression as Python, and what that builds."""

    python: Expression
    tree: Expr


def said(tree: Expr, scope: Scope) -> Expression | None:
    """The Python that builds `tree`; None where there is none, or none that reads better than text."""
    if isinstance(tree, Literal):
        return _literal(tree) if scope.literals else None
    if sum(isinstance(one, Binary | Not) for one in tree.walk_()) > MOST_OPERATORS:
        return None
    before = len(scope.used)
    found = _said(tree, scope)
    if found is not None and found.tree.text_ == tree.text_:
        return found.python
    del scope.used[before:]
    return None


def is_short(tree: Expr) -> bool:
    """Whether an f-string can hold `tree` and still be read: a name, one or another name, a plain call."""
    if isinstance(tree, Binary) and tree.operator == "||" and len(tree.operands) == 2:
        return all(is_short(one) and not isinstance(one, Literal) for one in tree.operands)
    words = [one.value for one in tree.walk_() if isinstance(one, Literal)]
    words += [one.name_ for one in tree.walk_() if isinstance(one, Property)]
    if any(not str(word).isprintable() or _ODD.intersection(str(word)) for word in words):
        return False
    return not any(isinstance(one, Binary | Not) for one in tree.walk_())


def is_attribute(name: str) -> bool:
    """Whether `x.name` can be written."""
    return name.isidentifier() and name.isascii() and not keyword.iskeyword(name) and name[0] != "_"


def symbol(name: str) -> Symbol:
    """What a person imports from alertflow.github."""
    return Symbol(GITHUB, name)


def _said(tree: Expr, scope: Scope) -> _Said | None:
    match tree:
        case Context(name):
            known = CONTEXTS.get(name)
            return None if known is None else _Said(symbol(_RENAMED.get(name, name)), known)
        case Property(base, name):
            return _variable(tree, base, name, scope) or _property(_said(base, scope), name)
        case Index(base, Literal() as index) if type(index.value) is int:
            of = _said(base, scope)
            return of and _Said(Item(of.python, nodes.Literal(index.value)), Index(of.tree, index))
        case Index(base, index):
            of, inside = _said(base, scope), _said(index, scope)
            if of is None or inside is None:
                return None
            return _Said(Item(of.python, inside.python), Index(of.tree, inside.tree))
        case Call(function, arguments):
            return _call(function, arguments, scope)
        case Not():
            of = _said(tree.operand, scope)
            return of and _Said(Inverted(of.python), Not(of.tree))
        case Binary(operator="&&" | "||"):
            return _chain(tree, scope)
        case Binary():
            return _comparison(tree, scope)
    return None


def _variable(tree: Expr, base: Expr, name: str, scope: Scope) -> _Said | None:
    """What is read of a job or step that Python has a variable for."""
    if name in ("result", "outcome", "conclusion"):
        found = _owner(base, scope)
        return None if found is None else _Said(Attribute(found, name), tree)
    if isinstance(base, Property) and base.name_ == "outputs":
        found = _owner(base.base_, scope)
        if found is not None:
            return _Said(_named(Attribute(found, "outputs"), github.References, name), tree)
    return None


def _owner(tree: Expr, scope: Scope) -> Variable | None:
    """The variable for `needs.build`, `jobs.build` or `steps.meta`."""
    match tree:
        case Property(Context("needs" | "jobs"), name):
            return scope.jobs.get(name)
        case Property(Context("steps"), name):
            variable = scope.steps.get(name)
            scope.used += [] if variable is None else [variable.name]
            return variable
    return None


def _property(of: _Said | None, name: str) -> _Said | None:
    if of is None:
        return None
    tree: Any = of.tree
    if isinstance(tree, Known):
        for attribute, part in tree.PARTS.items():
            if part.name == name:
                return _Said(Attribute(of.python, attribute), getattr(tree, attribute))
    try:
        found = tree[name]
    except github.UnknownPropertyError:
        return None
    if not isinstance(found, Expr):
        return None
    return _Said(_named(of.python, type(tree), name), found)


def _named(of: Expression, cls: type, name: str) -> Expression:
    """`of.name`, or `of["odd-name"]`."""
    if is_attribute(name) and not _has(cls, name):
        return Attribute(of, name)
    return Item(of, nodes.Literal(name))


@cache
def _has(cls: type, name: str) -> bool:
    """Whether the class has something of its own by that name."""
    return hasattr(cls, name)


def _literal(tree: Literal) -> Expression:
    """`literal(True)`."""
    return nodes.Call(symbol("literal"), (nodes.Literal(tree.value),))


def _operand(tree: Expr, scope: Scope) -> _Said | None:
    """What may stand beside an operator or in a call: a constant as Python's own."""
    if isinstance(tree, Literal):
        return _Said(nodes.Literal(tree.value), tree)
    return _said(tree, scope)


def _operands(trees: tuple[Expr, ...], scope: Scope) -> list[_Said] | None:
    found = [_operand(one, scope) for one in trees]
    made = [one for one in found if one is not None]
    return made if len(made) == len(found) else None


def _call(function: str, arguments: tuple[Expr, ...], scope: Scope) -> _Said | None:
    name, given = FUNCTIONS.get(function), _operands(arguments, scope)
    if name is None or given is None:
        return None
    python = nodes.Call(symbol(name), tuple([one.python for one in given]))
    return _Said(python, Call(function, [one.tree for one in given]))


def _chain(tree: Binary, scope: Scope) -> _Said | None:
    """`a & b`, `all_of(a, b, c)`: what is longer than two reads better without operators."""
    given = _operands(tree.operands, scope)
    if given is None:
        return None
    if len(given) > 2:
        made = nodes.Call(symbol(_CHAINS[tree.operator]), tuple([one.python for one in given]))
        return _Said(made, tree)
    left, right = given
    if isinstance(left.tree, Literal):
        return None
    operation = nodes.Operation(left.python, _OPERATORS[tree.operator], right.python)
    return _Said(operation, Binary(tree.operator, left.tree, right.tree))


def _comparison(tree: Binary, scope: Scope) -> _Said | None:
    """`a == "x"`. Python turns `"x" == a` round, and `a == True` is what no linter lets stand."""
    given = _operands((tree.left, tree.right), scope)
    first = isinstance(tree.left, Literal)
    switch = isinstance(tree.right, Literal) and isinstance(tree.right.value, bool | None)
    if given is None or ((first or switch) and not scope.literals):
        return None
    left, right = given
    if isinstance(tree.left, Literal):
        left = left._replace(python=_literal(tree.left))
    if isinstance(tree.right, Literal) and switch:
        right = right._replace(python=_literal(tree.right))
    operation = nodes.Operation(left.python, tree.operator, right.python)
    return _Said(operation, Binary(tree.operator, left.tree, right.tree))


__all__ = ["GITHUB", "Scope", "UnsayableError", "is_attribute", "is_short", "said", "symbol"]
