"""What a simulation found: as data for programs, and as a picture. For people, it is `simulated_text`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from alertflow.cli.simulating.reasons import in_short
from alertflow.github.drawing import Graph, Kind, Note, jobs_graph

if TYPE_CHECKING:
    from alertflow.cli.simulating.firing import Firing
    from alertflow.cli.simulating.scenario import Scenario
    from alertflow.compiler.predict import Prediction
    from alertflow.github.simulation import JobRun, Run, StepRun

DOES = {
    "success": Kind("runs", "green"),
    "failure": Kind("fails", "red"),
    "cancelled": Kind("is cancelled", "red"),
    "skipped": Kind("skipped", "grey"),
    "waiting": Kind("waits", "orange"),
}
"""What a job does, by its result."""
ASKS = Kind("waits for approval", "orange")


@dataclass(frozen=True)
class Simulated:
    """A run, and all that led to it."""

    firing: Firing | None
    """The alert; None for a workflow by itself."""
    scenario: Scenario
    predicted: Prediction
    run: Run

    @property
    def well(self) -> bool:
        """Whether the run starts, and does not fail."""
        return self.run.triggered and self.run.conclusion not in ("failure", "cancelled")

    @cached_property
    def assumed(self) -> tuple[str, ...]:
        """What was taken for granted, as sentences."""
        if not self.run.triggered:
            return self.run.assumed
        ran = {f"{job.id}/{step.id}" for job in self.run.jobs for step in job.steps if step.runs}
        return (*self.run.assumed, *self.predicted.assumed(ran))

    def why(self, job: JobRun) -> str:
        """Why a job does what it does, in few words."""
        if self.predicted.refused and any(key.startswith(f"{job.id}/") for key in self.predicted.outcomes):
            return "it refuses the event"
        if does(job) is ASKS:
            return f"of the reviewers of environment {job.environment}"
        return in_short(job.reason)

    def surrounds(self, job: JobRun, step: StepRun) -> bool:
        """Whether a step is only around the commands of a job."""
        return self._knows(job) and f"{job.id}/{step.index}" in self.predicted.around

    def changes(self, job: JobRun, step: StepRun) -> bool:
        """Whether the command of a step changes something."""
        return self._knows(job) and f"{job.id}/{step.index}" in self.predicted.changing

    def _knows(self, job: JobRun) -> bool:
        """Whether a job is of this workflow, not of one that it calls."""
        return any(one is job for one in self.run.jobs)

    def to_data(self) -> dict[str, Any]:
        """The run's data, and beside it the event, the workflow's file, and what Alertmanager does."""
        event = self.scenario.event
        return {
            "workflow": self.scenario.path,
            "event": {"name": event.name, "payload": event.payload, "ref": event.ref},
            **(_alertmanager(self.firing) if self.firing else {}),
            **self.run.to_data(),
            "assumed": list(self.assumed),
        }

    def graph(self) -> Graph:
        """The jobs, each in the colour of what it does, with the reason."""
        told: dict[str, JobRun] = {}
        for job in self.run.jobs:  # of a matrix, the variation that went worst
            if job.id not in told or _BAD.index(job.result) < _BAD.index(told[job.id].result):
                told[job.id] = job
        kinds = {id_: does(job) for id_, job in told.items()}
        drawn = jobs_graph(self.scenario.workflow, kinds=kinds)
        boxes = (
            replace(box, notes=(Note(kinds[box.id].words, f"({self.why(told[box.id])})"),))
            if box.id in told
            else box
            for box in drawn.boxes
        )
        return replace(drawn, title=self.run.name, boxes=tuple(boxes))


_BAD = ("failure", "cancelled", "waiting", "skipped", "success")
"""The results of a job, the worst first."""


def does(job: JobRun) -> Kind:
    """What a job does, in a word or three."""
    return ASKS if job.waits_for_approval and job.result == "success" else DOES[job.result]


def unanswered_data(firing: Firing) -> dict[str, Any]:
    """The data of an alert that no workflow answers."""
    reason = f"{firing.alert.name} has no remediation"
    return {"workflow": None, **_alertmanager(firing), "triggered": False, "reason": reason, "jobs": []}


def _alertmanager(firing: Firing) -> dict[str, Any]:
    """What each Alertmanager configuration does, by its path."""
    return {
        "alertmanager": {
            routed.path: {
                "told": [one._asdict() for one in routed.told],
                "dispatched": routed.dispatched._asdict() if routed.dispatched else None,
                "hidden_by": [one._asdict() for one in routed.hidden_by],
            }
            for routed in firing.routed
        }
    }


__all__ = ["Simulated", "does", "unanswered_data"]
