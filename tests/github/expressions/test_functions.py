import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    Expr,
    all_of,
    always,
    any_of,
    cancelled,
    contains,
    ends_with,
    env,
    failure,
    format_,
    from_json,
    github,
    hash_files,
    inputs,
    join,
    literal,
    one_of,
    runner,
    secret_name_problem,
    starts_with,
    success,
    to_json,
    vars_,
)
from alertflow.github.expressions.contexts import jobs_


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (contains(inputs.a, "x"), "contains(inputs.a, 'x')"),
        (starts_with(github.ref, "refs/tags/"), "startsWith(github.ref, 'refs/tags/')"),
        (ends_with(env.A, "z"), "endsWith(env.A, 'z')"),
        (format_("{0}-{1}", runner.os, 1), "format('{0}-{1}', runner.os, 1)"),
        (join(inputs.a), "join(inputs.a, ',')"),
        (to_json(jobs_), "toJSON(jobs)"),
        (from_json(vars_.LIST)[0], "fromJSON(vars.LIST)[0]"),
        (hash_files("a", "b"), "hashFiles('a', 'b')"),
        (success() | failure(), "success() || failure()"),
        (~cancelled() & always(), "!cancelled() && always()"),
        (literal("${{"), "'${{'"),
        (all_of(inputs.a, inputs.b == 1, True), "inputs.a && inputs.b == 1 && true"),
        (any_of(inputs.a), "inputs.a"),
        (one_of(inputs.a, ["x", "y"]), "inputs.a == 'x' || inputs.a == 'y'"),
    ],
)
def test_a_helper_prints_githubs_function(built: Expr, text: str) -> None:
    assert built.text_ == text


def test_joining_no_conditions_is_refused() -> None:
    with pytest.raises(DeclarationError, match="nothing to join with &&"):
        all_of()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("SLACK_URL", None),
        ("github_token", "'github_token' starts with GITHUB_, which GitHub keeps for itself"),
        ("MY-KEY", "'MY-KEY' has other characters than letters, digits and _, or starts with a digit"),
    ],
)
def test_a_secret_has_a_name_that_github_takes(name: str, problem: str | None) -> None:
    assert secret_name_problem(name) == problem
