"""The many workflows, written with alertflow, each text proven to say what was meant."""

import time

from alertflow.github import (
    CHECKOUT,
    SETUP_PYTHON,
    Job,
    PullRequest,
    Push,
    RunStep,
    Step,
    Triggers,
    UsesStep,
    Workflow,
    failure,
)
from alertflow.yaml import proven
from tests.bench.peers import form


def step(workflow: int, job: int, number: int) -> Step:
    """One of five kinds of step."""
    match number % 5:
        case 0:
            return UsesStep(uses=CHECKOUT)
        case 1:
            return UsesStep(name="Python", uses=SETUP_PYTHON, with_=form.PYTHON)
        case 2:
            return RunStep(name=f"Step {number}", run=form.command(workflow, job))
        case 3:
            return RunStep(name=f"Step {number}", run=form.script(workflow, job))
        case _:
            return RunStep(name=f"Step {number}", if_=failure(), run=form.report(workflow, job))


def text(workflow: int, size: form.Size) -> str:
    """One workflow as YAML."""
    jobs: list[Job] = []
    for job in range(size.jobs):
        jobs.append(
            Job(
                f"job-{job}",
                runs_on=form.RUNNER,
                timeout_minutes=form.MINUTES,
                needs=jobs[-1:],
                steps=[step(workflow, job, number) for number in range(size.steps)],
            )
        )
    on = Triggers(push=Push(branches=form.BRANCHES), pull_request=PullRequest(branches=form.BRANCHES))
    return proven(Workflow(name=f"Service {workflow}", on=on, jobs=jobs).to_data())


def texts(size: form.Size) -> list[str]:
    """All of them as YAML."""
    return [text(workflow, size) for workflow in range(size.workflows)]


if __name__ == "__main__":
    form.run(texts, time.process_time())
