"""What the check calls never true is never true: values of every kind are tried with the evaluator."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from alertflow.github.expressions.availability import AVAILABLE
from alertflow.github.expressions.checking import problems
from alertflow.github.expressions.evaluation import evaluate_tree
from alertflow.github.expressions.parser import parse
from alertflow.github.expressions.tree import Binary, Call, Every, Expr, Index, Literal, Not, Property
from tests.github.expressions.checked import SCOPE, messages

RESULTS = st.sampled_from(["success", "failure", "cancelled", "skipped"])
WORDS = st.sampled_from(
    ["", "true", "false", "1", "0", "main", "refs/heads/main", "success", "low", "x", "Linux"]
)
CONTEXTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "github": st.fixed_dictionaries(
            {
                "ref": WORDS.map(lambda one: f"refs/heads/{one}"),
                "ref_protected": st.booleans(),
                "ref_type": st.sampled_from(["branch", "tag"]),
                "run_number": st.integers(1, 1000).map(str),
                "actor": WORDS,
                "event": st.just({"inputs": {"flag": "true"}}),
            }
        ),
        "inputs": st.fixed_dictionaries(
            {
                "flag": st.booleans(),
                "count": st.integers(-3, 3),
                "level": st.sampled_from(["low", "high"]),
                "unknown": WORDS | st.booleans() | st.none(),
            }
        ),
        "steps": st.fixed_dictionaries(
            {
                "meta": st.fixed_dictionaries(
                    {"outcome": RESULTS, "outputs": st.fixed_dictionaries({"word": WORDS})}
                )
            }
        ),
        "needs": st.fixed_dictionaries(
            {
                "build": st.fixed_dictionaries(
                    {"result": RESULTS, "outputs": st.fixed_dictionaries({"image": WORDS})}
                )
            }
        ),
        "runner": st.fixed_dictionaries({"os": st.sampled_from(["Linux", "Windows", "macOS"])}),
    }
)
PATHS = (
    "github.ref",
    "github.ref_protected",
    "github.ref_type",
    "github.run_number",
    "github.actor",
    "github.event",
    "inputs.flag",
    "inputs.count",
    "inputs.level",
    "inputs.unknown",
    "steps.meta.outcome",
    "steps.meta.outputs.word",
    "needs.build.result",
    "needs.*.result",
    "runner.os",
)
OPERANDS: st.SearchStrategy[Expr] = st.sampled_from(PATHS).map(parse) | st.builds(
    Literal, st.none() | st.booleans() | st.integers(-1, 2) | WORDS | RESULTS
)
CHOICES = st.builds(
    lambda condition, one, other: Binary("||", Binary("&&", condition, one), other),
    OPERANDS,
    OPERANDS,
    OPERANDS,
)
VALUES = OPERANDS | CHOICES | st.builds(Not, OPERANDS)
NEVER = ("never equal", "never is", "never equals", "is always false", "in no order:")
"""What a message says that holds for every value."""


@given(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), VALUES, VALUES, CONTEXTS)
def test_a_comparison_that_is_called_never_true_is_false_whatever_the_values(
    operator: str, left: Expr, right: Expr, contexts: dict[str, Any]
) -> None:
    tree = Binary(operator, left, right)
    told = [one for one in problems(tree, scope=SCOPE) if one.tree is tree]
    if any(words in one.message for one in told for words in NEVER):
        assert evaluate_tree(tree, contexts, {}) is (operator == "!=")


@given(
    st.sampled_from(["contains", "startsWith", "endsWith"]),
    st.sampled_from(PATHS).map(parse),
    VALUES,
    CONTEXTS,
)
def test_a_search_that_is_called_hopeless_finds_nothing_whatever_the_values(
    function: str, search: Expr, item: Expr, contexts: dict[str, Any]
) -> None:
    tree = Call(function, (search, item))
    told = [one.message for one in problems(tree, scope=SCOPE) if one.tree is tree]
    if any("is a number" not in one for one in told):
        assert evaluate_tree(tree, contexts, {}) is False


@given(VALUES, CONTEXTS)
def test_a_condition_that_is_called_constant_always_counts_the_same(
    tree: Expr, contexts: dict[str, Any]
) -> None:
    for one in problems(tree, "jobs.<job_id>.steps.if", SCOPE):
        if one.kind == "constant" and "always counts as" in one.message:
            assert bool(evaluate_tree(one.tree, contexts, {})) is ("always counts as true" in one.message)


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    functions = st.sampled_from(["contains", "startsWith", "endsWith", "join", "format", "case", "fromJSON"])
    return (
        st.builds(Binary, st.sampled_from(["||", "&&", "==", "<"]), inner, inner)
        | st.builds(Index, inner, inner)
        | st.builds(Every, inner)
        | st.builds(Property, inner, st.sampled_from(["ref", "result", "odd name", "0", ""]))
        | st.builds(lambda name, one, other: Call(name, (one, other, one)), functions, inner, inner)
        | st.builds(Not, inner)
    )


@given(st.recursive(VALUES, _larger, max_leaves=12), st.sampled_from(["", "unknown", *AVAILABLE]))
@example(parse("fromJSON('[[[]]]')[0][0].*.*.x"), "")
def test_no_expression_is_too_odd_to_be_looked_at(tree: Expr, key: str) -> None:
    for one in problems(tree, key, SCOPE):
        assert one.message.endswith((".", "?")) and one.message.strip() == one.message
    assert messages("github.sha") == []
