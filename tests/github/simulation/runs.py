"""Short ways to write a workflow, run it, and read what became of it."""

from collections.abc import Mapping
from typing import Any

from alertflow.github.simulation import Event, Run, simulate

SYNTAX = "docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax"
EVENTS = "docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows"
EXPRESSIONS = "docs.github.com/en/actions/reference/workflows-and-actions/expressions"
CONTEXTS = "docs.github.com/en/actions/reference/workflows-and-actions/contexts"
CANCELLATION = "docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation"
REUSE = "docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations"


def job(*steps: Any, **keys: Any) -> dict[str, Any]:
    """A job; a step is a script, or all its keys, and `if_` and `runs_on` are keys like any other."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in keys.items()}
    written = [{"run": step} if isinstance(step, str) else step for step in steps or ("true",)]
    return {"runs-on": "ubuntu-24.04", **named} | ({} if "uses" in named else {"steps": written})


def workflow(jobs: Mapping[str, Any], on: Any = "push", **keys: Any) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in keys.items()}
    return {"name": "CI", "on": on, **named, "jobs": dict(jobs)}


def ran(jobs: Mapping[str, Any], event: Event | None = None, **given: Any) -> Run:
    """What these jobs do on a push."""
    return simulate(workflow(jobs), event or Event("push"), **given)


def results(run: Run) -> dict[str, str]:
    return {one.name: one.result for one in run.jobs}


def outcomes(run: Run, name: str) -> list[str]:
    """How the steps of a job ended."""
    return [step.outcome for step in run.job(name).steps]
