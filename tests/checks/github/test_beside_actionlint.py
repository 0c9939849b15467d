"""What actionlint finds in files that are wrong on purpose, we find in the same line, or leave out with a
reason.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.checks import check
from alertflow.declared import AlertflowError
from alertflow.github import Workflow

ROOT = Path(__file__).parent / "wrong"
FILES = sorted(ROOT.glob("*.yml"))

TOLD_ELSEWHERE = {
    ("jobs.yml", 24): 25,
    ("keys.yml", 4): 5,
    ("keys.yml", 10): 9,
    ("keys.yml", 20): 22,
    ("scripts.yml", 17): 18,
    ("triggers.yml", 15): 16,
}
"""Where we name another line: the need itself, the key that is misspelt, the line of the script, the list."""

LEFT_OUT = {
    ("calls.yml", 8): "an input that is required and has a default does no harm",
    ("calls.yml", 27): "who calls with `secrets: inherit` passes secrets that are not declared, too",
    ("jobs.yml", 25): "a job that is needed twice is needed once",
    ("runners.yml", 28): "a machine of one's own may have any label",
    ("scripts.yml", 35): "sh is there on GitHub's Windows machines: it comes with Git",
    ("triggers.yml", 17): "an empty list is as good as none",
    ("triggers.yml", 29): "what a + behind * does is not said; it fits what * alone fits",
}
"""What actionlint finds and we do not, with the reason."""


@pytest.fixture(scope="module")
def theirs(programs: Callable[[str], Path]) -> set[tuple[str, int]]:
    """The files and lines of actionlint's findings."""
    ran = subprocess.run(
        [programs("actionlint"), *FILES], capture_output=True, text=True, check=False, timeout=120
    )
    return {(Path(one["file"]).name, one["line"]) for one in json.loads(ran.stdout)}


def ours(file: Path) -> set[int]:
    """The lines of what we find, be it when the file is read or by a check."""
    try:
        workflow = Workflow.parse(file.read_text("utf-8"), str(file))
    except AlertflowError as error:
        place = re.escape(str(file)) + r":(\d+):"
        return {int(line) for line in re.findall(place, f"{error}")}
    found = check(None, {str(file): workflow}, ROOT)
    return {one.location.line for one in found if one.location is not None}


def test_each_finding_of_actionlint_is_ours_or_has_a_reason(theirs: set[tuple[str, int]]) -> None:
    mine = {file.name: ours(file) for file in FILES}
    wanted = {(file, TOLD_ELSEWHERE.get((file, line), line)) for file, line in theirs - set(LEFT_OUT)}
    assert sorted(one for one in wanted if one[1] not in mine[one[0]]) == []


def test_the_reasons_are_still_needed(theirs: set[tuple[str, int]]) -> None:
    assert set(LEFT_OUT) | set(TOLD_ELSEWHERE) <= theirs


def test_we_find_more(theirs: set[tuple[str, int]]) -> None:
    mine = {(file.name, line) for file in FILES for line in ours(file)}
    assert len(mine - theirs - {(file, line) for (file, _), line in TOLD_ELSEWHERE.items()}) >= 15
