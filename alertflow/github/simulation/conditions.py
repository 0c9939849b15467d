"""What `if` decides, and which part of it decided, in words.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from alertflow.declared import AlertflowError
from alertflow.github.expressions import (
    Binary,
    Call,
    EvaluationError,
    Expr,
    ExpressionSyntaxError,
    Literal,
    Not,
    condition,
    evaluate_tree,
    is_always_true,
    to_text,
    truthy,
)
from alertflow.github.expressions.lexer import sentence
from alertflow.github.simulation.decisions import Decision, Part, Seen
from alertflow.github.simulation.evaluating import Functions, Read, Scope, reads

_SHOWN = 60
"""Characters of a value that a reason shows."""


@dataclass(frozen=True)
class Status:
    """What the status functions say at one place, and why, in words."""

    success: bool
    failure: bool
    cancelled: bool
    words: Mapping[str, str]
    """For each function why it says what it says: `{"success": "job 'build' failed"}`."""

    def functions(self) -> Functions:
        """The functions for the evaluator."""
        return {
            "success": lambda *_: self.success,
            "failure": lambda *_: self.failure,
            "cancelled": lambda *_: self.cancelled,
            "always": lambda *_: True,
            "hashFiles": lambda *_: "",
        }


@dataclass(frozen=True)
class Verdict:
    """What a condition came to: whether it holds, and the clause that says why. That is a Decision where its
    own parts settled it. `failed` says that GitHub cannot evaluate it.
    """

    holds: bool
    reason: str
    failed: bool = False


def decide(written: Any, scope: Scope, status: Status) -> Verdict:
    """What the value of an `if` key comes to; None for a job or step without one.

    Raises AlertflowError for a condition that GitHub could not read.
    """
    tree = _read("" if written is None else to_text(written))
    parts = tree.operands if isinstance(tree, Binary) and tree.operator == "&&" else (tree,)
    if isinstance(parts[0], Call) and parts[0].text_ == "success()":
        if not status.success or len(parts) == 1:
            return Verdict(status.success, status.words["success"])
        parts = parts[1:]
    try:
        holds = truthy(scope.evaluate(tree))
    except EvaluationError as error:
        return Verdict(False, f"its condition cannot be evaluated: {error}", failed=True)
    if isinstance(written, str) and is_always_true(written):
        return Verdict(holds, f"its condition is a text, and so always true: {written.strip()}")
    told = _deciding_of(parts, "&&", holds, scope, status)
    told = [one for one in told if one.text != "always()"] or told
    return Verdict(holds, Decision(to_text(written), holds, tuple(told)))


@lru_cache(maxsize=4096)
def _read(text: str) -> Expr:
    try:
        return condition(text)
    except ExpressionSyntaxError as error:
        raise AlertflowError(f"`if: {text}` cannot be read: {sentence(str(error))}") from None


def _deciding(tree: Expr, holds: bool, scope: Scope, status: Status) -> list[Part]:
    """The parts of a condition that made it true or false, each with the values that it read."""
    if isinstance(tree, Binary) and tree.operator in Binary.ASSOCIATIVE:
        return _deciding_of(tree.operands, tree.operator, holds, scope, status)
    if (
        isinstance(tree, Not)
        and isinstance(tree.operand, Binary)
        and tree.operand.operator in Binary.ASSOCIATIVE
    ):
        inner = _deciding(tree.operand, not holds, scope, status)
        words = f"!({f' {tree.operand.operator} '.join(map(str, inner))})"
        return [Part(tree.text_, words, tuple([seen for one in inner for seen in one.seen]))]
    return [_told(tree, scope, status)]


def _deciding_of(
    operands: Sequence[Expr], operator: str, holds: bool, scope: Scope, status: Status
) -> list[Part]:
    """The same for what stands between `operator`: all of them, or the one that settled it."""
    if holds != (operator == "&&"):
        operands = [next((one for one in operands if truthy(_value(one, scope)) is holds), operands[-1])]
    found = [part for one in operands for part in _deciding(one, holds, scope, status)]
    return list({part.words: part for part in found}.values())


def _told(tree: Expr, scope: Scope, status: Status) -> Part:
    """A part of a condition with the values that it read: `a == 'x' (a is 'y')`."""
    calls = [one.function_.lower() for one in tree.walk_() if isinstance(one, Call)]
    known = [words for name in calls if (words := status.words.get(name))]
    seen = tuple([_seen(read, scope) for read in reads(tree)])
    told = ", ".join(dict.fromkeys([*known, *map(str, seen)]))
    return Part(tree.text_, f"{tree.text_} ({told})" if told else tree.text_, seen)


def _seen(read: Read, scope: Scope) -> Seen:
    value, assumed = _value(read.tree, scope), bool(scope.assumed_for(read))
    value = "" if assumed and value is None else value
    return Seen(read.tree.text_, value, shown_value(value), assumed)


def _value(tree: Expr, scope: Scope) -> Any:
    return evaluate_tree(tree, scope.contexts, scope.functions)


def shown_value(value: Any) -> str:
    """A value as an expression would write it, shortened."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        text = f"[{', '.join(map(shown_value, value))}]"
    else:
        text = Literal(value).text_ if isinstance(value, str) or value is None else to_text(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
