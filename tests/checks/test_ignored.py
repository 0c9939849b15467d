"""Comments that silence findings: on the line of the finding, or alone above it, and only with a reason."""

from pathlib import Path

import pytest

from alertflow.checks import Finding, Severity, check
from alertflow.checks.ignored import comments, without_ignored
from alertflow.compiler import load
from alertflow.compiler.lower import lower
from alertflow.declared import Location


def finding(path: Path, line: int, id_: str = "loop/a") -> Finding:
    return Finding(id_, Severity.ERROR, Location(str(path), line), "m", "c", "r")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1  # alertflow: ignore[loop/a] reason", 1),
        ("# alertflow: ignore[loop/a] reason\nx = 1", 2),
        ("# alertflow: ignore[loop/a] reason\n# more words\nx = 1", 3),
        ("# alertflow: ignore[loop/b] reason\n# alertflow: ignore[loop/a] reason\nx = 1", 3),
        ("x = 1  # alertflow: ignore[loop/b, loop/a] reason", 1),
        ("x = 1  #alertflow:ignore[loop/a] reason", 1),
    ],
)
def test_a_comment_silences(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "alertflow.py"
    file.write_text(text.replace("#alertflow:ignore", "# alertflow: ignore") + "\n")
    left, ignores = without_ignored([finding(file, line)], [])
    assert left == []
    assert [one.check for one in ignores if one.silenced] == ["loop/a"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1  # alertflow: ignore[loop/a]", 1),
        ("x = 1  # alertflow: ignore[loop/b] reason", 1),
        ("x = 1  # alertflow: ignore[loop/a] reason\ny = 2", 2),
        ("# alertflow: ignore[loop/a] reason\n\nx = 1", 3),
        ('x = "# alertflow: ignore[loop/a] reason"', 1),
        ('"""\n# alertflow: ignore[loop/a] reason\n"""', 3),
    ],
)
def test_what_is_no_such_comment_silences_nothing(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "alertflow.py"
    file.write_text(text + "\n")
    left, _ = without_ignored([finding(file, line)], [])
    assert left == [finding(file, line)]


def test_a_comment_in_yaml_silences_too(tmp_path: Path) -> None:
    file = tmp_path / "rules.yml"
    file.write_text("groups:\n  - name: x  # alertflow: ignore[loop/a] reason\n")
    assert without_ignored([finding(file, 2)], [])[0] == []


def test_files_that_cannot_be_read_have_no_comments(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("x = (  # alertflow: ignore[loop/a] reason\n")
    assert list(comments(str(broken))) == []
    assert list(comments(str(tmp_path / "missing.py"))) == []
    assert list(comments("<string>\0")) == []


PROJECT = """\
from alertflow import Alert, Project, Severity, Team
from alertflow.receivers import Slack

project = Project(
    name="shop",
    team=Team("platform", receivers=[Slack(channel="#alerts")]),
    alerts=[
        Alert(name="A", expr="up", severity=Severity.INFO, summary="s", runbook="https://x"),{0}
        {1}
        Alert(name="B", expr="up == 0", severity=Severity.INFO, runbook="https://x"),
    ],
)
"""


def ids(tmp_path: Path, behind: str = "", above: str = "# nothing") -> list[tuple[int, str]]:
    (tmp_path / ".git").mkdir()
    file = tmp_path / "alertflow.py"
    file.write_text(PROJECT.replace("{0}", behind).replace("{1}", above))
    project = load(file)
    found = check(project, lower(project), tmp_path)
    return [(one.location.line if one.location else 0, one.id) for one in found]


def test_findings_come_in_order_of_their_lines(tmp_path: Path) -> None:
    assert ids(tmp_path) == [(8, "prometheus/no-comparison"), (10, "prometheus/missing-summary")]


def test_a_whole_project_is_checked_with_its_comments(tmp_path: Path) -> None:
    behind = "  # alertflow: ignore[prometheus/no-comparison] up is recorded, and filtered there"
    above = "# alertflow: ignore[prometheus/missing-runbook] it has one"
    assert ids(tmp_path, behind, above) == [
        (9, "ignore/silences-nothing"),
        (10, "prometheus/missing-summary"),
    ]


def test_a_comment_is_read_where_nothing_is_found_either(tmp_path: Path) -> None:
    above = "# alertflow: ignore[prometheus/missing-sumary]"
    assert ids(tmp_path, above=above) == [
        (8, "prometheus/no-comparison"),
        (9, "ignore/unknown-check"),
        (9, "ignore/without-reason"),
        (10, "prometheus/missing-summary"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: '#1'  # alertflow: ignore[loop/a] reason\n", 1),
        ("a: 1  # alertflow: ignore[loop/b, loop/a] reason\r\nb: 2\r\n", 1),
        ("# alertflow: ignore[loop/a] reason\r\na: 1\r\n", 2),
        ("run: |\n  make  # alertflow: ignore[loop/a] reason\n", 2),
        ("# alertflow: ignore[loop/a] reason\ntext: |\n  one\n\n  two\nb: 1\n", 5),
        ("- text: >-  # alertflow: ignore[loop/a] reason\n    one\n    two\n", 3),
    ],
)
def test_in_yaml_too_wherever_it_was_read_from(text: str, line: int) -> None:
    one = Finding("loop/a", Severity.ERROR, Location("<stdin>", line), "m", "c", "r")
    left, ignores = without_ignored([one], ["<stdin>"], {"<stdin>": text})
    assert left == []
    assert [one.check for one in ignores if one.silenced] == ["loop/a"]


def test_a_block_ends_where_its_lines_do() -> None:
    text = "# alertflow: ignore[loop/a] reason\ntext: |\n  one\nb: 1\n"
    one = Finding("loop/a", Severity.ERROR, Location("<stdin>", 4), "m", "c", "r")
    assert without_ignored([one], [], {"<stdin>": text})[0] == [one]
