"""The code of others, fetched and run with the repository's own rights."""

import pytest

from alertflow.github import CHECKOUT, Action, PullRequestTarget, RunStep, Triggers, UsesStep, github
from tests.checks.making import found, parsed, places, workflow

ID = "github/untrusted-checkout"
HEAD = "github.event.pull_request.head"


def job(*steps: str, on: str = "pull_request_target", more: str = "") -> str:
    """A workflow of one job with these steps, each on one line; the first is in line 7."""
    lines = "".join(f"      - {one}\n" for one in steps)
    return (
        f"on: {on}\npermissions: {{}}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n{lines}{more}"
    )


def checkout(version: str = "v3", **given: str) -> str:
    with_ = ", ".join(f"{name.replace('_', '-')}: '{value}'" for name, value in given.items())
    return f"{{uses: actions/checkout@{version}, with: {{{with_}}}}}"


THEIRS = checkout(ref=f"${{{{ {HEAD}.sha }}}}")


def test_the_commit_of_a_pull_request_that_is_built_is_found_where_it_is_fetched() -> None:
    document = parsed(job(THEIRS, "run: make test"))
    assert found(ID, document) == [
        "error: job 'test' (.github/workflows/file.yml) checks out the code of others on "
        "pull_request_target, and then runs it: make."
        " | Whoever opens a pull request gets the job's token and secrets, and can fill its caches."
        " | Run that code on pull_request, which has no secrets; or let the job in only for branches of "
        "this repository: github.event.pull_request.head.repo.full_name == github.repository."
    ]
    assert places(ID, document) == [(7, 49)]


@pytest.mark.parametrize(
    "fetch",
    [
        checkout(ref="refs/pull/${{ github.event.number }}/merge"),
        checkout(ref="${{ github.event.pull_request.merge_commit_sha }}"),
        checkout(ref="${{ github.head_ref }}", repository=f"${{{{ {HEAD}.repo.full_name }}}}"),
        checkout("v7", ref=f"${{{{ {HEAD}.sha }}}}", allow_unsafe_pr_checkout="true"),
        checkout("v4.3.1", ref=f"${{{{ {HEAD}.sha }}}}"),
        "run: gh pr checkout ${{ github.event.number }}",
        "run: git fetch origin pull/${{ github.event.number }}/head && git switch -d FETCH_HEAD",
    ],
)
@pytest.mark.parametrize("use", ["run: npm ci", "uses: ./.github/actions/build"])
def test_however_it_is_fetched_and_run(fetch: str, use: str) -> None:
    (said,) = found(ID, parsed(job(fetch, use)))
    assert said.startswith("error: ")


def test_one_script_may_do_both() -> None:
    document = parsed(job("run: gh pr checkout 1 && make", on="issue_comment"))
    assert places(ID, document) == [(7, 14)]
    assert not found(ID, parsed(job("run: make && gh pr checkout 1", on="issue_comment")))


def test_on_a_comment_no_version_of_the_checkout_refuses() -> None:
    ref = "refs/pull/${{ github.event.issue.number }}/head"
    assert len(found(ID, parsed(job(checkout("v7", ref=ref), "run: make", on="issue_comment")))) == 1


def test_it_is_a_doubt_where_somebody_may_be_asked_or_the_version_is_not_known() -> None:
    asked = job(THEIRS, "run: make", more="    environment: outsiders\n")
    unknown = job(checkout("0" * 40, ref=f"${{{{ {HEAD}.sha }}}}"), "run: make")
    for text in (asked, unknown):
        (said,) = found(ID, parsed(text))
        assert said.startswith("warning: ")


@pytest.mark.parametrize(
    "text",
    [
        job(THEIRS, "run: make", on="pull_request"),
        job(checkout(), "run: make"),
        job(THEIRS, "run: git diff --stat"),
        job("run: make", THEIRS),
        job(checkout("v7", ref=f"${{{{ {HEAD}.sha }}}}"), "run: make"),
        job(checkout("v4", ref=f"${{{{ {HEAD}.sha }}}}"), "run: make"),
        job(checkout(ref="${{ github.head_ref }}"), "run: make"),
        job(checkout(ref=f"${{{{ {HEAD}.sha }}}}", path="./theirs"), "run: make"),
        job(checkout(ref=f"${{{{ {HEAD}.sha }}}}", path="theirs"), "uses: ./.github/actions/build"),
        job(THEIRS, "run: make", more=f"    if: {HEAD}.repo.full_name == github.repository\n"),
        job(THEIRS, "run: make", more="    if: this is no expression\n"),
        job(THEIRS, "{if: github.event_name == 'push', run: make}"),
        job("uses: other/checkout@v1", "run: make"),
    ],
)
def test_what_runs_no_code_of_others_for_certain_is_right(text: str) -> None:
    assert found(ID, parsed(text)) == []


@pytest.mark.parametrize("build", ["run: cd theirs && make", "{run: make, working-directory: theirs}"])
def test_a_folder_of_its_own_is_followed(build: str) -> None:
    fetch = checkout(ref=f"${{{{ {HEAD}.sha }}}}", path="theirs")
    assert len(found(ID, parsed(job(fetch, build, "{if: false, run: make}")))) == 1


def test_what_is_made_in_python_is_looked_at_too() -> None:
    on = Triggers(pull_request_target=PullRequestTarget())
    build = RunStep(run="make")
    for action, count in (CHECKOUT, 0), (Action("actions/checkout", sha="1" * 40, version="v4.1.0"), 1):
        fetch = UsesStep(uses=action, with_={"ref": github.event.pull_request.head.sha})
        assert len(found(ID, workflow(fetch, build, on=on))) == count
