"""A workflow as a yamloom project: all but the inputs, `concurrency.queue` and `# v7.0.1` behind a pin.

(yamloom 0.6.1 writes the inputs of `workflow_dispatch` one level too high, and then refuses its own tree.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bench.peers.source import Source, call, settings

PATH = ".yamloom.py"


def project(workflow: Mapping[str, Any]) -> str:
    """The file that declares `workflow`."""
    made = call(
        "Workflow",
        name=workflow["name"],
        run_name=workflow.get("run-name"),
        on=_on(workflow["on"]),
        permissions=Source("Permissions.none()"),
        env=workflow.get("env"),
        defaults=call("Defaults", run_defaults=settings("RunDefaults", workflow["defaults"]["run"])),
        jobs={id_: _job(job) for id_, job in workflow["jobs"].items()},
    )
    return f"""
from yamloom import (
    Concurrency, Defaults, Environment, Events, Job, Permissions, RepositoryDispatchEvent, RunDefaults,
    Workflow, WorkflowDispatchEvent, action, script, sync,
)

if __name__ == "__main__":
    sync({{"workflow.yml": {made}}})
"""


def _on(events: Mapping[str, Any]) -> Source:
    return call(
        "Events",
        repository_dispatch=call("RepositoryDispatchEvent", types=events["repository_dispatch"]["types"]),
        workflow_dispatch=call("WorkflowDispatchEvent"),
    )


def _job(job: Mapping[str, Any]) -> Source:
    return call(
        "Job",
        name=job.get("name"),
        condition=job.get("if"),
        needs=job.get("needs"),
        runs_on=job["runs-on"],
        permissions=settings("Permissions", job["permissions"]) if "permissions" in job else None,
        environment=call("Environment", job["environment"]) if "environment" in job else None,
        concurrency=call("Concurrency", job["concurrency"]["group"]) if "concurrency" in job else None,
        outputs=job.get("outputs"),
        env=job.get("env"),
        timeout_minutes=job.get("timeout-minutes"),
        steps=[_step(step) for step in job["steps"]],
    )


def _step(step: Mapping[str, Any]) -> Source:
    named = {
        "condition": step.get("if"),
        "id": step.get("id"),
        "env": step.get("env"),
        "timeout_minutes": step.get("timeout-minutes"),
    }
    if "run" in step:
        return call("script", step["run"], name=step.get("name"), **named)
    action, _, ref = step["uses"].partition("@")
    return call("action", step.get("name"), action, ref=ref, with_opts=step.get("with"), **named)
