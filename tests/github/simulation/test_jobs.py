"""Jobs from start to end: results, outputs, environments, runners, and what cannot start at all."""

from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import CONTEXTS, SYNTAX, job, outcomes, ran, results, workflow

OUTPUTS = f"{SYNTAX}#jobsjob_idoutputs"
CONTINUE = f"{SYNTAX}#jobsjob_idcontinue-on-error"


def test_a_failure_that_is_forgiven_is_a_success_to_all_others() -> None:
    jobs = {"a": job(continue_on_error=True), "b": job(needs="a", if_="needs.a.result == 'success'")}
    run = ran(jobs, outcomes={"a": "failure"})
    assert (run.job("a").outcome, results(run), run.conclusion) == (
        "failure",
        {"a": "success", "b": "success"},
        "success",
    ), CONTINUE
    assert run.job("a").reason.endswith("; continue-on-error makes it a success")


def test_a_continue_on_error_that_cannot_be_evaluated_forgives_nothing() -> None:
    run = ran({"a": job(continue_on_error="${{ fromJSON('{') }}")}, outcomes={"a": "failure"})
    assert run.job("a").result == "failure"
    assert "its continue-on-error cannot be evaluated" in run.job("a").reason


def test_cancelling_is_not_forgiven() -> None:
    run = ran({"a": job(continue_on_error=True)}, outcomes={"a": "cancelled"})
    assert (results(run), run.conclusion) == ({"a": "cancelled"}, "cancelled")


def test_outputs_are_evaluated_at_the_end_of_the_job() -> None:
    a = job(
        {"id": "s", "run": "x"}, outputs={"o": "${{ steps.s.outputs.o }}-${{ job.status }}", "c": "plain"}
    )
    b = job(
        "${{ needs.a.outputs.o }} ${{ needs.a.outputs.c }} ${{ needs.a.outputs.none }}",
        needs="a",
        if_="always()",
    )
    run = ran({"a": a, "b": b}, outputs={"a/s": {"o": "1"}}, outcomes={"a/s": "failure"})
    assert run.job("a").outputs == {"o": "1-failure", "c": "plain"}
    assert run.job("b").steps[0].command == "1-failure plain ", OUTPUTS


def test_a_skipped_job_has_no_outputs() -> None:
    jobs = {
        "a": job(if_="false", outputs={"o": "x"}),
        "b": job(needs="a", if_="always() && needs.a.outputs.o == ''"),
    }
    assert results(ran(jobs)) == {"a": "skipped", "b": "success"}
    given = ran(jobs, outputs={"a": {"o": "y"}})
    assert (given.job("a").outputs, given.job("b").result) == ({}, "success")


def test_outputs_that_hold_a_secret_are_not_sent() -> None:
    a = job({"id": "s", "run": "x"}, outputs={"o": "${{ steps.s.outputs.o }}"})
    run = ran({"a": a}, outputs={"a/s": {"o": "it is hush!"}}, secrets={"KEY": "hush", "EMPTY": ""})
    assert run.job("a").outputs == {"o": ""}, OUTPUTS


def test_outputs_of_a_matrix_are_combined() -> None:
    values = {str(n): f"${{{{ matrix.n == {n} && 'from {n}' || '' }}}}" for n in (1, 2)}
    a = job(outputs={f"o{name}": value for name, value in values.items()}, strategy={"matrix": {"n": [1, 2]}})
    b = job("${{ toJSON(needs.a.outputs) }}", needs="a")
    run = ran({"a": a, "b": b})
    assert run.job("b").steps[0].command.split('"')[1::2] == ["o1", "from 1", "o2", "from 2"], OUTPUTS


def test_outputs_can_be_given_for_the_job_itself() -> None:
    a = job(
        {"id": "s", "run": "x"}, outputs={"o": "${{ steps.s.outputs.o }}", "p": "${{ steps.s.outputs.p }}"}
    )
    run = ran({"a": a, "b": job(needs="a", if_="needs.a.outputs.o == 'y'")}, outputs={"a": {"O": "y"}})
    assert (run.job("a").outputs, run.job("b").result, run.assumed) == ({"o": "y", "p": ""}, "success", ())
    with pytest.raises(AlertflowError, match=r"job 'a' has no output 'q'. Known: o, p"):
        ran({"a": a}, outputs={"a": {"q": "y"}})


def test_outputs_that_cannot_be_evaluated_fail_the_job() -> None:
    run = ran({"a": job(outputs={"o": "${{ fromJSON('{') }}"})})
    assert (results(run), run.job("a").outputs) == ({"a": "failure"}, {})
    assert run.job("a").reason.startswith("its outputs cannot be evaluated: ")


@pytest.mark.parametrize(
    "keys",
    [
        {"name": "${{ fromJSON('{') }}"},
        {"runs_on": "${{ fromJSON('{') }}"},
        {"env": {"A": "${{ fromJSON('{') }}"}},
        {"environment": "${{ fromJSON('{') }}"},
        {"timeout_minutes": "${{ fromJSON('{') }}"},
        {"concurrency": "${{ fromJSON('{') }}"},
        {"strategy": {"matrix": "${{ fromJSON('{') }}"}},
    ],
)
def test_what_cannot_be_evaluated_fails_the_job(keys: dict[str, Any]) -> None:
    run = ran({"a": job(**keys), "b": job(needs="a", if_="failure()")})
    assert (run.job("a").result, run.job("a").runs, run.job("b").result) == ("failure", False, "success")
    assert "cannot be evaluated: " in run.job("a").reason


@pytest.mark.parametrize(
    ("runs_on", "labels", "system", "arch", "environment"),
    [
        ("ubuntu-24.04", ("ubuntu-24.04",), "Linux", "X64", "github-hosted"),
        ("${{ matrix.os }}", ("windows-2025",), "Windows", "X64", "github-hosted"),
        (
            ["self-hosted", "linux", "ARM64"],
            ("self-hosted", "linux", "ARM64"),
            "Linux",
            "ARM64",
            "self-hosted",
        ),
        ("macos-15", ("macos-15",), "macOS", "ARM64", "github-hosted"),
        ({"group": "big"}, ("group: big",), "Linux", "X64", "self-hosted"),
        ({"labels": "${{ matrix.os }}"}, ("windows-2025",), "Windows", "X64", "github-hosted"),
        ({"group": "g", "labels": ["a", "b"]}, ("group: g", "a", "b"), "Linux", "X64", "self-hosted"),
        (None, (), "Linux", "X64", "github-hosted"),
    ],
)
def test_the_runner_follows_from_its_labels(
    runs_on: Any, labels: tuple[str, ...], system: str, arch: str, environment: str
) -> None:
    script = "${{ runner.os }} ${{ runner.arch }} ${{ runner.environment }}"
    run = ran({"a": job(script, runs_on=runs_on, strategy={"matrix": {"os": ["windows-2025"]}})})
    assert run.jobs[0].runs_on == labels
    assert run.jobs[0].steps[0].command == f"{system} {arch} {environment}", f"{CONTEXTS}#runner-context"


@pytest.mark.parametrize(("minutes", "expected"), [(None, 360), (5, 5), ("${{ fromJSON('7') }}", 7)])
def test_a_job_may_take_six_hours_unless_it_says_otherwise(minutes: Any, expected: int) -> None:
    keys = {} if minutes is None else {"timeout_minutes": minutes}
    assert ran({"a": job(**keys)}).job("a").timeout_minutes == expected, f"{SYNTAX}#jobsjob_idtimeout-minutes"


ENVIRONMENT = f"{SYNTAX}#jobsjob_idenvironment"


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ("production", "production"),
        ({"name": "${{ github.event.stage }}", "url": "${{ steps.s.outputs.url }}"}, "stage-1"),
        ("", None),
        (None, None),
    ],
)
def test_the_environment_of_a_job(environment: Any, name: str | None) -> None:
    run = ran({"a": job(environment=environment)}, Event("push", {"stage": "stage-1"}))
    assert (run.job("a").environment, run.job("a").waits_for_approval) == (name, False), ENVIRONMENT


@pytest.mark.parametrize(
    ("review", "expected", "reason", "conclusion"),
    [
        ("approved", "success success success", "it waits for no other job", "success"),
        ("rejected", "failure skipped success", "the reviewers of environment 'Prod' rejected it", "failure"),
        ("waiting", "waiting waiting success", "environment 'Prod' waits for its reviewers", "waiting"),
    ],
)
def test_reviewers_decide(review: Any, expected: str, reason: str, conclusion: str) -> None:
    jobs = {"a": job(environment="Prod"), "b": job(needs="a"), "c": job(environment="free")}
    run = ran(jobs, reviews={"prod": review})
    assert " ".join(one.result for one in run.jobs) == expected, ENVIRONMENT
    assert (run.job("a").reason, run.job("a").waits_for_approval, run.conclusion) == (
        reason,
        True,
        conclusion,
    )
    assumed = ("The reviewers of environment 'Prod' approve.",) if review == "approved" else ()
    assert run.assumed == assumed


def test_who_needs_a_waiting_job_waits_whatever_its_condition() -> None:
    run = ran({"a": job(environment="p"), "b": job(needs="a", if_="always()")}, reviews={"p": "waiting"})
    assert (run.job("b").result, run.job("b").reason) == ("waiting", "job 'a', which it needs, still waits")


def test_an_environment_that_waits_for_one_job_and_not_for_another() -> None:
    matrix = {"matrix": {"env": ["prod", "test"]}}
    run = ran(
        {"a": job(environment="${{ matrix.env }}", strategy=matrix), "b": job(needs="a")},
        reviews={"prod": "waiting"},
    )
    assert results(run) == {"a (prod)": "waiting", "a (test)": "success", "b": "waiting"}


def test_a_job_can_be_left_out() -> None:
    run = ran({"a": job(), "b": job(needs="a")}, outcomes={"a": "skipped"})
    assert results(run) == {"a": "skipped", "b": "skipped"}
    assert run.job("a").reason == "this outcome was given"


def test_a_skipped_job_keeps_its_name_as_written() -> None:
    run = ran({"a": job(if_="false", name="On ${{ matrix.os }}", strategy={"matrix": {"os": [1, 2]}})})
    assert [(one.name, one.matrix) for one in run.jobs] == [("On ${{ matrix.os }}", None)]


@pytest.mark.parametrize(
    ("jobs", "message"),
    [
        ({"a": job(needs="bb"), "b": job()}, "job 'a' needs 'bb', which does not exist. Did you mean 'b'?"),
        (
            {"a": job(needs="b"), "b": job(needs="a"), "c": job()},
            "wait for each other and would never start: a, b.",
        ),
        ({"a": job(needs="a")}, "would never start: a."),
    ],
)
def test_jobs_that_could_never_start_are_a_mistake(jobs: Any, message: str) -> None:
    with pytest.raises(AlertflowError) as error:
        ran(jobs)
    assert message in str(error.value)


def test_a_need_may_be_written_in_another_case_and_twice() -> None:
    run = ran({"Build": job(), "b": job("${{ needs.build.result }}", needs=["BUILD", "build"])})
    assert (run.job("b").steps[0].command, run.job("b").needs) == ("success", ("Build",))


def test_an_unreadable_text_is_a_mistake() -> None:
    with pytest.raises(AlertflowError, match="GitHub could not read it"):
        ran({"a": job("${{ nothing( }}")})


def test_a_workflow_whose_variables_cannot_be_evaluated_fails() -> None:
    run = simulate(workflow({"a": job()}, env={"A": "${{ fromJSON('{') }}"}), Event("push"))
    assert (run.conclusion, run.jobs) == ("failure", ())


def test_outcomes_of_steps_beat_a_jobs_success() -> None:
    run = ran({"a": job("x", "y")}, outcomes={"a": "success", "a/2": "failure"})
    assert outcomes(run, "a") == ["success", "failure"]
