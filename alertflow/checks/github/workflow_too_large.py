"""A workflow file is larger than GitHub takes.

What will happen: GitHub does not run the workflow. It says so on the Actions page, where nobody looks
when an alert fires.

How to mend it: spread the alerts over several projects, each with a pipeline of its own; move long
scripts into files of the repository that the steps run.

Wrong:

    Project(alerts=[… 3,000 alerts, each with a remediation of its own …])

Right:

    Project(name="shop", alerts=shop_alerts, …)
    Project(name="billing", alerts=billing_alerts, …)  # in a file of its own
"""

from collections.abc import Iterator, Mapping

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.github import CallJob, RunStep, UsesStep, Workflow, variables
from alertflow.github.limits import FILE_BYTES
from alertflow.yaml import dump

ID = "github/workflow-too-large"

_AROUND_STEP, _AROUND_LINE, _AROUND_VALUE = 400, 12, 80
"""Characters that a step's other keys, the indentation of a line, and a variable's name take, at most."""


def check(subject: Subject) -> Iterator[Finding]:
    """The workflows whose text is too long; only what comes near the limit is written out to be measured."""
    for path, workflow in subject.of(Workflow):
        if 2 * _roughly(workflow) <= FILE_BYTES and not workflow.extra:
            continue
        size = len(dump(workflow.to_data()).encode())
        if size > FILE_BYTES:
            yield Finding(
                ID,
                Severity.ERROR,
                workflow.source,
                f"{path} has {size:,} bytes; GitHub takes {FILE_BYTES:,}.",
                "GitHub does not run it, and no alert is answered.",
                "Spread the alerts over several projects, or move long scripts into files of the repository.",
            )


def _roughly(workflow: Workflow) -> int:
    """The characters of the workflow's text, or somewhat more."""
    total = _of_values(variables(workflow.env))
    for job in workflow.jobs:
        total += _AROUND_STEP + _of_values(job.extra)
        if isinstance(job, CallJob):
            total += _of_values(variables(job.with_))
            continue
        total += _of_values(variables(job.env)) + _of_values(job.output_values)
        for step in job.every_step():
            total += _AROUND_STEP + _of_values(step.extra)
            if isinstance(step, RunStep):
                total += len(step.run) + _AROUND_LINE * step.run.count("\n")
            if isinstance(step, (RunStep, UsesStep)):
                total += _of_values(variables(step.env))
            if isinstance(step, UsesStep):
                total += _of_values(variables(step.with_))
    return total


def _of_values(values: Mapping[str, object]) -> int:
    texts = [one if isinstance(one, str) else str(one) for one in values.values()]
    return sum([len(one) + _AROUND_LINE * one.count("\n") + _AROUND_VALUE for one in texts])
