"""The many workflows, written with pygha as its documentation has it."""

import time
from functools import partial

from pygha import job, pipeline
from pygha.expr import failure
from pygha.steps import run, uses, when
from pygha.transpilers.github import GitHubTranspiler

from tests.bench.peers import form


def step(workflow: int, job: int, number: int) -> None:
    """One of five kinds of step."""
    match number % 5:
        case 0:
            uses(form.CHECKOUT)
        case 1:
            uses(form.SETUP_PYTHON, with_args=dict(form.PYTHON), name="Python")
        case 2:
            run(form.command(workflow, job), name=f"Step {number}")
        case 3:
            run(form.script(workflow, job), name=f"Step {number}")
        case _:
            with when(failure()):
                run(form.report(workflow, job), name=f"Step {number}")


def steps(workflow: int, job: int, count: int) -> None:
    """The steps of a job."""
    for number in range(count):
        step(workflow, job, number)


def text(workflow: int, size: form.Size) -> str:
    """One workflow as YAML."""
    pipe = pipeline(f"Service {workflow}", on_push=form.BRANCHES, on_pull_request=form.BRANCHES)
    for number in range(size.jobs):
        declared = job(
            name=f"job-{number}",
            pipeline=pipe,
            runs_on=form.RUNNER,
            timeout_minutes=form.MINUTES,
            depends_on=[f"job-{number - 1}"] if number else [],
        )
        declared(partial(steps, workflow, number, size.steps))
    return str(GitHubTranspiler(pipe).to_yaml())


def texts(size: form.Size) -> list[str]:
    """All of them as YAML."""
    return [text(workflow, size) for workflow in range(size.workflows)]


if __name__ == "__main__":
    form.run(texts, time.process_time())
