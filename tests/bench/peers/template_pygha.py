"""A workflow as a pygha project: jobs, needs, conditions and steps, for pygha has no words for the rest.

(The rest: other triggers than push and pull requests, `env`, `outputs`, `permissions`, environments,
concurrency, step ids and step timeouts.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.bench.peers.source import Source, call

PATH = ".pipe/pipeline_workflow.py"


def project(workflow: Mapping[str, Any]) -> str:
    """The file that declares `workflow`."""
    jobs = "\n\n".join(_job(id_, job) for id_, job in workflow["jobs"].items())
    return f"""
from pygha import job, pipeline
from pygha.decorators import run_if
from pygha.steps import run, uses, when

workflow = pipeline("workflow", on_push=["main"])

{jobs}
"""


def _job(id_: str, job: Mapping[str, Any]) -> str:
    head = call(
        "@job",
        name=id_,
        pipeline=Source("workflow"),
        runs_on=job["runs-on"],
        timeout_minutes=job.get("timeout-minutes"),
        depends_on=job.get("needs"),
    )
    condition = f"@run_if({job['if']!r})\n" if "if" in job else ""
    steps = "\n".join(_step(step) for step in job["steps"])
    return f"{head}\n{condition}def {id_.replace('-', '_')}():\n{steps}"


def _step(step: Mapping[str, Any]) -> str:
    name = step.get("name", "")
    if "run" in step:
        made = call("run", step["run"], name=name)
    else:
        made = call("uses", step["uses"], with_args=step.get("with"), name=name)
    return f"    with when({step['if']!r}):\n        {made}" if "if" in step else f"    {made}"
