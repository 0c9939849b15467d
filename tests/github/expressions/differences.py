"""Where GitHub's TypeScript engine (npm @actions/expressions) differs from GitHub's runner, which we follow.

DIFFERENCES is the list, each with its reason and an example. `as_in_typescript` makes our engine follow the
TypeScript instead, rule by rule, so that everything else can be compared exactly.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any
from unittest.mock import patch

from alertflow.github.expressions import access, builtin, coercion, evaluation, json_text, lexer, parser
from alertflow.github.expressions.coercion import equal, is_collection, to_text
from alertflow.github.expressions.tree import Call, Expr, Index

REFUSED = object()
"""Instead of a value: the engine does not read the expression, or fails to evaluate it."""


@dataclass(frozen=True)
class Difference:
    """One rule, with an expression on which the two differ."""

    expr: str
    ours: Any
    typescript: Any
    reason: str
    context: dict[str, Any] = field(default_factory=dict)
    followed: bool = True
    """Whether `as_in_typescript` follows it."""


DIFFERENCES = [
    Difference(
        "'it''s Bob''s'",
        "it's Bob's",
        "it's Bob''s",
        "lexer.ts replaces the first '' of a text; LexicalAnalyzer.cs (ReadStringToken) each of them",
    ),
    Difference(
        "contains('abc', 'b',)",
        REFUSED,
        True,
        "parser.ts reads a comma before the end of a call; LexicalAnalyzer.cs wants an argument behind it",
        followed=False,
    ),
    Difference(
        "true\u00a0&& true",
        True,
        REFUSED,
        "lexer.ts skips four kinds of white space; LexicalAnalyzer.cs all of Char.IsWhiteSpace",
        followed=False,
    ),
    Difference(
        "(" * 60 + "1" + ")" * 60,
        1.0,
        REFUSED,
        "parser.ts counts parentheses as depth; ExpressionParser.cs (CheckMaxDepth) only what is in the tree",
        followed=False,
    ),
    Difference(
        " == ".join("1" * 60),
        REFUSED,
        True,
        "parser.ts does not count comparisons as depth; CheckMaxDepth does",
        followed=False,
    ),
    Difference(
        f"case({'false, 0, ' * 128}'rest')",
        REFUSED,
        "rest",
        "case.ts takes any number of arguments; ExpressionConstants.cs 255",
        followed=False,
    ),
    Difference(
        "0xFFFFFFFF", -1.0, 4294967295.0, "ParseNumber reads 32 bits with a sign; Number() is not limited"
    ),
    Difference("'0x1FFFFFFFF' == 8589934591", False, True, "to ParseNumber more than 32 bits are no number"),
    Difference("0X1F", REFUSED, 31.0, "ParseNumber knows a small x, and no binary numbers"),
    Difference("'0b11' == 3", False, True, "ParseNumber knows a small x, and no binary numbers"),
    Difference(
        "'infinity' == Infinity",
        True,
        False,
        "ParseNumber asks Double.TryParse, which reads Infinity in any case",
    ),
    Difference("'\ufeff1' == 1", False, True, "String.Trim leaves the byte order mark; Number() does not"),
    Difference("'\x851' == 1", True, False, "String.Trim takes U+0085 away; Number() does not"),
    Difference(
        "format('{0}', 1234567890123456)",
        "1.23456789012346E+15",
        "1234567890123456",
        "ExpressionConstants.cs: NumberFormat G15; number.ts: 15 digits after the point",
    ),
    Difference("format('{0}', 0.00001)", "1E-05", "0.00001", "G15 again"),
    Difference("toJSON(1e21)", "1E+21", "1e+21", "ToJson.cs writes numbers as in any text; JSON.stringify"),
    Difference("toJSON(NaN)", "NaN", "null", "ToJson.cs writes numbers as in any text; JSON.stringify"),
    Difference(
        "toJSON('\u2028')",
        '"\\u2028"',
        '"\u2028"',
        "Newtonsoft.Json escapes the new lines of Unicode (JavaScriptUtils); JSON.stringify does not",
    ),
    Difference("'ß' == 'SS'", False, True, "OrdinalIgnoreCase takes letter by letter; toUpperCase makes SS"),
    Difference("'ſ' == 'S'", False, True, "OrdinalIgnoreCase leaves ſ; toUpperCase makes S of it"),
    Difference(
        "contains('ΑΣΑ', 'ΑΣ')",
        True,
        False,
        "contains.ts compares small letters, where a Σ at the end is ς and another σ; Contains.cs capitals",
    ),
    Difference("contains('\u212a', 'k')", False, True, "the Kelvin sign is small k, but not its capital"),
    Difference(
        "github['\u212a']",
        None,
        1.0,
        "dictionary.ts looks up names in small letters; DictionaryExpressionData.cs in capitals",
        {"github": {"k": 1}},
    ),
    Difference(
        'fromJSON(\'{"a": 1, "A": 2}\').a',
        2.0,
        1.0,
        "of names that differ in case JTokenExtensions.cs keeps the last value; dictionary.ts the first",
    ),
    Difference(
        'join(fromJSON(\'{"b": 0, "1": 1}\').*)',
        "0,1",
        "1,0",
        "JavaScript's objects put names that are whole numbers first; JObject keeps the order",
    ),
    Difference(
        "fromJSON('{\"constructor\": 1}').constructor",
        1.0,
        None,
        "dictionary.ts finds constructor and __proto__ in every object's index and drops them",
    ),
    Difference(
        f"join(fromJSON('{'[' * 65}{']' * 65}'))",
        REFUSED,
        "Array",
        "JsonReader.MaxDepth is 64; JSON.parse has no limit",
    ),
    Difference(
        "format('{0,9}', 1)",
        REFUSED,
        "1",
        "format.ts leaves out what stands behind the number; Format.cs refuses it",
        followed=False,
    ),
    Difference(
        "format('none', fromJSON(''))",
        "none",
        REFUSED,
        "evaluator.ts evaluates all arguments first; each function of the runner what it needs",
    ),
    Difference(
        "github.nothing[fromJSON('')]",
        None,
        REFUSED,
        "evaluator.ts evaluates the index first; Index.cs only for an object or array",
    ),
]


@contextlib.contextmanager
def as_in_typescript() -> Iterator[None]:
    """Our engine with the rules of the TypeScript wherever those differ."""
    with ExitStack() as stack:
        for module, name, rule in (
            (parser, "_kept", parser._kept.__wrapped__),
            (parser, "unquoted", lambda token: token[1:-1].replace("''", "'", 1)),
            (lexer, "number_of_text", _number),
            (coercion, "number_of_text", _number),
            (coercion, "text_of_number", _text_of_number),
            (json_text, "text_of_number", _json_of_number),
            (json_text, "string", _string),
            (json_text, "_reader", READER),
            (json_text, "DEPTH", math.inf),
            (coercion, "folded", _capitals),
            (coercion, "_same_letters", lambda left, right: _capitals(left) == _capitals(right)),
            (builtin, "folded", _capitals),
            (access, "folded", str.lower),
        ):
            stack.enter_context(patch.object(module, name, rule))
        stack.enter_context(patch.dict(builtin.BUILTIN, contains=_contains))
        stack.enter_context(patch.dict(evaluation._RULES, {Call: _call, Index: _index}))
        yield


_number_text = re.compile(
    r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?Infinity"
    r"|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+"
).fullmatch
_BLANK = coercion.SPACE.replace("\x85", "\ufeff")


def _number(text: str) -> float:
    """JavaScript's Number()."""
    text = text.strip(_BLANK)
    if not text:
        return 0.0
    if not _number_text(text):
        return math.nan
    return float(int(text, 0)) if text[1:2] in tuple("xXoObB") else float(text)


def _text_of_number(value: float) -> str:
    """number.ts: 15 digits after the point, and then as JavaScript writes numbers."""
    if math.isfinite(value) and abs(value) < 1e21:
        places = Decimal(value).quantize(Decimal("1e-15"), ROUND_HALF_UP, Context(prec=60))
        value = float(places)
    return _as_javascript(value)


def _as_javascript(value: float) -> str:
    """ECMA-262, Number::toString."""
    if not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    _, digits, exponent = Decimal(repr(abs(value))).normalize().as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits))
    point = len(text) + exponent
    if len(text) <= point <= 21:
        return sign + text + "0" * (point - len(text))
    if 0 < point <= 21:
        return f"{sign}{text[:point]}.{text[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{text}"
    rest = f".{text[1:]}" if len(text) > 1 else ""
    return f"{sign}{text[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _json_of_number(value: float) -> str:
    return _as_javascript(value) if math.isfinite(value) else "null"


def _string(text: str) -> str:
    """JSON.stringify escapes halves of surrogate pairs."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", quoted)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JavaScript, and then dictionary.ts."""
    found = dict(pairs)
    whole = sorted((name for name in found if re.fullmatch("0|[1-9][0-9]{0,8}", name)), key=int)
    kept: dict[str, Any] = {}
    seen = {"constructor", "__proto__"}
    for name in dict.fromkeys([*whole, *found]):
        if name.lower() not in seen:
            seen.add(name.lower())
            kept[name] = found[name]
    return kept


def _refuse(constant: str) -> None:
    raise ValueError(constant)


READER = json.JSONDecoder(parse_int=float, parse_constant=_refuse, object_pairs_hook=_object)
"""JSON.parse, and dictionary.ts."""


def _capitals(text: str) -> str:
    """result.ts: toUpperSpecial."""
    return "ı".join(part.upper() for part in text.split("ı"))


def _contains(evaluate: Callable[[Expr], Any], search: Expr, item: Expr) -> bool:
    """contains.ts."""
    within, sought = evaluate(search), evaluate(item)
    if isinstance(within, list):
        return any(equal(sought, one) for one in within)
    if is_collection(within) or is_collection(sought):
        return False
    return to_text(sought).lower() in to_text(within).lower()


def _call(run: Any, tree: Call) -> Any:
    """evaluator.ts: all arguments first, once."""
    values = {id(one): run.value(one) for one in tree.arguments_}
    if known := builtin.BUILTIN.get(tree.function_.lower()):
        return known(lambda one: values[id(one)], *tree.arguments_)
    return evaluation._Run.call(run, tree)


def _index(run: Any, tree: Index) -> Any:
    """evaluator.ts: the index first."""
    run.value(tree.index_)
    return evaluation._Run.index(run, tree)
