"""Patterns of filters that cannot be meant."""

import pytest

from alertflow.github import MergeGroup, PullRequest, Push
from alertflow.github.events.patterns import pattern_mistakes, pattern_problem
from alertflow.github.simulation.patterns import included

NAMES = ["main", "dev", "releases/10", "feature/a", "v1.0", "v2", "x"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("feature branch", "no name has a space in it"),
        ("a..b", "no name has .. in it"),
        ("x@{1}", "no name has @{ in it"),
        ("a:b", "no name has : in it"),
        ("/main", "no name begins or ends with /"),
        ("release/", "no name begins or ends with /"),
        ("v.", "no name begins or ends with ."),
        ("v[9-1]", "the range 9-1 runs backwards"),
        ("v[", "its [ has no ]"),
        ("v[]", "there is nothing between its [ and ]"),
        ("+x", "+ is about what stands before it"),
        ("!", "is empty"),
    ],
)
def test_what_fits_no_ref_is_told(pattern: str, said: str) -> None:
    told = pattern_problem(pattern, of_path=False)
    assert told is not None and said in told


@pytest.mark.parametrize("pattern", ["feature branch", "a..b", "x@{1}", "a:b", "/main", "release/", "v."])
def test_what_fits_no_ref_does_not_fit_those_there_are(pattern: str) -> None:
    assert not any(included([pattern], name) for name in NAMES)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("./src/**", "without './'"),
        ("../src", "without '../'"),
        ("docs/", "'docs/**' is what lies below the folder"),
        (" docs/**", "begins or ends with a space"),
    ],
)
def test_what_fits_no_path_is_told(pattern: str, said: str) -> None:
    told = pattern_problem(pattern, of_path=True)
    assert told is not None and said in told


@pytest.mark.parametrize(
    "pattern",
    ["main", "!dev", "releases/**", "v[12].[0-9]+", "feature-?", "[CB]at", "*-test", r"a\[b", "[ab.]x"],
)
def test_patterns_for_refs_are_right(pattern: str) -> None:
    assert pattern_problem(pattern, of_path=False) is None


@pytest.mark.parametrize(
    "pattern", ["**", "*.js", "docs/**", "**/src/**", ".github/**", "a b.txt", "**.jsx?", "a[:]b"]
)
def test_patterns_for_paths_are_right(pattern: str) -> None:
    assert pattern_problem(pattern, of_path=True) is None


def test_a_filter_that_only_leaves_out_is_told_once() -> None:
    assert [
        (field, pattern) for field, pattern, _ in pattern_mistakes(Push(branches=["!a", "!b"], paths="!c"))
    ] == [
        ("branches", "!a"),
        ("paths", "!c"),
    ]
    assert not included(["!a", "!b"], "main")
    assert list(pattern_mistakes(PullRequest(branches=["**", "!a"]))) == []
    assert list(pattern_mistakes(Push(branches_ignore=["!a"]))) == []


def test_events_without_such_filters_have_no_mistakes() -> None:
    assert list(pattern_mistakes(MergeGroup())) == []
