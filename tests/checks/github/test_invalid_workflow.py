"""Values that GitHub refuses, and what only `extra=` can write, against its published schema."""

from alertflow.github import Job, RunStep, Triggers, Workflow, WorkflowDispatch
from tests.checks.making import alert, found, parsed, places, project, remedied, workflow

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


def test_a_value_that_github_refuses_is_found_in_a_file() -> None:
    text = """
    on:
      schedule:
        - cron: "0 0 * *"
    jobs:
      1st:
        runs-on: ubuntu-24.04
        steps: [{run: make}]
    """
    document = parsed(text)
    assert places(ID, document) == [(4, 13), (6, 3)]
    cron, id_ = found(ID, document)
    assert cron == (
        "error: cron: '0 0 * *' should have five fields with spaces between them: minute, hour, day of month,"
        " month, day of week. | GitHub refuses the file when it is pushed, and nothing starts it."
        " | Correct the value."
    )
    assert id_.startswith("error: id: '1st' is no id for a job")
