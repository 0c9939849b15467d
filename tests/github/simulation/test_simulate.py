"""A whole run as data, and what holds for every run."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.github import Job, Push, RunStep, Triggers, Workflow
from alertflow.github.simulation import Event, Run, simulate
from tests.github.simulation.dags import EVENT, Drawn, drawn
from tests.github.simulation.runs import SYNTAX, job, outcomes, ran, results, workflow


def run_of(made: Drawn, **changes: Any) -> Run:
    said = {"outcomes": made.outcomes, "outputs": made.outputs, **changes}
    return simulate(made.workflow, Event("repository_dispatch", EVENT), **said)


def test_a_workflow_made_in_python_is_simulated() -> None:
    version = RunStep(id="version", run='echo "name=v1" >> "$GITHUB_OUTPUT"', outputs=["name"])
    build = Job("build", runs_on="ubuntu-24.04", steps=[version], outputs={"name": version.outputs.name})
    say = Job("say", runs_on="ubuntu-24.04", steps=[RunStep(run=f"echo {build.outputs.name}")])
    made = Workflow(name="Say", on=Triggers(push=Push()), jobs=[build, say])
    run = simulate(made, Event("push"), outputs={"build/version": {"name": "v1"}})
    assert (run.name, run.job("say").needs) == ("Say", ("build",))
    (step,) = run.job("say").steps
    assert (step.command, step.env) == ('echo "$BUILD_NAME"', {"BUILD_NAME": "v1"})


def test_a_run_is_data_that_json_can_say() -> None:
    strategy = {"matrix": {"n": [1, 2.5, {"x": [True, None]}]}}
    run = ran({"a": job("echo ${{ matrix.n }}", strategy=strategy, concurrency="g-${{ matrix.n }}")})
    data = json.loads(json.dumps(run.to_data()))
    assert [one["matrix"] for one in data["jobs"]] == [{"n": 1}, {"n": 2.5}, {"n": {"x": [True, None]}}]
    assert data["jobs"][0]["steps"][0] == {
        "index": 1,
        "id": None,
        "name": "Run echo 1",
        "outcome": "success",
        "conclusion": "success",
        "runs": True,
        "reason": "no step before it failed",
        "command": "echo 1",
        "inputs": {},
        "env": {},
    }
    assert data["jobs"][0]["concurrency"]["name"] == "g-1"
    assert data["jobs"][0]["timeout_minutes"] == 360


def test_numbers_that_json_has_not_are_text() -> None:
    run = ran({"a": job(strategy={"matrix": {"n": ["${{ fromJSON('1e999') }}"]}})})
    assert json.loads(json.dumps(run.to_data()))["jobs"][0]["matrix"] == {"n": "Infinity"}


def test_a_job_is_found_by_its_name_or_its_id() -> None:
    run = ran({"a": job(name="First"), "b": job(strategy={"matrix": {"n": [1, 2]}})})
    assert run.job("First") is run.job("a")
    assert run.job("b (2)").matrix == {"n": 2}
    with pytest.raises(KeyError):
        run.job("c")


@pytest.mark.parametrize(
    ("keys", "event", "name"),
    [
        ({"run-name": "Deploy by @${{ github.actor }}"}, Event("push"), "Deploy by @octocat"),
        ({"run-name": "  "}, Event("push"), "CI"),
        ({}, Event("push", {"head_commit": {"message": "Mend it\n\nAt last."}}), "Mend it"),
        ({}, Event("pull_request", {"action": "opened", "pull_request": {"title": "Mend"}}), "Mend"),
        ({}, Event("push"), "CI"),
    ],
)
def test_a_run_has_a_name(keys: dict[str, Any], event: Event, name: str) -> None:
    data = {**workflow({"a": job()}, ["push", "pull_request"]), **keys}
    assert simulate(data, event).name == name, f"{SYNTAX}#run-name"


@pytest.mark.parametrize(
    ("given_", "conclusion"),
    [
        ({}, "success"),
        ({"a": "failure", "b": "cancelled"}, "failure"),
        ({"b": "cancelled"}, "cancelled"),
        ({"a": "skipped"}, "success"),
        ({"a": "skipped", "b": "skipped"}, "skipped"),
    ],
)
def test_the_run_comes_to_what_its_jobs_do(given_: Any, conclusion: str) -> None:
    assert ran({"a": job(), "b": job()}, outcomes=given_).conclusion == conclusion


@settings(deadline=None, max_examples=15)
@given(st.integers(min_value=0, max_value=10**6))
def test_the_same_is_always_simulated_alike(seed: int) -> None:
    made = drawn(seed, 2)
    assert run_of(made) == run_of(made)
    assert run_of(made).to_data() == run_of(made).to_data()


def ancestors(made: Drawn, id_: str) -> set[str]:
    needs = made.jobs[id_].get("needs", [])
    direct = {needs} if isinstance(needs, str) else set(needs)
    return direct.union(*[ancestors(made, one) for one in direct])


@settings(deadline=None, max_examples=25)
@given(st.integers(min_value=0, max_value=10**6))
def test_a_job_depends_on_its_ancestors_only(seed: int) -> None:
    made = drawn(seed, 1)
    chosen = random.Random(seed).choice(list(made.jobs))
    kept = {chosen, *ancestors(made, chosen)}
    others = {id_: "failure" for id_ in made.jobs if id_ not in kept}
    changed = run_of(made, outcomes=made.outcomes | others)
    assert [one for one in run_of(made).jobs if one.id in kept] == [
        one for one in changed.jobs if one.id in kept
    ]


@settings(deadline=None, max_examples=25)
@given(st.integers(min_value=0, max_value=10**6))
def test_a_condition_that_is_never_false_lets_every_job_run(seed: int) -> None:
    made = drawn(seed, 1)
    for number, one in enumerate(made.jobs.values()):
        one["if"] = ("!cancelled()", "always()", "success() || !success()")[number % 3]
    assert all(one.runs for one in run_of(made).jobs)


@settings(deadline=None, max_examples=25)
@given(st.integers(min_value=0, max_value=10**6))
def test_a_run_without_failures_and_conditions_succeeds_all_through(seed: int) -> None:
    made = drawn(seed, 1)
    for one in made.jobs.values():
        one.pop("if", None)
        for step in one["steps"]:
            step.pop("if", None)
    run = run_of(made, outcomes={})
    assert {one.result for one in run.jobs} == {"success"}
    assert {ended for one in run.jobs for ended in outcomes(run, one.name)} == {"success"}


@settings(deadline=None, max_examples=25)
@given(st.integers(min_value=0, max_value=10**6))
def test_everything_that_happens_has_a_reason(seed: int) -> None:
    run = run_of(drawn(seed, 1))
    for one in run.jobs:
        assert one.reason
        assert one.runs == (one.result != "skipped")
        assert all(step.reason and step.runs == (step.outcome != "skipped") for step in one.steps)


def test_a_thousand_jobs_are_one_run() -> None:
    jobs = {f"j{n}": job("x", needs=[f"j{n - 1}"] if n % 4 else []) for n in range(1000)}
    assert set(results(ran(jobs, outcomes={"j0": "failure"})).values()) == {"success", "failure", "skipped"}
