"""What happens when somebody cancels the run.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
"""

from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import CANCELLATION, job, outcomes, ran, results, workflow

CLEAN = {"id": "clean", "run": "clean", "if": "always()"}


def jobs() -> dict[str, Any]:
    """first ← second ← third; beside the second one runs another, and one that always runs."""
    return {
        "first": job(),
        "second": job(
            {"id": "work", "run": "x"}, "y", CLEAN, {"run": "z", "if": "cancelled()"}, needs="first"
        ),
        "beside": job("x", CLEAN, needs="first"),
        "stubborn": job("x", "y", needs="first", if_="always()"),
        "third": job(needs="second"),
        "tidy": job("x", needs="second", if_="always()"),
        "told": job("x", needs="second", if_="cancelled()"),
        "not-told": job(needs="second", if_="!cancelled()"),
    }


def test_running_jobs_are_cancelled_unless_their_condition_holds_even_so() -> None:
    run = ran(jobs(), cancelled_at="second")
    assert results(run) == {
        "first": "success",
        "second": "cancelled",
        "beside": "cancelled",
        "stubborn": "success",
        "third": "skipped",
        "tidy": "success",
        "told": "success",
        "not-told": "skipped",
    }, CANCELLATION
    assert run.conclusion == "cancelled"
    assert run.job("second").reason == run.job("third").reason == "the run was cancelled"
    assert outcomes(run, "second") == ["cancelled", "skipped", "success", "success"]
    assert outcomes(run, "stubborn") == ["success", "success"]
    assert "cancelled() (the run was cancelled)" in run.job("told").reason


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("work", "cancelled skipped success success"),
        ("2", "success cancelled success success"),
        ("clean", "success success success success"),
        ("CLEAN", "success success success success"),
        ("4", "success success success skipped"),
    ],
)
def test_a_step_goes_on_where_its_condition_holds(step: str, expected: str) -> None:
    run = ran(jobs(), cancelled_at=f"second/{step}")
    assert " ".join(outcomes(run, "second")) == expected, CANCELLATION
    assert run.job("second").result == "cancelled"


def test_the_first_jobs_can_be_cancelled_too() -> None:
    run = ran(jobs(), cancelled_at="first")
    assert [run.job(name).result for name in ("first", "second", "tidy")] == [
        "cancelled",
        "skipped",
        "success",
    ]


def test_a_job_that_is_cancelled_by_itself_cancels_no_run() -> None:
    run = ran(jobs(), outcomes={"second": "cancelled"})
    assert [run.job(name).result for name in ("second", "beside", "told", "not-told")] == [
        "cancelled",
        "success",
        "skipped",
        "success",
    ]


def test_a_called_workflow_is_cancelled_with_its_caller() -> None:
    called = workflow(
        {"a": job({"id": "s", "run": "x"}, CLEAN), "b": job(needs="a", if_="always()")}, "workflow_call"
    )
    later = {"late": {"uses": "./called.yml", "needs": "call", "if": "always()"}}
    data = workflow({"call": {"uses": "./called.yml"}, **later})
    for place in ("call", "call/a", "call/a/s"):
        run = simulate(data, Event("push"), resolve=lambda uses: called, cancelled_at=place)
        inner = run.job("call").calls
        assert inner is not None
        assert (results(inner), inner.conclusion) == ({"a": "cancelled", "b": "success"}, "cancelled")
        assert outcomes(inner, "a") == ["cancelled", "success"]
        late = run.job("late").calls
        assert late is not None
        assert results(late) == {"a": "skipped", "b": "success"}


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("secnod", "cancelled_at: there is no job 'secnod'. Did you mean 'second'?"),
        ("second/wrok", "job 'second' has no step 'wrok'. Did you mean 'work'?"),
    ],
)
def test_a_place_that_does_not_exist_is_a_mistake(place: str, message: str) -> None:
    with pytest.raises(AlertflowError) as error:
        ran(jobs(), cancelled_at=place)
    assert message in str(error.value)
