"""The labels of a job's runner."""

import pytest

from alertflow.github import Job, RunsOn, RunStep, Strategy, Workflow
from alertflow.github.jobs.labels import is_self_hosted, labels_of, system_of, systems_of


def job(runs_on: str, matrix: str = "{}") -> Job:
    text = f"""
on: push
jobs:
  a:
    strategy: {{matrix: {matrix}}}
    runs-on: {runs_on}
    steps: [{{run: make}}]
"""
    (found,) = Workflow.parse(text, "file.yml").jobs
    assert isinstance(found, Job)
    return found


@pytest.mark.parametrize(
    ("runs_on", "matrix", "labels"),
    [
        ("ubuntu-24.04", "{}", ["ubuntu-24.04"]),
        ("[a, b]", "{}", ["a", "b"]),
        ("{group: g}", "{}", []),
        ("{group: g, labels: [a]}", "{}", ["a"]),
        ("${{ matrix.os }}", "{os: [a, b]}", ["a", "b"]),
        ("${{ MATRIX.os }}", "{os: [a, 1, '${{ vars.X }}'], include: [{os: c}, {x: d}]}", ["a", "c"]),
        ("${{ matrix.os }}", "'${{ fromJSON(vars.ALL) }}'", []),
        ("${{ matrix.os }}-large", "{os: [a]}", []),
        ("${{ inputs.os }}", "{os: [a]}", []),
        ("'${{ a b }}'", "{os: [a]}", []),
    ],
)
def test_labels_are_found_where_the_file_has_them(runs_on: str, matrix: str, labels: list[str]) -> None:
    assert [one.text for one in labels_of(job(runs_on, matrix))] == labels


def test_they_know_their_places() -> None:
    place = labels_of(job("[a, b]"))[1].location
    assert place is not None and (place.line, place.column) == (6, 18)
    place = labels_of(job("${{ matrix.os }}", "{os: [c, d]}"))[1].location
    assert place is not None and (place.line, place.column) == (5, 33)


@pytest.mark.parametrize(
    ("runs_on", "matrix", "systems"),
    [
        ("ubuntu-latest", "{}", {"linux"}),
        ("${{ matrix.os }}", "{os: [macos-15, Windows-2025]}", {"macos", "windows"}),
        ("${{ matrix.os }}", "{os: [macos-15, '${{ vars.OS }}']}", set()),
        ("${{ matrix.os }}", "{os: '${{ fromJSON(vars.ALL) }}'}", set()),
        ("${{ matrix.os }}", "{include: '${{ fromJSON(vars.ALL) }}'}", set()),
        ("${{ matrix.os }}", "{os: [ubuntu-24.04], include: [{os: my-machine}]}", set()),
        ("my-machine", "{}", set()),
        ("[self-hosted, ubuntu-24.04]", "{}", set()),
        ("{group: g, labels: ubuntu-24.04}", "{}", set()),
        ("${{ inputs.os }}", "{}", set()),
    ],
)
def test_systems_are_told_where_all_are_plain(runs_on: str, matrix: str, systems: set[str]) -> None:
    assert systems_of(job(runs_on, matrix)) == systems


def test_in_python_the_matrix_is_an_object() -> None:
    strategy = Strategy(matrix={"os": ["ubuntu-24.04", "macos-15"]})
    made = Job("a", runs_on=strategy.matrix.os, strategy=strategy, steps=[RunStep(run="make")])
    assert [one.text for one in labels_of(made)] == ["ubuntu-24.04", "macos-15"]
    assert systems_of(made) == {"linux", "macos"}
    assert is_self_hosted(made.replace(runs_on=RunsOn(group="g")))


def test_only_labels_of_github_s_own_runners_name_a_system() -> None:
    assert [system_of(one) for one in ("Ubuntu-latest", "ubuntu", "gpu-large")] == ["linux", None, None]
