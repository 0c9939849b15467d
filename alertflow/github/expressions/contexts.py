"""The contexts of the expression language as typed objects: what GitHub fills in, and of which kind it is.

A context with fixed properties is a class with an attribute for each: `github.reff` is refused by a type
checker, and where it is written. Where people choose the names (`env`, `inputs`, `needs`) any name goes.
Source, where nothing else is said: docs.github.com/en/actions/reference/workflows-and-actions/contexts
"""

from __future__ import annotations

from alertflow.github.expressions.kinds import ANY, OPEN, TEXT, Object
from alertflow.github.expressions.known import (
    ByName,
    Known,
    Part,
    Value,
    anything,
    boolean,
    number,
    text,
)
from alertflow.github.expressions.tree import Context, OpenContext, Property

RESULTS = ("success", "failure", "cancelled", "skipped")
"""How a job or a step can end."""
EVENTS = (
    "branch_protection_rule",
    "check_run",
    "check_suite",
    "create",
    "delete",
    "deployment",
    "deployment_status",
    "discussion",
    "discussion_comment",
    "dynamic",
    "fork",
    "gollum",
    "image_version",
    "issue_comment",
    "issues",
    "label",
    "merge_group",
    "milestone",
    "page_build",
    "project",
    "project_card",
    "project_column",
    "public",
    "pull_request",
    "pull_request_comment",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_target",
    "push",
    "registry_package",
    "release",
    "repository_dispatch",
    "schedule",
    "status",
    "watch",
    "workflow_call",
    "workflow_dispatch",
    "workflow_run",
)
"""What `github.event_name` can be. Source: `on-mapping-strict` in workflow-v1.0.json of
github.com/actions/languageservices; `dynamic` is what GitHub's own runs (Dependabot, Pages) have.
"""


class Texts(ByName[Value], Property):
    """Texts by names that people chose: the outputs of a job or step, the ports of a service."""

    __slots__ = ()
    OF = Value


class Github(Known, Context):
    """The run and its event: `github.run_id`, `github.event.client_payload.alert`."""

    __slots__ = ()
    action = text()
    """The action that is running, or the id of the step."""
    action_path = text()
    """Where a composite action is, within that action."""
    action_ref = text()
    """The ref of the action that is running: `v2`."""
    action_repository = text()
    """The owner and repository of the action that is running."""
    action_status = text("success", "failure", "cancelled")
    """The result of a composite action so far."""
    actor = text()
    """Who started the run first."""
    actor_id = text(digits=True)
    api_url = text()
    artifact_cache_size_limit = number()
    """Undocumented. Source: github.com/rhysd/actionlint, expr_sema.go."""
    artifacts = text()
    """The file in which a step declares artifacts of the workflow."""
    artifacts_list = text()
    """The file with all artifacts of the job."""
    base_ref = text()
    """The branch that a pull request goes to."""
    env = text()
    """The file in which a step sets variables for those behind it."""
    event = anything(Object({"inputs": Object(others=TEXT)}, others=ANY))
    """The event's payload, different for each event."""
    event_name = text(*EVENTS, growing=True)
    event_path = text()
    graphql_url = text()
    head_ref = text()
    """The branch that a pull request comes from: whoever opened it chose the name."""
    job = text()
    """The id of the job; null outside its steps."""
    job_workflow_sha = text()
    """Undocumented. Source: github.com/actions/languageservices, context-providers/github.ts."""
    output = text()
    """The file in which a step sets outputs. Source of this and the two like it, which are undocumented:
    github.com/actions/runner, GitHubContext.cs.
    """
    path = text()
    """The file in which a step adds to PATH."""
    ref = text(start="refs/")
    """The branch, tag or pull request, in full: `refs/heads/main`."""
    ref_name = text()
    """Its short name: `main`."""
    ref_protected = boolean()
    """Whether rules protect it."""
    ref_type = text("branch", "tag")
    repository = text()
    """`owner/name`."""
    repository_id = text(digits=True)
    repository_owner = text()
    repository_owner_id = text(digits=True)
    repository_url = text(name="repositoryUrl")
    repository_visibility = text()
    """Undocumented. Source: github.com/rhysd/actionlint, expr_sema.go."""
    retention_days = text(digits=True)
    run_attempt = text(digits=True)
    """1 for the first attempt."""
    run_id = text(digits=True)
    run_number = text(digits=True)
    """Counts the runs of this workflow, from 1."""
    secret_source = text("None", "Actions", "Codespaces", "Dependabot")
    server_url = text()
    sha = text()
    """The commit that started the run."""
    state = text()
    """The file in which an action keeps its state; see `output`."""
    step_summary = text()
    """The file in which a step writes its summary; see `output`."""
    token = text()
    """The same as `secrets.GITHUB_TOKEN`; null outside the steps of a job."""
    triggering_actor = text()
    """Who started this attempt."""
    workflow = text()
    """The workflow's name, or its path."""
    workflow_ref = text()
    """The path and ref of the workflow."""
    workflow_sha = text()
    workspace = text()
    """The folder in which steps run."""


class Container(Known, Property):
    """The container of the job."""

    __slots__ = ()
    id = text()
    network = text()


class Service(Known, Property):
    """One service container of the job."""

    __slots__ = ()
    id = text()
    network = text()
    ports = Part(Texts, Object(others=TEXT))
    """The port of the machine by the port of the container."""


class Services(ByName[Service], Property):
    """The service containers of the job by their ids."""

    __slots__ = ()
    OF = Service


class Job(Known, Context):
    """The running job: `job.status`, its container and services."""

    __slots__ = ()
    check_run_id = number()
    container = Part(Container, Container.kind())
    services = Part(Services, Object(others=Service.kind()))
    status = text("success", "failure", "cancelled")
    """How the job has gone so far."""
    workflow_file_path = text()
    """Within its repository: of the reusable workflow, where the job is defined in one."""
    workflow_ref = text()
    workflow_repository = text()
    workflow_sha = text()


class Runner(Known, Context):
    """The machine: `runner.os`, `runner.temp`."""

    __slots__ = ()
    arch = text("X86", "X64", "ARM", "ARM64")
    debug = text("1")
    """1 where debug logging is on; else null."""
    environment = text("github-hosted", "self-hosted")
    name = text()
    os = text("Linux", "Windows", "macOS")
    temp = text()
    """A folder that is empty at the start of the job and removed at its end."""
    tool_cache = text()
    workspace = text()
    """Kept for old workflows; `github.workspace` is what is meant."""


class Strategy(Known, Context):
    """How the job's matrix runs: `strategy.job_index` and the like."""

    __slots__ = ()
    fail_fast = boolean("fail-fast")
    job_index = number("job-index")
    """Counted from 0."""
    job_total = number("job-total")
    max_parallel = number("max-parallel")


class NeededJob(Known, Property):
    """A job that this one needs, or in `jobs` one of a reusable workflow."""

    __slots__ = ()
    outputs = Part(Texts, Object(others=TEXT))
    result = text(*RESULTS)


class EarlierStep(Known, Property):
    """A step that has run before this one."""

    __slots__ = ()
    conclusion = text(*RESULTS)
    """As `outcome`, but success where `continue-on-error` let the job go on."""
    outcome = text(*RESULTS)
    outputs = Part(Texts, Object(others=TEXT))


class Needs(ByName[NeededJob], Context):
    """Results and outputs of jobs by id."""

    __slots__ = ()
    OF = NeededJob


class Steps(ByName[EarlierStep], Context):
    """Outputs and outcomes of earlier steps by id."""

    __slots__ = ()
    OF = EarlierStep


class Variables(ByName[Value], Context):
    """Texts by names that people chose: variables, secrets."""

    __slots__ = ()
    OF = Value


github = Github("github")
"""The run and its event: `github.run_id`, `github.event.client_payload.alert`."""
env = Variables("env")
"""Variables set by `env` of the workflow, job or step."""
vars_ = Variables("vars")
"""Configuration variables of the repository, environment or organisation (`vars` in GitHub's words)."""
secrets = Variables("secrets")
"""Secrets; not available in any `if`."""
inputs = OpenContext("inputs")
"""Inputs of `workflow_dispatch` and `workflow_call`; empty for other events."""
needs = Needs("needs")
"""Results and outputs of needed jobs by id. Where the Job is at hand, use `job.outputs.name` and
`job.result`.
"""
steps = Steps("steps")
"""Outputs and outcomes of earlier steps by id. Where the step is at hand, use `step.outputs.name`."""
job = Job("job")
"""The running job: `job.status`, its container and services."""
runner = Runner("runner")
"""The machine: `runner.os`, `runner.temp`."""
matrix = OpenContext("matrix")
"""This job's values of `strategy.matrix`."""
strategy = Strategy("strategy")
"""How the job's matrix runs: `strategy.job_index` and the like."""
jobs_ = Needs("jobs")
"""Results and outputs of the jobs of a reusable workflow, in `on.workflow_call.outputs` only."""

CONTEXTS: dict[str, Context] = {
    one.name_: one
    for one in (github, env, vars_, secrets, inputs, needs, steps, job, runner, matrix, strategy, jobs_)
}
"""Every context by its name in the expression language."""
KINDS: dict[str, Object] = {
    "github": Github.kind(),
    "env": Object(others=TEXT),
    "vars": Object(others=TEXT),
    "secrets": Object(others=TEXT),
    "inputs": OPEN,
    "needs": Object(others=NeededJob.kind()),
    "steps": Object(others=EarlierStep.kind()),
    "job": Job.kind(),
    "runner": Runner.kind(),
    "matrix": OPEN,
    "strategy": Strategy.kind(),
    "jobs": Object(others=NeededJob.kind()),
}
"""The kind of every context, as far as it is the same in all workflows."""
