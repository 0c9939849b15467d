"""docs/github-actions.md shows only what works: its snippets are run, and give what stands below them."""

import ast
import contextlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from difflib import ndiff
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from alertflow.declared import AlertflowError
from alertflow.github import Workflow

PAGE = (Path(__file__).parent.parent / "docs/github-actions.md").read_text("utf-8")
PROGRAMS = {
    "alertflow": [str(Path(sys.executable).parent / "alertflow")],
    "pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
    "python": [sys.executable],
}
BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$"
    r"|^    (?P<command>\w+ [^\n]*)$",
    re.DOTALL | re.MULTILINE,
)

RECORDED = Path(__file__).with_suffix("")
"""What each peer writes for its example, recorded when the peer was installed."""
PRINTING = {
    "ghagen": "print(ship.to_yaml(include_header=False))",
    "pygha": "from pygha.transpilers.github import GitHubTranspiler\nprint(GitHubTranspiler().to_yaml())",
    "yamloom": "site.validate()\nprint(site)",
}
"""How each peer's workflow is printed instead of written."""


class Block(NamedTuple):
    """A block of the page, with what the comment above it says of it; or a command."""

    mark: str
    language: str
    text: str


def blocks(section: str) -> Iterator[Block]:
    for found in BLOCK.finditer(section):
        if found["command"]:
            yield Block("command", "", found["command"])
        else:
            yield Block(found["mark"] or "", found["language"], found["text"])


SECTIONS = {section.partition("\n")[0]: section for section in PAGE.split("\n## ")[1:]}
FILES = {
    block.mark.removeprefix("file "): block.text
    for section in SECTIONS.values()
    for block in blocks(section)
    if block.mark.startswith("file ")
}


def command(line: str, folder: Path) -> str:
    """What a command prints. A simulated run that fails exits with 1, and is right."""
    name, *arguments = line.split()
    environment = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [*PROGRAMS[name], *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    right = (0, 1) if line.startswith("alertflow simulate") else (0,)
    assert done.returncode in right, done.stdout + done.stderr
    return done.stdout


class Reader:
    """Somebody who does what one section says, in the folder of a repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {}
        self.said = ""
        """What the last snippet printed, or how it was refused; '' once it was compared."""
        self.snippets = 0

    def python(self, text: str) -> None:
        """Runs a snippet, each statement, as a file of its own: messages name its lines."""
        self.snippets += 1
        place = self.folder / f"snippet-{self.snippets}"
        place.mkdir()
        file = place / "workflows.py"
        file.write_text(text, encoding="utf-8")
        output = io.StringIO()
        for statement in ast.parse(text).body:
            code = compile(ast.Module([statement], []), str(file), "exec")
            try:
                with contextlib.redirect_stdout(output):
                    exec(code, self.names)
            except AlertflowError as error:
                print(error, file=output)
        self.said = output.getvalue().replace(f"{place}/", "")

    def does(self, block: Block) -> tuple[str, str] | None:
        """What a block shows and what there is, where it shows something."""
        word, _, rest = block.mark.partition(" ")
        if word == "command":
            command(block.text, self.folder)
        elif word == "file":
            return block.text, (self.folder / rest).read_text("utf-8")
        elif word == "in":
            return block.text, excerpt(block.text, (self.folder / rest).read_text("utf-8"))
        elif block.mark.startswith("printed by "):
            return block.text, command(block.mark.removeprefix("printed by "), self.folder)
        elif word == "against":
            return block.text, changes((RECORDED / f"{rest}.yml").read_text("utf-8"), self.names["workflow"])
        elif block.mark == "among it" or (word == "" and block.language != "python"):
            said, self.said = self.said, ""
            return block.text, excerpt(block.text, said) if word else said
        elif word != "with":
            assert (block.mark, self.said) == ("", "")
            self.python(block.text)
        return None


def changes(recorded: str, workflow: Workflow) -> str:
    """The lines that tell `workflow` from what a peer wrote, both in our style."""
    lines = ndiff(Workflow.parse(recorded).to_yaml().splitlines(), workflow.to_yaml().splitlines())
    return "".join(f"{line}\n" for line in lines if line[0] in "+-")


def excerpt(wanted: str, text: str) -> str:
    """`wanted` where `text` has it; else all of the text, for the comparison to show."""
    assert wanted.strip(), "an excerpt shows something"
    return wanted if wanted in text else text


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files that the page has its reader write."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    command("python workflows.py", folder)
    return folder


@pytest.fixture
def repository(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test is."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("section", SECTIONS)
def test_every_snippet_gives_what_the_page_shows(section: str, repository: Path) -> None:
    reader = Reader(repository)
    for block in blocks(SECTIONS[section]):
        compared = reader.does(block)
        if compared is not None:
            shown, there_is = compared
            assert there_is == shown
    assert reader.said == "", "the last snippet says something that the page does not show"


def test_every_anchor_of_the_page_is_a_heading() -> None:
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", PAGE), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors


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
    ((_, _, text),) = [block for block in blocks(PAGE) if block.mark == f"with {peer}"]
    return text


def stamp(peer: str) -> str:
    """The first line of a recorded file: from which example it was made."""
    return f"# Written by {peer} for its example, SHA-256 {sha256(example(peer).encode()).hexdigest()}"


def assert_same_workflow(obtained: Path, expected: Path) -> None:
    """Another version of a peer may write in another style, but must mean the same."""
    now, before = (file.read_text("utf-8") for file in (obtained, expected))
    assert now.partition("\n")[0] == before.partition("\n")[0]
    assert Workflow.parse(now).to_yaml() == Workflow.parse(before).to_yaml()
