"""Goes through a workflow or an action and finds the text of others that reaches code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from alertflow.declared import Location
from alertflow.github.actions.action import Action
from alertflow.github.actions.action_file import ActionFile, Composite
from alertflow.github.events import triggers_of
from alertflow.github.expressions.untrusted import Untrusted, untrusted
from alertflow.github.injection.definitions import (
    Definitions,
    input_types,
    jobs_by_id,
)
from alertflow.github.injection.sinks import CODE_INPUTS, LOADING, Sink
from alertflow.github.jobs.containers import Container, Service
from alertflow.github.jobs.job import Job
from alertflow.github.jobs.step import RunStep, UsesStep
from alertflow.github.references.walk import placed
from alertflow.github.scripts.files import Written, variables_written
from alertflow.github.scripts.hoisting import SHELLS
from alertflow.github.syntax import Syntax
from alertflow.github.values import Verbatim, variables
from alertflow.github.workflows import Workflow

_FILES = {"GITHUB_ENV": Sink.VARIABLES, "GITHUB_PATH": Sink.PATH, "GITHUB_OUTPUT": Sink.OUTPUTS}


class Injection(NamedTuple):
    """Text of others at a place where it is dangerous."""

    sink: Sink
    where: str
    """In words: "run of 'build'", "input 'script' of 'say'"."""
    found: Untrusted
    owner: Syntax
    """The step, job or container that has it, and in which `field`."""
    field: str
    job: Job | None
    text: str | None = None
    """What holds the expression, or writes the variable; None where it stands by itself."""
    position: int = 0
    """Where in `text`."""

    @property
    def location(self) -> Location | None:
        """Where it was written, as far as its owner knows it."""
        if self.text is None:
            return self.owner.place(self.field)
        return self.owner.place_in(self.field, self.text, self.position)


def injections(document: Workflow | ActionFile) -> Iterator[Injection]:
    """Each place of `document` at which text that others write becomes code, or chooses what is run.

    What goes through `env`, outputs of jobs, and what scripts write plainly to $GITHUB_OUTPUT is followed.
    """
    if isinstance(document, Workflow):
        yield from _of_workflow(document)
    elif isinstance(document.runs, Composite):
        for step in document.runs.steps:
            yield from _of_step(step, Definitions({}, {}, {}, None, step), None, None)


def _of_workflow(workflow: Workflow) -> Iterator[Injection]:
    types = input_types(triggers_of(workflow.on))
    around = Definitions(jobs_by_id(workflow.jobs), types, variables(workflow.env))
    yield from _of_env(workflow, "the workflow", around, None)
    yield from _of_shell(workflow, "the workflow", around, None)
    for job in workflow.jobs:
        if isinstance(job, Job):
            yield from _of_job(job, around.at(job), workflow)


def _of_job(job: Job, around: Definitions, workflow: Workflow) -> Iterator[Injection]:
    name = f"job '{job.id}'"
    yield from _of_env(job, name, around, job)
    yield from _of_shell(job, name, around, job)
    containers = [("container", job.container), *variables(job.services).items()]
    for id_, container in containers:
        if isinstance(container, (Container, Service)):
            yield from _of_container(container, f"'{id_}' of {name}", around, job)
    shells = [one.shell for one in (job.defaults, workflow.defaults) if one is not None]
    shell = next((one for one in shells if one is not None), None)
    for step in job.every_step():
        if isinstance(step, (RunStep, UsesStep)):
            yield from _of_step(step, around.at(job, step), job, shell)


def _of_container(
    container: Container | Service, where: str, around: Definitions, job: Job
) -> Iterator[Injection]:
    yield from _in(container, "image", Sink.IMAGE, f"image of {where}", around, job)
    yield from _in(container, "options", Sink.OPTIONS, f"options of {where}", around, job)
    if isinstance(container, Service):
        yield from _in(container, "entrypoint", Sink.CODE, f"entrypoint of {where}", around, job)
        yield from _in(container, "command", Sink.CODE, f"command of {where}", around, job)
    yield from _of_env(container, where, around, job)


def _of_step(
    step: RunStep | UsesStep, around: Definitions, job: Job | None, default_shell: object
) -> Iterator[Injection]:
    for key in ("run", "shell"):
        if key in step.extra:
            yield from _at(step, "extra", step.extra[key], Sink.CODE, f"{key} of {step.label}", around, job)
    yield from _of_env(step, step.label, around, job)
    if isinstance(step, UsesStep):
        yield from _of_inputs(step, around, job)
        return
    yield from _in(step, "shell", Sink.CODE, f"shell of {step.label}", around, job)
    if isinstance(step.run, Verbatim):
        yield from _in(step, "run", Sink.CODE, f"run of {step.label}", around, job)
    if (step.shell or default_shell) in SHELLS:
        yield from _of_files(step, around, job)


def _of_inputs(step: UsesStep, around: Definitions, job: Job | None) -> Iterator[Injection]:
    uses = step.uses.name if isinstance(step.uses, Action) else step.uses.partition("@")[0]
    code = CODE_INPUTS.get(uses.lower(), ())
    for name, value in variables(step.with_).items():
        if name.lower() in code:
            where = f"input '{name}' of {step.label}"
            yield from _at(step, "with_", value, Sink.CODE, where, around, job)


def _of_files(step: RunStep, around: Definitions, job: Job | None) -> Iterator[Injection]:
    """What a script writes for GitHub to read: a line of its own, or more lines than one, set anything."""
    for one in variables_written(str(step.run)):
        made = around.variable(one.variable)
        for tree in made.trees if made is not None else ():
            found = untrusted(tree, around.made)
            if found is None:
                continue
            free = one.sets is None or found.origin.lines or one.file == "GITHUB_PATH"
            if free or (one.file == "GITHUB_ENV" and one.sets in LOADING):
                where = f"${one.variable}, which {step.label} writes to ${one.file}"
                script = step.run
                yield Injection(_FILES[one.file], where, found, step, "run", job, script, _line(script, one))


def _of_env(owner: Syntax, where: str, around: Definitions, job: Job | None) -> Iterator[Injection]:
    """Variables that say which code is loaded."""
    for name, value in variables(getattr(owner, "env", {})).items():
        if name in LOADING:
            yield from _at(owner, "env", value, Sink.LOADED, f"{name} of {where}", around, job)


def _of_shell(owner: Workflow | Job, where: str, around: Definitions, job: Job | None) -> Iterator[Injection]:
    if owner.defaults is not None:
        yield from _in(owner.defaults, "shell", Sink.CODE, f"the shell of {where}", around, job)


def _in(
    owner: Syntax, field: str, sink: Sink, where: str, around: Definitions, job: Job | None
) -> Iterator[Injection]:
    yield from _at(owner, field, getattr(owner, field), sink, where, around, job)


def _at(
    owner: Syntax, field: str, value: object, sink: Sink, where: str, around: Definitions, job: Job | None
) -> Iterator[Injection]:
    for tree, text, position in placed(value):
        if (found := untrusted(tree, around.made)) is not None:
            yield Injection(sink, where, found, owner, field, job, text, position)


def _line(script: str, written: Written) -> int:
    """Where in `script` the line stands that writes the variable; in a here-document it has its text only."""
    found: list[tuple[bool, int]] = []
    at = 0
    for line in script.splitlines(keepends=True):
        if written.variable in line:
            found.append((written.file not in line, at + len(line) - len(line.lstrip())))
        at += len(line)
    return min(found)[1]
