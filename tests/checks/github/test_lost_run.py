"""Events that cancel each other."""

import pytest

from alertflow.github import Concurrency, RepositoryDispatch, RunStep, Triggers, github
from tests.checks.making import alert, found, parsed, places, project, remedied, workflow

ID = "github/lost-run"


def file(top: str = "", job: str = "", on: str = "repository_dispatch") -> str:
    return f"on: [{on}]\n{top}jobs:\n  answer:\n    runs-on: ubuntu-24.04\n{job}    steps: [{{run: make}}]\n"


def test_a_group_for_all_events_loses_some() -> None:
    document = parsed(file("concurrency: answer\n"))
    assert found(ID, document) == [
        "warning: in .github/workflows/file.yml, a run that waits for its concurrency group is cancelled by "
        "the next event."
        " | What was sent with repository_dispatch, such as an alert, is never answered."
        " | Write queue: max, or let the group say what the run is about."
    ]
    assert places(ID, document) == [(2, 14)]


def test_a_job_s_group_is_looked_at_too() -> None:
    document = parsed(file(job="    concurrency:\n      group: ${{ github.ref }}\n"))
    assert places(ID, document) == [(6, 14)]


@pytest.mark.parametrize(
    "text",
    [
        file(),
        file("concurrency: answer\n", on="push, workflow_dispatch"),
        file("concurrency: {group: answer, queue: max}\n"),
        file("concurrency: {group: answer, cancel-in-progress: true}\n"),
        file("concurrency: 'answer-${{ github.event.client_payload.target }}'\n"),
        file("concurrency: 'answer-${{ github.run_id }}'\n"),
    ],
)
def test_a_queue_and_groups_by_what_is_acted_on_are_right(text: str) -> None:
    assert found(ID, parsed(text)) == []


def test_what_is_made_in_python_is_looked_at_too() -> None:
    on = Triggers(repository_dispatch=RepositoryDispatch(types=["alert"]))
    step = RunStep(run="make")
    assert len(found(ID, workflow(step, on=on, concurrency=Concurrency("answer")))) == 1
    own = Concurrency(f"answer-{github.run_id}")
    assert found(ID, workflow(step, on=on, concurrency=own)) == []


def test_what_alertflow_generates_loses_nothing() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
