"""A workflow as a ghagen project: everything but `# v7.0.1` behind a pin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bench.peers.source import Source, call, settings

PATH = ".github/ghagen_workflows.py"


def project(workflow: Mapping[str, Any]) -> str:
    """The file that declares `workflow`."""
    made = call(
        "Workflow",
        name=workflow["name"],
        run_name=workflow.get("run-name"),
        on=_on(workflow["on"]),
        permissions=call("Permissions"),
        env=workflow.get("env"),
        defaults=call("Defaults", run=settings("DefaultsRun", workflow["defaults"]["run"])),
        jobs={id_: _job(job) for id_, job in workflow["jobs"].items()},
    )
    return f"""
from ghagen import App, Job, On, Permissions, Step, Workflow, WorkflowDispatchTrigger
from ghagen.models.job import Concurrency, Defaults, DefaultsRun
from ghagen.models.trigger import WorkflowDispatchInput

app = App()
app.add_workflow({made}, "workflow.yml")
"""


def _on(events: Mapping[str, Any]) -> Source:
    inputs = {
        name: call("WorkflowDispatchInput", **{**one, "default": _text(one.get("default"))})
        for name, one in events["workflow_dispatch"]["inputs"].items()
    }
    others = {name: event for name, event in events.items() if name != "workflow_dispatch"}
    return call("On", workflow_dispatch=call("WorkflowDispatchTrigger", inputs=inputs), extras=others)


def _text(value: str | bool | None) -> str | None:
    """An input's default, which is text for ghagen."""
    return str(value).lower() if isinstance(value, bool) else value


def _job(job: Mapping[str, Any]) -> Source:
    concurrency = job.get("concurrency")
    extras = {key: value for key, value in (concurrency or {}).items() if key == "queue"}
    return call(
        "Job",
        name=job.get("name"),
        if_=job.get("if"),
        needs=job.get("needs"),
        runs_on=job["runs-on"],
        permissions=settings("Permissions", job["permissions"]) if "permissions" in job else None,
        environment=job.get("environment"),
        concurrency=concurrency and call("Concurrency", group=concurrency["group"], extras=extras),
        outputs=job.get("outputs"),
        env=job.get("env"),
        timeout_minutes=job.get("timeout-minutes"),
        steps=[_step(step) for step in job["steps"]],
    )


def _step(step: Mapping[str, Any]) -> Source:
    return call(
        "Step",
        id=step.get("id"),
        name=step.get("name"),
        if_=step.get("if"),
        uses=step.get("uses"),
        with_=step.get("with"),
        env=step.get("env"),
        timeout_minutes=step.get("timeout-minutes"),
        run=step.get("run"),
    )
