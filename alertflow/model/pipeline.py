"""The stages of the remediation workflow, each a GitHub job, and what they wait for."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from alertflow import github
from alertflow.declared import DeclarationError, Declared, Items
from alertflow.model.command import Command, Effect
from alertflow.model.event import DECISION_OUTPUTS, EVENT_OUTPUTS, EVENT_TYPE
from alertflow.model.receivers import PagerDuty, Slack
from alertflow.model.severity import Severity
from alertflow.model.text import EnvironmentName, EventType, Slug, WorkflowFile


class AlertContext(Declared):
    """Reads the event, validates it against the project's alerts, and decides: act, investigate or stop."""

    id: Slug = Field(default="alert-context", kw_only=False)
    after: tuple[()] = ()

    @property
    def outputs(self) -> github.References:
        """What it found, for jobs of your own: `context.outputs.decision == "act"`.

        Unlike the event itself it is validated, and there for a run that a person started. `diagnose`, `act`,
        `approvals`, `verify` and `verify_approved` are JSON lists of names (`from_json`), all others text.
        """
        return github.References(
            github.needs[self.id].outputs,
            (*EVENT_OUTPUTS, *DECISION_OUTPUTS),
            f"job '{self.id}' has no output",
        )


class Investigate(Declared):
    """Looks, and changes nothing: `commands` for every alert and, with `diagnose`, the alert's own.

    What the commands print goes to the step summary (capped) and, whole, to an artifact.
    """

    id: Slug = Field(default="collect-diagnostics", kw_only=False)
    commands: Items[Command] = ()
    diagnose: bool = True
    after: Items[Stage] | None = None

    @model_validator(mode="after")
    def _changes_nothing(self) -> Self:
        for command in self.commands:
            if command.effect is not Effect.READS:
                raise ValueError(f"'{command.name}' {command.effect.value} something; this stage only looks.")
        return self


class ErrorBudget(Declared):
    """Analyses the error budget, for the alerts that have an `slo`."""

    id: Slug = Field(default="error-budget-analysis", kw_only=False)
    commands: Items[Command]
    after: Items[Stage] | None = None


class Respond(Declared):
    """Runs the alert's `act` commands, then `verify`.

    Commands that need an approval run in jobs of their own, one for each environment. An event below
    `min_severity` is investigated only, unless a person asks for an action by hand.
    """

    id: Slug = Field(default="respond-to-alert", kw_only=False)
    min_severity: Severity = Severity.CRITICAL
    after: Items[Stage] | None = None


class Notify(Declared):
    """Tells `receivers` what the other jobs found and did, from `min_severity` up.

    With `always`, also of what was refused or failed before its severity was known.
    """

    id: Slug = Field(default="notify-incident", kw_only=False)
    receivers: Items[Slack | PagerDuty]
    min_severity: Severity = Severity.CRITICAL
    after: Items[Stage] | None = None

    @property
    def always(self) -> bool:
        """Whether every run is told of."""
        return self.min_severity <= Severity.INFO


class Review(Declared):
    """Writes the summary of the run and, from `issue_from` up, keeps one GitHub issue for each incident."""

    id: Slug = Field(default="post-incident-review", kw_only=False)
    issue_from: Severity | None = Severity.CRITICAL
    labels: Items[str] = ("incident",)
    after: Items[Stage] | None = None


class Custom(Declared):
    """A whole GitHub job of a person's own, among the stages."""

    job: github.Job = Field(kw_only=False)
    after: Items[Stage] | None = None

    @property
    def id(self) -> str:
        """The job's id."""
        return self.job.id


Stage = AlertContext | Investigate | ErrorBudget | Respond | Notify | Review | Custom
"""One job of the pipeline, or, for Respond, the job and those of its approvals."""


class Pipeline(Declared):
    """A remediation workflow: its file, the event types it listens to, and its stages.

    Without `events` only people start it. A stage without `after` waits for the one that stands before it.
    `environment` is the GitHub environment of the jobs that use secrets.
    """

    file: WorkflowFile = "alert-triggered-remediation.yml"
    name: str = "Alert-triggered remediation"
    events: Items[EventType] = (EVENT_TYPE,)
    stages: Items[Stage]
    environment: EnvironmentName = "alertflow"
    runs_on: str = "ubuntu-latest"

    def after(self, stage: Stage) -> tuple[Stage, ...]:
        """The stages that `stage` waits for."""
        if stage.after is not None:
            return tuple(stage.after)
        at = next(i for i, other in enumerate(self.stages) if other is stage)
        return (self.stages[at - 1],) if at else ()

    @property
    def context(self) -> AlertContext:
        """The stage that reads the event. Raises DeclarationError where there is none."""
        for stage in self.stages:
            if isinstance(stage, AlertContext):
                return stage
        raise DeclarationError(
            f"Pipeline({self.file}): no stage reads the event: put an AlertContext() first.", self.source
        )

    def problems(self) -> list[DeclarationError]:
        """What is wrong with the stages as a whole: ids used twice, unknown stages, cycles, no context."""
        found: list[DeclarationError] = []
        seen: dict[str, Stage] = {}
        for stage in self.stages:
            if stage.id in seen:
                first = seen[stage.id].source
                found.append(
                    DeclarationError(
                        f"Pipeline({self.file}): two stages have the id '{stage.id}'"
                        + (f"; the other one is at {first}." if first else "."),
                        stage.source,
                    )
                )
            seen[stage.id] = stage
            found += [
                DeclarationError(
                    f"Pipeline({self.file}): '{stage.id}' waits for '{other.id}', "
                    "which is not among its stages.",
                    stage.source,
                )
                for other in stage.after or ()
                if not any(other is known for known in self.stages)
            ]
        contexts = [stage for stage in self.stages if isinstance(stage, AlertContext)]
        if len(contexts) != 1 or self.stages[0] is not contexts[0]:
            found.append(
                DeclarationError(
                    f"Pipeline({self.file}): it starts with one AlertContext(), which reads the event; "
                    f"here {len(contexts)} of {len(self.stages)} stages are.",
                    self.source,
                )
            )
        if not found and (cycle := self._cycle()):
            path = " -> ".join(f'"{id_}"' for id_ in cycle)
            found.append(
                DeclarationError(
                    f"Pipeline({self.file}): the stages wait for each other: {path}.", self.source
                )
            )
        return found

    def _cycle(self) -> list[str]:
        done: set[str] = set()

        def visit(stage: Stage, path: list[str]) -> list[str]:
            if stage.id in path:
                return [*path[path.index(stage.id) :], stage.id]
            if stage.id in done:
                return []
            for other in self.after(stage):
                if cycle := visit(other, [*path, stage.id]):
                    return cycle
            done.add(stage.id)
            return []

        return next((cycle for stage in self.stages if (cycle := visit(stage, []))), [])


def standard(
    *,
    receivers: Items[Slack | PagerDuty],
    health: Items[Command] = (),
    error_budget: Items[Command] = (),
) -> Pipeline:
    """The pipeline of a project that names none: every stage, under its standard name."""
    context = AlertContext()
    check = Investigate("health-check", commands=health, diagnose=False, after=[context])
    diagnostics = Investigate(after=[check])
    analysis = [ErrorBudget(commands=error_budget, after=[diagnostics])] if error_budget else []
    respond = Respond(after=[diagnostics])
    notify = Notify(receivers=receivers, after=[respond, *analysis])
    return Pipeline(stages=[context, check, diagnostics, *analysis, respond, notify, Review(after=[notify])])
