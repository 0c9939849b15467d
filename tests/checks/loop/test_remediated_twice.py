"""Events that start two workflows."""

from alertflow.checks.subject import Document
from alertflow.github import RepositoryDispatch, RunStep, Triggers
from tests.checks.making import alert, config, found, project, remedied, route, to_github, workflow

ID = "loop/remediated-twice"


def two(*types: list[str]) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for number, each in enumerate(types, 1):
        (made,) = workflow(
            RunStep(run="true"), on=Triggers(repository_dispatch=RepositoryDispatch(types=each))
        ).values()
        documents[f"v{number}.yml"] = made
    return documents


def test_an_event_that_starts_two_is_found() -> None:
    assert found(ID, two(["prometheus-alert"], ["other", "prometheus-alert"])) == [
        "error: the event 'prometheus-alert' starts v1.yml and v2.yml."
        " | One alert is remediated twice, by workflows that do not know of each other."
        " | Give each of them event types of its own."
    ]


def test_what_alertmanager_sends_stands_for_an_alert_whatever_its_name() -> None:
    sends = config(route("dispatch"), to_github("fired"))
    (said,) = found(ID, two(["fired"], []) | sends)
    assert said.startswith("error: the event 'fired' starts v1.yml and v2.yml.")


def test_an_event_that_is_no_alert_may_start_several() -> None:
    assert found(ID, two(["deploy"], ["deploy"])) == []


def test_two_workflows_with_events_of_their_own_are_right() -> None:
    assert found(ID, two(["prometheus-alert"], ["alert-fired"])) == []


def test_a_project_with_one_pipeline_is_right() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
