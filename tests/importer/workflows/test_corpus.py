"""Every workflow and action of the corpus, which has every key there is: imported, run, written, the same."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from alertflow.documents import read
from tests.bench.workflow_files import texts as workflow_files
from tests.github.reading import corpus
from tests.github.reading.engine import Parser
from tests.github.reading.mutation import mutants
from tests.importer.workflows.importing import imported

TEXTS = {f".github/workflows/{path.name}": corpus.text(path) for path in corpus.WORKFLOWS}
ACTIONS = {f"actions/{path.parent.name}/action.yml": corpus.text(path) for path in corpus.ACTIONS}


@pytest.mark.parametrize("path", [*TEXTS, *ACTIONS])
def test_what_is_imported_is_written_with_the_same_meaning(path: str) -> None:
    texts = {path: (TEXTS | ACTIONS)[path]}
    found = imported(texts)
    assert found.same(texts)
    assert not [one for one in found.kept if "kept as text" in one]


def test_githubs_parser_takes_what_it_took(parser: Parser) -> None:
    found = imported(TEXTS | ACTIONS)
    for path, text in (TEXTS | ACTIONS).items():
        before, after = parser.errors(path, text), parser.errors(path, found.documents[path].to_yaml())
        assert bool(before) == bool(after), path


@pytest.mark.parametrize("part", range(4))
def test_actionlint_finds_nothing_that_it_did_not_find_before(
    part: int, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    texts = {path: text for path, text in list(TEXTS.items())[part::4] if "tabs-and-spaces" not in path}
    found = imported(texts)
    told: list[Counter[tuple[str, str]]] = []
    for name in ("before", "after"):
        (folder := tmp_path / name).mkdir()
        for path, text in texts.items():
            written = text if name == "before" else found.documents[path].to_yaml()
            (folder / Path(path).name).write_text(written, "utf-8")
        told.append(_findings(programs("actionlint"), folder))
    unread = {name for name, kind in told[0] if kind == "syntax-check"}  # and so not looked at further
    new = told[1] - told[0]
    assert not [(name, kind) for name, kind in new if name not in unread or kind == "syntax-check"]


def _findings(actionlint: Path, folder: Path) -> Counter[tuple[str, str]]:
    """What actionlint says of each file; what it cannot read, it says that of and nothing more.

    Its WebAssembly sometimes runs out of memory over many files, and says nothing: then each has a run of
    its own.
    """
    files = sorted(folder.glob("*.yml"))
    said = [_said(actionlint, files)]
    if said == [""]:
        said = [_said(actionlint, [file]) for file in files]
    return Counter((Path(one["file"]).name, one["kind"]) for each in said for one in json.loads(each))


def _said(actionlint: Path, files: Sequence[Path]) -> str:
    command = [actionlint, *files]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout


def test_two_hundred_workflows_in_one_file() -> None:
    texts = {f".github/workflows/{name}": text for name, text in workflow_files(200)}
    found = imported(texts)
    assert found.same(texts)
    compile(found.python, "imported.py", "exec")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(mutants())
def test_workflows_with_something_wrong_mean_the_same(mutant: tuple[str, str]) -> None:
    _, text = mutant
    reads, unreadable = read(text, "ci.yml", lenient=True)
    assume(reads and not unreadable)
    assert imported({"ci.yml": text}).same({"ci.yml": text})
