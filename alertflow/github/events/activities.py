"""Events of which only some kinds of activity may start the workflow, each with its own kinds.

Source: docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows. Without
`types`, every kind starts it.
"""

from __future__ import annotations

from typing import Literal

from alertflow.github.events.trigger import OneOrMore, Trigger


class BranchProtectionRule(Trigger):
    """A rule that protects branches was changed."""

    types: OneOrMore[Literal["created", "edited", "deleted"]] = ()


class CheckRun(Trigger):
    """One test of a check suite did something; not those of GitHub Actions itself."""

    types: OneOrMore[Literal["created", "rerequested", "completed", "requested_action"]] = ()


class CheckSuite(Trigger):
    """All checks of a commit are done; not those of GitHub Actions itself."""

    types: OneOrMore[Literal["completed"]] = ()


class Discussion(Trigger):
    """A discussion was opened or changed; for its comments there is DiscussionComment."""

    types: OneOrMore[
        Literal[
            "created",
            "edited",
            "deleted",
            "transferred",
            "pinned",
            "unpinned",
            "labeled",
            "unlabeled",
            "locked",
            "unlocked",
            "category_changed",
            "answered",
            "unanswered",
        ]
    ] = ()


class DiscussionComment(Trigger):
    """A comment on a discussion was written, changed or deleted."""

    types: OneOrMore[Literal["created", "edited", "deleted"]] = ()


class IssueComment(Trigger):
    """A comment on an issue or on a pull request was written, changed or deleted.

    `github.event.issue.pull_request` tells the two apart.
    """

    types: OneOrMore[Literal["created", "edited", "deleted"]] = ()


class Issues(Trigger):
    """An issue was opened or changed; for its comments there is IssueComment."""

    types: OneOrMore[
        Literal[
            "opened",
            "edited",
            "deleted",
            "transferred",
            "pinned",
            "unpinned",
            "closed",
            "reopened",
            "assigned",
            "unassigned",
            "labeled",
            "unlabeled",
            "locked",
            "unlocked",
            "milestoned",
            "demilestoned",
            "field_added",
            "field_removed",
            "typed",
            "untyped",
        ]
    ] = ()


class Label(Trigger):
    """A label of the repository was made, changed or deleted; to put one on an issue is `labeled` there."""

    types: OneOrMore[Literal["created", "edited", "deleted"]] = ()


class Milestone(Trigger):
    """A milestone was made or changed; to put an issue on one is `milestoned` there."""

    types: OneOrMore[Literal["created", "closed", "opened", "edited", "deleted"]] = ()


class Project(Trigger):
    """A classic project board of the repository was changed."""

    types: OneOrMore[Literal["created", "closed", "reopened", "edited", "deleted"]] = ()


class ProjectCard(Trigger):
    """A card on a classic project board was changed; `converted` means to an issue."""

    types: OneOrMore[Literal["created", "moved", "converted", "edited", "deleted"]] = ()


class ProjectColumn(Trigger):
    """A column of a classic project board was changed."""

    types: OneOrMore[Literal["created", "updated", "moved", "deleted"]] = ()


class PullRequestReview(Trigger):
    """A review of a pull request was submitted, edited or dismissed."""

    types: OneOrMore[Literal["submitted", "edited", "dismissed"]] = ()


class PullRequestReviewComment(Trigger):
    """A comment on the diff of a pull request was written, changed or deleted."""

    types: OneOrMore[Literal["created", "edited", "deleted"]] = ()


class RegistryPackage(Trigger):
    """A package was published or updated; a container image once for each of its manifests."""

    types: OneOrMore[Literal["published", "updated"]] = ()


class Release(Trigger):
    """A release was published or changed. Drafts start nothing until they are `published`."""

    types: OneOrMore[
        Literal["published", "unpublished", "created", "edited", "deleted", "prereleased", "released"]
    ] = ()


class Watch(Trigger):
    """Somebody starred the repository."""

    types: OneOrMore[Literal["started"]] = ()
