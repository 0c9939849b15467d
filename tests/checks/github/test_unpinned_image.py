"""Images that somebody else can change."""

import pytest

from alertflow.github import Container, RunStep
from tests.checks.making import found, parsed, places, workflow

ID = "github/unpinned-image"
DIGEST = f"@sha256:{'0' * 64}"


def job(*lines: str) -> str:
    """A workflow with these lines in its job; the first is in line 5."""
    head = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n"
    return head + "".join(f"    {one}\n" for one in lines) + "    steps: [{run: make}]\n"


def test_an_image_without_a_tag_is_whatever_came_last() -> None:
    document = parsed(job("container: node"))
    assert found(ID, document) == [
        "warning: the image node of the container of job 'test' (.github/workflows/file.yml) is not pinned "
        "to a digest."
        " | Without a tag it is whatever was published last."
        " | Name it by its digest: node@sha256:…."
    ]
    assert places(ID, document) == [(5, 16)]


@pytest.mark.parametrize(
    ("lines", "severity", "at"),
    [
        (["container: {image: 'node:latest'}"], "warning", (5, 24)),
        (["container: node:22"], "info", (5, 16)),
        (["services: {db: 'postgres:17'}"], "info", (5, 20)),
        (["services:", "  db:", "    image: localhost:5000/postgres"], "warning", (7, 16)),
        (["container: 'node:${{ matrix.v }}'", "strategy: {matrix: {v: [22]}}"], "info", (5, 16)),
        (["container: ${{ MATRIX.i }}", "strategy: {matrix: {include: [{i: node}]}}"], "warning", (5, 16)),
    ],
)
def test_wherever_it_is_named(lines: list[str], severity: str, at: tuple[int, int]) -> None:
    document = parsed(job(*lines))
    (said,) = found(ID, document)
    assert said.startswith(f"{severity}: ")
    assert places(ID, document) == [at]


@pytest.mark.parametrize(
    "lines",
    [
        ["container: node:22" + DIGEST],
        ["container: '${{ vars.IMAGE }}'"],
        ["container: '${{ matrix.i }}'", "strategy: {matrix: {i: '${{ fromJSON(vars.X) }}'}}"],
        ["container: '${{ matrix.i }}'", "strategy: {matrix: {i: ['${{ vars.X }}', '']}}"],
        ["container: '${{ matrix.a }}:${{ matrix.b }}'", "strategy: {matrix: {a: [node], b: [22]}}"],
        ["services: {db: {image: 'postgres:17" + DIGEST + "'}}"],
    ],
)
def test_a_digest_is_right_and_what_is_not_known_is_left_alone(lines: list[str]) -> None:
    assert found(ID, parsed(job(*lines))) == []


def test_an_action_that_is_an_image_is_looked_at_too() -> None:
    text = "name: x\ndescription: x\nruns: {using: docker, image: %s}\n"
    document = parsed(text % "docker://alpine:3", "x/action.yml")
    assert places(ID, document) == [(3, 30)]
    assert found(ID, parsed(text % "Dockerfile", "x/action.yml")) == []
    assert found(ID, parsed(text % f"docker://alpine{DIGEST}", "x/action.yml")) == []


def test_what_is_made_in_python_is_looked_at_too() -> None:
    step = RunStep(run="make")
    assert len(found(ID, workflow(step, container=Container("node:22"), services={"db": "postgres"}))) == 2
    assert found(ID, workflow(step, container=f"node{DIGEST}")) == []
