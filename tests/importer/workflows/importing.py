"""Imports workflow and action files, and runs the Python that is made of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from alertflow.documents import Kind, Read, read
from alertflow.github import ActionFile, Workflow
from alertflow.importer.draft import Draft
from alertflow.importer.workflows import action, workflows
from alertflow.importer.writing.layout import text
from alertflow.importer.writing.nodes import Assignment, Dictionary, Literal, Module
from tests.github.reading import corpus
from tests.importer.workflows.meaning import meaning


class Imported(NamedTuple):
    """What became of some files."""

    python: str
    kept: tuple[str, ...]
    """What is told of, behind its line: `12: if: …`."""
    documents: Mapping[str, Workflow | ActionFile]
    """What the Python makes, by path."""

    def same(self, texts: Mapping[str, str]) -> bool:
        """Whether what was made is written with the meaning that `texts` have."""
        return self.documents.keys() == texts.keys() and all(
            corpus.same(meaning(self.documents[path].to_yaml()), meaning(one)) for path, one in texts.items()
        )


def documents_of(texts: Mapping[str, str]) -> list[Read]:
    """The documents of files, by path. Raises AssertionError where one cannot be read."""
    found: list[Read] = []
    for path, one in texts.items():
        reads, unreadable = read(one, path, lenient=True)
        assert not unreadable, unreadable[0].errors
        found += reads
    return found


def imported(texts: Mapping[str, str]) -> Imported:
    """The files `texts`, by path, as Python; and what that makes."""
    draft, reads = Draft(), documents_of(texts)
    workflows(draft, [(one, one.path) for one in reads if one.kind is Kind.WORKFLOW])
    for one in reads:
        if one.kind is Kind.ACTION:
            action(draft, one, one.path)
    module = Module("What there is.", [statements for _, statements in sorted(draft.chapters.items())])
    files = tuple((Literal(path), value) for path, value in draft.files.items())
    module.groups.append([Assignment("files", Dictionary(files))])
    python = text(module)
    names: dict[str, Any] = {}
    exec(compile(python, "imported.py", "exec"), names)
    kept = tuple(f"{one.location.line}: {one.what}" for one in draft.kept)
    return Imported(python, kept, names["files"])


def python_of(yaml: str, path: str = "ci.yml") -> str:
    """The statements for one file, without the imports; it is made sure that they say the same."""
    found = imported({path: yaml})
    assert found.same({path: yaml})
    return found.python.partition("\n)\n" if "import (" in found.python else "import ")[2]


def job(steps: str, path: str = "ci.yml") -> str:
    """The Python of the steps of a workflow's only job."""
    lines = "\n".join(f"      {line}" for line in steps.strip("\n").splitlines())
    yaml = f"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{lines}\n"
    found = python_of(yaml, path).partition("steps=")[2].partition("ci = Workflow")[0]
    return found.rstrip().removesuffix(")").rstrip().removesuffix(",")
