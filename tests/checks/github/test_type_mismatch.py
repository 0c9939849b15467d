"""Comparisons and arguments that cannot be meant."""

import pytest

from tests.checks.making import found, places, step

ID = "github/type-mismatch"


def test_a_ref_compared_with_a_branch_is_found() -> None:
    document = step("if: github.ref == 'main'\nrun: make")
    assert places(ID, document) == [(7, 13)]
    assert found(ID, document) == [
        "warning: if: `github.ref` begins with refs/: it never is 'main'. Write it in full, or compare"
        " `github.ref_name`."
        " | GitHub evaluates it without a word, always to the same or to nothing that helps."
        " | Compare or pass a value of the kind that is taken there."
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "github.event_name == 'pull_requests'",
        "github.event == 'push'",
        "runner.os == 'ubuntu'",
        "contains(github.event, 'x')",
        "fromJSON('[1,')",
        "1 == 2",
    ],
)
def test_what_always_comes_out_the_same_is_found(wrong: str) -> None:
    assert len(found(ID, step(f"run: make\nif: {wrong}"))) == 1


@pytest.mark.parametrize(
    "right",
    [
        "github.ref_name == 'main'",
        "github.event_name == 'pull_request'",
        "runner.os == 'Linux'",
        "contains(github.event.head_commit.message, 'x')",
        "github.event.inputs.x == 'a'",
    ],
)
def test_what_may_be_meant_is_right(right: str) -> None:
    assert found(ID, step(f"run: make\nif: {right}")) == []
