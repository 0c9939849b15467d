"""The actions that the package knows: each seen in several places, found by a version of any precision."""

import re

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import CACHE, CATALOGUE, CHECKOUT, Action, Uses, UsesStep, catalogued, known_action
from alertflow.github.actions.action import version_number
from alertflow.github.actions.catalogue import SEEN


def test_every_entry_is_a_version_at_a_commit_that_was_seen_in_two_repositories() -> None:
    for seen in SEEN:
        assert re.fullmatch(r"v\d+\.\d+\.\d+", seen.version), seen
        assert re.fullmatch(r"[0-9a-f]{40}", seen.sha), seen
        assert len(set(seen.where)) >= 2, seen


def test_no_version_and_no_commit_stands_there_twice() -> None:
    assert len({(seen.repository, seen.version) for seen in SEEN}) == len(SEEN)
    assert len({seen.sha for seen in SEEN}) == len(SEEN)


def test_repositories_are_in_order_their_newest_version_first() -> None:
    repositories = list(dict.fromkeys(seen.repository for seen in SEEN))
    assert repositories == sorted(repositories, key=str.lower)
    for repository in repositories:
        versions = [version_number(seen.version) or () for seen in SEEN if seen.repository == repository]
        assert versions == sorted(versions, reverse=True)


def test_named_actions_are_at_their_newest_version() -> None:
    for action in CATALOGUE:
        newest = next(seen for seen in SEEN if seen.repository == action.name)
        assert (action.sha, action.version) == (newest.sha, newest.version)
        assert action.outputs


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("actions/checkout@v7", "v7.0.1"),
        ("actions/checkout@v7.0", "v7.0.1"),
        ("actions/checkout@v7.0.1", "v7.0.1"),
        ("actions/checkout@7.0.1", "v7.0.1"),
        ("Actions/Checkout@v6", "v6.0.2"),
        ("actions/cache/restore@v6", "v6.1.0"),
    ],
)
def test_a_version_of_any_precision_is_found(text: str, version: str) -> None:
    uses = Uses.of(text)
    assert uses is not None
    found = catalogued(uses)
    assert found is not None
    assert (found.name, found.version) == (uses.name, version)


@pytest.mark.parametrize(
    "text",
    [
        "actions/checkout@v5",
        "actions/checkout@v7.0.2",
        "actions/checkout@v7.1",
        "actions/checkout@main",
        "actions/checkout@v7-beta",
        "somebody/checkout@v7",
    ],
)
def test_what_was_not_seen_is_not_known(text: str) -> None:
    uses = Uses.of(text)
    assert uses is not None
    assert catalogued(uses) is None


def test_an_action_in_a_folder_is_at_the_commit_of_its_repository() -> None:
    assert catalogued(Uses("actions/cache/save", "v6")) == Action(
        "actions/cache/save", sha=CACHE.sha, version=CACHE.version
    )
    assert CHECKOUT.pin == f"actions/checkout@{CHECKOUT.sha}"


def test_a_step_takes_a_known_action_by_its_text() -> None:
    step = UsesStep(uses=known_action("docker/login-action@v4"))
    assert step.to_data() == {"uses": "docker/login-action@dbcb813823bdd20940b903addbd779551569679f"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "docker/login-acton@v4",
            "'docker/login-acton@v4' is not in the catalogue. Did you mean 'docker/login-action@v4'?",
        ),
        (
            "actions/checkout@v5",
            "'actions/checkout@v5' is not in the catalogue. Known of actions/checkout: v7.0.1",
        ),
        ("some/thing@v1", "'some/thing@v1' is not in the catalogue. 'alertflow pin' finds the commit of any"),
        ("actions/checkout", "'actions/checkout' names no action: owner/repository@version."),
    ],
)
def test_an_action_that_is_not_known_is_refused_where_it_is_named(text: str, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        known_action(text)
    assert message in str(caught.value)
    assert "test_catalogue.py:" in str(caught.value)
