"""Our engine beside GitHub's own, on expressions and contexts that hypothesis makes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alertflow.github.expressions import (
    CONTEXTS,
    EvaluationError,
    ExpressionSyntaxError,
    evaluate,
)
from tests.github.expressions.differences import (
    DIFFERENCES,
    READER,
    REFUSED,
    Difference,
    as_in_typescript,
)
from tests.github.expressions.engine import Engine

PHASES = (Phase.generate,)
"""A case that fails is printed. Looking for a smaller one would take minutes: each is one of many."""
FUNCTIONS = {"success": True, "failure": False, "always": True, "cancelled": False, "hashFiles": "a0b1"}


@pytest.fixture(scope="module")
def engine(programs: Callable[[str], Path]) -> Iterator[Engine]:
    engine = Engine(programs("github-expressions"))
    yield engine
    engine.close()


def ours(expr: str, context: dict[str, Any]) -> Any:
    """The answer as GitHub's engine gives it."""
    functions = {name: lambda *_, value=value: value for name, value in FUNCTIONS.items()}
    try:
        value = evaluate(expr, context, functions)
    except ExpressionSyntaxError:
        return "reading"
    except EvaluationError:
        return "evaluating"
    return kind(value), said(value)


def theirs(engine: Engine, expr: str, context: dict[str, Any]) -> Any:
    answer = engine.ask(expr, context, FUNCTIONS)
    return answer["when"] if "error" in answer else (answer["kind"], answer["value"])


def kind(value: Any) -> str:
    names = {bool: "Boolean", float: "Number", str: "String", dict: "Dictionary", type(None): "Null"}
    return "Array" if isinstance(value, list) else names[type(value)]


def said(value: Any, outermost: bool = True) -> Any:
    if isinstance(value, dict):
        return {name: said(one, False) for name, one in value.items()}
    if isinstance(value, list):
        return [said(one, False) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        name = "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        return name if outermost else {"number": name}
    return value


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda one: one.expr[:40])
def test_each_difference_is_one(engine: Engine, difference: Difference) -> None:
    context = {"github": {}} | difference.context
    expr = difference.expr

    assert answered(difference.ours) == ours(expr, context)
    assert answered(difference.typescript) == theirs(engine, expr, context)
    assert difference.reason
    if difference.followed:
        with as_in_typescript():
            assert ours(expr, context) == theirs(engine, expr, context)


class _Refused:
    def __eq__(self, other: object) -> bool:
        return other in ("reading", "evaluating")


def answered(value: Any) -> Any:
    return _Refused() if value is REFUSED else (kind(value), said(value))


WORDS = [
    *("", " ", "a", "A", "abc", "ABC", "b", "true", "false", "null", "it's", "''", "Ünïcode"),
    *("ünÏCODE", "straße", "0", "1", " 1 ", "01", "-1", "+1", "1.", ".5", "1.50", "1e3"),
    *("1E-2", "1_0", "0x1F", "0x1f", "0o17", "0b1", "0X1F", "0xFFFFFFFF", "NaN", "Infinity"),
    *("-Infinity", "+Infinity", "infinity", "1e400", "9007199254740993", "ß", "SS", "ẞ", "ı"),
    *("I", "i", "İ", "ſ", "S", "ǆ", "ǅ", "ﬁ", "FI", "ᾳ", "ς", "Σ", "σ", "K", "𐐨", "𐐀"),
    *("\uffff", "�", "\u2028", "\x85", "\t1\n", "\xa01", "\ufeff1", "\x00", "\x1f", '"', "\\"),
    *("{0}", "{0} {1}", "{{0}}", "{{{0}}}", "{", "}", "}}{{", "{1}", "{9}", "{a}", "{}", "{0"),
    *("{00}", "{999}", "[]", "{}", "[1, 2]", '{"a": 1, "B": [true]}', '{"a": 1, "A": 2}'),
    *('{"2": "b", "1": "a"}', "[1,]", "nul", '"a"', '"\\ud83d\\ude00"', '"\\ud800"'),
    *("[[1], [2, [3]]]", '{"a": {"b": {"a": null}}}', "1e999", "-0", "[NaN]"),
    *('[{"a": 1}, {"a": 2}, {"b": 3}, [4], 5]', "'a'", "{'a': 1}", " [1] ", "[1] 2", '"\n"'),
    *("01", "1.0E+2", "\ufeff1"),
]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=4)
NUMBERS = (
    st.sampled_from(
        [0, 1, -1, 2, 3, 0.1, 0.5, 1.5, -0.5, 1e15, 1e16, 123456789012345, 1e21, 1e22, 1e-5, 1e-7]
    )
    | st.sampled_from([2**31, 2**53, 0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, math.inf, -math.inf])
    | st.integers(-5, 300)
    | st.floats()
)
NAMES = st.sampled_from(["a", "A", "b", "c-d", "_e", "1", "odd name", "Ü", "ü", "ß", "true", "length", ""])
DATA = st.recursive(
    st.none() | st.booleans() | TEXTS | NUMBERS.filter(math.isfinite),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)
OBJECTS = st.dictionaries(st.sampled_from(["a", "A", "b", "list", "text"]), DATA, min_size=2, max_size=5)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def number(value: float) -> str:
    return "NaN" if value != value else repr(value).replace("inf", "Infinity")


LITERALS = st.one_of(
    TEXTS.map(quoted),
    NUMBERS.map(number),
    st.sampled_from(["null", "true", "false", "0x1F", "0o17", "+1", ".5", "-.5", "1.", "0xFFFFFFFF", "-0"]),
)
ROOTS = st.sampled_from(["github", "inputs", "GitHub", "github.a", "inputs.b", "github.list", "github.text"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["||", "&&", "==", "!=", "<", "<=", ">", ">="])
    spaces = st.sampled_from(["", " ", "\n", " \t"])
    names = NAMES.filter(re.compile("[A-Za-z_][A-Za-z0-9_-]*").fullmatch)
    two = st.sampled_from(["contains", "startsWith", "endsWith", "join", "STARTSWITH"])
    one = st.sampled_from(["toJSON", "fromJSON", "join", "format", "tojson"])
    many = st.sampled_from(["format", "hashFiles", "success"])
    return st.one_of(
        st.tuples(inner, spaces, operators, spaces, inner).map("".join),
        st.tuples(inner, spaces, operators, spaces, inner).map("".join).map("({})".format),
        inner.map("!{}".format),
        inner.map("({})".format),
        st.builds("({}).{}".format, inner, names),
        st.builds("({})[{}]".format, inner, inner),
        inner.map("({}).*".format),
        st.builds("{}[{}]".format, ROOTS, inner),
        st.builds("{}.{}".format, ROOTS, names),
        st.builds("{}[{}]".format, ROOTS, NAMES.map(quoted)),
        st.builds("{}.*.{}".format, ROOTS, names),
        st.builds("{}.*[{}]".format, ROOTS, inner),
        ROOTS.map("{}[*].*".format),
        st.builds("{}({})".format, one, inner),
        st.builds("{}({}, {})".format, two, inner, inner),
        st.builds("fromJSON({}).{}".format, TEXTS.map(quoted), names),
        st.builds("contains(fromJSON({}), {})".format, TEXTS.map(quoted), inner),
        st.builds("{}({})".format, many, st.lists(inner, min_size=1, max_size=4).map(", ".join)),
        st.builds("case({}, {}, {})".format, inner, inner, inner),
        st.builds("case({})".format, st.lists(inner, max_size=5).map(",".join)),
    )


EXPRESSIONS = st.recursive(LITERALS | ROOTS, _larger, max_leaves=8)
CONTEXT = st.fixed_dictionaries(
    {name: st.just({}) for name in CONTEXTS} | {"github": OBJECTS, "inputs": OBJECTS}
)


@settings(max_examples=80, phases=PHASES)
@given(CONTEXT, st.lists(EXPRESSIONS, min_size=40, max_size=60))
def test_both_engines_agree_on_value_kind_and_acceptance(
    engine: Engine, context: dict[str, Any], expressions: list[str]
) -> None:
    known = read(context)
    with as_in_typescript():
        for expr in expressions:
            assert ours(expr, known) == theirs(engine, expr, context), (expr, context)


def read(context: dict[str, Any]) -> dict[str, Any]:
    """The context as GitHub's engine has it."""
    found: dict[str, Any] = READER.decode(json.dumps(context))
    return found


PIECES = st.sampled_from(
    [
        *("github", "inputs", "nothing", "true", "null", "NaN", "Infinity", "a", "A-b", "_", "-"),
        *("contains", "format", "(", ")", "[", "]", ".", ",", "*", "!", "=", "==", "!=", "<", ">="),
        *("&&", "||", "&", "|", "'a'", "'", "''", "1", "-1", ".5", "1.5.5", "0x", "1e3", "+", "$"),
        *("{", '"', "\\", "/", " ", "\n", "é", "github.a", "*.b", "contains('a', 'b')"),
        *("success()", "github.*", "[0]", "(1)", "['a']", ".a", "!1", "1 == 1"),
    ]
)
SOUP = st.lists(PIECES, min_size=1, max_size=7).map("".join)
_text_or_end = re.compile(r"'[^']*'|,\s*\)")


@settings(max_examples=40, phases=PHASES)
@given(st.lists(SOUP, min_size=50, max_size=100))
def test_both_engines_read_the_same_texts(engine: Engine, texts: list[str]) -> None:
    context: dict[str, Any] = {"github": {}, "inputs": {}}
    with as_in_typescript():
        for text in texts:
            if not any(found[0].startswith(",") for found in _text_or_end.finditer(text)):
                reads = theirs(engine, text, context) != "reading" and text.strip() != ""
                assert (ours(text, context) != "reading") == reads, text
