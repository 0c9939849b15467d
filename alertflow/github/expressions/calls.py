"""Calls whose arguments cannot give what is asked for.

Source: docs.github.com/en/actions/reference/workflows-and-actions/expressions, "Functions"; what each does
with an object or an array: github.com/actions/languageservices, expressions/src/funcs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from alertflow.declared import nearest
from alertflow.github.expressions.functions import FUNCTIONS
from alertflow.github.expressions.inference import Kinds
from alertflow.github.expressions.kinds import (
    ANY,
    BOOLEAN,
    NULL,
    NUMBER,
    Array,
    Text,
    is_compound,
    is_single,
    texts,
    words_of,
)
from alertflow.github.expressions.tree import Call, Expr, Literal

_placeholders = re.compile(r"\{\{|\}\}|\{([0-9]+)(?::[^{}]*)?\}|[{}]").finditer


def mistakes_in(call: Call, kinds: Kinds) -> Iterator[str]:
    """What is wrong with a call, each as a sentence."""
    arguments, name = call.arguments_, call.function_.lower()
    written, least, most = FUNCTIONS.get(name, (name, 0, None))
    if len(arguments) < least or (most is not None and len(arguments) > most):
        yield f"{written}() cannot be called with {len(arguments)} arguments."
        return
    match name:
        case "contains":
            yield from _contains(arguments[0], arguments[1], kinds)
        case "startswith" | "endswith":
            yield from _at_an_end(call, kinds)
        case "join":
            yield from _join(arguments, kinds)
        case "format":
            yield from _format(arguments, kinds)
        case "fromjson":
            yield from _from_json(arguments[0], kinds)
        case "hashfiles":
            yield from _no_texts("hashFiles()", "patterns for files", arguments, kinds)
        case "case":
            yield from _case(arguments, kinds)


def _contains(search: Expr, item: Expr, kinds: Kinds) -> Iterator[str]:
    searched, found = kinds.of(search), kinds.of(item)
    if searched in (NUMBER, NULL):
        yield f"contains() looks in text or in an array; `{search.text_}` is {words_of(searched)}."
    elif is_compound(searched) and not isinstance(searched, Array):
        yield f"contains() never finds anything in an object; `{search.text_}.*` are its values."
    elif is_compound(found):
        yield f"contains() looks for text; `{item.text_}` is {words_of(found)}, which is never found."
    elif isinstance(searched, Array) and isinstance(searched.item, Text) and isinstance(found, Text):
        possible, values = searched.item, found.values
        if possible.values is None or values is None or possible.growing or found.growing:
            return
        if not {one.lower() for one in possible.values} & {one.lower() for one in values}:
            close = next((one for value in values if (one := nearest(value, possible.values))), None)
            help_ = f"Did you mean '{close}'?" if close else f"They can be {texts(possible.values)}."
            yield f"`{search.text_}` never holds {item.text_}. {help_}"


def _at_an_end(call: Call, kinds: Kinds) -> Iterator[str]:
    yield from _no_texts(f"{call.function_}()", "text", call.arguments_, kinds)
    searched, start = (kinds.of(one) for one in call.arguments_)
    if call.function_.lower() != "startswith" or not isinstance(searched, Text) or not searched.start:
        return
    for value in (start.values or ()) if isinstance(start, Text) else ():
        first, second = value.lower(), searched.start
        if not first.startswith(second) and not second.startswith(first):
            yield (
                f"`{call.arguments_[0].text_}` begins with {second}: it never starts with '{value}'. "
                f"Write '{second}heads/{value}' or '{second}tags/{value}'."
            )


def _join(arguments: tuple[Expr, ...], kinds: Kinds) -> Iterator[str]:
    first = kinds.of(arguments[0])
    if is_compound(first) and not isinstance(first, Array):
        yield f"join() of an object is always ''; `{arguments[0].text_}.*` are its values."
    elif is_single(first):
        yield (
            f"join() takes an array; `{arguments[0].text_}` is {words_of(first)}, which it gives back as it "
            "is. An array that came as text is read by fromJSON(…)."
        )
    yield from _no_texts("join()", "text between the values", arguments[1:], kinds)


def _format(arguments: tuple[Expr, ...], kinds: Kinds) -> Iterator[str]:
    yield from _no_texts("format()", "values that can be printed", arguments, kinds)
    template = arguments[0]
    if not isinstance(template, Literal) or not isinstance(template.value, str):
        return
    used: set[int] = set()
    for found in _placeholders(template.value):
        if found[1]:
            used.add(int(found[1]))
        elif found[0] in ("{", "}"):
            yield f"format(): {template.text_} has a single '{found[0]}'; write it twice where it is meant."
            return
    given = len(arguments) - 1
    if too_high := sorted(one for one in used if one >= given):
        wanted = ", ".join([f"{{{one}}}" for one in too_high])
        yield f"format(): {template.text_} has {wanted}, but {given} values are given; the first is {{0}}."
    if unused := [one for at, one in enumerate(arguments[1:]) if at not in used]:
        yield f"format(): {template.text_} does not use `{unused[0].text_}`; {{0}} is the first value."


def _from_json(argument: Expr, kinds: Kinds) -> Iterator[str]:
    kind = kinds.of(argument)
    if is_compound(kind) or kind is NULL:
        yield f"fromJSON() reads JSON text; `{argument.text_}` is {words_of(kind)} already."
    elif isinstance(argument, Literal) and isinstance(argument.value, str):
        try:
            json.loads(argument.value)
        except (ValueError, RecursionError) as error:
            yield f"fromJSON(): {_shortened(argument.text_)} is no JSON: {error}."


def _case(arguments: tuple[Expr, ...], kinds: Kinds) -> Iterator[str]:
    for condition in arguments[:-1:2]:
        if (kind := kinds.of(condition)) not in (ANY, BOOLEAN):
            yield f"case(): the condition `{condition.text_}` is {words_of(kind)}, not true or false."


def _no_texts(function: str, takes: str, arguments: tuple[Expr, ...], kinds: Kinds) -> Iterator[str]:
    """What is said of arguments that are objects or arrays."""
    for one in arguments:
        if is_compound(kind := kinds.of(one)):
            yield (
                f"{function} takes {takes}; `{one.text_}` is {words_of(kind)}, "
                "of which GitHub makes no text. "
                "Read one of its values, or use toJSON(…)."
            )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
