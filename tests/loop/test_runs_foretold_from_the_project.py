"""What `simulate` foretells, knowing only the project, against what act then does in the same world."""

from typing import Any

import pytest

from alertflow.compiler import build
from alertflow.compiler.predict import predict
from alertflow.github import Workflow
from alertflow.github.simulation import Event, Outcome, simulate
from alertflow.model import Project
from tests.loop.act import Run
from tests.loop.generated import V1, V2
from tests.loop.world import World, burning

ERRORS = {"alert_type": "HighErrorRate", "severity": "critical"}
DOWN = {"alert_type": "ApplicationDown", "severity": "critical"}
UNAPPROVED: dict[str, Outcome] = {"approval-production": "failure"}


def foretold(
    project: Project, workflow: str, trigger: str, payload: dict[str, Any], outcomes: dict[str, Outcome]
) -> dict[str, tuple[str, list[str]]]:
    """Of each job, how it ends, and the steps that run."""
    document = build(project)[f".github/workflows/{workflow}"]
    assert isinstance(document, Workflow)
    predicted = predict(document, trigger, payload)
    run = simulate(
        document,
        Event(trigger, payload),
        outcomes=predicted.outcomes | outcomes,
        outputs=predicted.outputs,
        secrets={wanted.secret: "***" for wanted in predicted.wanted},
    )
    assert run.triggered
    return {
        job.id: (job.result, sorted(step.id or step.name for step in job.steps if step.runs))
        for job in run.jobs
    }


def happened(run: Run) -> dict[str, tuple[str, list[str]]]:
    return {id_: (job.result, sorted(job.steps)) for id_, job in run.jobs.items()}


@pytest.mark.parametrize(
    ("workflow", "payload", "approved", "outcomes"),
    [
        pytest.param(V1, ERRORS, "alice", {}, id="approved"),
        pytest.param(V1, ERRORS, "", UNAPPROVED, id="not approved"),
        pytest.param(V1, DOWN | {"action": "investigate"}, "", {}, id="only investigated"),
        pytest.param(V1, DOWN | {"status": "resolved"}, "", {}, id="resolved"),
        pytest.param(V1, DOWN | {"alert_type": "DiskFull"}, "", {}, id="refused"),
        pytest.param(V1, DOWN | {"dry_run": True, "action": "rollback"}, "", {}, id="dry run"),
        pytest.param(V2, DOWN, "", {}, id="version 2"),
        pytest.param(
            V2, {"alert_type": "ErrorBudgetExhausted", "severity": "warning"}, "", {}, id="version 2, slo"
        ),
    ],
)
def test_every_job_and_step_runs_as_foretold(
    world: World, project: Project, workflow: str, payload: dict[str, Any], approved: str, outcomes: Any
) -> None:
    world.web(answers=burning(1, 1, 1, 1))
    ran = happened(world.dispatch(payload, workflow=workflow, approved_by=approved))
    action = "prometheus-alert" if workflow == V1 else "alert-fired"
    event = {"action": action, "client_payload": payload}
    assert foretold(project, workflow, "repository_dispatch", event, outcomes) == ran


def test_what_a_person_starts_runs_as_foretold(world: World, project: Project) -> None:
    inputs = {
        "alert_type": "HighCPUUsage",
        "severity": "critical",
        "action": "restart",
        "dry_run": "false",
        "correlation_id": "",
    }
    ran = happened(world.start(**inputs))
    assert foretold(project, V1, "workflow_dispatch", {"inputs": inputs}, {}) == ran
