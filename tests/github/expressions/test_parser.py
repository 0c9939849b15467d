import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.github import ExpressionSyntaxError, always, github, inputs, parse, parse_condition
from alertflow.github.expressions.parser import expressions_in, split
from alertflow.github.expressions.tree import Binary, Call, Context, Expr, Literal, Not, Property


@pytest.mark.parametrize(
    "text",
    [
        "github.event.client_payload['odd name'].x[0].*.y",
        "inputs.a || inputs.b && !(inputs.c == 'it''s') != true",
        "fromJSON(toJSON(needs)).a == null",
        "contains(fromJSON('[1, 2]'), 2)",
        "matrix[inputs.a]",
        "success() && failure() || always()",
        "(inputs.a || 'x').y",
        "1 < 2.5",
        "NaN != Infinity",
    ],
)
def test_what_is_read_is_printed_as_it_was(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("((inputs.a))", "inputs.a"),
        ("GITHUB.ref", "GITHUB.ref"),
        ("TOJSON( inputs )", "toJSON(inputs)"),
        ("inputs['a']", "inputs.a"),
        ("inputs[*]", "inputs.*"),
        ("0x1F", "31"),
        ("-1e3", "-1000.0"),
        (".5", "0.5"),
        ("a\n".replace("a", "true"), "true"),
    ],
)
def test_other_ways_of_writing_are_read_too(text: str, printed: str) -> None:
    assert parse(text).text == printed


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "it is empty", 0),
        ("inputs.", "it ends too early", 7),
        ("inputs.a ==", "it ends too early", 11),
        ('inputs.a == "x"', 'unexpected `"x"`. Text stands in single quotes.', 12),
        ("input.a", "unknown name `input`. Did you mean 'inputs'?", 0),
        ("1 && contain('a')", "unknown function `contain`. Did you mean 'contains'?", 5),
        ("contains('a')", "contains() takes 2 arguments, not 1", 0),
        ("format()", "format() takes 1 or more arguments, not 0", 0),
        ("join(1, 2, 3)", "join() takes 1 to 2 arguments, not 3", 0),
        ("inputs.a = 1", "unexpected `= 1`.", 9),
        ("(inputs.a", "it ends too early", 9),
        ("inputs[0", "it ends too early", 8),
        ("inputs.a inputs.b", "unexpected `inputs`", 9),
        ("'a'.b", "unexpected `.`", 3),
        ("inputs.[0]", "unexpected `[`", 7),
        ("contains('a' 'b')", "unexpected `'b'`", 13),
        ("1x", "unexpected `1x`", 0),
        ("!" * 60 + "true", "it is nested more than 50 deep", 51),
        ("x" * 21_001, "it has 21,001 characters; GitHub takes 21,000", 21_000),
    ],
)
def test_what_github_would_not_read_is_refused_with_its_position(
    text: str, message: str, position: int
) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse(text)
    assert str(caught.value) == message
    assert caught.value.position == position


def test_a_text_is_split_into_words_and_expressions() -> None:
    parts = split("a ${{ inputs.x }} b${{'}}'}}")

    assert [one if isinstance(one, str) else (one[0].text, one[1]) for one in parts] == [
        "a ",
        ("inputs.x", 2),
        " b",
        ("'}}'", 19),
    ]
    assert [one.text for one in expressions_in("${{ inputs.a }}${{ inputs.b }}")] == ["inputs.a", "inputs.b"]
    assert split("no expression") == ("no expression",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a ${{ inputs.x", "`${{ inputs.x` has no closing `}}`."),
        ("a ${{ 'x }}", "`${{ 'x }}` has no closing `}}`."),
        ("a ${{ nothing }}", "`${{ nothing }}` is not an expression: unknown name `nothing`."),
    ],
)
def test_braces_that_hold_no_expression_are_refused_and_the_escape_is_said(text: str, message: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        split(text)
    assert str(caught.value).startswith(message)
    assert "{literal('${{')}" in str(caught.value)
    assert caught.value.position == 2


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("inputs.a == 'x'", "inputs.a == 'x'"),
        ("${{ inputs.a }}", "inputs.a"),
        (f"{inputs.a} == 'x' && !cancelled()", "inputs.a == 'x' && !cancelled()"),
        (f"{inputs.a | inputs.b} && {always()}", "(inputs.a || inputs.b) && always()"),
        (f"!{github.ref == 'x'}", "!(github.ref == 'x')"),
        ("${{ '}}' }} == 'it''s'", "'}}' == 'it''s'"),
    ],
)
def test_a_condition_means_what_it_says_whatever_its_braces(text: str, meaning: str) -> None:
    assert parse_condition(text).text == meaning


def test_an_expression_within_the_quotes_of_a_condition_is_refused() -> None:
    with pytest.raises(ExpressionSyntaxError, match="write it without the quotes"):
        parse_condition(f"inputs.a == '{inputs.b}'")


_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="'"), max_size=5
) | st.just("it's")
_LEAVES: st.SearchStrategy[Expr] = st.builds(
    Literal, st.none() | st.booleans() | st.integers(-9, 99) | _TEXT
) | (
    st.sampled_from(
        [inputs.s, inputs.n, inputs.list[0], inputs.list[...], inputs["odd name"], inputs.missing]
    )
)


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    operators = st.sampled_from(["||", "&&", "==", "!=", "<", "<=", ">", ">="])
    return (
        st.builds(Binary, operators, inner, inner)
        | st.builds(Not, inner)
        | st.builds(lambda x, y: Call("contains", (x, y)), inner, inner)
        | st.builds(lambda x: Call("toJSON", (x,)), inner)
    )


TREES = st.recursive(_LEAVES, _larger, max_leaves=8)
INPUTS = {"inputs": {"s": "text", "n": 3, "list": [1, "a", None], "odd name": True}}


@given(TREES)
def test_every_expression_is_read_back_as_itself(tree: Expr) -> None:
    assert _shape(parse(tree.text)) == _shape(tree)
    assert parse(tree.text).text == tree.text


def _shape(tree: Expr) -> Any:
    """A tree to compare; a && (b && c) and (a && b) && c mean the same and are printed the same."""
    if isinstance(tree, Binary) and tree.operator in Binary.ASSOCIATIVE:
        return (tree.operator, *_operands(tree, tree.operator))
    own: object = None
    if isinstance(tree, (Property, Context)):
        own = tree.name
    elif isinstance(tree, Literal):
        own = repr(tree.value)
    elif isinstance(tree, Binary):
        own = tree.operator
    return (type(tree).__name__, own, *[_shape(part) for part in tree.parts()])


def _operands(tree: Expr, operator: str) -> list[Any]:
    if isinstance(tree, Binary) and tree.operator == operator:
        return _operands(tree.left, operator) + _operands(tree.right, operator)
    return [_shape(tree)]


def _fully_parenthesised(tree: Expr) -> str:
    if isinstance(tree, Binary):
        return f"({_fully_parenthesised(tree.left)} {tree.operator} {_fully_parenthesised(tree.right)})"
    if isinstance(tree, Not):
        return f"(!{_fully_parenthesised(tree.operand)})"
    if isinstance(tree, Call):
        return f"{tree.function}({', '.join(map(_fully_parenthesised, tree.arguments))})"
    return tree.text


def test_githubs_engine_gives_the_minimal_text_the_value_of_the_full_one(
    programs: Callable[[str], Path],
) -> None:
    trees: list[Expr] = []

    @given(TREES)
    def collect(tree: Expr) -> None:
        trees.append(tree)

    collect()
    lines = [
        json.dumps({"expr": text, "context": INPUTS})
        for one in trees
        for text in (one.text, _fully_parenthesised(one))
    ]
    answers = subprocess.run(
        [programs("github-expressions")],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert len(answers) == 2 * len(trees) >= 100
    for tree, minimal, full in zip(trees, answers[::2], answers[1::2], strict=True):
        assert minimal == full, tree.text
        assert "error" not in json.loads(minimal), (tree.text, minimal)
