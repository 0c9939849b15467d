import math
from collections import ChainMap
from collections.abc import Callable
from typing import Any

import pytest

from alertflow.github.expressions import (
    CaseSensitive,
    EvaluationError,
    Expr,
    ExpressionSyntaxError,
    Filtered,
    evaluate,
    evaluate_tree,
    interpolate,
)
from alertflow.github.expressions.contexts import inputs, matrix
from alertflow.github.expressions.functions import literal

CONTEXTS: dict[str, Any] = {
    "github": {
        "ref": "refs/heads/main",
        "run_number": 7,
        "event": {
            "labels": [{"name": "bug", "tags": ["x", "y"]}, {"Name": "Help"}, {"other": 1}, "text", ["n"]],
            "commits": {"a": {"id": 1}, "b": {"id": 2}},
            "odd name": {"": "empty", "1": "one", "true": "yes"},
            "null": None,
        },
    },
    "inputs": {"dry_run": False, "list": ["zero", "one", "two"], "Großbuchstaben": 1},
}


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("null", None),
        ("1", 1.0),
        ("'a'", "a"),
        ("github.ref", "refs/heads/main"),
        ("GITHUB.Ref", "refs/heads/main"),
        ("github['REF']", "refs/heads/main"),
        ("inputs['grOßbuchstaben']", 1.0),
        ("github.run_number", 7.0),
        ("github.nothing.at.all", None),
        ("github.ref.length", None),
        ("github.ref[0]", None),
        ("matrix", None),
        ("matrix.os", None),
        ("github.event.null.x", None),
        ("github.event['odd name']['']", "empty"),
        ("github.event['odd name'][null]", "empty"),
        ("github.event['odd name'][1]", "one"),
        ("github.event['odd name'][true]", "yes"),
        ("github.event['odd name'][inputs]", None),
        ("inputs.list[1]", "one"),
        ("inputs.list['1']", "one"),
        ("inputs.list[1.9]", "one"),
        ("inputs.list['']", "zero"),
        ("inputs.list[null]", "zero"),
        ("inputs.list[true]", "one"),
        ("inputs.list[-0.5]", None),
        ("inputs.list[-1]", None),
        ("inputs.list[3]", None),
        ("inputs.list[NaN]", None),
        ("inputs.list[Infinity]", None),
        ("inputs.list.length", None),
        ("inputs.list[inputs.list]", None),
        ("github.event.labels[0].tags[1]", "y"),
        ("(github.event.labels || 1)[0].name", "bug"),
        ("(1)['x']", None),
    ],
)
def test_a_property_is_found_whatever_its_case_and_null_where_it_is_missing(expr: str, value: Any) -> None:
    assert evaluate(expr, CONTEXTS) == value


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("github.event.labels.*.name", ["bug", "Help"]),
        ("github.event.labels[*]['NAME']", ["bug", "Help"]),
        ("github.event.commits.*.id", [1, 2]),
        ("github.event.commits.*", [{"id": 1}, {"id": 2}]),
        ("github.event.labels.*.*", ["bug", ["x", "y"], "Help", 1, "n"]),
        ("github.event.labels.*.tags", [["x", "y"]]),
        ("github.event.labels.*.tags.*", ["x", "y"]),
        ("github.event.labels.*.tags[1]", ["y"]),
        ("github.event.labels.*[0]", ["n"]),
        ("github.event.labels.*[inputs]", []),
        ("github.event.labels.*.missing", []),
        ("github.event.labels.*.tags.x", []),
        ("github.ref.*", []),
        ("github.missing.*.x", []),
        ("matrix.*", []),
        ("github.event['odd name'].*", ["empty", "one", "yes"]),
        ("fromJSON('[[1], [2, 3]]').*[0]", [1, 2]),
        ("fromJSON('[[1], [2, 3]]').*.*", [1, 2, 3]),
    ],
)
def test_a_filter_gives_the_property_of_each(expr: str, value: list[Any]) -> None:
    found = evaluate(expr, CONTEXTS)
    assert found == value
    assert isinstance(found, Filtered)


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("'' || 'b'", "b"),
        ("'a' || 'b'", "a"),
        ("0 || null", None),
        ("'a' && 'b'", "b"),
        ("'' && 'b'", ""),
        ("null && fromJSON('')", None),
        ("1 || fromJSON('')", 1.0),
        ("0 || '' && 1 || 'last'", "last"),
        ("!''", True),
        ("!'false'", False),
        ("!NaN", True),
        ("!!inputs", True),
        ("'a' == 'A'", True),
        ("'a' != 'A'", False),
        ("'b' > 'A'", True),
        ("'a' >= 'A'", True),
        ("'a' <= 'A'", True),
        ("'a' < 'A'", False),
        ("2 < 10", True),
        ("'2' < '10'", False),
        ("2 <= '10'", True),
        ("NaN == NaN", False),
        ("NaN != NaN", True),
        ("NaN >= 1", False),
        ("null == 0", True),
        ("null <= ''", True),
        ("null > -1", True),
        ("true > false", True),
        ("-0 == 0", True),
        ("inputs == inputs", True),
        ("inputs.list == inputs['LIST']", True),
        ('inputs.list == fromJSON(\'["zero", "one", "two"]\')', False),
        ("github.event.* == github.event.*", False),
        ("inputs > 0", False),
        ("1 == 1 == true", True),
        ("1 < 2 == true", True),
    ],
)
def test_operators_compare_and_choose_as_the_runner_does(expr: str, value: Any) -> None:
    assert evaluate(expr, CONTEXTS) == value
    assert type(evaluate(expr, CONTEXTS)) is type(value)


def test_functions_that_only_a_run_knows_are_given() -> None:
    seen: list[Any] = []

    def hashed(*patterns: Any) -> str:
        seen.append(patterns)
        return "abc"

    functions: dict[str, Callable[..., Any]] = {"success": lambda: True, "HASHFILES": hashed}

    assert evaluate("Success() && hashFiles('**', 2)", {}, functions) == "abc"
    assert seen == [("**", 2)]
    with pytest.raises(EvaluationError, match=r"failure\(\) is known only in a run: give it through"):
        evaluate("failure()", {}, functions)


def test_githubs_own_functions_cannot_be_replaced() -> None:
    assert evaluate("toJSON(1)", {}, {"toJSON": lambda value: "mine"}) == "1"


def test_contexts_and_functions_may_have_other_names() -> None:
    assert evaluate("Mine.a == double(2)", {"mine": {"a": 4}}, {"Double": lambda n: 2 * n}) is True
    assert interpolate("<${{ mine.a }}>", {"mine": {"a": "x"}}) == "<x>"
    with pytest.raises(ExpressionSyntaxError, match="unknown name `yours`"):
        evaluate("yours.a", {"mine": {}})


def test_names_that_must_be_exact_are_said_to_be() -> None:
    env = {"env": CaseSensitive(PATH="/bin")}

    assert evaluate("env.PATH", env) == "/bin"
    assert evaluate("env.path", env) is None


def test_contexts_may_be_any_mapping() -> None:
    assert evaluate("inputs.A[1]", {"inputs": ChainMap({}, {"a": ("x", "y")})}) == "y"
    assert evaluate("inputs.*", {"inputs": ChainMap({}, {"a": 1})}) == [1]
    assert evaluate("inputs.x == inputs.a", {"inputs": {"a": None}}) is True
    with pytest.raises(EvaluationError, match="`object` is no kind of value"):
        evaluate("inputs.a.b", {"inputs": {"a": object()}})


def test_numbers_come_out_as_floats() -> None:
    assert repr(evaluate("inputs.n", {"inputs": {"n": 3}})) == "3.0"
    assert repr(evaluate("inputs.n", {"inputs": {"n": True}})) == "True"
    assert math.isnan(evaluate("NaN"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no expression", "no expression"),
        ("", ""),
        ("${{ inputs.list }}", ["zero", "one", "two"]),
        ("${{ github.run_number }}", 7.0),
        ("${{ null }}", None),
        ("run ${{ github.run_number }} of {${{ inputs.list }}}'s", "run 7 of {Array}'s"),
        ("${{ null }}${{ null }}", ""),
        (" ${{ inputs.dry_run }}", " false"),
    ],
)
def test_expressions_in_a_text_become_part_of_it(text: str, value: Any) -> None:
    assert interpolate(text, CONTEXTS) == value


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        ((inputs.dry_run == "") & (inputs.list[0] != "x"), True),
        (matrix[inputs.list[1]] | 3, 3.0),
        (literal(10**400), math.inf),
        (literal(True), True),
    ],
)
def test_a_tree_that_was_built_is_evaluated(tree: Expr, value: Any) -> None:
    assert evaluate_tree(tree, CONTEXTS) == value
    assert type(evaluate_tree(tree, CONTEXTS)) is type(value)


def test_a_tree_that_is_too_deep_is_refused_and_a_long_chain_is_not() -> None:
    deep: Expr = inputs.a
    for _ in range(5_000):
        deep = ~deep
    with pytest.raises(EvaluationError, match="nested 5,002 deep; GitHub takes 50"):
        evaluate_tree(deep)
    chain: Expr = inputs.missing
    for _ in range(5_000):
        chain = chain | inputs.missing
    assert evaluate_tree(chain | 1, CONTEXTS) == 1.0
    assert evaluate(" || ".join(["inputs.missing"] * 1_000) + " || 1", CONTEXTS) == 1.0


def test_values_of_any_depth_are_walked_without_going_deep() -> None:
    value: Any = "bottom"
    for _ in range(10_000):
        value = {"a": [value]}
    contexts = {"inputs": value}

    assert evaluate("inputs.a[0].a[0].A[0] != null && contains(inputs.a, 'x')", contexts) is False
    with pytest.raises(EvaluationError, match="a text becomes longer"):
        evaluate("toJSON(inputs)", contexts)


def test_a_filter_that_grows_without_end_is_refused() -> None:
    value: Any = "x"
    for _ in range(45):
        value = [value, value]

    with pytest.raises(EvaluationError, match=r"a filter gives more than the 1,310,720 values"):
        evaluate("inputs" + ".*" * 45, {"inputs": value})
