"""Workflows that events start and that read only inputs."""

import pytest

from alertflow.checks.subject import Document
from tests.checks.making import alert, found, parsed, places, project, remedied

ID = "loop/unread-payload"


def answering(
    *steps: str, on: str = "{repository_dispatch: {}, workflow_dispatch: {}}"
) -> dict[str, Document]:
    """A workflow of these steps."""
    head = f"on: {on}\npermissions: {{}}\njobs:\n  answer:\n    runs-on: ubuntu-24.04\n    steps:\n"
    return parsed(head + "".join(f"      - {one}\n" for one in steps))


def test_it_is_found_once_at_its_line_and_column() -> None:
    documents = answering(
        "{run: ./a, env: {A: '${{ inputs.alertname }}'}}",
        "{run: ./b, env: {B: '${{ github.event.inputs.severity }}'}}",
    )
    assert found(ID, documents) == [
        "warning: .github/workflows/file.yml is started by events, too, and reads inputs.alertname, but "
        "nothing of an event."
        " | When an event starts it, all inputs are empty."
        " | Read both: inputs.x || github.event.client_payload.x."
    ]
    assert places(ID, documents) == [(7, 30)]
    assert len(found(ID, answering("{run: ./b, env: {B: '${{ github.event.inputs.severity }}'}}"))) == 1


@pytest.mark.parametrize(
    "steps",
    [
        ["{run: ./a, env: {A: '${{ inputs.name || github.event.client_payload.name }}'}}"],
        ["{run: ./a, env: {A: '${{ inputs.level || 1 }}'}}"],
        ["{run: ./a, if: '!inputs.dry_run'}"],
        ["{run: ./a, env: {A: '${{ inputs.name }}', EVENT: '${{ toJSON(github.event) }}'}}"],
        ["{run: './a \"$GITHUB_EVENT_PATH\"', env: {A: '${{ inputs.name }}'}}"],
        ["{run: ./a, if: github.event_name == 'workflow_dispatch', env: {A: '${{ inputs.name }}'}}"],
        [
            "{run: ./a, env: {A: '${{ inputs.name }}'}}",
            "{uses: actions/github-script@v7, with: {script: context.payload.client_payload}}",
        ],
        ["{run: ./a, env: {A: '${{ steps.x.outputs.inputs }}'}}"],
    ],
)
def test_a_workflow_that_knows_of_events_is_left_in_peace(steps: list[str]) -> None:
    assert found(ID, answering(*steps)) == []


def test_a_workflow_that_only_people_start_is_left_in_peace() -> None:
    documents = answering("{run: ./a, env: {A: '${{ inputs.name }}'}}", on="{workflow_dispatch: {}}")
    assert found(ID, documents) == []


def test_what_alertflow_generates_is_right() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
