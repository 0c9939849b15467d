"""Conditions that are always true or always false, and choices that never give one of their values.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions, "Literals" (what counts as
true) and "Operators" (`&&` and `||` give one of their operands).
"""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.github.expressions.inference import Kinds
from alertflow.github.expressions.kinds import Kind, Text
from alertflow.github.expressions.tree import Binary, Expr, Literal, Not


def constants_in(condition: Expr, kinds: Kinds) -> Iterator[tuple[str, Expr]]:
    """The operands of a condition that always count the same, each with a sentence.

    `true`, `false` and `null` are left alone: who writes them means them.
    """
    operands = [condition]
    while operands:
        node = operands.pop()
        if isinstance(node, Not):
            operands.append(node.operand)
        elif isinstance(node, Binary) and node.operator in ("&&", "||"):
            operands += [node.right, node.left]
        elif isinstance(node, Literal):
            if not isinstance(node.value, bool) and node.value is not None:
                yield _of_literal(node), node
        elif _is_never_empty(kinds.of(node)):
            yield f"`{node.text_}` is never empty, so it always counts as true. Compare it: == '…'.", node


def _is_never_empty(kind: Kind) -> bool:
    """Whether a value is one of several words; a single one is a switch, which may be missing."""
    values = kind.values or () if isinstance(kind, Text) else ()
    return len(values) > 1 and "" not in values


def _of_literal(node: Literal) -> str:
    counts = "true" if node.value and node.value == node.value else "false"
    return (
        f"{node.text_} stands alone as a condition, where it always counts as {counts}. "
        "A comparison is repeated for each value: x == 'a' || x == 'b'."
    )


def lost_choice(node: Binary) -> str | None:
    """What is wrong with `a && '' || 'b'`: the value in the middle counts as false, so it is never given."""
    left = node.left
    if node.operator != "||" or not isinstance(left, Binary) or left.operator != "&&":
        return None
    chosen = left.right
    if not isinstance(chosen, Literal) or (chosen.value and chosen.value == chosen.value):
        return None
    return (
        f"`{node.text_}` always gives the last value: {chosen.text_} counts as false, so || passes it over. "
        "Turn the condition round, with the other value in the middle."
    )
