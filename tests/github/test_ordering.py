"""The order of jobs, written as the graph that it makes."""

from collections.abc import Callable
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    CallJob,
    Job,
    Order,
    Push,
    RunStep,
    Triggers,
    Workflow,
    always,
    github,
)


def _job(id_: str, **settings: Any) -> Job:
    return Job(id_, **({"runs_on": "x", "steps": [RunStep(run="true")]} | settings))


A, B, C, D, E = (_job(name) for name in "abcde")


def _needs(order: Order) -> dict[str, tuple[str, ...]]:
    workflow = Workflow(on=Triggers(push=Push()), jobs=order)
    return {job.id: workflow.needs(job) for job in workflow.jobs}


@pytest.mark.parametrize(
    ("order", "needs"),
    [
        (A >> B, {"a": (), "b": ("a",)}),
        (A >> B >> C, {"a": (), "b": ("a",), "c": ("b",)}),
        (A >> [B, C] >> D, {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}),
        ([A, B] >> C, {"a": (), "b": (), "c": ("a", "b")}),
        ((A, B) >> C, {"a": (), "b": (), "c": ("a", "b")}),
        ([A, B] >> (C >> D), {"a": (), "b": (), "c": ("a", "b"), "d": ("c",)}),
        (A >> (B >> C), {"a": (), "b": ("a",), "c": ("b",)}),
        (A >> [B >> C, D] >> E, {"a": (), "b": ("a",), "c": ("b",), "d": ("a",), "e": ("c", "d")}),
        (A >> B | A >> C, {"a": (), "b": ("a",), "c": ("a",)}),
        (A >> C | [A, B] >> D, {"a": (), "c": ("a",), "b": (), "d": ("a", "b")}),
        ([A, B] | (B >> C), {"a": (), "b": (), "c": ("b",)}),
        (A >> [] >> B, {"a": (), "b": ()}),
        (A.on_failure(B) >> C, {"a": (), "b": ("a",), "c": ("a",)}),
        (A >> B.on_failure(C, D) >> E, {"a": (), "b": ("a",), "c": ("b",), "d": ("b",), "e": ("b",)}),
        ((A >> B).on_failure(C), {"a": (), "b": ("a",), "c": ("a", "b")}),
    ],
)
def test_each_job_needs_those_on_its_left(order: Order, needs: dict[str, tuple[str, ...]]) -> None:
    assert _needs(order) == needs


def test_the_jobs_themselves_stay_as_they_are() -> None:
    order = A >> B

    assert A.needed_ids == B.needed_ids == ()
    assert order[0] is A
    assert order[1].needed_ids == ("a",)
    assert order[1].source == B.source
    assert [job.id for job in (*order, C)] == ["a", "b", "c"]


def test_needs_that_a_job_has_already_are_kept() -> None:
    deploy = _job("deploy", needs=A)

    assert (A >> deploy)[1] is deploy
    assert (B >> deploy)[1].needed_ids == ("a", "b")
    assert Workflow(on="push", jobs=A >> deploy).to_data()["jobs"]["deploy"]["needs"] == "a"


def test_what_is_read_from_a_job_is_read_from_its_copy_too() -> None:
    build = _job("build", outputs={"image": "x"})
    deploy = CallJob("deploy", uses="./.github/workflows/x.yml", with_={"image": build.outputs.image})
    jobs = Workflow(on="push", jobs=A >> build >> deploy).to_data()["jobs"]

    assert jobs["build"]["needs"] == ["a"]
    assert jobs["deploy"]["needs"] == ["build"]


@pytest.mark.parametrize(
    ("if_", "added"),
    [
        (None, ""),
        ("github.ref == 'refs/heads/main'", " && github.ref == 'refs/heads/main'"),
        (github.actor == "a", " && github.actor == 'a'"),
        (always() | (github.actor == "a"), " && (always() || github.actor == 'a')"),
        (True, " && true"),
    ],
)
def test_a_job_for_a_failure_asks_for_the_result(if_: Any, added: str) -> None:
    order = A.on_failure(_job("mend", if_=if_))

    assert order[1].to_data()["if"] == f"failure() && needs.a.result == 'failure'{added}"


def test_a_job_for_the_failure_of_several_runs_when_one_has_failed() -> None:
    order = (A >> B).on_failure(C)

    assert order[2].to_data()["if"] == (
        "failure() && (needs.a.result == 'failure' || needs.b.result == 'failure')"
    )


def test_jobs_in_a_circle_are_refused_by_the_workflow() -> None:
    with pytest.raises(DeclarationError, match='never start: "a" -> "b" -> "a"'):
        Workflow(on="push", jobs=A >> B >> A)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: A >> _job("a"), "two jobs have the id 'a'; an id is unique in its workflow"),
        (lambda: A >> "b", "an order is made of jobs and lists of jobs, not of 'b'."),  # type: ignore[operator]  # the mistake
        (lambda: A >> [B, 3], "an order is made of jobs and lists of jobs, not of 3."),  # type: ignore[list-item]  # the mistake
    ],
)
def test_what_is_no_job_is_refused(wrong: Callable[[], Order], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
