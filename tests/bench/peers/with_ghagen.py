"""The many workflows, written with ghagen as its documentation has it."""

import time

from ghagen import Job, On, PRTrigger, PushTrigger, Step, Workflow

from tests.bench.peers import form


def step(workflow: int, job: int, number: int) -> Step:
    """One of five kinds of step."""
    match number % 5:
        case 0:
            return Step(uses=form.CHECKOUT)
        case 1:
            return Step(name="Python", uses=form.SETUP_PYTHON, with_=form.PYTHON)
        case 2:
            return Step(name=f"Step {number}", run=form.command(workflow, job))
        case 3:
            return Step(name=f"Step {number}", run=form.script(workflow, job))
        case _:
            return Step(name=f"Step {number}", if_="failure()", run=form.report(workflow, job))


def text(workflow: int, size: form.Size) -> str:
    """One workflow as YAML."""
    jobs = {
        f"job-{job}": Job(
            runs_on=form.RUNNER,
            timeout_minutes=form.MINUTES,
            needs=[f"job-{job - 1}"] if job else None,
            steps=[step(workflow, job, number) for number in range(size.steps)],
        )
        for job in range(size.jobs)
    }
    on = On(push=PushTrigger(branches=form.BRANCHES), pull_request=PRTrigger(branches=form.BRANCHES))
    return str(Workflow(name=f"Service {workflow}", on=on, jobs=jobs).to_yaml())


def texts(size: form.Size) -> list[str]:
    """All of them as YAML."""
    return [text(workflow, size) for workflow in range(size.workflows)]


if __name__ == "__main__":
    form.run(texts, time.process_time())
