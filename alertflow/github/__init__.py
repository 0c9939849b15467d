"""GitHub Actions workflows as typed, frozen Python: expressions are objects, and `needs` follows from their
use.

>>> from alertflow.github import Job, RunStep, Triggers, Workflow, WorkflowDispatch
>>> version = RunStep(id="version", run='echo "name=v1" >> "$GITHUB_OUTPUT"', outputs=["name"])
>>> build = Job("build", runs_on="ubuntu-24.04", steps=[version], outputs={"name": version.output("name")})
>>> say = Job("say", runs_on="ubuntu-24.04", steps=[RunStep(run=f"echo {build.output('name')}")])
>>> workflow = Workflow(name="Say", on=Triggers(workflow_dispatch=WorkflowDispatch()), jobs=[build, say])
>>> workflow.needs(say)
('build',)
>>> workflow.to_data()["jobs"]["say"]["steps"]
[{'env': {'BUILD_NAME': '${{ needs.build.outputs.name }}'}, 'run': 'echo "$BUILD_NAME"'}]
"""

from alertflow.github.actions import (
    CATALOGUE,
    CHECKOUT,
    DOWNLOAD_ARTIFACT,
    SETUP_GO,
    SETUP_NODE,
    SETUP_PYTHON,
    SETUP_UV,
    UPLOAD_ARTIFACT,
    Action,
)
from alertflow.github.expressions.contexts import (
    all_of,
    always,
    any_of,
    cancelled,
    contains,
    ends_with,
    env,
    failure,
    format_,
    from_json,
    github,
    hash_files,
    inputs,
    job,
    jobs_,
    join,
    literal,
    matrix,
    needs,
    one_of,
    runner,
    secrets,
    starts_with,
    steps,
    strategy,
    success,
    to_json,
    vars_,
)
from alertflow.github.expressions.parser import ExpressionSyntaxError, parse, parse_condition
from alertflow.github.expressions.tree import Expr, ExpressionError, Reference
from alertflow.github.jobs import Concurrency, Defaults, Environment, Job, Strategy
from alertflow.github.limits import secret_name_problem
from alertflow.github.permissions import Permissions
from alertflow.github.scripts.hoisting import hoist
from alertflow.github.step import RunStep, Step, UsesStep
from alertflow.github.triggers import (
    Input,
    PullRequest,
    Push,
    RepositoryDispatch,
    Schedule,
    Triggers,
    WorkflowDispatch,
    WorkflowRun,
)
from alertflow.github.workflows import Workflow

__all__ = [
    "CATALOGUE",
    "CHECKOUT",
    "DOWNLOAD_ARTIFACT",
    "SETUP_GO",
    "SETUP_NODE",
    "SETUP_PYTHON",
    "SETUP_UV",
    "UPLOAD_ARTIFACT",
    "Action",
    "Concurrency",
    "Defaults",
    "Environment",
    "Expr",
    "ExpressionError",
    "ExpressionSyntaxError",
    "Input",
    "Job",
    "Permissions",
    "PullRequest",
    "Push",
    "Reference",
    "RepositoryDispatch",
    "RunStep",
    "Schedule",
    "Step",
    "Strategy",
    "Triggers",
    "UsesStep",
    "Workflow",
    "WorkflowDispatch",
    "WorkflowRun",
    "all_of",
    "always",
    "any_of",
    "cancelled",
    "contains",
    "ends_with",
    "env",
    "failure",
    "format_",
    "from_json",
    "github",
    "hash_files",
    "hoist",
    "inputs",
    "job",
    "jobs_",
    "join",
    "literal",
    "matrix",
    "needs",
    "one_of",
    "parse",
    "parse_condition",
    "runner",
    "secret_name_problem",
    "secrets",
    "starts_with",
    "steps",
    "strategy",
    "success",
    "to_json",
    "vars_",
]
