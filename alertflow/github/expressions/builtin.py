"""What GitHub's own functions give. Each evaluates only those of its arguments that it needs.

Source: github.com/actions/runner, src/Sdk/Expressions/Sdk/Functions, one file for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from alertflow.github.expressions.coercion import EvaluationError, equal, folded, is_collection, to_text
from alertflow.github.expressions.json_text import bounded, from_json, to_json
from alertflow.github.expressions.tree import Expr

Evaluate: TypeAlias = Callable[[Expr], Any]
"""Gives the value of an argument."""
_field = re.compile(r"\{\{|\}\}|\{([0-9]+)(?:\}|:\}(?!\}))|[{}]").finditer


def _contains(evaluate: Evaluate, search: Expr, item: Expr) -> bool:
    within = evaluate(search)
    if not is_collection(within):
        sought = evaluate(item)
        return not is_collection(sought) and folded(to_text(sought)) in folded(to_text(within))
    if isinstance(within, Mapping) or not within:
        return False
    sought = evaluate(item)
    return any(equal(sought, one) for one in within)


def _starts_with(evaluate: Evaluate, search: Expr, start: Expr) -> bool:
    texts = _two_texts(evaluate, search, start)
    return texts is not None and texts[0].startswith(texts[1])


def _ends_with(evaluate: Evaluate, search: Expr, end: Expr) -> bool:
    texts = _two_texts(evaluate, search, end)
    return texts is not None and texts[0].endswith(texts[1])


def _two_texts(evaluate: Evaluate, first: Expr, second: Expr) -> tuple[str, str] | None:
    """Both in one case; None where one is an array or object."""
    values = []
    for one in (first, second):
        value = evaluate(one)
        if is_collection(value):
            return None
        values.append(folded(to_text(value)))
    return values[0], values[1]


def _format(evaluate: Evaluate, template: Expr, *arguments: Expr) -> str:
    text = to_text(evaluate(template))
    pieces: list[str] = []
    known: dict[int, str] = {}
    at = length = 0
    for field in _field(text):
        pieces.append(text[at : field.start()])
        at = field.end()
        if field[1] is None:
            if len(field[0]) == 1:
                raise EvaluationError(f"format: `{text}` has a brace that is neither `{{0}}` nor doubled")
            pieces.append(field[0][0])
        else:
            index = int(field[1]) if len(field[1]) <= 9 else len(arguments)
            if index >= len(arguments):
                raise EvaluationError(
                    f"format: `{text}` asks for {{{field[1]}}}, and there are {len(arguments)} arguments"
                )
            if index not in known:
                known[index] = to_text(evaluate(arguments[index]))
            pieces.append(known[index])
        length += len(pieces[-1])
        bounded(length)
    pieces.append(text[at:])
    return "".join(pieces)


def _join(evaluate: Evaluate, array: Expr, separator: Expr | None = None) -> str:
    values = evaluate(array)
    if not is_collection(values):
        return to_text(values)
    if isinstance(values, Mapping):
        return ""
    given: Any = "," if separator is None or len(values) < 2 else evaluate(separator)
    between = "," if is_collection(given) else to_text(given)
    texts = [to_text(value) for value in values]
    bounded(sum(map(len, texts)) + len(between) * (len(texts) - 1))
    return between.join(texts)


def _to_json(evaluate: Evaluate, value: Expr) -> str:
    return to_json(evaluate(value))


def _from_json(evaluate: Evaluate, text: Expr) -> Any:
    return from_json(to_text(evaluate(text)))


def _case(evaluate: Evaluate, *arguments: Expr) -> Any:
    for condition, result in zip(arguments[:-1:2], arguments[1::2], strict=True):
        decided = evaluate(condition)
        if not isinstance(decided, bool):
            raise EvaluationError(f"case: `{condition.text_}` gives neither true nor false")
        if decided:
            return evaluate(result)
    return evaluate(arguments[-1])


BUILTIN: Mapping[str, Callable[..., Any]] = {
    "case": _case,
    "contains": _contains,
    "endswith": _ends_with,
    "format": _format,
    "fromjson": _from_json,
    "join": _join,
    "startswith": _starts_with,
    "tojson": _to_json,
}
"""By the name in lower case: takes what evaluates an argument, and the arguments."""
