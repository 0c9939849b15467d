from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    Input,
    PullRequest,
    Push,
    RepositoryDispatch,
    Schedule,
    Triggers,
    WorkflowDispatch,
    WorkflowRun,
)


def test_the_events_are_written_as_github_reads_them() -> None:
    triggers = Triggers(
        repository_dispatch=RepositoryDispatch(types=["alert-fired"]),
        workflow_dispatch=WorkflowDispatch(
            inputs={
                "action": Input(
                    type="choice", options=["act", "look"], default="look", description="What to do"
                ),
                "dry_run": Input(type="boolean", default=False, required=True),
                "count": Input(type="number", default=3),
                "target": Input(type="environment"),
                "note": Input(),
            }
        ),
        schedule=[Schedule(cron="*/15 * * * *"), Schedule(cron="0 7 * * 1", timezone="Europe/Zurich")],
        push=Push(branches=["main"], paths_ignore=["docs/**"]),
        pull_request=PullRequest(types=["opened"]),
        workflow_run=WorkflowRun(workflows=["CI"], types=["completed"]),
        extra={"release": {"types": ["published"]}},
    )

    assert triggers.to_data() == {
        "repository_dispatch": {"types": ["alert-fired"]},
        "workflow_dispatch": {
            "inputs": {
                "action": {
                    "description": "What to do",
                    "type": "choice",
                    "default": "look",
                    "options": ["act", "look"],
                },
                "dry_run": {"required": True, "type": "boolean", "default": False},
                "count": {"type": "number", "default": 3},
                "target": {"type": "environment"},
                "note": {"type": "string"},
            }
        },
        "schedule": [{"cron": "*/15 * * * *"}, {"cron": "0 7 * * 1", "timezone": "Europe/Zurich"}],
        "push": {"branches": ["main"], "paths-ignore": ["docs/**"]},
        "pull_request": {"types": ["opened"]},
        "workflow_run": {"workflows": ["CI"], "types": ["completed"]},
        "release": {"types": ["published"]},
    }


def test_an_event_without_settings_is_null() -> None:
    triggers = Triggers(
        repository_dispatch=RepositoryDispatch(), workflow_dispatch=WorkflowDispatch(), push=Push()
    )

    assert triggers.to_data() == {"repository_dispatch": None, "workflow_dispatch": None, "push": None}


def test_an_input_is_read_by_its_name() -> None:
    dispatch = WorkflowDispatch(inputs={"dry_run": Input(type="boolean")})

    assert dispatch.input("dry_run").text == "inputs.dry_run"
    with pytest.raises(DeclarationError, match=r"no input 'dry_ru'. Did you mean 'dry_run'\?") as caught:
        dispatch.input("dry_ru")
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"type": "choice"}, 'options belong to type="choice", and a choice has at least one.'),
        ({"options": ["a"]}, 'options belong to type="choice", and a choice has at least one.'),
        (
            {"type": "choice", "options": ["act"], "default": "acts"},
            "default: 'acts' is not an option. Did you mean 'act'?",
        ),
        ({"type": "boolean", "default": "yes"}, "default: 'yes' does not fit type=\"boolean\"."),
        ({"type": "number", "default": True}, 'default: True does not fit type="number".'),
        ({"default": 3}, 'default: 3 does not fit type="string".'),
    ],
)
def test_an_input_that_contradicts_itself_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Input(**settings)
    assert caught.value.message == f"Input(…): {message}"


def test_githubs_limits_are_kept() -> None:
    with pytest.raises(DeclarationError, match=r"an event type has 1 to 100 characters; 'x{40}' has 101"):
        RepositoryDispatch(types=["x" * 101])
    with pytest.raises(DeclarationError, match="at most 25 inputs, not 26"):
        WorkflowDispatch(inputs={f"i{n}": Input() for n in range(26)})
    with pytest.raises(DeclarationError, match="'1st' is no name for an input: it starts with a letter"):
        WorkflowDispatch(inputs={"1st": Input()})
    with pytest.raises(DeclarationError, match="should have five fields"):
        Schedule(cron="@daily")
