"""GitHub Actions workflows as typed, frozen Python: expressions are objects, and `needs` follows from their
use.

>>> from alertflow.github import Job, RunStep, Triggers, Workflow, WorkflowDispatch
>>> version = RunStep(id="version", run='echo "name=v1" >> "$GITHUB_OUTPUT"', outputs=["name"])
>>> build = Job("build", runs_on="ubuntu-24.04", steps=[version], outputs={"name": version.outputs.name})
>>> say = Job("say", runs_on="ubuntu-24.04", steps=[RunStep(run=f"echo {build.outputs.name}")])
>>> workflow = Workflow(name="Say", on=Triggers(workflow_dispatch=WorkflowDispatch()), jobs=[build, say])
>>> workflow.needs(say)
('build',)
>>> workflow.to_data()["jobs"]["say"]["steps"]
[{'env': {'BUILD_NAME': '${{ needs.build.outputs.name }}'}, 'run': 'echo "$BUILD_NAME"'}]
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.github.actions.action import Action, Uses
    from alertflow.github.actions.action_file import (
        ActionFile,
        ActionInput,
        ActionOutput,
        Branding,
        Composite,
        Docker,
        JavaScript,
    )
    from alertflow.github.actions.catalogue import (
        CACHE,
        CATALOGUE,
        CHECKOUT,
        DOWNLOAD_ARTIFACT,
        GITHUB_SCRIPT,
        SETUP_GO,
        SETUP_NODE,
        SETUP_PYTHON,
        SETUP_UV,
        UPLOAD_ARTIFACT,
        catalogued,
        known_action,
    )
    from alertflow.github.events import (
        BranchProtectionRule,
        CallInput,
        CallOutput,
        CallSecret,
        CheckRun,
        CheckSuite,
        Discussion,
        DiscussionComment,
        EventName,
        ImageVersion,
        Input,
        IssueComment,
        Issues,
        Label,
        MergeGroup,
        Milestone,
        On,
        Project,
        ProjectCard,
        ProjectColumn,
        PullRequest,
        PullRequestReview,
        PullRequestReviewComment,
        PullRequestTarget,
        Push,
        RegistryPackage,
        Release,
        RepositoryDispatch,
        Schedule,
        Trigger,
        Triggers,
        Unfiltered,
        Watch,
        WorkflowCall,
        WorkflowDispatch,
        WorkflowRun,
        triggers_of,
    )
    from alertflow.github.expressions.contexts import (
        env,
        github,
        inputs,
        job,
        jobs_,
        matrix,
        needs,
        runner,
        secrets,
        steps,
        strategy,
        vars_,
    )
    from alertflow.github.expressions.functions import (
        all_of,
        always,
        any_of,
        cancelled,
        contains,
        ends_with,
        failure,
        format_,
        from_json,
        hash_files,
        join,
        literal,
        one_of,
        starts_with,
        success,
        to_json,
    )
    from alertflow.github.expressions.interpolation import parse_condition
    from alertflow.github.expressions.known import UnknownPropertyError
    from alertflow.github.expressions.parser import ExpressionSyntaxError, parse
    from alertflow.github.expressions.tree import Expr, ExpressionError, Reference
    from alertflow.github.jobs.background import CancelStep, ParallelStep, Step, WaitAllStep, WaitStep
    from alertflow.github.jobs.base_job import Order
    from alertflow.github.jobs.concurrency import Concurrency
    from alertflow.github.jobs.containers import Container, Credentials, Service
    from alertflow.github.jobs.environment import Environment
    from alertflow.github.jobs.job import AnyJob, CallJob, Job
    from alertflow.github.jobs.runners import Defaults, RunsOn, Snapshot
    from alertflow.github.jobs.step import RunStep, UsesStep
    from alertflow.github.jobs.strategies import Strategy
    from alertflow.github.limits import secret_name_problem
    from alertflow.github.permissions import Permissions
    from alertflow.github.references.outputs import Outputs, References
    from alertflow.github.references.problems import Problem
    from alertflow.github.scripts.hoisting import hoist
    from alertflow.github.values import Verbatim, variables
    from alertflow.github.workflows import Workflow
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        actions.action_file: ActionFile ActionInput ActionOutput Branding Composite Docker JavaScript
        actions.action: Action Uses
        jobs.background: CancelStep ParallelStep Step WaitAllStep WaitStep
        jobs.base_job: Order
        actions.catalogue: CACHE CATALOGUE CHECKOUT DOWNLOAD_ARTIFACT GITHUB_SCRIPT SETUP_GO SETUP_NODE
            SETUP_PYTHON SETUP_UV UPLOAD_ARTIFACT catalogued known_action
        jobs.concurrency: Concurrency
        jobs.containers: Container Credentials Service
        jobs.environment: Environment
        events: BranchProtectionRule CallInput CallOutput CallSecret CheckRun CheckSuite Discussion
            DiscussionComment EventName ImageVersion Input IssueComment Issues Label MergeGroup
            Milestone On Project ProjectCard ProjectColumn PullRequest PullRequestReview
            PullRequestReviewComment PullRequestTarget Push RegistryPackage Release
            RepositoryDispatch Schedule Trigger Triggers Unfiltered Watch WorkflowCall
            WorkflowDispatch WorkflowRun triggers_of
        expressions.contexts: env github inputs job jobs_ matrix needs runner secrets steps strategy
            vars_
        expressions.functions: all_of always any_of cancelled contains ends_with failure format_
            from_json hash_files join literal one_of starts_with success to_json
        expressions.interpolation: parse_condition
        expressions.known: UnknownPropertyError
        expressions.parser: ExpressionSyntaxError parse
        expressions.tree: Expr ExpressionError Reference
        jobs.job: AnyJob CallJob Job
        limits: secret_name_problem
        references.outputs: Outputs References
        permissions: Permissions
        references.problems: Problem
        jobs.runners: Defaults RunsOn Snapshot
        scripts.hoisting: hoist
        jobs.step: RunStep UsesStep
        jobs.strategies: Strategy
        values: Verbatim variables
        workflows: Workflow
        """,
    )

__all__ = [
    "CACHE",
    "CATALOGUE",
    "CHECKOUT",
    "DOWNLOAD_ARTIFACT",
    "GITHUB_SCRIPT",
    "SETUP_GO",
    "SETUP_NODE",
    "SETUP_PYTHON",
    "SETUP_UV",
    "UPLOAD_ARTIFACT",
    "Action",
    "ActionFile",
    "ActionInput",
    "ActionOutput",
    "AnyJob",
    "BranchProtectionRule",
    "Branding",
    "CallInput",
    "CallJob",
    "CallOutput",
    "CallSecret",
    "CancelStep",
    "CheckRun",
    "CheckSuite",
    "Composite",
    "Concurrency",
    "Container",
    "Credentials",
    "Defaults",
    "Discussion",
    "DiscussionComment",
    "Docker",
    "Environment",
    "EventName",
    "Expr",
    "ExpressionError",
    "ExpressionSyntaxError",
    "ImageVersion",
    "Input",
    "IssueComment",
    "Issues",
    "JavaScript",
    "Job",
    "Label",
    "MergeGroup",
    "Milestone",
    "On",
    "Order",
    "Outputs",
    "ParallelStep",
    "Permissions",
    "Problem",
    "Project",
    "ProjectCard",
    "ProjectColumn",
    "PullRequest",
    "PullRequestReview",
    "PullRequestReviewComment",
    "PullRequestTarget",
    "Push",
    "Reference",
    "References",
    "RegistryPackage",
    "Release",
    "RepositoryDispatch",
    "RunStep",
    "RunsOn",
    "Schedule",
    "Service",
    "Snapshot",
    "Step",
    "Strategy",
    "Trigger",
    "Triggers",
    "Unfiltered",
    "UnknownPropertyError",
    "Uses",
    "UsesStep",
    "Verbatim",
    "WaitAllStep",
    "WaitStep",
    "Watch",
    "Workflow",
    "WorkflowCall",
    "WorkflowDispatch",
    "WorkflowRun",
    "all_of",
    "always",
    "any_of",
    "cancelled",
    "catalogued",
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
    "known_action",
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
    "triggers_of",
    "variables",
    "vars_",
]
