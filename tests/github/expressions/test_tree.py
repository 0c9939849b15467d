import math
import operator

import pytest

from alertflow.declared import AlertflowError
from alertflow.github import (
    Expr,
    ExpressionError,
    contains,
    from_json,
    github,
    inputs,
    job,
    literal,
    matrix,
    needs,
    steps,
)
from alertflow.github.expressions.tree import Binary, depth, expression

a, b, c = inputs.a, inputs.b, inputs.c


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (github.event.client_payload.alert, "github.event.client_payload.alert"),
        (needs["alert-context"].outputs.alert, "needs.alert-context.outputs.alert"),
        (github.event["odd name"], "github.event['odd name']"),
        (github.event["it's"], "github.event['it''s']"),
        (github.event["text"], "github.event.text"),
        (github.event["ä"], "github.event['ä']"),
        (github.event.labels[0].name, "github.event.labels[0].name"),
        (github.event.labels[...].name, "github.event.labels.*.name"),
        (matrix[github.actor], "matrix[github.actor]"),
        (from_json(a).b, "fromJSON(inputs.a).b"),
        ((a | b)["c"], "(inputs.a || inputs.b).c"),
        ((a | b)[0], "(inputs.a || inputs.b)[0]"),
        ((a | b)[...], "(inputs.a || inputs.b).*"),
    ],
)
def test_reading_a_context_prints_a_path(built: Expr, text: str) -> None:
    assert built.text_ == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("it's", "'it''s'"),
        ("", "''"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (3, "3"),
        (-1.5, "-1.5"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_a_python_value_becomes_the_literal_that_means_it(
    value: str | float | bool | None, text: str
) -> None:
    assert literal(value).text_ == text


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (a | (b & c), "inputs.a || inputs.b && inputs.c"),
        ((a | b) & c, "(inputs.a || inputs.b) && inputs.c"),
        (a & (b & c), "inputs.a && inputs.b && inputs.c"),
        ((a == "x") & (b != "y"), "inputs.a == 'x' && inputs.b != 'y'"),
        ((a == b) == c, "inputs.a == inputs.b == inputs.c"),
        (a == (b == c), "inputs.a == (inputs.b == inputs.c)"),
        ((a < 1) == (b >= 2), "inputs.a < 1 == inputs.b >= 2"),
        ((a == b) < c, "(inputs.a == inputs.b) < inputs.c"),
        (a > (b <= c), "inputs.a > (inputs.b <= inputs.c)"),
        (~a, "!inputs.a"),
        (~~a, "!!inputs.a"),
        (~(a == b), "!(inputs.a == inputs.b)"),
        (~a == b, "!inputs.a == inputs.b"),
        (contains(a | b, c == 1), "contains(inputs.a || inputs.b, inputs.c == 1)"),
        ("x" & a, "'x' && inputs.a"),
        (True | a, "true || inputs.a"),
    ],
)
def test_only_the_parentheses_that_are_needed_are_printed(built: Expr, text: str) -> None:
    assert built.text_ == text


def test_text_with_an_expression_in_it_has_the_braces() -> None:
    assert str(a) == "${{ inputs.a }}"
    assert f"<{a}>" == "<${{ inputs.a }}>"
    assert repr(a) == "<expression inputs.a>"


def test_an_expression_knows_the_contexts_jobs_and_steps_it_reads() -> None:
    built = (needs.build.outputs.x == steps.s.outcome) & contains(github.actor, needs["my-job"].result)

    assert built.contexts_ == {"needs", "steps", "github"}
    assert built.jobs_ == {"build", "my-job"}
    assert built.steps_ == {"s"}
    assert (literal(1) | ~a)[...].jobs_ == frozenset()


def test_an_expression_walks_over_itself_and_its_parts() -> None:
    texts = [node.text_ for node in (~(matrix[a] == from_json(b[...]))).walk_()]

    assert texts == [
        "!(matrix[inputs.a] == fromJSON(inputs.b.*))",
        "matrix[inputs.a] == fromJSON(inputs.b.*)",
        "matrix[inputs.a]",
        "matrix",
        "inputs.a",
        "inputs",
        "fromJSON(inputs.b.*)",
        "inputs.b.*",
        "inputs.b",
        "inputs",
    ]


def test_expressions_are_told_apart_by_identity() -> None:
    assert len({a, inputs.a}) == 2


@pytest.mark.parametrize(
    ("misuse", "help_"),
    [
        (lambda: bool(a), "Use & for and, | for or, ~ for not"),
        (lambda: a == "x" and b == "y", "`inputs.a == 'x'` has no value in Python"),
        (lambda: list(a), "cannot be looped over"),
        (lambda: "x" in a, "Use contains(search, item)"),
        (lambda: f"{a:>10}", "cannot be formatted with ':>10'"),
        (lambda: a == [1], "a list cannot stand in an expression"),
    ],
)
def test_taking_an_expression_for_a_python_value_says_where_and_what_instead(
    misuse: "object", help_: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        misuse()  # type: ignore[operator]  # a lambda of the table
    assert help_ in str(caught.value)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_the_error_is_both_alertflows_and_pythons() -> None:
    assert issubclass(ExpressionError, AlertflowError)
    assert issubclass(ExpressionError, TypeError)


def test_private_names_are_not_properties() -> None:
    assert not hasattr(github, "_repr_html_")
    with pytest.raises(AttributeError):
        operator.attrgetter("__wrapped__")(job)


def test_an_expression_longer_than_github_takes_is_refused() -> None:
    with pytest.raises(AlertflowError, match=r"21,0\d\d characters; GitHub takes 21,000"):
        str(a == "x" * 21_000)


def test_an_expression_is_taken_as_it_is() -> None:
    assert expression(a) is a


def test_an_expression_deeper_than_github_takes_is_refused_when_it_is_written() -> None:
    deep: Expr = a
    for _ in range(48):
        deep = ~deep
    assert str(deep) == f"${{{{ {'!' * 48}inputs.a }}}}"
    assert depth(deep) == 50
    with pytest.raises(AlertflowError, match=r"an expression is nested 51 deep; GitHub takes 50\."):
        str(~deep)
    for _ in range(500):
        deep = deep == a
    with pytest.raises(AlertflowError, match=r"nested 551 deep"):
        str(deep["x"])


def test_a_chain_of_one_operator_is_one_level_however_long() -> None:
    left: Expr = a
    right: Expr = a
    for _ in range(1_000):
        left, right = left & a, a & right
    assert left.text_ == right.text_ == " && ".join(["inputs.a"] * 1_001)
    assert depth(left) == depth(right) == 3
    assert isinstance(left, Binary)
    assert left.operands == (a,) * 1_001
    assert left.contexts_ == {"inputs"}
    assert len(list(left.walk_())) == 1_000 * 3 + 2


def test_the_operands_of_a_comparison_are_two() -> None:
    compared = (a == b) == c
    assert isinstance(compared, Binary)
    assert [one.text_ for one in compared.operands] == ["inputs.a == inputs.b", "inputs.c"]


def test_a_constant_has_properties_in_parentheses_only() -> None:
    assert literal("x")["y"].text_ == "('x').y"
    assert literal(1)[0].text_ == "(1)[0]"
    assert literal(None)[...].text_ == "(null).*"
