"""Misspelt inputs of common actions."""

import pytest

from alertflow.github.actions.known_inputs import INPUTS, misspelt_input


@pytest.mark.parametrize(
    ("action", "name", "meant"),
    [
        ("actions/checkout", "fetch_depth", "fetch-depth"),
        ("Actions/Checkout", "sub-modules", "submodules"),
        ("actions/cache", "keys", "key"),
        ("actions/cache/save", "enable-cross-os-archive", "enableCrossOsArchive"),
        ("actions/setup-node", "node_version", "node-version"),
        ("actions/upload-artifact", "retention-day", "retention-days"),
    ],
)
def test_what_is_nearly_an_input_is_taken_for_it(action: str, name: str, meant: str) -> None:
    assert misspelt_input(action, name) == meant


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("actions/checkout", "something-new"),
        ("someone/else", "fetch_depth"),
        ("actions/checkout", "refs-only"),
    ],
)
def test_what_is_nothing_like_one_may_be_new(action: str, name: str) -> None:
    assert misspelt_input(action, name) is None


@pytest.mark.parametrize("action", INPUTS)
def test_no_input_is_taken_for_another(action: str) -> None:
    assert [name for name in INPUTS[action] if misspelt_input(action, name.upper())] == []
