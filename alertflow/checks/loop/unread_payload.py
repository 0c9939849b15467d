"""A workflow that events start reads only the inputs of a person who starts it.

What will happen: `inputs` and `github.event.inputs` are what a person gives who starts the workflow by hand.
An event brings its data as `github.event.client_payload`; all inputs are then empty, without a word. The
workflow runs, and knows neither which alert it answers nor where.

How to mend it: read both, `${{ inputs.alertname || github.event.client_payload.alertname }}`, once, in the
`env` of the workflow. `alertflow check --fix` does so where each input is read, but for inputs that are true
or false.

Wrong:

    on:
      repository_dispatch: {types: [prometheus-alert]}
      workflow_dispatch:
        inputs:
          alertname: {type: string, required: true}
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: ./answer "$ALERT"
            env:
              ALERT: ${{ inputs.alertname }}

Right:

    on:
      repository_dispatch: {types: [prometheus-alert]}
      workflow_dispatch:
        inputs:
          alertname: {type: string, required: true}
    permissions: {}
    jobs:
      answer:
        runs-on: ubuntu-24.04
        steps:
          - run: ./answer "$ALERT"
            env:
              ALERT: ${{ inputs.alertname || github.event.client_payload.alertname }}
"""

import re
from collections.abc import Iterator, Sequence

from alertflow.checks.finding import Edit, Finding, Fix, Severity
from alertflow.checks.subject import Subject
from alertflow.github import RunStep, UsesStep, Workflow, triggers_of
from alertflow.github.actions.uses import name_of
from alertflow.github.injection.sinks import CODE_INPUTS
from alertflow.github.references.reads import Read

ID = "loop/unread-payload"

_input = re.compile(r"(?:(?<![\w.])|\bgithub\.event\.)inputs[.\[]", re.IGNORECASE).search
_knows_events = re.compile(
    r"event_name|client_payload|\bgithub\.event\b(?!\.inputs)|toJSON\(github\)", re.IGNORECASE
).search
_reads_the_event = re.compile(r"GITHUB_EVENT_PATH|client_payload|context\.payload|github\.event").search


def check(subject: Subject) -> Iterator[Finding]:
    """The workflows that events start and that read inputs, but nothing of the event."""
    listening = {
        path
        for path, workflow in subject.of(Workflow)
        if triggers_of(workflow.on).repository_dispatch is not None
    }
    if not listening:
        return
    reads = [(path, one) for path, one in subject.reads if path in listening]
    aware = {path for path, one in reads if _knows_events(one.tree.text_)}
    for path, _, step in subject.steps:
        if _reads_the_event(str(step.run) if isinstance(step, RunStep) else str(step.with_)):
            aware.add(path)
    told: set[str] = set()
    for path, one in reads:
        text = one.tree.text_
        if path in aware | told or one.field == "if_" or "||" in text or not _input(text):
            continue
        told.add(path)
        yield Finding(
            ID,
            Severity.WARNING,
            one.location,
            f"{path} is started by events, too, and reads {text}, but nothing of an event.",
            "When an event starts it, all inputs are empty.",
            "Read both: inputs.x || github.event.client_payload.x.",
            _fix(subject, path, [read for where, read in reads if where == path]),
        )


_INPUT = re.compile(r"(?:(?<![\w.])|\bgithub\.event\.)inputs\.([A-Za-z_][\w-]*)(?![\w.\[-])")
_alone = re.compile(r"(?:github\.event\.)?inputs\.[\w-]+").fullmatch
_TEXT = ("string", "choice", "environment")
"""The types of inputs of which nothing is given where they are empty."""


def _fix(subject: Subject, path: str, reads: Sequence[Read]) -> Fix | None:
    """Each reads what the event brings where nobody gave the input; None while a script has it in its text,
    where what others send would become code.
    """
    workflow = subject.documents[path]
    by_hand = triggers_of(workflow.on).workflow_dispatch if isinstance(workflow, Workflow) else None
    if by_hand is None:
        return None
    types = {name: one.type for name, one in by_hand.declared_inputs.items()}
    edits: list[Edit] = []
    for one in reads:
        text = one.tree.text_
        found = list(_INPUT.finditer(text))
        if not found or "||" in text:
            continue
        if one.field == "run" or (isinstance(one.owner, UsesStep) and name_of(one.owner.uses) in CODE_INPUTS):
            return None
        if any(types.get(name[1], "string") not in _TEXT and not name[0].startswith("g") for name in found):
            continue  # of false, the event's would be taken
        start = one.location
        layout = subject.layout(start)
        if layout is None or start is None or start.column is None:
            return None
        line = layout.line(start.line)[start.column - 1 :]
        at = line.find(text)
        if at < 0:
            return None
        pieces = _both(text, alone=_alone(text) is not None)
        column = start.column + at
        edit = layout.replaced(start._replace(column=column), text, pieces)
        if edit is None:
            return None
        edits.append(edit)
    return Fix("read both", tuple(edits)) if edits else None


def _both(text: str, *, alone: bool) -> str:
    """`text` with what the event brings behind each input."""

    def both(found: re.Match[str]) -> str:
        said = f"{found[0]} || github.event.client_payload.{found[1]}"
        return said if alone else f"({said})"

    return _INPUT.sub(both, text)
