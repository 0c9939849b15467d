"""Conditions of jobs in few words."""

from functools import reduce
from operator import and_

import pytest

from alertflow.github.drawing.conditions import in_short
from alertflow.github.expressions.tree import expression


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("always()", "always"),
        ("failure()", "one failed"),
        ("!cancelled()", "not cancelled"),
        ("success()", "all succeeded"),
        (True, "always"),
        (False, "never"),
        ("needs.build.result == 'success'", "build succeeded"),
        ("needs.build.result != 'success'", "build did not succeed"),
        ("needs.build.result == 'skipped'", "build was skipped"),
        ("needs.build.result == 'odd'", "build is odd"),
        ("contains(needs.*.result, 'failure')", "one failed"),
        ("!contains(needs.*.result, 'failure')", "none failed"),
        ("needs.x.outputs.decision != 'stop'", "decision ≠ stop"),
        ("'stop' != needs.x.outputs.decision", "decision ≠ stop"),
        ("inputs.dry_run", "dry_run"),
        ("!inputs.dry_run", "not dry_run"),
        ("inputs.dry_run == true", "dry_run"),
        ("inputs.dry_run == 'false'", "not dry_run"),
        ("vars.HOST != ''", "HOST"),
        ("vars.HOST == ''", "no HOST"),
        ("github.ref == 'refs/heads/main'", "branch = main"),
        ("github.ref != 'refs/tags/v1'", "tag ≠ v1"),
        ("github.ref == 'refs/pull/1/merge'", "pull = 1/merge"),
        ("startsWith(github.ref, 'refs/tags/')", "a tag"),
        ("endsWith(github.ref, '-rc')", "ref ends with -rc"),
        ("github.event_name == 'push'", "event = push"),
        ("github.event.action == 'opened'", "event.action = opened"),
        ("github.event.pull_request.draft == false", "not event.pull_request.draft"),
        ("contains(github.event.pull_request.labels.*.name, 'ci')", "labels has ci"),
        ("!contains(github.event.pull_request.labels.*.name, 'ci')", "labels lacks ci"),
        ("""contains(fromJSON('["a", "b"]'), inputs.x)""", "x is a or b"),
        ("""!contains(fromJSON('["a", "b"]'), inputs.x)""", "x is not a or b"),
        ("contains(fromJSON(needs.x.outputs.list), 'a')", "list has a"),
        ("contains(fromJSON('[]'), 'a')", "[] has a"),
        ("contains(fromJSON('[nope'), 'a')", "[nope has a"),
        ("matrix.os[0] >= 3", "os[0] ≥ 3"),
        ("needs.*", "needs"),
        ("github.event.commits[0].*", "event.commits[0]"),
        ("hashFiles('a', 'b') != ''", "hashFiles(a, b)"),
        ("inputs.x == null", "x = null"),
        ("'' || 'a'", "'' or a"),
        ("!cancelled() && inputs.a", "a"),
        ("inputs.a && inputs.b == 'x'", "a and b = x"),
        ("success() && always()", "always"),
        ("inputs.a && inputs.b || inputs.c", "(a and b) or c"),
        ("(inputs.a || inputs.b) && !(inputs.c && inputs.d)", "(a or b) and not (c and d)"),
        ("!(!cancelled() && inputs.a)", "not a"),
        ("${{ github.event_name == 'push' }}", "event = push"),
        ("  inputs.a  ", "a"),
        ("this is\n  not one ==", "this is not one =="),
    ],
)
def test_a_condition_in_few_words(condition: str | bool, said: str) -> None:
    assert in_short(condition) == said


def test_a_condition_may_be_as_long_as_github_takes() -> None:
    made = reduce(and_, [expression(1)] * 4_000)  # 20,000 characters
    said = " and ".join(["1"] * 4_000)
    assert in_short(made) == in_short("&&".join(["1"] * 4_000)) == said
