"""Concurrency groups: which one, and who runs, waits and is cancelled."""

from typing import Any

import pytest

from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import SYNTAX, job, ran, results, workflow

GROUPS = f"{SYNTAX}#concurrency"
WAITS = "it waits until what is in progress in the group ends, and cancels what waited there before"
FREE = "it starts at once: nothing else is said to be in the group"


@pytest.mark.parametrize(
    ("concurrency", "busy", "name", "effect"),
    [
        ("ci-${{ github.ref }}", [], "ci-refs/heads/main", FREE),
        ("deploy", ["other"], "deploy", FREE),
        ("deploy", ["Deploy"], "deploy", WAITS),
        ({"group": "deploy", "cancel-in-progress": False}, ["deploy"], "deploy", WAITS),
        (
            {"group": "d", "cancel-in-progress": True},
            ["d"],
            "d",
            "it cancels what is in progress in the group, and what waits there",
        ),
        ({"group": "d", "cancel-in-progress": "${{ github.ref == 'x' }}"}, ["d"], "d", WAITS),
        (
            {"group": "d", "queue": "max"},
            ["d"],
            "d",
            "it waits in line behind what is in progress in the group",
        ),
        ({"group": "${{ github.workflow }}"}, [], "CI", FREE),
    ],
)
def test_a_run_takes_a_place_in_its_group(concurrency: Any, busy: list[str], name: str, effect: str) -> None:
    run = simulate(workflow({"a": job()}, concurrency=concurrency), Event("push"), busy=busy)
    assert run.concurrency is not None
    assert (run.concurrency.name, run.concurrency.effect) == (name, effect), GROUPS


def test_a_job_takes_a_place_in_its_own_group() -> None:
    a = job(
        concurrency={"group": "${{ matrix.to }}", "cancel-in-progress": True},
        strategy={"matrix": {"to": ["x", "y"]}},
    )
    run = ran({"a": a, "b": job()}, busy=["y"])
    groups = [one.concurrency for one in run.jobs]
    assert [group and group.name for group in groups] == ["x", "y", None]
    assert [group and group.cancel_in_progress for group in groups] == [True, True, None]
    assert groups[1] is not None and groups[1].effect.startswith("it cancels what is in progress")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "success cancelled cancelled success"),
        ({"cancel-in-progress": True}, "cancelled cancelled cancelled success"),
        ({"queue": "max"}, "success success success success"),
    ],
)
def test_variations_in_one_group_push_each_other_out(settings: dict[str, Any], expected: str) -> None:
    a = job(concurrency={"group": "deploy", **settings}, strategy={"matrix": {"x": [1, 2, 3, 4]}})
    run = ran({"a": a})
    assert " ".join(one.result for one in run.jobs) == expected, f"{SYNTAX}#jobsjob_idconcurrency"


def test_who_is_pushed_out_says_by_whom() -> None:
    jobs = {
        "a": job(concurrency="g"),
        "b": job(concurrency="G"),
        "c": job(concurrency="g"),
        "d": job(needs="b"),
    }
    run = ran(jobs)
    assert results(run) == {"a": "success", "b": "cancelled", "c": "success", "d": "skipped"}
    assert (run.job("b").reason, run.job("b").runs) == (
        "'c' came later into the same concurrency group 'g'",
        False,
    )
    waiting = run.job("c").concurrency
    assert waiting is not None and waiting.effect == "it waits until 'a' ends"
    assert run.conclusion == "cancelled"


def test_who_is_cancelled_while_it_runs_is_interrupted() -> None:
    group = {"group": "g", "cancel-in-progress": True}
    run = ran({"a": job("x", {"run": "y", "if": "always()"}, concurrency=group), "b": job(concurrency=group)})
    assert [one.outcome for one in run.job("a").steps] == ["cancelled", "success"]
    assert run.job("a").reason == "'b' came later into the same concurrency group 'g'"


def test_jobs_one_after_the_other_share_a_group() -> None:
    jobs = {
        "a": job(concurrency="g"),
        "b": job(concurrency="g", needs="a"),
        "c": job(concurrency="g", needs="b"),
    }
    assert set(results(ran(jobs)).values()) == {"success"}


def test_a_skipped_job_takes_no_place() -> None:
    run = ran({"a": job(concurrency="g"), "b": job(concurrency="g"), "c": job(concurrency="g", if_="false")})
    assert results(run) == {"a": "success", "b": "success", "c": "skipped"}


def test_a_job_in_the_group_of_its_own_run_is_a_deadlock() -> None:
    # github.com/github/vscode-github-actions/issues/135
    run = simulate(
        workflow({"a": job(concurrency="Test"), "b": job(needs="a")}, concurrency="test"), Event("push")
    )
    assert results(run) == {"a": "cancelled", "b": "skipped"}
    assert run.job("a").reason == (
        "it waits for the concurrency group 'Test', which this run itself holds until it ends"
    )


@pytest.mark.parametrize("where", ["workflow", "job"])
def test_a_group_has_a_name(where: str) -> None:
    data = workflow({"a": job()}) if where == "workflow" else workflow({"a": job(concurrency="${{ '' }}")})
    data |= {"concurrency": {"group": "${{ github.event.none }}"}} if where == "workflow" else {}
    run = simulate(data, Event("push"))
    assert run.conclusion == "failure"
    assert "the name of its concurrency group is empty" in (
        run.reason if where == "workflow" else run.jobs[0].reason
    )
