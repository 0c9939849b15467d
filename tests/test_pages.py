"""The pages of docs/ on alerts and those who are told: what they show is built, run, and compared."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reader import Page, Reader, compared

PAGES = {
    name: Page(f"{name}.md")
    for name in (
        "slos",
        "routing",
        "testing-alerts",
        "monitoring-languages",
        "generated-files",
        "own-files",
    )
}


@pytest.fixture(scope="module")
def path(programs: Callable[[str], Path]) -> str:
    """Where promtool and amtool are."""
    return str(programs("promtool-new").resolve().parent)


@pytest.mark.parametrize("name", PAGES)
def test_every_snippet_gives_what_the_page_shows(
    name: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    page = PAGES[name]
    for file, text in page.files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path, module="alertflow.py", path=path)
    for section in page.sections.values():
        for shown, there_is in compared(reader, section):
            assert there_is == shown
