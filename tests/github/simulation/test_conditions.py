"""What `if` decides, and the words that say which part of it did."""

from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.github.simulation import Decision, Event, Seen
from tests.github.simulation.runs import EXPRESSIONS, SYNTAX, job, ran, results

NEEDS = f"{SYNTAX}#jobsjob_idneeds"
STATUS = f"{EXPRESSIONS}#status-check-functions"


def chain(condition: Any, **outcomes: Any) -> dict[str, str]:
    """a ← b ← c, d beside them; the condition is c's."""
    c = job(needs="b") if condition is None else job(needs="b", if_=condition)
    return results(ran({"a": job(), "b": job(needs="a"), "c": c, "d": job()}, outcomes=outcomes))


@pytest.mark.parametrize(
    ("source", "condition", "outcomes", "expected"),
    [
        (NEEDS, None, {}, "success"),
        (NEEDS, None, {"b": "failure"}, "skipped"),
        (NEEDS, None, {"a": "failure"}, "skipped"),
        (NEEDS, None, {"a": "skipped"}, "skipped"),
        (NEEDS, None, {"b": "cancelled"}, "skipped"),
        (NEEDS, "${{ always() }}", {"b": "failure"}, "success"),
        (NEEDS, "always()", {"a": "failure"}, "success"),
        (f"{STATUS}: success", "success()", {"d": "failure"}, "success"),
        (f"{STATUS}: success", "success()", {"b": "skipped"}, "skipped"),
        (f"{STATUS}: always", "!cancelled()", {"b": "failure"}, "success"),
        (f"{STATUS}: always", "cancelled()", {"b": "failure"}, "skipped"),
        (f"{STATUS}: failure", "failure()", {}, "skipped"),
        (f"{STATUS}: failure", "failure()", {"b": "failure"}, "success"),
        (f"{STATUS}: any ancestor job fails", "failure()", {"a": "failure"}, "success"),
        (f"{STATUS}: failure", "failure()", {"d": "failure"}, "skipped"),
        (f"{STATUS}: failure", "failure()", {"b": "cancelled"}, "skipped"),
        (f"{STATUS}: a condition without one", "true", {"b": "failure"}, "skipped"),
        (f"{STATUS}: a condition without one", True, {"b": "failure"}, "skipped"),
        (f"{STATUS}: a condition without one", "needs.b.result == 'failure'", {"b": "failure"}, "skipped"),
        (
            f"{STATUS}: a condition with one",
            "failure() && needs.b.result == 'failure'",
            {"b": "failure"},
            "success",
        ),
        (
            f"{STATUS}: names in any case",
            "FAILURE() && NEEDS.B.Result == 'FAILURE'",
            {"b": "failure"},
            "success",
        ),
        (f"{SYNTAX}#jobsjob_idif", False, {}, "skipped"),
        (f"{SYNTAX}#jobsjob_idif", "", {}, "success"),
        (f"{SYNTAX}#jobsjob_idif", "${{ false }} == 'x'", {}, "success"),
    ],
)
def test_a_condition_of_a_job(source: str, condition: Any, outcomes: Any, expected: str) -> None:
    assert chain(condition, **outcomes)["c"] == expected, source


def test_success_stays_false_behind_a_job_that_was_skipped_and_one_that_went_on() -> None:
    jobs = {"a": job(if_="false"), "b": job(needs="a", if_="always()"), "c": job(needs="b")}
    run = ran(jobs)
    assert results(run) == {"a": "skipped", "b": "success", "c": "skipped"}, NEEDS
    assert run.job("c").reason == "job 'a', further up the chain, was skipped"


def test_needs_has_only_the_jobs_that_are_needed_directly() -> None:
    jobs = {
        "a": job(),
        "b": job(needs="a"),
        "c": job("${{ toJSON(needs.a) }} ${{ needs.b.result }}", needs="b"),
    }
    assert ran(jobs).job("c").steps[0].command == "null success"


@pytest.mark.parametrize(
    ("condition", "outcomes", "reason"),
    [
        (None, {}, "all jobs before it succeeded"),
        (None, {"b": "failure"}, "job 'b', which it needs, failed"),
        (None, {"b": "skipped"}, "job 'b', which it needs, was skipped"),
        (None, {"b": "cancelled"}, "job 'b', which it needs, was cancelled"),
        (
            "always() && needs.b.result == 'success'",
            {"b": "failure"},
            "its condition is false: needs.b.result == 'success' (needs.b.result is 'failure')",
        ),
        (
            "!cancelled() && (needs.b.result == 'failure' || needs.b.result == 'skipped')",
            {},
            "its condition is false: needs.b.result == 'failure' (needs.b.result is 'success'); "
            "needs.b.result == 'skipped' (needs.b.result is 'success')",
        ),
        (
            "needs.b.result == 'success' && github.event.kind != 'test'",
            {},
            "its condition is false: github.event.kind != 'test' (github.event.kind is 'test')",
        ),
        ("failure()", {}, "its condition is false: failure() (no job before it failed)"),
        ("failure()", {"a": "failure"}, "its condition is true: failure() (job 'a' failed)"),
        ("success() || false", {"b": "failure"}, "success() (job 'b', which it needs, failed); false"),
        ("cancelled()", {}, "its condition is false: cancelled() (the run was not cancelled)"),
        ("always()", {}, "its condition is true: always()"),
        ("always() && github.ref == 'x'", {}, "github.ref == 'x' (github.ref is 'refs/heads/main')"),
        (
            "!(needs.b.result == 'success' && always())",
            {},
            "false: !(needs.b.result == 'success' (needs.b.result is 'success') && always())",
        ),
        (
            "!startsWith(github.ref, 'refs/')",
            {},
            "!startsWith(github.ref, 'refs/') (github.ref is 'refs/heads/main')",
        ),
        (
            "${{ github.ref }} == 'x'",
            {},
            "its condition is a text, and so always true: ${{ github.ref }} == 'x'",
        ),
        ("github.event.long == 'x'", {}, f"(github.event.long is '{'y' * 58}…)"),
        ("github.event.more == 'x'", {}, "(github.event.more is an object)"),
        (
            "github.event.many == 'x' || github.event.n",
            {},
            "(github.event.many is [1, true]); github.event.n (github.event.n is 0)",
        ),
        (
            "github.event[github.ref]",
            {},
            "github.event[github.ref] (github.event is an object, github.ref is 'refs/heads/main')",
        ),
        (
            "always() && contains(needs.*.result, 'failure')",
            {},
            "contains(needs.*.result, 'failure') (needs.*.result is ['success'])",
        ),
        ("fromJSON('{')", {}, "its condition cannot be evaluated: "),
    ],
)
def test_the_reason_says_which_part_decided(condition: Any, outcomes: Any, reason: str) -> None:
    c = job(needs="b") if condition is None else job(needs="b", if_=condition)
    payload = {"kind": "test", "long": "y" * 99, "more": {}, "many": [1, True], "n": 0}
    run = ran({"a": job(), "b": job(needs="a"), "c": c}, Event("push", payload), outcomes=outcomes)
    assert reason in run.job("c").reason


def test_a_condition_that_cannot_be_evaluated_fails_the_job() -> None:
    run = ran({"a": job(if_="fromJSON('{')"), "b": job(needs="a", if_="failure()")})
    assert results(run) == {"a": "failure", "b": "success"}
    assert not run.job("a").runs


def test_what_was_assumed_is_told() -> None:
    jobs = {
        "a": job(
            {"id": "s", "run": "x"},
            outputs={"o": "${{ steps.s.outputs.o }}", "p": "${{ steps.s.outputs.p || 'no' }}"},
        ),
        "b": job(needs="a", if_="needs.a.outputs.o == '' && needs.a.outputs.p"),
    }
    run = ran(jobs)
    assert run.job("b").reason == (
        "its condition is true: needs.a.outputs.o == '' (needs.a.outputs.o is taken to be ''); "
        "needs.a.outputs.p (needs.a.outputs.p is taken to be 'no')"
    )
    assert run.assumed == (
        "Output 'o' of step 's' in job 'a' is taken to be ''.",
        "Output 'p' of step 's' in job 'a' is taken to be ''.",
    )
    given = ran(jobs, outputs={"a/s": {"o": "x"}})
    assert (given.job("b").result, given.assumed) == ("skipped", ())


def test_nothing_is_assumed_of_what_decides_nothing() -> None:
    jobs = {
        "a": job({"id": "s", "run": "x"}, outputs={"o": "${{ steps.s.outputs.o }}"}),
        "b": job("${{ needs.a.outputs.o }}", needs="a"),
    }
    run = ran(jobs)
    assert (run.job("b").steps[0].command, run.assumed) == ("${{ needs.a.outputs.o }}", ())


def test_a_decision_says_which_part_decided_and_what_it_read() -> None:
    run = ran({"a": job(), "b": job(needs="a", if_="always() && (needs.a.result == 'failure' || vars.GO)")})
    decision = run.job("b").reason
    assert isinstance(decision, Decision)
    assert (decision.condition, decision.holds) == (
        "always() && (needs.a.result == 'failure' || vars.GO)",
        False,
    )
    assert [(part.text, part.seen) for part in decision.parts] == [
        ("needs.a.result == 'failure'", (Seen("needs.a.result", "success", "'success'", False),)),
        ("vars.GO", (Seen("vars.GO", "", "''", True),)),
    ]
    assert decision == (
        "its condition is false: needs.a.result == 'failure' (needs.a.result is 'success'); "
        "vars.GO (vars.GO is taken to be '')"
    )
    assert not isinstance(run.job("a").reason, Decision)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("!cancelled()" + "&&1" * 5000, "!cancelled() (the run was not cancelled); 1"),
        ("failure()" + "||0" * 5000, "failure() (no job before it failed); 0"),
        ("!(failure()" + "||0" * 5000 + ")", "!(failure() (no job before it failed) || 0)"),
        ("!(always()" + "&&1" * 5000 + ")", "!(always() && 1)"),
        ("!cancelled()" + "&&1==1" * 3000, "!cancelled() (the run was not cancelled); 1 == 1"),
    ],
)
def test_a_condition_may_have_thousands_of_operands(condition: str, said: str) -> None:
    asks = {"if": condition, "run": "x ${{ " + "0||" * 5000 + "1 }}"}
    run = ran({"a": job(asks, if_=condition), "b": job(asks, env={"X": "${{ " + "1&&" * 5000 + "vars.X }}"})})
    assert run.job("a").reason.endswith(f": {said}")
    assert [step.env for step in run.job("b").steps] == [{"X": "${{ " + "1 && " * 5000 + "vars.X }}"}]
    assert run.job("b").steps[0].command in ("x 1", asks["run"])


def test_an_unreadable_condition_is_a_mistake() -> None:
    with pytest.raises(AlertflowError, match=r"`if: needs\.a\.result ==` cannot be read: "):
        ran({"a": job(if_="needs.a.result ==")})


@pytest.mark.parametrize(
    ("condition", "assumed"),
    [
        ("vars.STAGE == 'x'", "vars.STAGE is taken as not set."),
        ("hashFiles('**/x') == ''", "hashFiles('**/x') is taken to be '': no file matches."),
        ("env.NOWHERE == ''", "env.NOWHERE is taken as not set."),
        ("env.FROM_SECRET == ''", "secrets.TOKEN is taken as not set."),
        ("VARS.Stage == 'x'", "vars.Stage is taken as not set."),
        ("env.set == 'x'", "env.set is taken as not set."),
        ("env.SET == 'x' && steps.none.outputs.o == ''", None),
        ("contains(env.*, 'x') || secrets.* == 'x' || steps.*.outputs.x == 'x'", None),
        ("secrets.GITHUB_TOKEN != '' && matrix.x == ''", None),
    ],
)
def test_a_step_decides_by_what_nobody_said(condition: str, assumed: str | None) -> None:
    step = {"run": "x", "if": condition}
    run = ran({"a": job(step, env={"FROM_SECRET": "${{ secrets.TOKEN }}", "SET": "x"})})
    assert run.assumed == (() if assumed is None else (assumed,))
