"""Somebody who does what a page of docs/ says, block by block, and compares what it shows with what there is.

A comment above a block says what it is: `<!-- file NAME -->` is written to that file (later snippets know
what the project's own file defines), `<!-- in NAME -->` stands in it, `<!-- printed by COMMAND -->` is what
that prints (`failed by`, where it exits with 1), and `<!-- among it -->` is a part of what the snippet above
printed. A block without a comment is a snippet of Python, or all that it printed.
"""

import ast
import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from alertflow.declared import AlertflowError

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$"
    r"|^    (?P<command>\w+ [^\n]*)$",
    re.DOTALL | re.MULTILINE,
)
PROGRAMS = {
    "alertflow": [str(Path(sys.executable).parent / "alertflow")],
    "pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
    "python": [sys.executable],
}


class Block(NamedTuple):
    """A block of the page, with what the comment above it says of it; or a command."""

    mark: str
    language: str
    text: str


class Page:
    """A page of docs/, by its sections."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = (ROOT / "docs" / name).read_text("utf-8")
        self.sections = {section.partition("\n")[0]: section for section in self.text.split("\n## ")[1:]}

    @property
    def files(self) -> dict[str, str]:
        """The files that the page has its reader write."""
        return {
            block.mark.removeprefix("file "): block.text
            for section in self.sections.values()
            for block in blocks(section)
            if block.mark.startswith("file ")
        }


def anchors(text: str) -> set[str]:
    """What links can name on a page: its headings, as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def blocks(section: str) -> Iterator[Block]:
    for found in BLOCK.finditer(section):
        if found["command"]:
            yield Block("command", "", found["command"])
        else:
            yield Block(found["mark"] or "", found["language"], found["text"])


def command(line: str, folder: Path, path: str = "", *, right: tuple[int, ...] = (0,)) -> str:
    """What a command prints, that must exit with one of `right`."""
    name, *arguments = shlex.split(line)
    environment = {"PATH": f"{path}:/usr/bin:/bin"}
    done = subprocess.run(
        [*PROGRAMS.get(name, [name]), *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode in right, done.stdout + done.stderr
    return done.stdout


class Reader:
    """Somebody who does what sections say, one after the other, in the folder of a repository.

    `path` is where programs are that are not alertflow's own; `module` is the name by which messages call
    the file of a snippet.
    """

    def __init__(self, folder: Path, *, module: str, path: str = "") -> None:
        self.folder = folder
        self.module = module
        self.path = path
        self.names: dict[str, Any] = {}
        self.said = ""
        """What the last snippet printed, or how it was refused; '' once it was compared."""
        self.snippets = 0

    def python(self, text: str) -> None:
        """Runs a snippet, each statement, as a file of its own: messages name its lines."""
        self.snippets += 1
        place = self.folder / f"snippet-{self.snippets}"
        place.mkdir()
        file = place / self.module
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
            command(block.text, self.folder, self.path)
        elif word == "file":
            if rest == self.module:
                self.python(block.text)
            return block.text, (self.folder / rest).read_text("utf-8")
        elif word == "in":
            return block.text, excerpt(block.text, (self.folder / rest).read_text("utf-8"))
        elif found := re.match("(printed|failed) by ", block.mark):
            line = block.mark.removeprefix(found[0])
            right = (
                (1,) if found[1] == "failed" else (0, 1) if line.startswith("alertflow simulate") else (0,)
            )
            return block.text, command(line, self.folder, self.path, right=right)
        elif block.mark == "among it" or (word == "" and block.language != "python"):
            said, self.said = self.said, ""
            return block.text, excerpt(block.text, said) if word else said
        else:
            assert (block.mark, self.said) == ("", ""), f"this is not shown: {self.said}"
            self.python(block.text)
        return None


def excerpt(wanted: str, text: str) -> str:
    """`wanted` where `text` has it; else all of the text, for the comparison to show."""
    assert wanted.strip(), "an excerpt shows something"
    return wanted if wanted in text else text


def compared(reader: Reader, section: str) -> Iterator[tuple[str, str]]:
    """Does all that `section` says, and gives what it shows and what there is, to be compared."""
    for block in blocks(section):
        both = reader.does(block)
        if both is not None:
            yield both
    yield "", reader.said
