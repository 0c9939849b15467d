"""The reason of a job in few words."""

from typing import Any

import pytest

from alertflow.cli.simulating.reasons import in_short
from alertflow.github.simulation import Event, simulate


def reason(condition: str | None, b: dict[str, Any]) -> str:
    """The reason of job c, which needs b and runs on this condition."""
    asked = {} if condition is None else {"if": condition}
    c = {"needs": "b", "runs-on": "x", "steps": [{"run": "x"}], **asked}
    jobs = {"b": {"runs-on": "x", "steps": [{"run": "x"}], **b}, "c": c}
    run = simulate({"on": "push", "jobs": jobs}, Event("push", {"ref": "refs/tags/v7", "n": [1]}))
    return run.job("c").reason


B = {"outputs": {"decision": "stop"}}


@pytest.mark.parametrize(
    ("condition", "b", "short"),
    [
        (None, {}, "all jobs before it succeeded"),
        (None, {"if": "false"}, "job 'b', which it needs, was skipped"),
        ("!cancelled() && needs.b.outputs.decision == 'stop'", B, "if decision = stop"),
        ("!cancelled()", {}, "whatever the others came to"),
        ("always()", {}, "whatever the others came to"),
        ("needs.b.outputs.decision == 'act'", B, "only if decision = act; decision is 'stop'"),
        ("github.ref == 'refs/heads/main'", {}, "only if branch = main; github.ref is 'refs/tags/v7'"),
        ("always() && needs.b.result == 'success'", {"if": "false"}, "b was skipped"),
        ("needs.b.result == 'failure'", {}, "b succeeded"),
        (
            "needs.b.result == github.actor",
            {},
            "only if needs.b.result = actor; needs.b.result is 'success', github.actor is 'octocat'",
        ),
        ("needs.b.outputs.slo == 'true'", {}, "only if slo; slo is not set"),
        (
            "needs.b.outputs.decision == 'act' || github.ref == 'refs/heads/main'",
            B,
            "only if decision = act or branch = main; decision is 'stop', github.ref is 'refs/tags/v7'",
        ),
        (
            "!(needs.b.outputs.decision == 'stop' && always())",
            B,
            "only if not decision = stop; decision is 'stop'",
        ),
        ("false || github.event.n == 'x'", {}, "only if false or event.n = x; github.event.n is [1]"),
        ("github.event.n == 'a (b is c)'", {}, "only if event.n = a (b is c); github.event.n is [1]"),
        ("false", {}, "not so: false"),
        ("failure()", {}, "not so: failure() (no job before it failed)"),
        (
            "fromJSON(needs.b.outputs.decision)",
            {"outputs": {"decision": "{"}},
            "its condition cannot be evaluated: fromJSON cannot read `{`: Expecting property name enclosed "
            "in double quotes: line 1 column 2 (char 1)",
        ),
    ],
)
def test_a_reason_in_short(condition: str | None, b: dict[str, Any], short: str) -> None:
    assert in_short(reason(condition, b)) == short


def test_a_reason_that_reads_like_a_condition_is_left_alone() -> None:
    assert in_short("its condition is true: x") == "its condition is true: x"
