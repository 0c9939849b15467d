"""A workflow's jobs as a graph: what waits for what, when, where and how often."""

import pytest

from alertflow.declared import AlertflowError
from alertflow.github import Workflow
from alertflow.github.drawing import Arrow, Graph, Kind, Note, jobs_graph

HEAD = "name: Ship\non: [push, pull_request]\njobs:\n"


def drawn(jobs: str, head: str = HEAD) -> Graph:
    return jobs_graph(Workflow.parse(head + jobs, "ship.yml"), subtitle="ship.yml")


def job(id_: str, *more: str) -> str:
    lines = [
        f"  {id_}:",
        "    runs-on: x",
        *(f"    {line}" for line in more),
        "    steps:",
        "      - run: make",
    ]
    return "\n".join(lines) + "\n"


def notes(graph: Graph, id_: str) -> list[Note]:
    return list(next(box for box in graph.boxes if box.id == id_).notes)


def test_jobs_are_boxes_and_needs_are_arrows() -> None:
    graph = drawn(
        job("build") + job("test", "needs: build", "name: Test it") + job("ship", "needs: [build, test]")
    )
    assert [(box.id, box.title, box.kind.words) for box in graph.boxes] == [
        ("build", "build", "runs steps"),
        ("test", "Test it", "runs steps"),
        ("ship", "ship", "runs steps"),
    ]
    assert graph.arrows == (Arrow("build", "test"), Arrow("test", "ship"))


def test_the_title_is_the_workflow_s_and_the_subtitle_says_what_it_runs_on() -> None:
    graph = drawn(job("a"))
    assert (graph.title, graph.subtitle) == ("Ship", "ship.yml · runs on push, pull_request")
    graph = drawn(job("a"), head="on: push\njobs:\n")
    assert (graph.title, graph.subtitle) == ("ship.yml", "runs on push")
    graph = drawn(job("a"), head="on:\n  push:\n    branches: [main]\njobs:\n")
    assert graph.subtitle == "runs on push"


def test_a_name_that_is_made_when_it_runs_is_not_shown() -> None:
    (box,) = drawn(job("a", "name: for ${{ matrix.os }}")).boxes
    assert box.title == "a"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["if: github.ref == 'refs/heads/main'"],
            Note("if", "branch = main", "github.ref == 'refs/heads/main'"),
        ),
        (["environment: production"], Note("environment", "production")),
        (
            ["environment:", "  name: eu-${{ inputs.region }}", "  url: https://x.y"],
            Note("environment", "eu-<region>"),
        ),
        (["concurrency: deploy"], Note("one at a time", "deploy")),
        (["concurrency:", "  group: a-${{ github.ref }}"], Note("one at a time", "a-<ref>")),
        (["strategy:", "  matrix:", "    os: [a, b, c]", "    py: [1, 2]"], Note("matrix", "3 os × 2 py")),
        (["strategy:", "  matrix:", "    os: ${{ fromJSON(inputs.x) }}"], Note("matrix", "os")),
        (["strategy:", "  matrix: ${{ fromJSON(inputs.x) }}"], Note("matrix", "made when it runs")),
        (["strategy:", "  matrix:", "    include: [{a: 1}, {a: 2}]"], Note("matrix", "2 jobs")),
        (
            ["strategy:", "  matrix:", "    include: ${{ fromJSON(inputs.x) }}"],
            Note("matrix", "made when it runs"),
        ),
        (
            ["strategy:", "  matrix:", "    os: [a]", "    exclude: [{os: a}]", "    include: [{os: b}]"],
            Note("matrix", "1 os, some excluded and included"),
        ),
    ],
)
def test_what_a_job_has_is_said_in_short(lines: list[str], expected: Note) -> None:
    assert notes(drawn(job("a", *lines)), "a") == [expected]


def test_a_job_in_an_environment_and_one_that_calls_a_workflow_have_kinds_of_their_own() -> None:
    graph = drawn(job("a", "environment: e") + "  b:\n    uses: ./.github/workflows/other.yml\n")
    assert [box.kind.words for box in graph.boxes] == [
        "in an environment, which may ask a person",
        "calls a workflow",
    ]
    assert notes(graph, "b") == [Note("calls", "other.yml")]


def test_who_knows_better_says_what_jobs_are() -> None:
    workflow = Workflow.parse(HEAD + job("a") + job("b"))
    graph = jobs_graph(workflow, kinds={"b": Kind("tells people", "green")})
    assert [box.kind.words for box in graph.boxes] == ["runs steps", "tells people"]


def test_ids_have_no_case() -> None:
    assert drawn(job("Build") + job("ship", "needs: BUILD")).arrows == (Arrow("Build", "ship"),)


@pytest.mark.parametrize(
    ("jobs", "said"),
    [
        (
            job("build") + job("ship", "needs: biuld"),
            "job 'ship' needs 'biuld', which is not among the jobs. Did you mean 'build'?",
        ),
        (
            job("a", "needs: b") + job("b", "needs: a"),
            'jobs wait for each other and would never start: "a" -> "b" -> "a".',
        ),
    ],
)
def test_jobs_that_would_never_start_are_refused(jobs: str, said: str) -> None:
    with pytest.raises(AlertflowError) as refused:
        drawn(jobs)
    assert refused.value.message == said
    assert refused.value.location is not None
    assert refused.value.location.path == "ship.yml"
