"""A workflow that events start reads only the inputs of a person who starts it.

What will happen: `inputs` and `github.event.inputs` are what a person gives who starts the workflow by hand.
An event brings its data as `github.event.client_payload`; all inputs are then empty, without a word. The
workflow runs, and knows neither which alert it answers nor where.

How to mend it: read both, `${{ inputs.alertname || github.event.client_payload.alertname }}`, once, in the
`env` of the workflow.

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
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import RunStep, Workflow, triggers_of

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
        )
