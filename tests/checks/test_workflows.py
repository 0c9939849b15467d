"""What several checks ask of a condition."""

import pytest

from alertflow.checks.workflows import asks
from alertflow.github import Expr, Verbatim, github

PATHS = ("github.actor",)


@pytest.mark.parametrize(
    "condition",
    [
        Verbatim("github.actor == 'me'"),
        Verbatim("${{ github.actor == 'me' }}"),
        Verbatim("${{ github.actor =="),
        github.actor == "me",
        "github.actor == 'me'",
    ],
)
def test_a_condition_that_depends_on_the_path_asks_for_it(condition: Expr | str) -> None:
    assert asks(condition, PATHS)


@pytest.mark.parametrize(
    "condition",
    [None, True, Verbatim("${{ github.actor == 'me' }} && true"), Verbatim("github.ref == 'x'")],
)
def test_one_that_reads_something_else_or_is_always_true_does_not(condition: Verbatim | bool | None) -> None:
    assert not asks(condition, PATHS)
