"""Jobs that call a reusable workflow."""

from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.github.simulation import Event, Run, simulate
from tests.github.simulation.runs import REUSE, SYNTAX, job, results, workflow

CALLED = "./.github/workflows/called.yml"
ON = {
    "workflow_call": {
        "inputs": {
            "name": {"type": "string", "required": True},
            "loud": {"type": "boolean"},
            "times": {"type": "number", "default": 3},
        },
        "secrets": {"key": {"required": True}},
        "outputs": {
            "said": {"value": "${{ jobs.say.outputs.said }}"},
            "how": {"value": "${{ jobs.say.result }}-${{ inputs.name }}"},
        },
    }
}
SAY = job(
    {"id": "s", "run": "${{ inputs.name }} ${{ inputs.loud }} ${{ inputs.times }} ${{ secrets.key }}"},
    outputs={"said": "${{ steps.s.outputs.said }}"},
)


def called(**keys: Any) -> dict[str, Any]:
    return {
        "uses": CALLED,
        "with": {"name": "x"},
        **{name.rstrip("_"): value for name, value in keys.items()},
    }


def calling(call: dict[str, Any], data: dict[str, Any] | None = None, **given: Any) -> Run:
    found = workflow({"say": SAY}, ON) if data is None else data
    jobs = {"call": call, "after": job("${{ toJSON(needs.call.outputs) }}", needs="call", if_="always()")}
    return simulate(
        workflow(jobs, env={"OUTER": "1"}),
        Event("push"),
        resolve=lambda uses: found if uses == CALLED else None,
        **given,
    )


def inner(run: Run) -> Run:
    found = run.job("call").calls
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("call", "command"),
    [
        (called(), "x false 3 "),
        (
            called(with_={"name": "${{ github.event_name }}", "loud": True, "times": "${{ fromJSON('5') }}"}),
            "push true 5 ",
        ),
        (called(secrets="inherit"), "x false 3 ${{ secrets.key }}"),
        (called(secrets={"key": "${{ secrets.TOKEN }}"}), "x false 3 ***"),
        (called(secrets={"key": "${{ secrets.NONE }}"}), "x false 3 ${{ secrets.key }}"),
        (called(with_='${{ fromJSON(\'{"name": "y"}\') }}'), "y false 3 "),
    ],
)
def test_inputs_and_secrets_are_handed_over(call: dict[str, Any], command: str) -> None:
    run = calling(call, secrets={"TOKEN": "hush"})
    shown = inner(run).job("say").steps[0].command
    assert shown.startswith(command) or shown == command + "${{ secrets.key }}", f"{SYNTAX}#jobsjob_idwith"


def test_the_event_is_the_callers_and_the_variables_of_env_are_not() -> None:
    data = workflow(
        {"say": job("${{ github.workflow }} ${{ github.event_name }} ${{ env.OUTER }}")},
        "workflow_call",
        name="Called",
    )
    step = inner(calling({"uses": CALLED}, data)).job("say").steps[0]
    assert (step.command, step.env) == ("CI push ${{ env.OUTER }}", {}), REUSE


def test_outputs_come_back() -> None:
    run = calling(called(), outputs={"call/say/s": {"said": "hello"}})
    assert run.job("call").outputs == {"said": "hello", "how": "success-x"}
    assert run.job("after").steps[0].command.split('"')[3] == "hello"


def test_outputs_that_nobody_knows_are_assumed_where_they_decide() -> None:
    jobs = {"call": called(), "b": job(needs="call", if_="needs.call.outputs.said == ''")}
    run = simulate(workflow(jobs), Event("push"), resolve=lambda uses: workflow({"say": SAY}, ON))
    assert run.assumed == ("Output 'said' of step 's' in job 'say' is taken to be ''.",)


@pytest.mark.parametrize(
    ("outcomes", "result", "reason"),
    [
        ({}, "success", "it waits for no other job"),
        ({"call/say": "failure"}, "failure", f"in {CALLED}, job 'say' failed"),
        ({"call/say/s": "failure"}, "failure", f"in {CALLED}, job 'say' failed"),
        ({"call/SAY/1": "cancelled"}, "cancelled", f"in {CALLED}, job 'say' was cancelled"),
        ({"call/say": "skipped"}, "skipped", f"in {CALLED}, job 'say' was skipped"),
        ({"call": "failure"}, "failure", "this outcome was given"),
    ],
)
def test_a_call_ends_as_the_called_jobs_do(outcomes: Any, result: str, reason: str) -> None:
    run = calling(called(), outcomes=outcomes)
    assert (run.job("call").result, run.job("call").reason) == (result, reason)
    assert run.job("after").result == "success"


def test_a_workflow_that_is_not_at_hand_succeeds_and_says_so() -> None:
    jobs = {
        "call": {"uses": "o/r/.github/workflows/x.yml@v1", "concurrency": "g"},
        "b": job(needs="call", if_="needs.call.outputs.o == ''"),
    }
    run = simulate(workflow(jobs), Event("push"))
    assert results(run) == {"call": "success", "b": "success"}
    assert run.assumed == (
        "o/r/.github/workflows/x.yml@v1, which job 'call' calls, is not at hand: it succeeds.",
        "What o/r/.github/workflows/x.yml@v1 puts out for job 'call' is taken to be ''.",
    )
    given = simulate(
        workflow(jobs), Event("push"), outputs={"call": {"o": "y"}}, outcomes={"call": "success"}
    )
    assert (results(given), given.assumed) == ({"call": "success", "b": "skipped"}, ())


@pytest.mark.parametrize(
    ("call", "data", "message"),
    [
        (called(with_={}), None, f"job 'call' calls {CALLED}, and its input 'name' is required"),
        (called(with_={"name": "x", "nmae": 1}), None, "it has no input 'nmae'. Did you mean 'name'?"),
        (called(), workflow({"a": job()}, ["push"]), "which does not run on workflow_call."),
        (called(), workflow({"a": job()}, {"push": None}), "which does not run on workflow_call."),
        (
            called(),
            workflow({"a": {"uses": CALLED}}, "workflow_call"),
            "must not call each other in a circle",
        ),
    ],
)
def test_a_call_that_does_not_fit_is_a_mistake(call: Any, data: Any, message: str) -> None:
    if data is not None:
        call = {"uses": CALLED}
    with pytest.raises(AlertflowError) as error:
        calling(call, data)
    assert message in str(error.value)


def test_workflows_call_each_other_ten_deep() -> None:
    def resolve(uses: str) -> dict[str, Any]:
        number = int(uses[2:-4])
        return workflow({"a": {"uses": f"./{number + 1}.yml"} if number < last else job()}, "workflow_call")

    last = 9
    assert (
        simulate(workflow({"a": {"uses": "./1.yml"}}), Event("push"), resolve=resolve).conclusion == "success"
    )
    last = 10
    with pytest.raises(AlertflowError, match="not more than 10 deep"):
        simulate(workflow({"a": {"uses": "./1.yml"}}), Event("push"), resolve=resolve)


def test_what_is_handed_over_and_cannot_be_evaluated_fails_the_job() -> None:
    run = calling(called(with_={"name": "${{ fromJSON('{') }}"}))
    assert run.job("call").reason.startswith("what it hands over cannot be evaluated: ")


def test_a_call_has_variations_like_any_job() -> None:
    call = called(
        with_={"name": "${{ matrix.x }}"}, strategy={"matrix": {"x": ["a", "b"]}, "fail-fast": False}
    )
    run = calling(call, outcomes={"call (b)/say": "failure"})
    assert results(run) == {"call (a)": "success", "call (b)": "failure", "after": "success"}
    commands = [one.calls.job("say").steps[0].command.split()[0] for one in run.jobs if one.calls]
    assert commands == ["a", "b"]


def test_a_called_workflow_in_the_callers_group_is_a_deadlock() -> None:
    data = workflow({"say": job()}, "workflow_call", concurrency="${{ github.workflow }}")
    call: dict[str, Any] = {"uses": CALLED}
    run = simulate(workflow({"call": call}, concurrency="ci"), Event("push"), resolve=lambda uses: data)
    assert (run.job("call").result, inner(run).conclusion) == ("cancelled", "cancelled"), REUSE
    assert "'CI', which this run itself holds" in run.job("call").reason
    call = {"uses": CALLED, "concurrency": "CI"}
    run = simulate(workflow({"call": call}), Event("push"), resolve=lambda uses: data)
    assert "'CI', which job 'call' holds until it ends" in run.job("call").reason


def test_mistakes_within_the_called_workflow_are_named_from_outside() -> None:
    with pytest.raises(AlertflowError, match=r"'call/say/nothing': job 'say' has no step 'nothing'"):
        calling(called(), outcomes={"call/say/nothing": "failure"})
    with pytest.raises(AlertflowError, match=r"'call/tell': there is no job 'tell'"):
        calling(called(), outcomes={"call/tell": "failure"})
    with pytest.raises(AlertflowError, match=r"job 'call' has no output 'x'. Known: how, said"):
        calling(called(), outputs={"call": {"x": "y"}})


def test_a_workflow_that_is_called_can_be_run_by_itself() -> None:
    data = workflow({"say": SAY}, ON)
    run = simulate(data, Event("workflow_call"), inputs={"name": "me"}, outputs={"say/s": {"said": "hi"}})
    assert run.outputs == {"said": "hi", "how": "success-me"}


def test_no_jobs_succeed_at_nothing() -> None:
    assert simulate(workflow({}), Event("push")).conclusion == "success"
