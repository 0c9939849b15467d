"""Called workflows that are not there."""

from pathlib import Path

from tests.checks.making import found, parsed, places

ID = "github/missing-workflow"
CALL = "on: push\njobs:\n  deploy:\n    uses: %s\n"
RIGHT = "on: workflow_call\njobs: {a: {runs-on: b, steps: [{run: make}]}}"


def repository(root: Path) -> Path:
    folder = root / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "deploy.yml").write_text(RIGHT)
    return root


def test_a_file_that_is_not_there_is_found(tmp_path: Path) -> None:
    document = parsed(CALL % "./.github/workflows/deploi.yml")
    root = repository(tmp_path)
    assert places(ID, document, root) == [(4, 11)]
    assert found(ID, document, root) == [
        "error: job 'deploy' calls ./.github/workflows/deploi.yml, which is not there."
        " Did you mean 'deploy.yml'?"
        " | GitHub refuses the calling workflow, and nothing starts it."
        " | Name a file that lies in .github/workflows."
    ]


def test_what_is_there_will_be_there_or_lies_elsewhere_is_right(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert found(ID, parsed(CALL % "./.github/workflows/deploy.yml"), root) == []
    assert found(ID, parsed(CALL % "a/b/.github/workflows/deploi.yml@main"), root) == []
    built = parsed(RIGHT, ".github/workflows/deploi.yml")
    assert found(ID, {**parsed(CALL % "./.github/workflows/deploi.yml"), **built}, root) == []


def test_without_the_repository_nothing_is_said(tmp_path: Path) -> None:
    document = parsed(CALL % "./.github/workflows/deploi.yml")
    assert found(ID, document) == []
    (said,) = found(ID, document, tmp_path)
    assert "Did you mean 'file.yml'?" in said or "Known: file.yml." in said
