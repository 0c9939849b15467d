"""The many workflows, written with yamloom as its documentation has it, each validated as yamloom does."""

import time

from yamloom import Events, Job, PullRequestEvent, PushEvent, Step, Workflow, action, script

from tests.bench.peers import form


def step(workflow: int, job: int, number: int) -> Step:
    """One of five kinds of step."""
    match number % 5:
        case 0:
            return action(None, form.CHECKOUT)
        case 1:
            return action("Python", form.SETUP_PYTHON, with_opts=form.PYTHON)
        case 2:
            return script(form.command(workflow, job), name=f"Step {number}")
        case 3:
            return script(form.script(workflow, job), name=f"Step {number}")
        case _:
            return script(form.report(workflow, job), name=f"Step {number}", condition="failure()")


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
    on = Events(push=PushEvent(branches=form.BRANCHES), pull_request=PullRequestEvent(branches=form.BRANCHES))
    made = Workflow(name=f"Service {workflow}", on=on, jobs=jobs)
    made.validate()
    return str(made)


def texts(size: form.Size) -> list[str]:
    """All of them as YAML."""
    return [text(workflow, size) for workflow in range(size.workflows)]


if __name__ == "__main__":
    form.run(texts, time.process_time())
