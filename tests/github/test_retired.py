"""What GitHub no longer runs."""

from datetime import date

import pytest

from alertflow.github import CATALOGUE, Uses
from alertflow.github.retired import NODE_VERSIONS, RUNNERS, retired_action


def test_each_has_a_day_a_source_and_something_in_its_place() -> None:
    for one in (*RUNNERS.values(), *NODE_VERSIONS.values()):
        assert date.fromisoformat(one.since) < date(2026, 12, 1)
        assert one.source.startswith(("github.com/", "github.blog/"))
        assert one.instead not in (*RUNNERS, *NODE_VERSIONS)


@pytest.mark.parametrize(
    "text", ["actions/cache@v2", "actions/cache/restore@v1.2.3", "Actions/upload-artifact@v3"]
)
def test_an_old_version_is_retired(text: str) -> None:
    uses = Uses.of(text)
    assert uses is not None and retired_action(uses) is not None


@pytest.mark.parametrize("text", ["actions/cache@v3", "actions/cache@main", "someone/cache@v1"])
def test_a_newer_a_branch_and_another_s_are_not(text: str) -> None:
    uses = Uses.of(text)
    assert uses is not None and retired_action(uses) is None


def test_what_is_named_instead_works_and_so_does_the_catalogue() -> None:
    for action in CATALOGUE:
        assert retired_action(Uses(action.name, action.version)) is None
    for text in ("actions/cache@v1", "actions/upload-artifact@v1", "actions/download-artifact@v1"):
        uses = Uses.of(text)
        retired = uses and retired_action(uses)
        instead = retired and Uses.of(retired.instead)
        assert instead and retired_action(instead) is None
