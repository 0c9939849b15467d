import re

import pytest

from alertflow.github.expressions.contexts import KINDS
from alertflow.github.expressions.origins import FREE, MADE_BY_GITHUB, ORIGINS, Origin, Writer


@pytest.mark.parametrize("origin", ORIGINS, ids=lambda one: one.path)
def test_a_value_that_others_write_is_said_in_words_with_its_source(origin: Origin) -> None:
    assert re.fullmatch(r"(github|inputs)(\.(\w+|\*))*(\.\*\*)?", origin.path)
    assert origin.path == origin.path.lower()
    assert origin.what and origin.source.partition("/")[0].endswith((".com", ".org"))
    first, second, *_ = [*origin.path.split("."), ""]
    assert first == "inputs" or KINDS["github"].property(second) is not None


def test_each_is_there_once() -> None:
    paths = [one.path for one in ORIGINS]
    assert len(paths) == len(set(paths))


def test_what_githubs_security_lab_lists_anybody_can_write() -> None:
    listed = """
        issue.title issue.body pull_request.title pull_request.body comment.body review.body
        pages.*.page_name commits.*.message head_commit.message head_commit.author.email
        head_commit.author.name commits.*.author.email commits.*.author.name pull_request.head.ref
        pull_request.head.label pull_request.head.repo.default_branch
    """
    ours = {one.path: one.writer for one in ORIGINS}
    assert {ours[f"github.event.{one}"] for one in listed.split()} == {Writer.ANYBODY}
    assert ours["github.head_ref"] is Writer.ANYBODY


def test_what_github_makes_is_no_text_of_others() -> None:
    names = {one.path.rpartition(".")[2] for one in ORIGINS}
    assert not MADE_BY_GITHUB & names
    assert all(free[:2] == ("github", "event") for free in FREE)
