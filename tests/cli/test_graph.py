"""`alertflow graph`: a project or a workflow file, as Mermaid or SVG, to a file or the standard output."""

from pathlib import Path

import pytest

from tests.cli.running import PROJECT, alertflow_here, project_in

REMEDIED = PROJECT.replace(
    'summary="The shop is down",',
    'summary="The shop is down",\n    remediation=Remediation(reason="People decide."),',
).replace("import Alert, AlertTest, Project", "import Alert, AlertTest, Pipeline, Project, Remediation")
TWO = REMEDIED.replace(
    "project = Project(",
    "from alertflow.pipeline import AlertContext\n"
    'of = lambda n: Pipeline(file=f"{n}.yml", name=n, events=[n], stages=[AlertContext()])\n'
    "project = Project(pipelines=[of('one'), of('two')], ",
)
WORKFLOW = "name: Ship\non: push\njobs:\n  build:\n    runs-on: x\n    steps:\n      - run: make\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return project_in(tmp_path, REMEDIED)


def test_the_pipeline_is_drawn_as_mermaid_where_nothing_else_is_said(repository: Path) -> None:
    run = alertflow_here(repository, "graph")
    assert run.exit_code == 0
    assert run.output.startswith('---\ntitle: "Alert-triggered remediation"\n---\nflowchart TB\n')
    assert alertflow_here(repository, "graph", "pipeline", ".").output == run.output
    assert alertflow_here(repository.parent, "graph", str(repository)).output == run.output


def test_the_loop_is_drawn_from_alerts_to_receivers(repository: Path) -> None:
    run = alertflow_here(repository, "graph", "loop")
    assert run.exit_code == 0
    assert "flowchart LR" in run.output or "flowchart TB" in run.output
    assert '["Down<br/>critical, after 5m' in run.output


def test_any_workflow_file_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "ship.yml").write_text(WORKFLOW)
    run = alertflow_here(tmp_path, "graph", "--workflow", "ship.yml")
    assert run.exit_code == 0
    assert 'title: "Ship"' in run.output
    assert '["build"]' in run.output


def test_a_workflow_of_the_project_is_drawn_by_its_name(tmp_path: Path) -> None:
    project_in(tmp_path, TWO)
    run = alertflow_here(tmp_path, "graph", "--workflow", ".github/workflows/two.yml")
    assert 'title: "two"' in run.output
    run = alertflow_here(tmp_path, "graph")
    assert 'title: "one"' in run.output
    assert run.stderr == "drawn: one.yml; the others by --workflow: two.yml.\n"


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["--format", "svg"], "<svg"),
        (["--format", "mermaid"], "---\n"),
        (["--out", "x.svg"], "<svg"),
        (["--out", "deep/x.SVG"], "<svg"),
        (["--out", "x.mmd"], "---\n"),
        (["--out", "x"], "---\n"),
        (["--out", "x.svg", "--format", "mermaid"], "---\n"),
    ],
)
def test_the_form_is_as_said_or_as_the_file_is_called(
    repository: Path, arguments: list[str], begins: str
) -> None:
    run = alertflow_here(repository, "graph", *arguments)
    assert run.exit_code == 0
    text = run.output
    if "--out" in arguments:
        out = repository / arguments[1]
        assert run.output == f"wrote {arguments[1]}\n"
        text = out.read_text("utf-8")
    assert text.startswith(begins)


def test_a_picture_takes_the_place_of_the_one_before(repository: Path) -> None:
    (repository / "x.svg").write_text("old")
    (repository / "link.svg").symlink_to("x.svg")
    assert alertflow_here(repository, "graph", "--out", "link.svg").exit_code == 0
    assert (repository / "link.svg").is_symlink()
    assert (repository / "x.svg").read_text("utf-8").startswith("<svg")
    assert sorted(path.name for path in repository.glob("*.tmp")) == []


def test_what_cannot_be_written_is_told(repository: Path) -> None:
    (repository / "taken").write_text("")
    run = alertflow_here(repository, "graph", "--out", "taken/x.svg")
    assert run.exit_code == 2
    assert "cannot be written" in run.output
    (repository / "folder.svg").mkdir()
    run = alertflow_here(repository, "graph", "--out", "folder.svg")
    assert (run.exit_code, list((repository / "folder.svg").iterdir())) == (2, [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pipelin", "."], "'pipelin' is neither pipeline nor loop."),
        (["loop", "--workflow", "x.yml"], "--workflow names one to draw; the loop is of the whole project."),
        (
            ["--workflow", "x.yml"],
            "there is no file x.yml, nor a workflow of that name. Known: alert-triggered-remediation.yml.",
        ),
        (["nowhere"], "there is no file nowhere."),
    ],
)
def test_what_makes_no_sense_is_refused(repository: Path, arguments: list[str], said: str) -> None:
    run = alertflow_here(repository, "graph", *arguments)
    assert run.exit_code == 2
    assert said in run.output


def test_a_file_that_is_no_workflow_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(b"on: push\n\xff\n")
    run = alertflow_here(tmp_path, "graph", "--workflow", "x.yml")
    assert (run.exit_code, run.output) == (
        2,
        "error: x.yml:2: this is not UTF-8: byte 0xff does not belong.\n",
    )
    (tmp_path / "x.yml").write_text("on: push\njobs:\n  a:\n    stepps: []\n")
    run = alertflow_here(tmp_path, "graph", "--workflow", "x.yml")
    assert run.exit_code == 2
    assert "x.yml:4" in run.output


def test_a_project_without_a_workflow_says_what_can_be_drawn(tmp_path: Path) -> None:
    project_in(tmp_path)
    run = alertflow_here(tmp_path, "graph")
    assert run.exit_code == 2
    assert "there is no workflow to draw: no alert has a remediation. 'alertflow graph loop'" in run.output
    assert alertflow_here(tmp_path, "graph", "loop").exit_code == 0
