"""Text that others write becomes part of a script.

What will happen: GitHub puts the text into the script before it is run. Whoever writes an alert's
label, a branch's name or a title runs commands with the job's token and secrets.

How to mend it: pass the text by `env`, and let the script read the variable, in quotes. `run=` of a
step does so by itself; what an action takes as code (`script` of actions/github-script) and keys given
by `extra=` do not.

Wrong:

    UsesStep(uses=GITHUB_SCRIPT, with_={"script": f"core.info('{github.event.client_payload.alert}')"})

Right:

    UsesStep(
        uses=GITHUB_SCRIPT,
        env={"ALERT": github.event.client_payload.alert},
        with_={"script": "core.info(process.env.ALERT)"},
    )
"""

from collections.abc import Iterator

from alertflow.checks.expressions import from_outside, read
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.declared import Location, argument
from alertflow.github import Action, Expr, RunStep, UsesStep, Workflow

ID = "github/script-injection"

_CODE_INPUTS = {
    "actions/github-script": ("script",),
    "appleboy/ssh-action": ("script",),
    "azure/cli": ("inlinescript",),
    "azure/powershell": ("inlinescript",),
    "nick-fields/retry": ("command",),
}
"""Action -> its inputs that are code, in lower case."""


def check(subject: Subject) -> Iterator[Finding]:
    """The expressions with text from outside in what is run as code."""
    for path, job, step in subject.steps:
        if isinstance(step, RunStep) and not step.extra and step.shell is None:
            continue
        for where, field, code in _code_of(step):
            yield from _outside(code, f"{where} of {step.label}", path, argument(place(step, job), field))
    for path, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if job.defaults is not None and job.defaults.shell is not None:
                yield from _outside(
                    job.defaults.shell, f"the shell of job '{job.id}'", path, place(job, workflow)
                )


def _code_of(step: RunStep | UsesStep) -> Iterator[tuple[str, str, object]]:
    """What of `step` is run as code, besides `run`, which is safe: name, field, text."""
    for key in ("run", "shell"):
        if key in step.extra:
            yield key, "extra", step.extra[key]
    if isinstance(step, RunStep):
        yield "shell", "shell", step.shell
        return
    uses = step.uses.name if isinstance(step.uses, Action) else step.uses.partition("@")[0]
    inputs = _CODE_INPUTS.get(uses.lower(), ())
    for name, value in step.with_.items():
        if name.lower() in inputs:
            yield f"input '{name}'", "with_", value


def _outside(code: object, where: str, path: str, at: Location | None) -> Iterator[Finding]:
    trees = (
        (code,) if isinstance(code, Expr) else read(code) if isinstance(code, str) and "${{" in code else ()
    )
    for tree in trees:
        found = from_outside(tree)
        if found is not None:
            yield Finding(
                ID,
                Severity.ERROR,
                at,
                f"{where} ({path}) is code, and {found.text} becomes part of it.",
                "Whoever writes that text runs commands with the job's token and secrets.",
                'Pass it by env={"NAME": …}, and let the code read the variable NAME.',
            )
