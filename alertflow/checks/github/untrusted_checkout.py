"""A workflow with the repository's own rights runs code that others sent.

What will happen: on `pull_request_target`, `workflow_run` and `issue_comment` a workflow has the secrets, the
caches and the token of the repository itself. The job checks out the other's commit and then runs what lies
in it: a Makefile, the scripts of package.json, tests. Whoever opens a pull request has all that the job has.
Newer versions of actions/checkout refuse to do that on the first two events, unless they are told
`allow-unsafe-pr-checkout`; those are not found.

How to mend it: run the code on `pull_request`, without secrets, and let a workflow that starts on
`workflow_run` only read what that left behind. Where the job is meant for pull requests of one's own
repository only, say so in its `if`: `github.event.pull_request.head.repo.full_name == github.repository`.

Wrong:

    on: pull_request_target
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v7.0.1
            with:
              ref: ${{ github.event.pull_request.head.sha }}
              allow-unsafe-pr-checkout: true
          - run: make test

Right:

    on: pull_request
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v7.0.1
          - run: make test
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.checks.workflows import asks, events, reads_any
from alertflow.declared import Location
from alertflow.github import Job, RunStep, UsesStep, Workflow
from alertflow.github.actions.checkout import ALLOWS_FORKS, REFUSING_EVENTS, refuses_forks
from alertflow.github.actions.uses import inputs_of, name_of, version_of
from alertflow.github.references.walk import read
from alertflow.github.scripts.building import runs_the_folder

ID = "github/untrusted-checkout"

_EVENTS = ("pull_request_target", "workflow_run", "issue_comment")
"""Events that run with the rights of the default branch, and that anybody can cause."""
_COMMITS = (
    "github.event.pull_request.head.sha",
    "github.event.pull_request.merge_commit_sha",
    "github.event.workflow_run.head_sha",
    "github.event.workflow_run.head_commit.id",
    "github.event.workflow_run.pull_requests.*.head.sha",
)
"""What names a commit of others. A branch of theirs is looked for in the repository itself."""
_REPOSITORIES = ("github.event.pull_request.head.repo", "github.event.workflow_run.head_repository")
_NUMBERS = ("github.event.number", "github.event.pull_request.number", "github.event.issue.number")
_GUARDS = (
    "github.event_name",
    "github.event.pull_request.head.repo",
    "github.event.pull_request.user",
    "github.event.pull_request.author_association",
    "github.event.comment.author_association",
    "github.event.comment.user",
    "github.event.issue.author_association",
    "github.event.workflow_run.event",
    "github.event.workflow_run.head_repository",
    "github.actor",
    "github.triggering_actor",
)
"""What a condition asks to let only some in, or only other events: then it is not certain who gets in."""
_fetches = re.compile(
    r"\bgh[ \t]+pr[ \t]+checkout\b|\bgit[ \t]+(?:fetch|pull)\b[^\n]*\b(?:refs/)?pull/[^\n]*/(?:head|merge)\b"
).search


def check(subject: Subject) -> Iterator[Finding]:
    """The jobs that fetch the code of others and then run it, each at the step that fetches."""
    for path, workflow in subject.of(Workflow):
        causes = [name for name in _EVENTS if name in events(workflow)]
        for job in workflow.jobs if causes else ():
            if isinstance(job, Job) and not asks(job.if_, _GUARDS):
                yield from _of_job(path, job, causes)


def _of_job(path: str, job: Job, causes: list[str]) -> Iterator[Finding]:
    fetching: RunStep | UsesStep | None = None
    for step in job.every_step():
        if not isinstance(step, (RunStep, UsesStep)) or asks(step.if_, _GUARDS):
            continue
        fetches = fetching is None and _fetches_others(step) and not _refused(step, causes)
        fetching = step if fetches else fetching
        if fetching and (what := _runs(step)) and _within(fetching, step):
            yield Finding(
                ID,
                Severity.WARNING if _doubtful(job, fetching) else Severity.ERROR,
                _place(fetching) or place(fetching, job),
                f"job '{job.id}' ({path}) checks out the code of others on {' and '.join(causes)}, "
                f"and then runs it: {what}.",
                "Whoever opens a pull request gets the job's token and secrets, and can fill its caches.",
                "Run that code on pull_request, which has no secrets; or let the job in only for branches of "
                "this repository: github.event.pull_request.head.repo.full_name == github.repository.",
            )
            return


def _doubtful(job: Job, fetching: RunStep | UsesStep) -> bool:
    """Whether somebody may be asked before, or a checkout of a version that is not known may refuse."""
    asked = job.environment is not None or job.if_ is not None or fetching.if_ is not None
    if isinstance(fetching, RunStep) or _told(fetching):
        return asked
    return asked or version_of(fetching.uses) is None


def _told(step: UsesStep) -> bool:
    return str(inputs_of(step).get(ALLOWS_FORKS)).lower() == "true"


def _refused(step: RunStep | UsesStep, causes: list[str]) -> bool:
    """Whether the checkout itself refuses to fetch the code of others."""
    if isinstance(step, RunStep) or _told(step) or not set(causes) <= set(REFUSING_EVENTS):
        return False
    version = version_of(step.uses)
    return version is not None and refuses_forks(version)


def _within(fetching: RunStep | UsesStep, step: RunStep | UsesStep) -> bool:
    """Whether a step works where the code was put; in a folder of its own it is only data elsewhere."""
    folder = str(inputs_of(fetching).get("path", "")).strip("./") if isinstance(fetching, UsesStep) else ""
    if not folder:
        return True
    if isinstance(step, UsesStep):
        return folder in str(step.uses)
    return folder in str(step.working_directory or "") or folder in step.run


def _place(step: RunStep | UsesStep) -> Location | None:
    """The line that says what is fetched."""
    if isinstance(step, UsesStep):
        return step.place_of("with_", "ref" if "ref" in inputs_of(step) else "repository")
    found = _fetches(step.run)
    return step.place_in("run", step.run, found.start()) if found else step.place("run")


def _fetches_others(step: RunStep | UsesStep) -> bool:
    if isinstance(step, RunStep):
        return bool(_fetches(step.run))
    if name_of(step.uses) != "actions/checkout":
        return False
    given = inputs_of(step)
    ref = given.get("ref")
    pulled = (
        isinstance(ref, str) and "refs/pull/" in ref and any(reads_any(one, _NUMBERS) for one in read(ref))
    )
    committed = any(reads_any(one, _COMMITS) for one in read(ref))
    return pulled or committed or any(reads_any(one, _REPOSITORIES) for one in read(given.get("repository")))


def _runs(step: RunStep | UsesStep) -> str | None:
    if isinstance(step, RunStep):
        found = _fetches(step.run)
        return runs_the_folder(step.run[found.end() :] if found else step.run)
    return step.uses if isinstance(step.uses, str) and step.uses.startswith("./") else None
