"""What a dispatch says, and what the workflow's first job makes of it, as objects for jobs of one's own."""

import pytest

from alertflow import github
from alertflow.compiler import build
from alertflow.model import AlertContext, AlertEvent, FiringAlert
from alertflow.model.event import DECISION_OUTPUTS, EVENT_OUTPUTS, EVENT_TYPE
from tests.compiler.every_feature import project


def test_the_fields_of_an_event_are_those_of_its_payload() -> None:
    fired = github.RepositoryDispatch(types=EVENT_TYPE, payload=AlertEvent)
    event = AlertEvent(alert_type="Down", severity="critical", alerts=[FiringAlert()])
    assert list(fired.payload) == list(event.client_payload())
    assert str(fired.payload.severity) == "${{ github.event.client_payload.severity }}"
    with pytest.raises(AttributeError, match=r"the payload has no 'severty'\. Did you mean 'severity'\?"):
        _ = fired.payload.severty


def test_the_outputs_of_the_first_job_are_those_that_it_has() -> None:
    (context,) = [stage for stage in project.workflows[0].stages if isinstance(stage, AlertContext)]
    workflow = build(project)[".github/workflows/disk.yml"]
    assert isinstance(workflow, github.Workflow)
    job = next(job for job in workflow.jobs if job.id == context.id)
    assert isinstance(job, github.Job)
    assert set(context.outputs) == {*EVENT_OUTPUTS, *DECISION_OUTPUTS} == {*job.outputs}
    assert str(context.outputs.decision) == "${{ needs.read.outputs.decision }}"
    with pytest.raises(
        AttributeError, match=r"job 'read' has no output 'decison'\. Did you mean 'decision'\?"
    ):
        _ = context.outputs.decison
