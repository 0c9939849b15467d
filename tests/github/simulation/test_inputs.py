"""The inputs of workflow_dispatch and workflow_call: defaults, kinds, and what is refused."""

from typing import Any

import pytest

from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import EVENTS, SYNTAX, job, workflow

DISPATCH = f"{EVENTS}#providing-inputs"
INPUTS = {
    "level": {"type": "choice", "options": ["info", "warning", 3], "default": "info"},
    "tags": {"type": "boolean"},
    "count": {"type": "number", "default": 2},
    "note": {"required": True, "default": "none"},
    "where": {"type": "environment"},
    "plain": None,
}


def command(given: dict[str, Any], script: str, inputs: dict[str, Any] = INPUTS) -> str:
    on = {"workflow_dispatch": {"inputs": inputs}}
    run = simulate(workflow({"a": job(script)}, on), Event("workflow_dispatch"), inputs=given)
    assert run.triggered, run.reason
    return run.jobs[0].steps[0].command


@pytest.mark.parametrize(
    ("source", "given", "script", "shown"),
    [
        (DISPATCH, {}, "${{ toJSON(inputs.level) }} ${{ toJSON(inputs.note) }}", '"info" "none"'),
        (
            f"{SYNTAX}#onworkflow_callinputs",
            {},
            "${{ toJSON(inputs.tags) }} ${{ toJSON(inputs.count) }}",
            "false 2",
        ),
        (DISPATCH, {}, "${{ toJSON(inputs.where) }} ${{ toJSON(inputs.plain) }}", '"" ""'),
        (DISPATCH, {"tags": "true"}, "${{ toJSON(inputs.tags) }}", "true"),
        (DISPATCH, {"tags": "true"}, "${{ toJSON(github.event.inputs.tags) }}", '"true"'),
        (DISPATCH, {"tags": True, "count": 5}, "${{ inputs.tags && inputs.count > 4 }}", "true"),
        (
            DISPATCH,
            {"count": "1.5"},
            "${{ toJSON(inputs.count) }} ${{ github.event.inputs.count }}",
            "1.5 1.5",
        ),
        (DISPATCH, {"LEVEL": "3"}, "${{ inputs.level }}", "3"),
        (DISPATCH, {"note": 7}, "${{ toJSON(inputs.note) }}", '"7"'),
    ],
)
def test_an_input_is_of_its_kind(source: str, given: dict[str, Any], script: str, shown: str) -> None:
    assert command(given, script) == shown, source


def test_inputs_also_come_with_the_event() -> None:
    on = {"workflow_dispatch": {"inputs": INPUTS}}
    event = Event("workflow_dispatch", {"inputs": {"level": "warning", "tags": "true"}})
    run = simulate(
        workflow({"a": job("${{ inputs.level }} ${{ inputs.tags }}")}, on), event, inputs={"tags": "false"}
    )
    assert run.jobs[0].steps[0].command == "warning false"


@pytest.mark.parametrize(
    ("given", "inputs", "reason"),
    [
        ({}, {"x": {"required": True}}, "its input 'x' is required, and no value was given"),
        ({"level": "debug"}, INPUTS, "its input 'level' cannot be 'debug': it is one of info, warning, 3"),
        ({"tags": "yes"}, INPUTS, "its input 'tags' is a boolean: true or false, not 'yes'"),
        ({"count": "many"}, INPUTS, "its input 'count' is a number, not 'many'"),
        ({"levle": "info"}, INPUTS, "it has no input 'levle'. Did you mean 'level'?"),
    ],
)
def test_other_inputs_are_refused(given: dict[str, Any], inputs: dict[str, Any], reason: str) -> None:
    on = {"workflow_dispatch": {"inputs": inputs}}
    run = simulate(workflow({"a": job()}, on), Event("workflow_dispatch"), inputs=given)
    assert (run.triggered, run.reason) == (False, reason)
