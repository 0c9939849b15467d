"""docs/migrating.md shows only what works: its repository is checked, imported, and built as it says."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.reader import PROGRAMS, ROOT, Block, Page, Reader, compared, excerpt

PAGE = Page("migrating.md")
BEFORE = ROOT / "docs/migrating/before"
AFTER = ROOT / "docs/migrating/after/alertflow.py"
PEERS = ROOT / "tests/test_github_page"
ORIGIN = "https://github.com/example/shop.git"


class Mover(Reader):
    """A reader who has a repository already, and does what the page says with it.

    A comment above a block also says `told by COMMAND`, all that it prints, whatever it exits with; `in what
    COMMAND tells`, a part of that; `before FILE` and `after`, a part of the example; `change FILE`, lines
    to add and take away there; and `written by PEER as FILE`.
    """

    def does(self, block: Block) -> tuple[str, str] | None:
        word, _, rest = block.mark.partition(" ")
        if found := re.fullmatch(r"(told by|in what) (.*?)( tells)?", block.mark):
            said = self.told(found[2])
            return block.text, said if found[1] == "told by" else excerpt(block.text, said)
        if word == "before":
            return block.text, excerpt(block.text, (BEFORE / rest).read_text("utf-8"))
        if word == "after":
            return block.text, excerpt(block.text, AFTER.read_text("utf-8"))
        if word == "file":
            (self.folder / rest).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / rest).write_text(block.text, encoding="utf-8")
            return None
        if word == "change":
            self.change(self.folder / rest, block.text)
            return None
        if found := re.fullmatch(r"written by (\w+) as (\S+)", block.mark):
            _, _, recorded = (PEERS / f"{found[1]}.yml").read_text("utf-8").partition("\n")
            (self.folder / found[2]).write_text(recorded, encoding="utf-8")
            return block.text, recorded.strip("\n") + "\n"
        return super().does(block)

    def told(self, line: str) -> str:
        """What a command prints, with its errors, which come last."""
        name, *arguments = shlex.split(line)
        done = subprocess.run(
            [*PROGRAMS.get(name, [name]), *arguments],
            cwd=self.folder,
            env={"PATH": f"{self.path}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def change(self, file: Path, lines: str) -> None:
        """Takes away the lines that begin with -, which are there once, and adds those with +."""
        text = file.read_text("utf-8")
        for part in lines.split("...\n"):
            old, new = (
                "".join(line[1:] or "\n" for line in part.splitlines(keepends=True) if line[0] in wanted)
                for wanted in (" -\n", " +\n")
            )
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")


def repository(folder: Path) -> Path:
    """The example as a repository of git, with everything committed."""
    shutil.copytree(BEFORE, folder, dirs_exist_ok=True)
    for line in (
        "init --quiet --initial-branch=main",
        f"remote add origin {ORIGIN}",
        "config user.name Owner",
        "config user.email owner@example.org",
        "add --all",
        "commit --quiet --message='As people wrote it'",
    ):
        subprocess.run(["git", *shlex.split(line)], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def path(programs: Callable[[str], Path]) -> str:
    """Where promtool and amtool are."""
    return str(programs("promtool-new").resolve().parent)


def test_every_snippet_gives_what_the_page_shows(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository(tmp_path))
    reader = Mover(tmp_path, module="alertflow.py", path=path)
    for section in PAGE.sections.values():
        for shown, there_is in compared(reader, section):
            assert there_is == shown


def test_the_imported_python_is_what_is_committed(
    tmp_path: Path, file_regression: FileRegressionFixture
) -> None:
    reader = Mover(repository(tmp_path), module="alertflow.py")
    for line in ("check . --fix", "init --from ."):
        reader.told(f"alertflow {line}")
    file_regression.check((tmp_path / "alertflow.py").read_text("utf-8"), fullpath=AFTER)


@pytest.mark.parametrize("peer", ["ghagen", "pygha", "yamloom"])
def test_what_a_peer_generates_is_imported_with_its_meaning(peer: str, tmp_path: Path) -> None:
    shutil.copyfile(PEERS / f"{peer}.yml", tmp_path / "ci.yml")
    said = Mover(tmp_path, module="alertflow.py").told("alertflow import ci.yml -o alertflow.py")
    assert "proven: what is built of it means the same as each of these files." in said
    assert "extra=" not in (tmp_path / "alertflow.py").read_text("utf-8")
