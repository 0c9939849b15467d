"""An event whose payload is not what GitHub sends: it is refused in a sentence, or that is left out."""

import json
from copy import deepcopy
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.github.events import EventName
from alertflow.github.simulation import Event, simulate
from tests.github.simulation.runs import SYNTAX, job

FILTERS = {"branches": ["main", "rel/**"], "paths": ["src/**", "!**/*.md"]}
INPUTS = {
    "level": {"type": "choice", "options": ["low", "high"], "default": "low"},
    "dry": {"type": "boolean"},
    "count": {"type": "number", "default": 1},
    "text": {"required": True},
}
OUTPUTS = {"out": {"value": "${{ fromJSON(jobs.reads.outputs.out) }}"}}
ON: dict[str, Any] = {
    **dict.fromkeys(get_args(EventName)),
    "push": {**FILTERS, "tags": ["v*"]},
    "pull_request": FILTERS,
    "pull_request_target": {**FILTERS, "types": ["opened", "closed"]},
    "issues": {"types": "opened"},
    "merge_group": {"branches-ignore": ["dev"]},
    "repository_dispatch": {"types": ["alert"]},
    "schedule": [{"cron": "5 4 * * *"}],
    "workflow_run": {"workflows": ["Build"], "branches": ["main"]},
    "workflow_dispatch": {"inputs": INPUTS},
    "workflow_call": {"inputs": INPUTS, "outputs": OUTPUTS},
}
WORKFLOW = {
    "on": ON,
    "env": {"EVENT": "${{ toJSON(github.event) }}", "BRANCH": "${{ github.head_ref || github.ref_name }}"},
    "concurrency": {"group": "x-${{ github.event.pull_request.number || github.ref }}"},
    "jobs": {
        "spreads": job(
            "echo ${{ matrix.of }}",
            strategy={
                "matrix": {"of": "${{ github.event.client_payload.many }}"},
                "max-parallel": "${{ github.event.client_payload.parallel }}",
            },
            if_="github.event.client_payload.many",
            timeout_minutes="${{ github.event.client_payload.minutes }}",
        ),
        "takes": job(
            strategy={"matrix": "${{ github.event.client_payload }}"},
            runs_on="${{ github.event.client_payload.on || inputs.level }}",
            environment="${{ github.event.client_payload.in }}",
            env="${{ github.event.client_payload.env }}",
            concurrency="${{ github.event.client_payload.group || 'one' }}",
        ),
        "reads": job(
            {
                "id": "s",
                "name": "${{ github.event.head_commit.message }}",
                "run": "${{ inputs.count }} ${{ github.event.inputs.count }}",
                "if": "contains(github.event.commits.*.message, github.event.pull_request.title)",
            },
            {"uses": "o/r@v1", "with": "${{ github.event.inputs }}", "if": "inputs.dry"},
            outputs={"out": "${{ github.event.inputs.text }}"},
        ),
    },
}
COMMIT = {"message": "Mend it\n\nAll", "added": ["src/a.py"], "modified": [], "removed": ["src/b.py"]}
PULL = {"number": 7, "title": "Mend", "base": {"ref": "main"}, "head": {"ref": "fix"}, "draft": False}
WEBHOOKS: dict[str, dict[str, Any]] = {
    "push": {"ref": "refs/heads/main", "commits": [COMMIT, COMMIT], "head_commit": COMMIT, "forced": False},
    "pull_request": {"action": "opened", "number": 7, "pull_request": PULL},
    "pull_request_target": {"action": "closed", "number": 7, "pull_request": PULL},
    "pull_request_review": {"action": "submitted", "pull_request": PULL, "review": {"state": "approved"}},
    "issues": {"action": "opened", "issue": {"number": 3, "labels": []}},
    "merge_group": {"action": "checks_requested", "merge_group": {"base_ref": "refs/heads/main"}},
    "repository_dispatch": {
        "action": "alert",
        "client_payload": {
            "many": [1, "two", {"a": 3}],
            "parallel": 2,
            "minutes": 5,
            "on": ["self-hosted"],
            "include": [{"a": 1}],
            "env": {"A": "b"},
        },
    },
    "schedule": {"schedule": "5 4 * * *"},
    "workflow_run": {
        "action": "completed",
        "workflow": {"name": "Build"},
        "workflow_run": {"name": "Build", "head_branch": "main"},
    },
    "workflow_dispatch": {
        "ref": "refs/heads/main",
        "workflow": ".github/workflows/x.yml",
        "inputs": {"level": "high", "dry": "true", "count": "3", "text": "{"},
    },
    "workflow_call": {"inputs": {"text": "[1]", "count": 2, "dry": True}},
}


def happens(name: str, payload: Any) -> None:
    """A run that can be told as JSON, or a mistake in one sentence: nothing else."""
    try:
        run = simulate(WORKFLOW, Event(name, payload))
    except AlertflowError as error:
        assert str(error).startswith("event payload: ")
        return
    json.dumps(run.to_data())
    assert run.conclusion if run.triggered else run.reason


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values within a payload."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *[place for key, one in parts for place in places(one, (*path, key))]]


def replaced(payload: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = deepcopy(payload)
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copy


PLACES = [(name, path) for name, payload in WEBHOOKS.items() for path in places(payload)]
NAMES = sorted({key for _, path in PLACES for key in path if isinstance(key, str)})
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(
        [10**400, -1, "", "refs/", "refs/heads", "refs/tags/v1", "main", "high", "nan", "[", "{}"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=4),
    ),
    max_leaves=8,
)


@settings(max_examples=400)
@given(st.sampled_from([*get_args(EventName), "workflow_call"]), VALUES)
def test_any_json_may_be_the_payload_of_any_event(name: str, payload: Any) -> None:
    happens(name, payload)


@settings(max_examples=600)
@example(("repository_dispatch", ("client_payload", "parallel")), 0.5)
@example(("repository_dispatch", ("client_payload", "parallel")), 10**400)
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_may_stand_anywhere_in_what_github_sends(
    place: tuple[str, tuple[Any, ...]], value: Any
) -> None:
    name, path = place
    happens(name, replaced(WEBHOOKS[name], path, value))


@pytest.mark.parametrize("name", WEBHOOKS)
def test_what_github_sends_starts_the_workflow(name: str) -> None:
    assert simulate(WORKFLOW, Event(name, WEBHOOKS[name])).triggered


@pytest.mark.parametrize(
    ("name", "payload", "said"),
    [
        ("push", "x", "it should be an object, not text."),
        ("push", [], "it should be an object, not a list."),
        ("pull_request", {"pull_request": "x"}, "pull_request should be an object, not text."),
        ("push", {"commits": {}}, "commits should be a list, not an object."),
        ("push", {"commits": [{}, 1]}, "commits[1] should be an object, not a number."),
        ("push", {"commits": [{"added": "a"}]}, "commits[0].added should be a list, not text."),
        ("push", {"commits": [{"added": [None]}]}, "commits[0].added[0] should be text, not null."),
        ("push", {"ref": True}, "ref should be text, not true."),
        ("issues", {"action": 1.5}, "action should be text, not a number."),
        ("schedule", {"schedule": {}}, "schedule should be text, not an object."),
        (
            "pull_request",
            {"pull_request": {"number": False}},
            "pull_request.number should be a number, not f",
        ),
        (
            "workflow_run",
            {"workflow_run": {"head_branch": 7}},
            "workflow_run.head_branch should be text, not a number.",
        ),
        ("workflow_run", {"workflow": "x.yml"}, "workflow should be an object, not text."),
        (
            "workflow_dispatch",
            {"inputs": {"text": ["a"]}},
            "inputs.text should be text, a number, true or false, not a list.",
        ),
    ],
)
def test_a_payload_of_another_shape_is_refused(name: str, payload: Any, said: str) -> None:
    with pytest.raises(AlertflowError) as told:
        Event(name, payload)
    assert str(told.value).startswith(f"event payload: {said}")


@pytest.mark.parametrize("name", ["push", "pull_request", "workflow_run", "merge_group", "workflow_dispatch"])
def test_what_is_null_is_not_there(name: str) -> None:
    empty = {"pull_request": {"number": None, "base": None, "head": {"ref": None}}, "commits": None}
    nothing: dict[str, Any] = {"head_commit": None, "inputs": None, "workflow_run": None, "merge_group": {}}
    event = Event(name, {**empty, **nothing, "action": None, "ref": None})
    assert (event.ref, event.action, event.changed) == ("refs/heads/main", None, None)
    context = event.github("CI")
    assert (context["head_ref"], context["base_ref"]) == ("", "")
    simulate({"on": name, "jobs": {"a": job()}}, event)


@pytest.mark.parametrize("on", ["schedule", {"schedule": None}, {"schedule": []}])
def test_a_workflow_without_a_schedule_has_none_for_the_event(on: Any) -> None:
    run = simulate({"on": on, "jobs": {"a": job()}}, Event("schedule", {"schedule": "5 4 * * *"}))
    assert run.reason == "none of its schedules is '5 4 * * *': nothing", f"{SYNTAX}#onschedule"


def test_a_workflow_without_triggers_runs_on_nothing() -> None:
    run = simulate({"on": [], "jobs": {"a": job()}}, Event("push"))
    assert run.reason == "it runs on nothing, not on push"


def test_the_schedule_of_another_event_does_not_count() -> None:
    on = {"push": None, "schedule": [{"cron": "5 4 * * *"}]}
    assert simulate({"on": on, "jobs": {"a": job()}}, Event("push", {"schedule": "1 1 * * *"})).triggered


def test_outputs_of_a_workflow_that_cannot_be_evaluated_fail_the_run() -> None:
    run = simulate(WORKFLOW, Event("workflow_call", {"inputs": {"text": "{"}}))
    assert run.conclusion == "failure"
    assert run.reason.startswith("its outputs cannot be evaluated: fromJSON cannot read `{`")
