"""docs/github-actions.md shows only what works: its snippets are run, and give what stands below them."""

import shutil
import subprocess
import sys
from difflib import ndiff
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from alertflow.github import Workflow
from tests.reader import Block, Page, Reader, blocks, command, compared

PAGE = Page("github-actions.md")
RECORDED = Path(__file__).with_suffix("")
"""What each peer writes for its example, recorded when the peer was installed."""
PRINTING = {
    "ghagen": "print(ship.to_yaml(include_header=False))",
    "pygha": "from pygha.transpilers.github import GitHubTranspiler\nprint(GitHubTranspiler().to_yaml())",
    "yamloom": "site.validate()\nprint(site)",
}
"""How each peer's workflow is printed instead of written."""


class Mover(Reader):
    """A reader who also compares with what the peers write."""

    def does(self, block: Block) -> tuple[str, str] | None:
        word, _, peer = block.mark.partition(" ")
        if word == "against":
            recorded = (RECORDED / f"{peer}.yml").read_text("utf-8")
            return block.text, changes(recorded, self.names["workflow"])
        return None if word == "with" else super().does(block)


def changes(recorded: str, workflow: Workflow) -> str:
    """The lines that tell `workflow` from what a peer wrote, both in our style."""
    lines = ndiff(Workflow.parse(recorded).to_yaml().splitlines(), workflow.to_yaml().splitlines())
    return "".join(f"{line}\n" for line in lines if line[0] in "+-")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files that the page has its reader write."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in PAGE.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    command("python workflows.py", folder)
    return folder


@pytest.fixture
def repository(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test is."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("section", PAGE.sections)
def test_every_snippet_gives_what_the_page_shows(section: str, repository: Path) -> None:
    reader = Mover(repository, module="workflows.py")
    for shown, there_is in compared(reader, PAGE.sections[section]):
        assert there_is == shown


@pytest.mark.parametrize("peer", PRINTING)
def test_the_recorded_workflow_is_of_the_peer_s_example_on_the_page(peer: str) -> None:
    first, _, _ = (RECORDED / f"{peer}.yml").read_text("utf-8").partition("\n")
    assert first == stamp(peer), f"install {peer} (make bench) and run this file with --regen-all"


@pytest.mark.parametrize("peer", PRINTING)
def test_the_peer_writes_what_is_recorded(peer: str, file_regression: FileRegressionFixture) -> None:
    if find_spec(peer) is None:
        pytest.skip(f"{peer} is not installed (make bench does): the page is held to what it wrote before")
    script = f"{example(peer)}\n{PRINTING[peer]}\n"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    file_regression.check(
        f"{stamp(peer)}\n{done.stdout}", basename=peer, extension=".yml", check_fn=assert_same_workflow
    )


def example(peer: str) -> str:
    """The example of a peer on the page."""
    ((_, _, text),) = [block for block in blocks(PAGE.text) if block.mark == f"with {peer}"]
    return text


def stamp(peer: str) -> str:
    """The first line of a recorded file: from which example it was made."""
    return f"# Written by {peer} for its example, SHA-256 {sha256(example(peer).encode()).hexdigest()}"


def assert_same_workflow(obtained: Path, expected: Path) -> None:
    """Another version of a peer may write in another style, but must mean the same."""
    now, before = (file.read_text("utf-8") for file in (obtained, expected))
    assert now.partition("\n")[0] == before.partition("\n")[0]
    assert Workflow.parse(now).to_yaml() == Workflow.parse(before).to_yaml()
