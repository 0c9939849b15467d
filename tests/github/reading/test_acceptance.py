"""GitHub's own parser and we take the same workflows, and refuse the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from alertflow.declared import AlertflowError
from alertflow.github import Workflow
from alertflow.github.references.problems import Problem
from tests.github.reading import corpus
from tests.github.reading.differences import DIFFERENCES, Difference
from tests.github.reading.engine import Parser
from tests.github.reading.mutation import misspelt, mutants

REFUSED = frozenset(
    (
        *("invalid-value", "invalid-id", "duplicate-id", "circle"),
        *("unreadable-expression", "unavailable-context", "unavailable-function"),
    )
)
"""The kinds of problem for which GitHub does not run a workflow; of the others it says nothing."""


def ours(text: str) -> list[str]:
    """Why GitHub would not run this, as we say it."""
    try:
        workflow = Workflow.parse(text, "f.yml")
    except AlertflowError as error:
        return str(error).splitlines()
    return [f"{one.kind} {one}" for one in workflow.problems() if _refused(one)]


def _refused(problem: Problem) -> bool:
    """Whether GitHub does not run a workflow because of this: what merely reads nothing, it does run."""
    if problem.kind in ("unknown-step", "later-step", "unknown-job"):
        return "reads from" not in problem.message
    return problem.kind in REFUSED


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutants())
def test_both_take_and_refuse_the_same(parser: Parser, mutant: tuple[str, str]) -> None:
    agree(parser, *mutant)


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(misspelt())
def test_both_take_and_refuse_the_same_yaml(parser: Parser, mutant: tuple[str, str]) -> None:
    agree(parser, *mutant)


def agree(parser: Parser, file: str, text: str) -> None:
    """Both take `text`, or both refuse it; what we take is printed with the same meaning."""
    if file in corpus.GITHUB_REFUSES:
        return
    mine, theirs = ours(text), parser.errors("f.yml", text)
    if bool(mine) != bool(theirs):
        assert any(one.explains(mine, theirs, text) for one in DIFFERENCES), mine or theirs
    if not mine:
        assert corpus.says_the_same(Workflow.parse(text).to_yaml(), text)


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda one: one.reason[:60])
def test_every_listed_difference_is_there(difference: Difference, parser: Parser) -> None:
    mine, theirs = ours(difference.example), parser.errors("f.yml", difference.example)
    assert bool(mine) == bool(difference.ours)
    assert bool(theirs) == bool(difference.theirs)
    assert difference.explains(mine, theirs, difference.example)
