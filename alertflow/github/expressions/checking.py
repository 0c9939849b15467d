"""What is wrong with an expression at its place: what it may not use there, and what cannot be meant.

Certain beats many: an expression of which something here is unknown is taken to be right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from alertflow.github.expressions.availability import NOTHING, Allowed, allowed_at
from alertflow.github.expressions.calls import mistakes_in
from alertflow.github.expressions.comparisons import COMPARISONS, mistake_in
from alertflow.github.expressions.conditions import constants_in, lost_choice
from alertflow.github.expressions.destinations import mistake_at
from alertflow.github.expressions.inference import Kinds
from alertflow.github.expressions.properties import mistake_in as mistake_in_path
from alertflow.github.expressions.scope import NOWHERE, Scope
from alertflow.github.expressions.tree import Binary, Call, Context, Every, Expr, Index, Property
from alertflow.github.expressions.unavailable import context_mistake, function_mistakes

ProblemKind: TypeAlias = Literal[
    "unavailable-context", "unavailable-function", "unknown-property", "type-mismatch", "constant"
]
"""What can be wrong: a context or function that GitHub does not know in this place, a value that nothing ever
sets, a comparison or an argument that cannot be meant, and a condition or choice that comes out the same
always.
"""


@dataclass(frozen=True)
class Problem:
    """One mistake in an expression."""

    kind: ProblemKind
    message: str
    """What is wrong, what was expected and, where it is known, how to mend it."""
    tree: Expr
    """The part of the expression that is wrong."""


def problems(tree: Expr, key: str = "", scope: Scope = NOWHERE) -> list[Problem]:
    """What is wrong with `tree` where it stands in `key`, from left to right, each once.

    `key` is a path as GitHub's documentation writes it: `jobs.<job_id>.steps.run`. Where the expression is
    one entry of a mapping, it names the entry too: `jobs.<job_id>.steps.env.<env_id>`. Without a key
    nothing is said of what is available, and of what the key takes.
    """
    kinds = Kinds(tree, scope.kinds)
    found: list[Problem] = []
    if (allowed := allowed_at(key)) == NOTHING:
        return [Problem("unavailable-context", f"GitHub evaluates no expression in {key}.", tree)]
    if allowed is not None:
        found += _unavailable(kinds.nodes, key, allowed)
    defaulted = _with_default(kinds.nodes)
    for node in kinds.nodes:
        found += _wrong(node, kinds, id(node) in defaulted)
    if key.endswith("if"):
        found += [Problem("constant", message, node) for message, node in constants_in(tree, kinds)]
    elif key and (message := mistake_at(key, tree, kinds.of(tree))):
        found.append(Problem("type-mismatch", message, tree))
    return list({(one.kind, one.message): one for one in found}.values())


def _unavailable(nodes: Iterable[Expr], key: str, allowed: Allowed) -> Iterator[Problem]:
    for node in nodes:
        if isinstance(node, Context):
            if message := context_mistake(node, key, allowed):
                yield Problem("unavailable-context", message, node)
        elif isinstance(node, Call):
            for message in function_mistakes(node, key, allowed):
                yield Problem("unavailable-function", message, node)


def _with_default(nodes: Sequence[Expr]) -> set[int]:
    """The ids of all operands of `||` but the last one of each chain."""
    found: set[int] = set()
    for node in reversed(nodes):
        if isinstance(node, Binary) and node.operator == "||":
            found.add(id(node.left))
            if id(node) in found:
                found.add(id(node.right))
    return found


def _wrong(node: Expr, kinds: Kinds, has_default: bool) -> Iterator[Problem]:
    """What is wrong with one part, whatever is around it but a default: `node || …`."""
    match node:
        case Property() | Index() | Every():
            if message := mistake_in_path(node, kinds, has_default):
                yield Problem("unknown-property", message, node)
        case Call():
            for message in mistakes_in(node, kinds):
                yield Problem("type-mismatch", message, node)
        case Binary():
            if node.operator in COMPARISONS:
                if message := mistake_in(node, kinds):
                    yield Problem("type-mismatch", message, node)
            elif message := lost_choice(node):
                yield Problem("constant", message, node)
