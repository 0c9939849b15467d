"""The programs themselves, asked about the same files: what they take is read, what they skip is told."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from alertflow.documents import Kind, Reason, read, read_file
from tests.documents import corpus
from tests.github.reading.engine import Parser

Programs = Callable[[str], Path]
OLD_AND_NEW = ("old", "new")
RULES = "groups:\n  - name: a\n    rules:\n      - {record: 'a:b', expr: up}\n"
CONFIG = "route: {receiver: a}\nreceivers: [{name: a}]\n"
WORKFLOW = "on: push\njobs: {a: {runs-on: x, steps: [{run: a}]}}\n"
ENDS = ("\n", "\r\n", "\r")


@pytest.fixture(scope="module")
def parser(programs: Programs) -> Iterator[Parser]:
    parser = Parser(programs("github-parser"))
    yield parser
    parser.close()


def said(program: Path, *arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def written(folder: Path, text: str, name: str = "f.yml") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def reasons(path: Path) -> Sequence[Reason]:
    return [one.reason for one in read_file(path)[1]]


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("release", OLD_AND_NEW)
def test_what_prometheus_and_alertmanager_take_is_read(
    tmp_path: Path, programs: Programs, release: str, ends: str
) -> None:
    for mark in ("", "\ufeff"):
        rules = written(tmp_path, mark + RULES.replace("\n", ends))
        assert said(programs(f"promtool-{release}"), "check", "rules", rules)[0] == 0
        assert reasons(rules) == []
        config = written(tmp_path, mark + CONFIG.replace("\n", ends))
        assert said(programs(f"amtool-{release}"), "check-config", config)[0] == 0
        assert reasons(config) == []


def test_the_corpus_is_of_the_form_that_the_programs_take(tmp_path: Path, programs: Programs) -> None:
    rules = written(tmp_path, corpus.RULES, "redis.yml")
    assert said(programs("promtool-new"), "check", "rules", "--lint=none", rules) == (
        0,
        f"Checking {rules}\n  SUCCESS: 3 rules found\n\n",
    )
    config = written(tmp_path, corpus.ALERTMANAGER)
    (tmp_path / "x.tmpl").touch()
    assert said(programs("amtool-new"), "check-config", config)[0] == 0
    tests = written(tmp_path, corpus.TESTS.replace("redis.yml", str(rules)))
    assert "unmarshal" not in said(programs("promtool-new"), "test", "rules", tests)[1]


@pytest.mark.parametrize("release", OLD_AND_NEW)
def test_of_a_second_document_they_say_nothing_and_we_do(
    tmp_path: Path, programs: Programs, release: str
) -> None:
    rules = written(tmp_path, f"{RULES}---\nnonsense: true\n")
    code, told = said(programs(f"promtool-{release}"), "check", "rules", rules)
    assert (code, "1 rules found" in told) == (0, True)
    assert reasons(rules) == [Reason.REFUSED]
    config = written(tmp_path, f"{CONFIG}---\nnonsense: true\n")
    assert said(programs(f"amtool-{release}"), "check-config", config)[0] == 0
    assert reasons(config) == [Reason.REFUSED]


@pytest.mark.parametrize("release", OLD_AND_NEW)
def test_of_rules_behind_an_empty_document_they_read_none_and_we_say_so(
    tmp_path: Path, programs: Programs, release: str
) -> None:
    rules = written(tmp_path, f"---\n# rendered\n---\n{RULES}")
    code, told = said(programs(f"promtool-{release}"), "check", "rules", rules)
    assert (code, "0 rules found" in told) == (0, True)
    _, (one,) = read_file(rules)
    assert (one.reason, one.kind) == (Reason.REFUSED, Kind.RULES)
    assert str(one.errors[0]) == (
        f"{rules}:4:1: an empty document stands before this one, and Prometheus reads only the first: take "
        "the '---' above away."
    )
    last = written(tmp_path, f"{RULES}---\n")
    assert said(programs(f"promtool-{release}"), "check", "rules", last)[0] == 0
    assert reasons(last) == []


@pytest.mark.parametrize(
    "text",
    [
        WORKFLOW,
        f"---\n{WORKFLOW}",
        f"\ufeff{WORKFLOW}",
        WORKFLOW.replace("\n", "\r\n"),
        f"{WORKFLOW}...\n",
        f"{WORKFLOW}---\n",
        f"{WORKFLOW}---\nfoo: bar\n",
        f"---\n# nothing\n---\n{WORKFLOW}",
        "on: push\njobs:\n  a: {runs-on: x, env: &e {a: b}, steps: [{run: a, env: *e}]}\n",
        "on: push\njobs:\n  a: {runs-on: x, env: &e {a: b}, steps: [{run: a, env: {<<: *e}}]}\n",
        "on: push\njobs:\n  a: &j {runs-on: x, steps: [{run: a}]}\n  b: *j\n",
        "on: push\njobs:\n  a: &j {runs-on: x, steps: [{run: a}]}\n  b: {<<: *j}\n",
        "on: push\njobs:\n  a: &j {runs-on: x, steps: [{run: a}]}\n  <<: {b: *j}\n",
        "on: push\non: pull_request\njobs: {}\n",
        "on: push\n\tjobs: {}\n",
    ],
)
def test_github_and_we_take_the_same_files_for_a_workflow(parser: Parser, text: str) -> None:
    refused = parser.errors("f.yml", text)
    reads, unreadable = read(text, ".github/workflows/f.yml")
    assert bool(unreadable) == bool(refused), refused
    assert bool(reads) or bool(refused)
    assert all(one.kind is Kind.WORKFLOW for one in unreadable)
