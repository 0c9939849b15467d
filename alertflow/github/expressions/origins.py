"""Which values of the contexts others write, as data: where they stand, what they are, and who writes them.

Text that an outsider writes is harmless as a value. It is dangerous where it becomes part of code: see
`alertflow.github.injection`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Writer(Enum):
    """Who decides what a text says."""

    ANYBODY = "anybody with an account"
    """Whoever opens an issue or a pull request, comments, or forks."""
    SENDER = "whoever a program with a token takes it from"
    """The program sends what it was given: the labels of an alert, the description of a deployment."""
    MEMBER = "people who may write to the repository"
    """They push branches and tags, start runs by hand, publish releases and name labels."""


class Origin(NamedTuple):
    """One value, or one kind of value, that others write."""

    path: str
    """From the context on, in lower case: `*` is any one name or number, `**` all that is below."""
    what: str
    """What it is, in words: "the title of an issue"."""
    writer: Writer
    lines: bool
    """Whether it can have several lines."""
    source: str


_DOCS = "docs.github.com/en/actions/concepts/security/script-injections"
_LAB = "securitylab.github.com/resources/github-actions-untrusted-input"
_CODEQL = "github.com/github/codeql, actions/ql/lib/ext/config/untrusted_event_properties.yml"
_EVENTS = "docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows"
_PAYLOADS = "docs.github.com/en/webhooks/webhook-events-and-payloads"
_CONTEXTS = "docs.github.com/en/actions/reference/workflows-and-actions/contexts"


def _anybody(path: str, what: str, source: str, lines: bool = False) -> Origin:
    return Origin(path, what, Writer.ANYBODY, lines, source)


def _commit(path: str, which: str, source: str) -> Iterator[Origin]:
    """What a commit says: whoever makes it writes all of this, name and address too."""
    yield _anybody(f"{path}.message", f"the message of {which}", source, lines=True)
    for person in ("author", "committer"):
        yield _anybody(f"{path}.{person}.email", f"the e-mail address of the {person} of {which}", source)
        yield _anybody(f"{path}.{person}.name", f"the name of the {person} of {which}", source)


ORIGINS: tuple[Origin, ...] = (
    _anybody("github.head_ref", "the branch of a pull request", _DOCS),
    _anybody("github.event.issue.title", "the title of an issue", _LAB),
    _anybody("github.event.issue.body", "the text of an issue", _LAB, lines=True),
    _anybody("github.event.pull_request.title", "the title of a pull request", _LAB),
    _anybody("github.event.pull_request.body", "the text of a pull request", _LAB, lines=True),
    _anybody("github.event.pull_request.head.ref", "the branch of a pull request", _LAB),
    _anybody("github.event.pull_request.head.label", "the fork and branch of a pull request", _LAB),
    _anybody("github.event.pull_request.head.repo.default_branch", "the default branch of a fork", _LAB),
    _anybody("github.event.pull_request.head.repo.description", "the description of a fork", _CODEQL),
    _anybody("github.event.pull_request.head.repo.homepage", "the home page of a fork", _CODEQL),
    _anybody("github.event.comment.body", "a comment", _LAB, lines=True),
    _anybody("github.event.review.body", "a review", _LAB, lines=True),
    _anybody("github.event.review_comment.body", "a comment in a review", _DOCS, lines=True),
    _anybody("github.event.discussion.title", "the title of a discussion", _CODEQL),
    _anybody("github.event.discussion.body", "the text of a discussion", _CODEQL, lines=True),
    _anybody("github.event.answer.body", "the answer in a discussion", _PAYLOADS, lines=True),
    _anybody("github.event.pages.*.page_name", "the name of a page of the wiki", _LAB),
    _anybody("github.event.pages.*.title", "the title of a page of the wiki", _CODEQL),
    _anybody("github.event.pages.*.summary", "the summary of a change to the wiki", _PAYLOADS),
    _anybody("github.event.changes.title.from", "the title as it was before", _CODEQL),
    _anybody("github.event.changes.body.from", "the text as it was before", _CODEQL, lines=True),
    _anybody("github.event.changes.head.ref.from", "the branch as it was before", _CODEQL),
    *_commit("github.event.commits.*", "a commit", _LAB),
    *_commit("github.event.head_commit", "the newest commit", _LAB),
    *_commit("github.event.merge_group.head_commit", "a commit to be merged", _CODEQL),
    _anybody("github.event.merge_group.head_ref", "the branch of a merge group", _CODEQL),
    *_commit("github.event.workflow_run.head_commit", "the commit of the run before", _CODEQL),
    _anybody("github.event.workflow_run.head_branch", "the branch of the run before", _CODEQL),
    _anybody("github.event.workflow_run.display_title", "the title of the run before", _CODEQL),
    _anybody("github.event.workflow_run.head_repository.description", "the description of a fork", _CODEQL),
    _anybody("github.event.workflow_run.pull_requests.*.head.ref", "the branch of a pull request", _CODEQL),
    *_commit("github.event.check_suite.head_commit", "the commit that was checked", _PAYLOADS),
    _anybody("github.event.check_suite.head_branch", "the branch that was checked", _PAYLOADS),
    _anybody("github.event.check_run.check_suite.head_branch", "the branch that was checked", _PAYLOADS),
    _anybody("github.event.commit.commit.message", "the message of a commit", _PAYLOADS, lines=True),
    _anybody("github.event.forkee.description", "the description of a fork", _PAYLOADS),
    _anybody("github.event.forkee.homepage", "the home page of a fork", _PAYLOADS),
    Origin(
        "github.event.client_payload.**", "what a repository_dispatch sends", Writer.SENDER, True, _EVENTS
    ),
    Origin("github.event.deployment.**", "what a deployment says", Writer.SENDER, True, _PAYLOADS),
    Origin(
        "github.event.deployment_status.**", "what a deployment's status says", Writer.SENDER, True, _PAYLOADS
    ),
    Origin("github.event.check_run.output.**", "what a check reports", Writer.SENDER, True, _PAYLOADS),
    Origin("github.event.check_run.name", "the name of a check", Writer.SENDER, False, _PAYLOADS),
    Origin("github.event.context", "the name of a status", Writer.SENDER, False, _PAYLOADS),
    Origin("github.event.description", "the description of a status", Writer.SENDER, False, _PAYLOADS),
    Origin("github.event.action", "the type of a repository_dispatch", Writer.SENDER, False, _EVENTS),
    Origin("github.event.branches.*.name", "the name of a branch", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.ref", "the name of a branch or tag", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.workflow", "the path of a workflow", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.base_ref", "the name of a branch", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.label.**", "what a label says", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.milestone.**", "what a milestone says", Writer.MEMBER, True, _PAYLOADS),
    Origin("github.event.release.**", "what a release says", Writer.MEMBER, True, _PAYLOADS),
    Origin("github.event.registry_package.**", "what a package says", Writer.MEMBER, True, _PAYLOADS),
    Origin("github.event.*.labels.**", "what a label says", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.*.milestone.**", "what a milestone says", Writer.MEMBER, True, _PAYLOADS),
    Origin("github.event.repository.**", "what the repository says", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.organization.**", "what the organisation says", Writer.MEMBER, False, _PAYLOADS),
    Origin("github.event.inputs.*", "an input of a run", Writer.MEMBER, True, _EVENTS),
    Origin("inputs.*", "an input of a run", Writer.MEMBER, True, _CONTEXTS),
    Origin("github.ref", "the name of a branch or tag", Writer.MEMBER, False, _DOCS),
    Origin("github.ref_name", "the name of a branch or tag", Writer.MEMBER, False, _DOCS),
    Origin("github.base_ref", "the name of a branch", Writer.MEMBER, False, _CONTEXTS),
    Origin("github.event.**", "a part of the event", Writer.ANYBODY, True, _DOCS),
)
"""Every such value; of two that fit, the first holds. The last is all that the others do not name."""

MADE_BY_GITHUB = frozenset(
    (
        "additions",
        "after",
        "archived",
        "author_association",
        "before",
        "changed_files",
        "closed_at",
        "conclusion",
        "created",
        "created_at",
        "deleted",
        "deletions",
        "disabled",
        "distinct_size",
        "draft",
        "forced",
        "fork",
        "full_name",
        "id",
        "locked",
        "login",
        "merged",
        "merged_at",
        "node_id",
        "number",
        "private",
        "published_at",
        "pushed_at",
        "pusher_type",
        "ref_type",
        "run_attempt",
        "run_id",
        "run_number",
        "schedule",
        "sha",
        "site_admin",
        "size",
        "starred_at",
        "state",
        "state_reason",
        "submitted_at",
        "updated_at",
    )
)
"""Properties of an event that hold what GitHub itself makes: numbers, hashes, times and fixed words, and the
names of accounts and repositories, which have letters, digits, `-`, `_` and `.` only; and the line of cron
that started the run, which stands in the workflow itself. Source: the schemas of
docs.github.com/en/webhooks/webhook-events-and-payloads; github.com/zizmorcore/zizmor,
data/context-capabilities.csv ("fixed").
"""
FREE = (
    ("github", "event", "client_payload"),
    ("github", "event", "deployment", "payload"),
    ("github", "event", "inputs"),
)
"""Where the names, too, are chosen by others, so that `id` may be anything."""
