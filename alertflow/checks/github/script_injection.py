"""Text that others write becomes part of a script.

What will happen: GitHub puts the text into the script before it is run. Whoever writes an alert's label, a
branch's name or a title runs commands with the job's token and secrets. What comes through `env`, outputs
and inputs of the workflow is followed.

How to mend it: pass the text by `env`, and let the script read the variable, in quotes. In Python `run=` of a
step does so by itself; what an action takes as code (`script` of actions/github-script) and keys given by
`extra=` do not. `alertflow check --fix` does so in scripts for bash and sh, unless the text stands where no
variable can, or may be meant as several words.

Wrong:

    on: issues
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: echo "${{ github.event.issue.title }}"

Right:

    on: issues
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: echo "$TITLE"
            env:
              TITLE: ${{ github.event.issue.title }}
"""

from collections.abc import Iterator, Sequence

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.moved import moved
from alertflow.checks.subject import Subject, place
from alertflow.github import ActionFile, RunStep, Workflow, triggers_of
from alertflow.github.expressions.origins import Writer
from alertflow.github.injection import SAFE_FORM, Injection, Sink

ID = "github/script-injection"

_BECOMES = {
    Sink.CODE: ("is code, and", "becomes part of it", "runs commands with the job's token and secrets"),
    Sink.LOADED: ("says which code is loaded, and", "chooses it", "runs code of theirs in the job"),
    Sink.OPTIONS: ("are options of docker, and", "becomes part of them", "gets at the machine itself"),
    Sink.IMAGE: ("is the image that is run, and", "chooses it", "runs an image of theirs in the job"),
}
_IN_A_FILE = "Set a variable to it in env of the step, and let the code read that, in quotes."
_MEANT_TO_CHOOSE = (Sink.OPTIONS, Sink.IMAGE)
"""What people who may write to the repository are often meant to choose."""


def check(subject: Subject) -> Iterator[Finding]:
    """The expressions with text from outside in what is run as code, or says what is run."""
    for path, document, found in subject.injections:
        for one in found:
            of_members = one.found.origin.writer is Writer.MEMBER
            if one.sink not in _BECOMES or (of_members and one.sink in _MEANT_TO_CHOOSE):
                continue
            if one.found.tree.text_ != "github.event.action" or _any_type(document):
                severity = Severity.WARNING if of_members else Severity.ERROR
                yield _finding(one, path, document, severity, _fix(subject, document, one, found))


def _any_type(document: Workflow | ActionFile) -> bool:
    """Whether `github.event.action` can be any text: of a repository_dispatch whose types are not listed."""
    if not isinstance(document, Workflow):
        return False
    sent = triggers_of(document.on).repository_dispatch
    return sent is not None and not sent.types


def _fix(
    subject: Subject, document: Workflow | ActionFile, one: Injection, found: Sequence[Injection]
) -> Fix | None:
    """All of the step's expressions with text from outside, in variables; None where it has no script."""
    step = one.owner
    if one.sink is not Sink.CODE or one.field != "run" or not isinstance(step, RunStep):
        return None
    beside = [other for other in found if other.owner is step and other.field == "run" and other.text]
    positions = {other.position for other in beside if other.sink is Sink.CODE}
    splits = any(other.found.origin.writer is Writer.MEMBER for other in beside)
    return moved(subject, document, one.job, step, positions, splits=splits)


def _finding(
    one: Injection, path: str, document: Workflow | ActionFile, severity: Severity, fix: Fix | None
) -> Finding:
    holds = " holds ".join([part.text_ for part in (*one.found.through[1:], one.found.tree)])
    through = f"{one.found.through[0].text_}, which holds {holds}," if one.found.through else ""
    joined, becomes, then = _BECOMES[one.sink]
    return Finding(
        ID,
        severity,
        one.location or place(one.job, document),
        f"{one.where} ({path}) {joined} {through or one.found.tree.text_} {becomes}.",
        f"Whoever writes that text {then}.",
        SAFE_FORM[one.sink] if one.sink is not Sink.CODE or not document.from_file else _IN_A_FILE,
        fix,
    )
