"""What only `extra=` can write, against GitHub's published schema."""

from alertflow.github import Job, RunStep, Triggers, Workflow, WorkflowDispatch
from tests.checks.making import alert, found, project, remedied, workflow

ID = "github/invalid-workflow"


def test_a_key_that_github_does_not_know_is_found() -> None:
    (said,) = found(ID, workflow(RunStep(run="true", extra={"timeout": 5})))
    assert said.startswith("error: .github/workflows/answer.yml: jobs.")
    assert "'timeout' was unexpected" in said
    assert said.endswith(
        "| Correct what extra=… says here; a key that alertflow knows has a field of its own."
    )


def test_a_wrong_value_is_found_at_its_path() -> None:
    steps = [RunStep(run="true")]
    job = Job(id="a", runs_on="ubuntu-latest", steps=steps, extra={"container": {"image": 3}})
    given = Workflow(name="x", on=Triggers(workflow_dispatch=WorkflowDispatch()), jobs=[job])
    (said,) = found(ID, {"x.yml": given})
    assert said.startswith("error: x.yml: jobs.a")


def test_an_extra_that_github_knows_is_right() -> None:
    assert found(ID, workflow(RunStep(run="true"), extra={"container": "alpine"})) == []


def test_what_the_types_write_is_not_even_looked_at() -> None:
    assert found(ID, workflow(RunStep(run="true"))) == []
    assert found(ID, project(alert(remediation=remedied()))) == []
