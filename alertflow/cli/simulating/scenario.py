"""What is simulated: a workflow, the event that starts it, and what its scripts will find."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alertflow.cli.compiled import Compiled
from alertflow.cli.files import read_text
from alertflow.cli.simulating.event_file import EventFile
from alertflow.cli.simulating.firing import Firing, event_type_for, sent, sent_by
from alertflow.compiler.lower.github import FOLDER
from alertflow.compiler.predict import Prediction, predict
from alertflow.declared import AlertflowError, suggestion
from alertflow.github import Workflow
from alertflow.github.expressions import to_text
from alertflow.github.references.problems import ProblemKind
from alertflow.github.simulation import Event, Outcome, Run, simulate
from alertflow.model import Pipeline, Project

NOTHING = EventFile("")
"""No file: the event is made of something else."""


_REFUSED: frozenset[ProblemKind] = frozenset(
    {
        *("invalid-value", "invalid-id", "duplicate-id", "unknown-job", "circle"),
        *("unreadable-expression", "unavailable-context", "unavailable-function"),
    }
)
"""The problems of a workflow for which GitHub does not even start it; it runs with any other."""


@dataclass(frozen=True)
class Scenario:
    """A workflow, of the file at `path`, and the event that is to start it."""

    path: str
    workflow: Workflow
    event: Event
    root: Path
    """The repository's root, below which the workflows lie that jobs call."""
    told: EventFile = NOTHING
    """The file that the event is from, with the variables and outputs that it knows."""

    def predicted(self) -> Prediction:
        """What the scripts of alertflow's decide, where it has some."""
        payload = self.event.payload
        if self.event.name == "workflow_dispatch":
            payload = {**payload, "inputs": self._inputs()}
        return predict(self.workflow, self.event.name, payload)

    def _inputs(self) -> dict[str, Any]:
        """The inputs, with what the form of the workflow has filled in already."""
        on = self.workflow.to_data().get("on")
        settings = on.get("workflow_dispatch") if isinstance(on, dict) else None
        declared = (settings or {}).get("inputs") or {}
        filled = {name: to_text(one["default"]) for name, one in declared.items() if "default" in (one or ())}
        return {**filled, **(self.event.payload.get("inputs") or {})}

    def run(self, predicted: Prediction, outcomes: Mapping[str, Outcome]) -> Run:
        """What happens where jobs and steps end as `outcomes` says.

        Of a job that is to fail the first command fails, not a step that only surrounds the commands. Raises
        AlertflowError for an outcome of a job or step that does not exist.
        """
        failing = {id_ for id_, outcome in outcomes.items() if outcome == "failure" and "/" not in id_}
        others = {key: outcome for key, outcome in outcomes.items() if key not in failing}
        before = self._run(predicted, others) if failing and predicted.around else None
        exact: dict[str, Outcome] = {}
        for id_ in failing:
            exact[_command_in(id_, before, predicted) or id_] = "failure"
        return self._run(predicted, {**others, **exact})

    def _run(self, predicted: Prediction, outcomes: dict[str, Outcome]) -> Run:
        return simulate(
            self.workflow,
            self.event,
            outcomes=predicted.outcomes | outcomes,
            outputs={**predicted.outputs, **self.told.outputs},
            variables=self.told.variables,
            secrets={wanted.secret: "***" for wanted in predicted.wanted},
            reviews=dict.fromkeys(predicted.reviewed, "approved"),
            resolve=self._called,
        )

    def _called(self, uses: str) -> Workflow | None:
        """The workflow of this repository that a job calls."""
        path = self.root / uses
        return read_workflow(path) if uses.startswith("./") and path.is_file() else None


def _command_in(id_: str, run: Run | None, predicted: Prediction) -> str | None:
    """The first command that a job runs, as `job/<n>`; None where it runs none."""
    steps = next((job.steps for job in run.jobs if job.id == id_), ()) if run is not None else ()
    keys = [f"{id_}/{step.index}" for step in steps if step.runs]
    return next((key for key in keys if key not in predicted.around), None)


def of_file(path: Path, told: EventFile) -> Scenario:
    """A workflow file by itself, for the event that `told` says, or else the first that it listens to.

    Raises AlertflowError for what is no workflow.
    """
    workflow = read_workflow(path)
    listened = _listened(workflow)
    if told is NOTHING:
        name = next(iter(listened), "push")
        payload = {"action": types[0]} if (types := _types(workflow, name)) else {}
    else:
        name, payload = told.named(listened), dict(told.payload)
    event = _event(name, payload, told.parts)
    return Scenario(str(path), workflow, event, _root(path), told)


def of_alert(source: Compiled, one: Firing, named: str | None, told: EventFile) -> Scenario | None:
    """The workflow that answers an alert: the one that it is dispatched to, or the one that is `named`.

    `named` is the file of one of the project's pipelines, or any other workflow. None where the alert has no
    remediation, so that no workflow knows it. Raises AlertflowError for a workflow that does not exist.
    """
    project = source.project
    path = Path(named) if named is not None else None
    pipeline = _pipeline(project, one, path)
    if pipeline is None and path is None:
        return None
    event_type = event_type_for(project, one, pipeline)
    said = sent(project, one, event_type) if told is NOTHING else sent_by(told, one, event_type)
    repository = {"repository": project.repository} if project.repository else {}
    event = _event(*said, repository | told.parts)
    if pipeline is None:
        assert path is not None
        return Scenario(str(path), read_workflow(path), event, _root(path), told)
    file = f"{FOLDER}/{pipeline.file}"
    workflow = source.build[file]
    assert isinstance(workflow, Workflow)
    return Scenario(file, workflow, event, source.place.root, told)


def _event(name: str, payload: Mapping[str, Any], parts: dict[str, str]) -> Event:
    parts_: dict[str, Any] = dict(parts)
    return Event(name, payload, **parts_)


def _pipeline(project: Project, one: Firing, path: Path | None) -> Pipeline | None:
    """The pipeline of the project that is meant; None where it is none of them."""
    files = {pipeline.file: pipeline for pipeline in project.workflows}
    if path is not None:
        if path.name not in files and not path.is_file():
            raise AlertflowError(f"there is no workflow {path}. {suggestion(path.name, files)}")
        return files.get(path.name)
    if one.alert.name not in {alert.name for alert in project.remediated}:
        return None
    types = set(one.dispatched_types)
    heard = [pipeline for pipeline in files.values() if not types.isdisjoint(pipeline.events)]
    return next(iter([*heard, *files.values()]), None)


def read_workflow(path: Path) -> Workflow:
    """The workflow in the file at `path`. Raises AlertflowError for what GitHub would not start."""
    workflow = Workflow.parse(read_text(path), str(path))
    if refused := [problem for problem in workflow.problems() if problem.kind in _REFUSED]:
        first, *others = refused
        raise AlertflowError("\n".join([first.message, *map(str, others)]), first.location)
    return workflow


def _listened(workflow: Workflow) -> Collection[str]:
    """The names of the events that start it."""
    on = workflow.to_data().get("on") or ()
    return (on,) if isinstance(on, str) else tuple(on)


def _types(workflow: Workflow, name: str) -> list[str]:
    """The activity types of an event for which it starts; none where it says nothing of them."""
    on = workflow.to_data().get("on")
    settings = on.get(name) if isinstance(on, dict) else None
    types = settings.get("types") if isinstance(settings, dict) else None
    return [types] if isinstance(types, str) else [*(types or ())]


def _root(path: Path) -> Path:
    """The root of the repository that a workflow file is of."""
    folder = path.resolve().parent
    known = (one for one in folder.parents if one / FOLDER == folder or (one / ".git").exists())
    return next(known, folder)


__all__ = ["NOTHING", "Scenario", "of_alert", "of_file", "read_workflow"]
