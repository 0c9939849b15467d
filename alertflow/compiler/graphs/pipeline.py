"""The jobs of a remediation workflow, each coloured by what it does: look, change, ask or tell."""

from __future__ import annotations

from alertflow.compiler.lower.github import FOLDER
from alertflow.github import Workflow
from alertflow.github.drawing import Graph, Kind, jobs_graph
from alertflow.model import (
    AlertContext,
    Custom,
    ErrorBudget,
    Investigate,
    Notify,
    Pipeline,
    Respond,
    Review,
    Stage,
)

DECIDES = Kind("decides", "grey")
INVESTIGATES = Kind("investigates", "blue")
CHANGES = Kind("changes something", "orange")
ASKS = Kind("asks a person", "purple")
TELLS = Kind("tells people", "green")
OWN = Kind("a job of your own", "grey")

_KINDS: dict[type[Stage], Kind] = {
    AlertContext: DECIDES,
    Investigate: INVESTIGATES,
    ErrorBudget: INVESTIGATES,
    Respond: CHANGES,
    Notify: TELLS,
    Review: TELLS,
    Custom: OWN,
}


def pipeline_graph(pipeline: Pipeline, workflow: Workflow) -> Graph:
    """The graph of `workflow`, which was made of `pipeline`."""
    jobs = [job.id for job in workflow.jobs]
    kinds = dict.fromkeys(jobs, ASKS)  # a job of no stage is one that waits for an approval
    for stage in pipeline.stages:
        for id_ in jobs:
            if id_ == stage.id or (isinstance(stage, Respond | Review) and id_.startswith(f"{stage.id}-")):
                kinds[id_] = _KINDS[type(stage)]
    return jobs_graph(workflow, subtitle=f"{FOLDER}/{pipeline.file}", kinds=kinds)


__all__ = ["ASKS", "CHANGES", "INVESTIGATES", "TELLS", "pipeline_graph"]
