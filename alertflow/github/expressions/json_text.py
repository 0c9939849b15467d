"""Values as JSON text, and back: what `toJSON` and `fromJSON` do.

Source: github.com/actions/runner, src/Sdk/Expressions/Sdk/Functions: ToJson.cs, FromJson.cs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any, NoReturn

from alertflow.github.expressions.coercion import EvaluationError, folded, number, text_of_number, to_text

DEPTH = 64
"""How deep arrays and objects may be nested in what `fromJSON` reads.

Source: github.com/JamesNK/Newtonsoft.Json, JsonReader.MaxDepth, which the runner leaves as it is.
"""
CHARACTERS = 10 * 1024 * 1024 // 2
"""How long a text may become: 10 MiB of memory, in which a character takes two bytes.

Source: github.com/actions/runner, src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs (MaxResultSize).
"""
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_without_strings = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^"\[\]{}]+', re.DOTALL).sub
_NEW_LINES = {ord(one): f"\\u{ord(one):04x}" for one in "\x85\u2028\u2029"}
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1, '"': 0}


def bounded(length: int) -> None:
    """Raises EvaluationError where a text of `length` characters is longer than GitHub lets it become."""
    if length > CHARACTERS:
        raise EvaluationError(f"a text becomes longer than the {CHARACTERS:,} characters that GitHub takes")


def to_json(value: Any) -> str:
    """`value` as JSON, indented by two spaces. Numbers are written as in any text, so NaN stays NaN.

    Raises EvaluationError where it becomes longer than GitHub takes.
    """
    pieces: list[str] = []
    length = 0
    todo: list[str | tuple[Any, int]] = [(value, 0)]
    while todo:
        one = todo.pop()
        pieces.append(one if isinstance(one, str) else _begun(one[0], one[1], todo))
        length += len(pieces[-1])
        bounded(length)
    return "".join(pieces)


def _begun(value: Any, level: int, todo: list[str | tuple[Any, int]]) -> str:
    """A scalar's text; of an array or object how it begins, while what follows is put on `todo`, last
    first.
    """
    if isinstance(value, Mapping):
        signs, inner = "{}", [(f"{string(to_text(name))}: ", one) for name, one in value.items()]
    elif isinstance(value, (list, tuple)):
        signs, inner = "[]", [("", one) for one in value]
    else:
        return _scalar(value)
    if not inner:
        return signs
    indent = "\n" + "  " * level
    todo.append(indent + signs[1])
    before = f",{indent}  "
    for name, one in reversed(inner[1:]):
        todo += [(one, level + 1), before + name]
    name, one = inner[0]
    todo += [(one, level + 1), before[1:] + name]
    return signs[0]


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return string(value)
    if value is None or isinstance(value, bool):
        return to_text(value) or "null"
    return text_of_number(number(value))


def string(text: str) -> str:
    """`text` as a JSON string; beside what must be escaped, so are the new lines of Unicode."""
    quoted = _quoted(text)
    return quoted if quoted.isascii() else quoted.translate(_NEW_LINES)


def from_json(text: str) -> Any:
    """The value that the JSON `text` says; numbers are floats.

    Names that differ only in case are one property: the first name with the last value. Raises
    EvaluationError for what is not JSON, and for what is nested more than DEPTH deep.

    The runner's reader lets more pass for JSON (comments, single quotes, words behind the value); it has a
    strict one (WorkflowFeatures.cs, StrictJsonParsing), which refuses that, as GitHub's TypeScript does.
    """
    if text.count("[") + text.count("{") > DEPTH:
        signs = _without_strings("", text)
        if max(accumulate(map(_STEPS.__getitem__, signs)), default=0) > DEPTH:
            raise EvaluationError(f"fromJSON takes what is nested {DEPTH} deep, and no deeper")
    try:
        return _reader.decode(text)
    except ValueError as error:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        raise EvaluationError(f"fromJSON cannot read `{shown}`: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(set(map(folded, found))) == len(pairs):
        return found
    names: dict[str, str] = {}
    return {names.setdefault(folded(name), name): value for name, value in pairs}


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


_reader = json.JSONDecoder(parse_int=float, parse_constant=_refused, object_pairs_hook=_object)
