from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    ImageVersion,
    MergeGroup,
    PullRequest,
    PullRequestTarget,
    Push,
    Trigger,
    WorkflowRun,
)


@pytest.mark.parametrize(
    ("trigger", "data"),
    [
        (Push(branches="main"), {"branches": "main"}),
        (Push(branches=["main", "releases/**"]), {"branches": ["main", "releases/**"]}),
        (
            Push(branches_ignore=["x"], tags="v*", paths_ignore="docs/**"),
            {"branches-ignore": ["x"], "tags": "v*", "paths-ignore": "docs/**"},
        ),
        (Push(branches=["main"], tags_ignore=["v0*"]), {"branches": ["main"], "tags-ignore": ["v0*"]}),
        (
            PullRequest(types=["opened"], branches=["main"], paths=["**.py"]),
            {"types": ["opened"], "branches": ["main"], "paths": ["**.py"]},
        ),
        (PullRequestTarget(types="closed"), {"types": "closed"}),
        (
            MergeGroup(types="checks_requested", branches="main"),
            {"types": "checks_requested", "branches": "main"},
        ),
        (
            WorkflowRun(workflows="CI", types="completed", branches_ignore=["canary"]),
            {"workflows": "CI", "types": "completed", "branches-ignore": ["canary"]},
        ),
        (
            ImageVersion(names=["a", "b"], versions="1.*", types="ready"),
            {"types": "ready", "names": ["a", "b"], "versions": "1.*"},
        ),
    ],
)
def test_filters_are_written_as_given(trigger: Trigger, data: dict[str, Any]) -> None:
    assert trigger.to_data() == data


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        *[(Push, name) for name in ("branches", "tags", "paths")],
        *[(PullRequest, name) for name in ("branches", "paths")],
        *[(PullRequestTarget, name) for name in ("branches", "paths")],
        (MergeGroup, "branches"),
        (WorkflowRun, "branches"),
    ],
)
def test_a_filter_and_its_contrary_exclude_each_other(settings: Any, name: str) -> None:
    needed = {"workflows": ["CI"]} if settings is WorkflowRun else {}
    with pytest.raises(DeclarationError) as caught:
        settings(**{name: "a", f"{name}_ignore": ["b"]}, **needed)
    assert caught.value.message == (
        f"{settings.__name__}(…): {name} and {name}_ignore exclude each other: GitHub takes one of them for "
        f"an event. To leave some out of {name}, write them there with '!' before them."
    )


def test_a_workflow_run_names_the_workflows_that_it_follows() -> None:
    with pytest.raises(DeclarationError, match="'workflows' is missing"):
        WorkflowRun(types="completed")  # type: ignore[call-arg]  # the mistake under test


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        (3, "branches: should be text, not 3."),
        (["main", 3], r"branches\[1\]: should be text, not 3."),
        ("", "branches: an empty text cannot be."),
        (["main", ""], "branches: an empty text cannot be."),
    ],
)
def test_a_pattern_is_a_text_that_says_something(patterns: Any, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        Push(branches=patterns)


def test_tags_are_filtered_for_a_push_only() -> None:
    with pytest.raises(DeclarationError, match="unknown name 'tags'"):
        PullRequest(tags="v1")  # type: ignore[call-arg]  # the mistake under test
