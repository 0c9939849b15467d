"""Events that are filtered by patterns for branches, tags, paths and the like.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows and
…/workflow-syntax#on
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from alertflow.github.events.trigger import OneOrMore, Trigger

Patterns: TypeAlias = OneOrMore[str]
"""One pattern or several, `releases/**` or `!docs/*.md`, of which the last that fits decides."""

PullRequestType: TypeAlias = Literal[
    "assigned",
    "unassigned",
    "labeled",
    "unlabeled",
    "opened",
    "edited",
    "closed",
    "reopened",
    "synchronize",
    "converted_to_draft",
    "locked",
    "unlocked",
    "enqueued",
    "dequeued",
    "milestoned",
    "demilestoned",
    "ready_for_review",
    "review_requested",
    "review_request_removed",
    "auto_merge_enabled",
    "auto_merge_disabled",
    "stacked",
]
"""What can happen to a pull request. Sources: the page above; `stacked`: github.com/actions/languageservices,
workflow-v1.0.json.
"""


class Push(Trigger):
    """Commits or tags were pushed.

    With filters for branches only, a pushed tag starts nothing, and the other way round. Filters for paths
    are not looked at for tags.
    """

    EXCLUSIVE: ClassVar[tuple[str, ...]] = ("branches", "tags", "paths")

    branches: Patterns = ()
    branches_ignore: Patterns = ()
    tags: Patterns = ()
    tags_ignore: Patterns = ()
    paths: Patterns = ()
    paths_ignore: Patterns = ()


class _PullRequest(Trigger):
    """What may stand under both events of pull requests."""

    EXCLUSIVE: ClassVar[tuple[str, ...]] = ("branches", "paths")

    types: OneOrMore[PullRequestType] = ()
    """Without any: opened, synchronize and reopened."""
    branches: Patterns = ()
    """Of the branch that the pull request is to be merged into."""
    branches_ignore: Patterns = ()
    paths: Patterns = ()
    paths_ignore: Patterns = ()


class PullRequest(_PullRequest):
    """Something happened to a pull request that can be merged; the run sees what the merge would give."""


class PullRequestTarget(_PullRequest):
    """Something happened to a pull request; the run has the rights and secrets of the default branch.

    Whoever opens a pull request controls its text and code: nothing of it may be run here.
    """


class MergeGroup(Trigger):
    """A pull request has come into the merge queue."""

    EXCLUSIVE: ClassVar[tuple[str, ...]] = ("branches",)

    types: OneOrMore[Literal["checks_requested"]] = ()
    branches: Patterns = ()
    """Of the branch that the group is to be merged into."""
    branches_ignore: Patterns = ()


class WorkflowRun(Trigger):
    """Another workflow of the repository was requested, began or has completed, however it ended.

    A chain of them goes three levels deep.
    """

    EXCLUSIVE: ClassVar[tuple[str, ...]] = ("branches",)

    workflows: OneOrMore[str]
    """The other workflows' names, one of which is enough."""
    types: OneOrMore[Literal["completed", "requested", "in_progress"]] = ()
    branches: Patterns = ()
    """Of the branch that the other workflow ran on."""
    branches_ignore: Patterns = ()


class ImageVersion(Trigger):
    """A version of a custom runner image was made or changed its state."""

    types: OneOrMore[Literal["created", "ready", "deleted"]] = ()
    names: Patterns = ()
    """Of the image's name."""
    versions: Patterns = ()
    """Of the version, such as `1.*`."""
