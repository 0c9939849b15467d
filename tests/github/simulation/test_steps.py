"""What the steps of a job do: conditions, failures, variables, outputs, and steps in the background."""

from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import CONTEXTS, EXPRESSIONS, SYNTAX, job, outcomes, ran, workflow

RUNNER = "github.com/actions/runner, src/Runner.Worker/StepsRunner.cs"
CONTINUE = f"{SYNTAX}#jobsjob_idstepscontinue-on-error"


def step(script: str = "true", **keys: Any) -> dict[str, Any]:
    return {"run": script} | {name.rstrip("_").replace("_", "-"): value for name, value in keys.items()}


@pytest.mark.parametrize(
    ("source", "steps", "given", "ended", "result"),
    [
        (f"{EXPRESSIONS}#success", [step(), step()], {}, "success success", "success"),
        (f"{EXPRESSIONS}#success", [step(), step()], {"a/1": "failure"}, "failure skipped", "failure"),
        (
            f"{EXPRESSIONS}#always",
            [step(), step(if_="always()")],
            {"a/1": "failure"},
            "failure success",
            "failure",
        ),
        (
            f"{EXPRESSIONS}#failure",
            [step(), step(if_="failure()")],
            {"a/1": "failure"},
            "failure success",
            "failure",
        ),
        (f"{EXPRESSIONS}#failure", [step(), step(if_="failure()")], {}, "success skipped", "success"),
        (
            f"{EXPRESSIONS}#failure-with-conditions",
            [step(id="demo"), step(if_="failure() && steps.demo.conclusion == 'failure'")],
            {"a/demo": "failure"},
            "failure success",
            "failure",
        ),
        (
            f"{EXPRESSIONS}#cancelled",
            [step(), step(if_="cancelled()")],
            {"a/1": "failure"},
            "failure skipped",
            "failure",
        ),
        (CONTINUE, [step(continue_on_error=True), step()], {"a/1": "failure"}, "failure success", "success"),
        (
            CONTINUE,
            [step(continue_on_error="${{ 1 == 1 }}"), step()],
            {"a/1": "failure"},
            "failure success",
            "success",
        ),
        (
            CONTINUE,
            [step(continue_on_error="${{ 'true' }}"), step()],
            {"a/1": "failure"},
            "failure skipped",
            "failure",
        ),
        (
            CONTINUE,
            [step(continue_on_error="${{ fromJSON('{') }}")],
            {"a/1": "failure"},
            "failure",
            "failure",
        ),
        (
            f"{CONTEXTS}#steps-context",
            [
                step(id="x", continue_on_error=True),
                step(if_="steps.x.outcome == 'failure' && steps.x.conclusion == 'success'"),
            ],
            {"a/x": "failure"},
            "failure success",
            "success",
        ),
        (
            f"{CONTEXTS}#steps-context",
            [
                step(id="x", if_="false"),
                step(if_="steps.x.outcome == 'skipped' && steps.x.conclusion == 'skipped'"),
            ],
            {},
            "skipped success",
            "success",
        ),
        (
            f"{CONTEXTS}#job-context",
            [step(), step(if_="always() && job.status == 'failure'")],
            {"a/1": "failure"},
            "failure success",
            "failure",
        ),
        (
            f"{RUNNER}: a condition",
            [step(if_="fromJSON('{')", continue_on_error=True), step()],
            {},
            "failure skipped",
            "failure",
        ),
        (
            f"{RUNNER}: env",
            [step(env={"A": "${{ fromJSON('{') }}"}, continue_on_error=True)],
            {},
            "failure",
            "failure",
        ),
        (
            f"{RUNNER}: the script",
            [step("${{ fromJSON('{') }}", continue_on_error=True), step()],
            {},
            "failure success",
            "success",
        ),
        (f"{RUNNER}: env decides", [step(env={"A": "b"}, if_="env.A == 'b'")], {}, "success", "success"),
        (
            f"{RUNNER}: env is case-sensitive",
            [step(env={"A": "b"}, if_="env.a == 'b'")],
            {},
            "skipped",
            "success",
        ),
        (
            f"{RUNNER}: skipped as given",
            [step(id="x"), step()],
            {"a/x": "skipped"},
            "skipped success",
            "success",
        ),
        (
            f"{RUNNER}: a skipped step does not fail",
            [step(if_="false"), step()],
            {"a/1": "failure"},
            "skipped success",
            "success",
        ),
        (f"{RUNNER}: env is no text", [step(env="${{ 'x' }}")], {}, "failure", "failure"),
        (
            f"{RUNNER}: env from an expression",
            [step(env="${{ fromJSON('{\"A\": 1}') }}", if_="env.A == 1")],
            {},
            "success",
            "success",
        ),
    ],
)
def test_the_steps_of_a_job(source: str, steps: Any, given: Any, ended: str, result: str) -> None:
    run = ran({"a": job(*steps)}, outcomes=given)
    assert (" ".join(outcomes(run, "a")), run.job("a").result) == (ended, result), source


@pytest.mark.parametrize(
    ("steps", "given", "ended"),
    [
        ([{"uses": "x/y@v1"}, step(), step()], {"a": "failure"}, "success failure skipped"),
        ([{"uses": "x/y@v1"}, {"uses": "x/z@v1"}], {"a": "failure"}, "failure skipped"),
        (
            [step(if_="false"), step(continue_on_error=True), step()],
            {"a": "failure"},
            "skipped success failure",
        ),
        ([step(), step(if_="always()")], {"a": "cancelled"}, "cancelled success"),
        ([step(), step()], {"a": "failure", "a/2": "failure"}, "success failure"),
        ([step(), step()], {"a": "success"}, "success success"),
        ([step(if_="false")], {"a": "failure"}, "skipped"),
        ([], {"a": "failure"}, ""),
    ],
)
def test_a_job_that_is_to_fail_fails_in_its_first_script(steps: Any, given: Any, ended: str) -> None:
    run = ran({"a": job() | {"steps": steps}}, outcomes=given)
    assert (" ".join(outcomes(run, "a")), run.job("a").result) == (ended, given["a"])


def test_the_reasons_name_the_step() -> None:
    run = ran(
        {"a": job(step("make\nmore", name="Build it"), step("x"), step("${{ github.ref }}"))},
        outcomes={"a/1": "failure"},
    )
    assert run.job("a").reason == "its step 'Build it' failed: this outcome was given"
    assert [one.reason for one in run.job("a").steps] == [
        "this outcome was given",
        "its step 'Build it' failed: this outcome was given",
        "its step 'Build it' failed: this outcome was given",
    ]


def test_what_would_run_is_filled_in() -> None:
    steps = (
        {"id": "one", "run": "x"},
        step(
            "${{ github.event.n }} ${{ secrets.KEY }} ${{ steps.one.outputs.o }}\nmore",
            id="two",
            shell="bash",
        ),
        {
            "uses": "x/y@v1",
            "with": {"n": "${{ 1 == 1 }}", "k": "${{ secrets.KEY }}${{ secrets.MISSING }}", "m": 3},
        },
        {"uses": "x/y@v1", "name": "Say ${{ github.event.n }}", "with": "${{ fromJSON('{\"z\": 1}') }}"},
        step(name="${{ fromJSON('{') }}"),
    )
    run = ran(
        {"a": job(*steps)}, Event("push", {"n": 7}), secrets={"KEY": "hush"}, outputs={"a/one": {"o": "out"}}
    )
    first, second, third, fourth, fifth = run.job("a").steps
    assert (first.name, first.id, first.index) == ("Run x", "one", 1)
    assert (second.name, second.command) == ("Run 7 *** out", "7 *** out\nmore")
    assert (third.name, third.inputs) == (
        "Run x/y@v1",
        {"n": "true", "k": "***${{ secrets.MISSING }}", "m": "3"},
    )
    assert (fourth.name, fourth.inputs) == ("Say 7", {"z": "1"})
    assert fifth.name == "${{ fromJSON('{') }}"


def test_variables_of_workflow_job_and_step_are_merged() -> None:
    steps = (
        step(
            "${{ env.A }} ${{ env.B }} ${{ env.C }}",
            env={"A": "step", "S": "${{ secrets.KEY }}", "U": "${{ env.B }}"},
        ),
        step("${{ env.A }}"),
    )
    data = workflow(
        {"a": job(*steps, env={"A": "job", "B": "${{ github.actor }}"})}, env={"A": "all", "C": 1}
    )
    first, second = simulate(data, Event("push"), secrets={"KEY": "hush"}).job("a").steps
    assert first.command == "step octocat 1", f"{SYNTAX}#env"
    assert first.env == {"A": "step", "B": "octocat", "C": "1", "S": "***", "U": "octocat"}
    assert (second.command, second.env["A"]) == ("job", "job")


BACKGROUND = f"{SYNTAX}#jobsjob_idstepsbackground"
SERVER = step(id="server", background=True)


@pytest.mark.parametrize(
    ("steps", "given", "ended", "result"),
    [
        ([SERVER, step(), {"wait": "server"}, step()], {}, "success success success success", "success"),
        (
            [SERVER, step(), {"wait": "server"}, step()],
            {"a/server": "failure"},
            "failure success failure skipped",
            "failure",
        ),
        (
            [SERVER, step(), {"wait-all": None}, step()],
            {"a/server": "failure"},
            "failure success failure skipped",
            "failure",
        ),
        (
            [SERVER, {"wait-all": None, "continue-on-error": True}, step()],
            {"a/server": "failure"},
            "failure failure skipped",
            "failure",
        ),
        (
            [SERVER | {"continue-on-error": True}, {"wait": ["server"]}, step()],
            {"a/server": "failure"},
            "failure success success",
            "success",
        ),
        ([SERVER, step(), {"cancel": "server"}], {"a/2": "failure"}, "success failure success", "failure"),
        (
            [
                SERVER,
                step(if_="steps.server.outcome == ''"),
                {"wait": "server"},
                step(if_="steps.server.outcome == 'success'"),
            ],
            {},
            "success success success success",
            "success",
        ),
        ([SERVER, step()], {"a/server": "failure"}, "failure success", "failure"),
        (
            [step(), {"parallel": [step(id="x"), step(id="y")]}, step()],
            {},
            "success success success success",
            "success",
        ),
        (
            [{"parallel": [step(id="x"), step(id="y")]}, step()],
            {"a/x": "failure"},
            "failure success skipped",
            "failure",
        ),
        ([{"parallel": None}, step()], {}, "success", "success"),
    ],
)
def test_steps_in_the_background(steps: Any, given: Any, ended: str, result: str) -> None:
    run = ran({"a": job(*steps)}, outcomes=given)
    assert (" ".join(outcomes(run, "a")), run.job("a").result) == (ended, result), BACKGROUND


def test_a_step_that_waits_is_named_by_what_it_waits_for() -> None:
    run = ran({"a": job(SERVER, {"wait": "server"}, {"cancel": "server", "name": "Stop"})})
    assert [one.name for one in run.job("a").steps] == ["Run true", "wait: server", "Stop"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a/three", r"'a/three': job 'a' has no step 'three'. Known: one, two. .* number, 1 to 2"),
        ("a/tow", r"Did you mean 'two'"),
        ("a/3", r"job 'a' has no step '3'"),
        ("b", r"'b': there is no job 'b'. Known: a"),
        ("A", None),
        ("a/ONE", None),
    ],
)
def test_what_is_given_of_something_unknown_is_a_mistake(name: str, message: str | None) -> None:
    jobs = {"a": job(step(id="one"), step(id="two"))}
    if message is None:
        assert ran(jobs, outcomes={name: "failure"}).conclusion == "failure"
        return
    with pytest.raises(AlertflowError, match=message):
        ran(jobs, outcomes={name: "failure"})
    with pytest.raises(AlertflowError, match=message):
        ran(jobs, outputs={name: {"x": "y"}})


def test_an_outcome_is_one_of_four() -> None:
    with pytest.raises(AlertflowError, match=r"'a' cannot end as 'failed'. Did you mean 'failure'"):
        ran({"a": job()}, outcomes={"a": "failed"})


@pytest.mark.parametrize(
    ("runs_on", "seen"),
    [
        ("ubuntu-24.04", {"A": "job", "a": "step", "B": "all", "b": "job"}),
        ("macos-15", {"A": "job", "a": "step", "B": "all", "b": "job"}),
        (["self-hosted", "Windows"], {"A": "step", "B": "job"}),
    ],
)
def test_only_on_windows_two_names_that_differ_in_case_are_one_variable(
    runs_on: Any, seen: dict[str, str]
) -> None:
    one = step("${{ env.A }} ${{ env.a }} ${{ env.B }} ${{ env.b }}", env={"a": "step"})
    jobs = {"a": job(one, runs_on=runs_on, env={"A": "job", "b": "job"})}
    (ran_,) = simulate(workflow(jobs, env={"B": "all"}), Event("push")).job("a").steps
    assert ran_.env == seen, f"{RUNNER}: envContext"
    names = ("A", "a", "B", "b")
    assert ran_.command == " ".join(seen.get(name, seen[name.upper()]) for name in names)


@pytest.mark.parametrize(
    ("runs_on", "result", "assumed"),
    [
        ("ubuntu-24.04", "skipped", ("env.stage is taken as not set.",)),
        ("windows-2025", "success", ()),
    ],
)
def test_a_variable_is_found_in_any_case_only_on_windows(
    runs_on: str, result: str, assumed: tuple[str, ...]
) -> None:
    asks = step(if_="env.stage == 'live'")
    run = ran({"a": job(asks, runs_on=runs_on, env={"STAGE": "live"})})
    assert run.job("a").steps[0].outcome == result, f"{RUNNER}: envContext"
    assert run.assumed == assumed
