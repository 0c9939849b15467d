from typing import Any, get_args

import pytest

from alertflow.declared import DeclarationError, Declared, Location
from alertflow.github import (
    EventName,
    Input,
    Issues,
    On,
    PullRequest,
    Push,
    RepositoryDispatch,
    Schedule,
    Triggers,
    Unfiltered,
    Workflow,
    WorkflowDispatch,
    triggers_of,
)
from alertflow.sections.places import Places
from alertflow.yaml import Document, Node


class Takes(Declared):
    """A class with a field as a workflow has it."""

    on: On


def test_the_events_are_written_by_name_those_that_carry_a_payload_first() -> None:
    triggers = Triggers(
        push=Push(branches=["main"]),
        schedule=[Schedule("*/15 * * * *")],
        workflow_dispatch=WorkflowDispatch(inputs={"note": Input()}),
        repository_dispatch=RepositoryDispatch(types=["alert-fired"]),
        extra={"deleted_package": {"types": ["gone"]}},
    )

    data = triggers.to_data()
    assert data == {
        "repository_dispatch": {"types": ["alert-fired"]},
        "workflow_dispatch": {"inputs": {"note": {"type": "string"}}},
        "schedule": [{"cron": "*/15 * * * *"}],
        "push": {"branches": ["main"]},
        "deleted_package": {"types": ["gone"]},
    }
    assert tuple(data) == triggers.names()


def test_an_event_without_settings_is_null() -> None:
    triggers = Triggers(
        repository_dispatch=RepositoryDispatch(), workflow_dispatch=WorkflowDispatch(), fork=Unfiltered()
    )

    assert triggers.to_data() == {"repository_dispatch": None, "workflow_dispatch": None, "fork": None}


def test_an_event_of_a_file_is_written_as_it_stood_there() -> None:
    triggers = Triggers.of_file({"push": Push(), "fork": Unfiltered()}, None, empty={"push": {}})

    assert triggers.to_data() == {"push": {}, "fork": None}


def test_a_trigger_is_found_by_the_name_of_its_event() -> None:
    push = Push(branches="main")
    triggers = Triggers(push=push, issues=Issues(), extra={"new_event": None, "other": {"types": ["a"]}})

    assert triggers.names() == ("push", "issues", "new_event", "other")
    assert triggers.get("push") is push
    assert triggers.get("fork") is None
    assert triggers.get("schedule") is None
    assert triggers.get("new_event") is None
    assert triggers.get("other") == {"types": ["a"]}
    assert triggers.get("no_event") is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "a workflow starts on at least one event, such as push."),
        ({"schedule": []}, "a workflow starts on at least one event, such as push."),
        ({"pull": PullRequest()}, "unknown name 'pull'. Did you mean 'public'?"),
        ({"push": PullRequest()}, "push: should be a Push, not a PullRequest."),
        ({"push": "main"}, "push: should be a Push, not 'main'."),
        ({"schedule": Schedule("0 0 * * *")}, "schedule: should be a list, not a Schedule."),
    ],
)
def test_what_is_no_event_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Triggers(**given)
    assert caught.value.message == f"Triggers(…): {message}"


def test_every_event_has_a_name_for_the_short_forms() -> None:
    assert get_args(EventName) == tuple(sorted(Triggers.keys()))


@pytest.mark.parametrize("name", get_args(EventName))
def test_a_name_alone_is_an_event_without_settings(name: EventName) -> None:
    if name in ("schedule", "workflow_run"):
        with pytest.raises(DeclarationError, match=f"'{name}' starts nothing by its name alone"):
            Takes(on=name)
    else:
        assert Takes(on=name).on == name
        assert triggers_of(name).to_data() == {name: None}
        assert set(triggers_of([name, "push"]).names()) == {name, "push"}


def test_a_workflow_of_a_file_tells_of_names_that_start_nothing() -> None:
    workflow = Workflow.parse(
        "on: [push, workflow_run]\njobs: {j: {runs-on: x, steps: [{run: a}]}}\n", "a.yml"
    )

    [problem] = workflow.problems()
    assert problem.location == Location("a.yml", 1, 5)
    assert problem.message == (
        "on: 'workflow_run' starts nothing by its name alone: its settings say after which workflows."
    )


def test_names_in_a_file_that_start_nothing_are_triggers_all_the_same() -> None:
    assert triggers_of([]).names() == ()
    assert triggers_of("schedule").names() == ()
    assert triggers_of("workflow_run").names() == ("workflow_run",)


def test_triggers_are_their_own_long_form() -> None:
    triggers = Triggers(push=Push())

    assert triggers_of(triggers) is triggers
    assert Takes(on=triggers).on is triggers
    assert Takes(on=["push", "fork"]).on == ("push", "fork")


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("pusj", "on: 'pusj' is no event that starts a workflow. Did you mean 'push'?"),
        (["push", "isues"], "on: 'isues' is no event that starts a workflow. Did you mean 'issues'?"),
        ("schedule", "on: 'schedule' starts nothing by its name alone: its settings say when, by cron."),
        (
            ["push", "workflow_run"],
            "on: 'workflow_run' starts nothing by its name alone: its settings say after which workflows.",
        ),
        (3, "on: should be Triggers, the name of an event or a list of names, not 3."),
        (Push(), "on: should be Triggers, the name of an event or a list of names, not a Push."),
        ([], "on: a workflow starts on at least one event, such as push."),
    ],
)
def test_a_name_that_is_no_event_is_refused_with_the_nearest(on: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Takes(on=on)
    assert caught.value.message == f"Takes(…): {message}"


def test_a_type_checker_knows_the_names_of_the_events() -> None:
    for misuse in (
        lambda: Takes(on="pusj"),  # type: ignore[arg-type]  # the mistake under test
        lambda: Takes(on=["push", "schedul"]),  # type: ignore[list-item]  # the mistake under test
        lambda: Triggers(push=Issues()),  # type: ignore[arg-type]  # the mistake under test
        lambda: Triggers(pusj=Push()),  # type: ignore[call-arg]  # the mistake under test
    ):
        with pytest.raises(DeclarationError):
            misuse()


def test_a_mistake_in_a_file_is_told_with_its_place() -> None:
    places = Places(Document("ci.yml", "", None), {"branches_ignore": Node(["b"], 3, 5)})
    push = Push.of_file({"branches": ("a",), "branches_ignore": ("b",)}, Location("ci.yml", 2, 3), places)

    [(field, message)] = push.mistakes()
    assert push.place(field) == Location("ci.yml", 3, 5)
    assert message.startswith("branches and branches_ignore exclude each other")
