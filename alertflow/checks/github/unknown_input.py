"""An action, or a called workflow, is given an input that it does not have, or lacks one that it must have.

What will happen: GitHub refuses a workflow that calls another one so. With an action it only warns: what is
given is not used, and the action does something else than it is told.

How to mend it: write the name as its `action.yml`, or `on.workflow_call` of the called workflow, has it.
What is in the same repository (`./…`) is looked up there; of common actions on GitHub only misspelt names
are found, as any version may have learnt a new one.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            with:
              fetch_depth: 0
              persist-credentials: false

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            with:
              fetch-depth: 0
              persist-credentials: false
"""

from collections.abc import Collection, Iterator

from alertflow.checks.called import action_at, workflow_at
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, value_place
from alertflow.declared import Location, suggestion
from alertflow.github import (
    Action,
    ActionFile,
    CallJob,
    Docker,
    Expr,
    Uses,
    UsesStep,
    Workflow,
    WorkflowCall,
    triggers_of,
    variables,
)
from alertflow.github.actions.known_inputs import misspelt_input

ID = "github/unknown-input"

_OF_DOCKER = ("args", "entrypoint")
"""Inputs that every action in a container has. Source: docs.github.com/en/actions/reference/
workflows-and-actions/workflow-syntax#jobsjob_idstepswithargs.
"""


def check(subject: Subject) -> Iterator[Finding]:
    """The inputs, and secrets, that are given and not taken, and those that must be given and are not."""
    for _, _, step in subject.steps:
        if isinstance(step, UsesStep):
            yield from _of_step(step, subject)
    for _, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if isinstance(job, CallJob) and (called := workflow_at(job.uses, subject)):
                yield from _of_call(job, called)


def _of_step(step: UsesStep, subject: Subject) -> Iterator[Finding]:
    uses = Uses.of(step.uses) if isinstance(step.uses, str) else None
    name = step.uses.name if isinstance(step.uses, Action) else uses.name if uses else None
    if name is not None:
        for given in variables(step.with_):
            if meant := misspelt_input(name, given):
                message = f"{name} has no input '{given}'. Did you mean '{meant}'?"
                yield _ignored(_place(step, given), message)
    elif isinstance(step.uses, str) and (action := action_at(step.uses, subject)):
        yield from _of_action(step, action)


def _of_action(step: UsesStep, action: ActionFile) -> Iterator[Finding]:
    """What is wrong with the inputs of an action in the same repository."""
    if isinstance(step.with_, (Expr, str)):
        return
    known = {*action.inputs, *(_OF_DOCKER if isinstance(action.runs, Docker) else ())}
    for given in _others(step.with_, known):
        yield _ignored(_place(step, given), f"{step.uses} has no input '{given}'. {suggestion(given, known)}")
    required = [name for name, one in action.inputs.items() if one.required is True and one.default is None]
    for name in _others(required, step.with_):
        message = f"{step.uses} must be given the input '{name}', which has no default."
        yield _ignored(step.place("uses"), message)


def _of_call(job: CallJob, called: Workflow) -> Iterator[Finding]:
    """What is wrong with the call of a workflow in the same repository."""
    call = triggers_of(called.on).workflow_call
    if call is None:
        message = f"{job.uses} cannot be called: it does not start on workflow_call."
        yield _refused(job.place("uses"), message)
        return
    yield from _of_inputs(job, call)
    if job.secrets == "inherit":
        return
    given = job.secrets or {}
    secrets = call.declared_secrets
    for name in _others(given, secrets):
        message = f"{job.uses} takes no secret '{name}'. {suggestion(name, secrets)}"
        yield _refused(value_place(job, "secrets", given[name]), message)
    required = [name for name, one in secrets.items() if one is not None and one.required]
    for name in _others(required, given):
        yield _refused(job.place("uses"), f"{job.uses} must be given the secret '{name}'.")


def _of_inputs(job: CallJob, call: WorkflowCall) -> Iterator[Finding]:
    inputs = call.declared_inputs
    for name in _others(job.with_, inputs):
        yield _refused(_place(job, name), f"{job.uses} has no input '{name}'. {suggestion(name, inputs)}")
    required = [name for name, one in inputs.items() if one.required and one.default is None]
    for name in _others(required, job.with_):
        yield _refused(job.place("uses"), f"{job.uses} must be given the input '{name}'.")


def _others(names: Collection[str], known: Collection[str]) -> list[str]:
    """Those of `names` that are none of `known`; case makes no difference."""
    lower = {one.lower() for one in known}
    return [one for one in names if one.lower() not in lower]


def _place(owner: UsesStep | CallJob, name: str) -> Location | None:
    return value_place(owner, "with_", variables(owner.with_)[name])


def _ignored(place: Location | None, message: str) -> Finding:
    consequence = "GitHub only warns, and the action does something else than it is told."
    remedy = "Give the inputs that its action.yml has."
    return Finding(ID, Severity.WARNING, place, message, consequence, remedy)


def _refused(place: Location | None, message: str) -> Finding:
    consequence = "GitHub refuses the calling workflow, and nothing starts it."
    remedy = "Give what on.workflow_call of the called workflow says."
    return Finding(ID, Severity.ERROR, place, message, consequence, remedy)
