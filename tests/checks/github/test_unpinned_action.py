"""Actions that somebody else can change."""

import pytest

from alertflow.github import CHECKOUT, CallJob, UsesStep, Workflow
from tests.checks.making import SHA, alert, found, project, remedied, workflow

ID = "github/unpinned-action"


def test_a_tag_is_found() -> None:
    assert found(ID, workflow(UsesStep(uses="actions/checkout@v4"))) == [
        "warning: actions/checkout@v4 (.github/workflows/answer.yml) is not pinned to a commit."
        " | Its tag can be moved to other code, which then runs with the job's token and secrets."
        " | Run 'alertflow pin': it finds the commit."
    ]


def test_an_image_is_pinned_by_its_digest() -> None:
    (said,) = found(ID, workflow(UsesStep(uses="docker://alpine:3.20")))
    assert said.endswith("| Name the image by its digest: docker://IMAGE@sha256:….")


@pytest.mark.parametrize("uses", [f"a/b@{SHA[:7]}", f"a/b@{SHA.upper()}", "a/b@main", f"a/b@{SHA}0"])
def test_what_only_looks_like_a_commit_is_found(uses: str) -> None:
    assert len(found(ID, workflow(UsesStep(uses=uses)))) == 1


def test_a_reusable_workflow_is_looked_at_too() -> None:
    def calling(ref: str) -> dict[str, Workflow]:
        call = CallJob("call", uses=f"a/b/.github/workflows/x.yml@{ref}")
        return {".github/workflows/answer.yml": Workflow(on="push", jobs=[call])}

    assert len(found(ID, calling("main"))) == 1
    assert found(ID, calling(SHA)) == []


@pytest.mark.parametrize(
    "uses",
    [CHECKOUT, f"a/b/c@{SHA}", "./.github/actions/x", "$/x", f"docker://alpine@sha256:{'0' * 64}"],
)
def test_commits_digests_and_one_s_own_actions_are_right(uses: str) -> None:
    assert found(ID, workflow(UsesStep(uses=uses))) == []


def test_what_alertflow_generates_is_pinned() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
