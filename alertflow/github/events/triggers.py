"""Triggers: the events that start a workflow, by name, and the short ways to say them.

Source: docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from alertflow.declared import Items, suggestion
from alertflow.github.events.activities import (
    BranchProtectionRule,
    CheckRun,
    CheckSuite,
    Discussion,
    DiscussionComment,
    IssueComment,
    Issues,
    Label,
    Milestone,
    Project,
    ProjectCard,
    ProjectColumn,
    PullRequestReview,
    PullRequestReviewComment,
    RegistryPackage,
    Release,
    Watch,
)
from alertflow.github.events.call import WorkflowCall
from alertflow.github.events.dispatch import RepositoryDispatch, WorkflowDispatch
from alertflow.github.events.filters import (
    ImageVersion,
    MergeGroup,
    PullRequest,
    PullRequestTarget,
    Push,
    WorkflowRun,
)
from alertflow.github.events.schedule import Schedule
from alertflow.github.events.trigger import Unfiltered
from alertflow.github.syntax import Syntax

EventName: TypeAlias = Literal[
    "branch_protection_rule",
    "check_run",
    "check_suite",
    "create",
    "delete",
    "deployment",
    "deployment_status",
    "discussion",
    "discussion_comment",
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
]
"""Every event, by GitHub's name."""


class Triggers(Syntax):
    """The events that start a workflow, each with its settings.

    >>> from alertflow.github import PullRequest, Push, Triggers
    >>> Triggers(push=Push(branches="main"), pull_request=PullRequest()).to_data()
    {'push': {'branches': 'main'}, 'pull_request': None}
    """

    UNDERSCORES: ClassVar[bool] = True

    repository_dispatch: RepositoryDispatch | None = None
    workflow_dispatch: WorkflowDispatch | None = None
    workflow_call: WorkflowCall | None = None
    schedule: Items[Schedule] = ()
    push: Push | None = None
    pull_request: PullRequest | None = None
    pull_request_target: PullRequestTarget | None = None
    merge_group: MergeGroup | None = None
    workflow_run: WorkflowRun | None = None
    branch_protection_rule: BranchProtectionRule | None = None
    check_run: CheckRun | None = None
    check_suite: CheckSuite | None = None
    create: Unfiltered | None = None
    """A branch or tag was made."""
    delete: Unfiltered | None = None
    """A branch or tag was deleted."""
    deployment: Unfiltered | None = None
    """A deployment was made."""
    deployment_status: Unfiltered | None = None
    """Somebody told how a deployment stands."""
    discussion: Discussion | None = None
    discussion_comment: DiscussionComment | None = None
    fork: Unfiltered | None = None
    """Somebody forked the repository."""
    gollum: Unfiltered | None = None
    """A page of the wiki was written or changed."""
    image_version: ImageVersion | None = None
    issue_comment: IssueComment | None = None
    issues: Issues | None = None
    label: Label | None = None
    milestone: Milestone | None = None
    page_build: Unfiltered | None = None
    """The branch that GitHub Pages publishes was pushed to."""
    project: Project | None = None
    project_card: ProjectCard | None = None
    project_column: ProjectColumn | None = None
    public: Unfiltered | None = None
    """The repository has become public."""
    pull_request_comment: IssueComment | None = None
    """What `issue_comment` is called in old files; GitHub says to use that."""
    pull_request_review: PullRequestReview | None = None
    pull_request_review_comment: PullRequestReviewComment | None = None
    registry_package: RegistryPackage | None = None
    release: Release | None = None
    status: Unfiltered | None = None
    """The status of a commit has changed."""
    watch: Watch | None = None

    def names(self) -> tuple[str, ...]:
        """The names of the events that it answers, those in `extra` too."""
        given, settings = self.model_fields_set, self.__dict__
        return (*[name for name in self.keys() if name in given and settings[name]], *self.extra)

    def get(self, name: str) -> Any:
        """The settings of the event `name`: a Trigger, for `schedule` a tuple, of `extra` what stands there;
        None where it is not answered.
        """
        return (getattr(self, name) if name in self.keys() else self.extra.get(name)) or None

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """No event at all."""
        if not self.names():
            yield "extra", _NO_EVENT

    def completed(self, data: dict[str, Any]) -> dict[str, Any]:
        """`data` with what stood empty in a file: `push: {}` is as good as `push:`, and written so again."""
        stood = {key: value for key, value in self.empty.items() if data.get(key) is None}
        return super().completed(data | stood)


_KNOWN = frozenset(Triggers.keys())
_NO_EVENT = "a workflow starts on at least one event, such as push."
_NOTHING_ALONE = {"schedule": "when, by cron", "workflow_run": "after which workflows"}
"""Events that start nothing without settings, and what these say."""


def name_problem(on: str | Sequence[str]) -> str | None:
    """Why a workflow cannot start on these names alone; None where it can.

    Sources, each with what GitHub says: for workflow_run, github.com/github/gh-aw, issue 33188; for no event
    at all, github.com/rhysd/actionlint, issue 232.
    """
    for name in (names := (on,) if isinstance(on, str) else on):
        if says := _NOTHING_ALONE.get(name):
            return f"'{name}' starts nothing by its name alone: its settings say {says}."
    return None if names else _NO_EVENT


def _on(value: Any) -> Any:
    if isinstance(value, Triggers):
        return value
    names = value if isinstance(value, (list, tuple)) else (value,)
    for name in names:
        if not isinstance(name, str):
            raise PydanticCustomError("kind", "should be Triggers, the name of an event or a list of names")
        if name not in _KNOWN:
            raise ValueError(f"'{name}' is no event that starts a workflow. {suggestion(name, _KNOWN)}")
    if message := name_problem(names):
        raise ValueError(message)
    return tuple(value) if names is value else value


class _Events:
    """Tells with the nearest name what is wrong with one, where pydantic would list all events."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_on)


On = Annotated[Triggers | EventName | Items[EventName], _Events]
"""What `on` of a workflow takes: `Triggers(…)`, `"push"` or `["push", "pull_request"]`."""


def triggers_of(on: Triggers | EventName | Sequence[EventName]) -> Triggers:
    """The events of a workflow, however `on` says them."""
    if isinstance(on, Triggers):
        return on
    return _named((on,) if isinstance(on, str) else tuple(on))


@lru_cache(maxsize=256)
def _named(names: tuple[str, ...]) -> Triggers:
    settings = {name: get_args(Triggers.model_fields[name].annotation)[0] for name in names}
    given = {name: cls.of_file({}, None) for name, cls in settings.items() if name != "schedule"}
    return Triggers.of_file(given, None)
