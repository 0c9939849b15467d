"""The page on comparing: its files are compared, and its command prints what the page shows."""

from pathlib import Path

import pytest

from tests.reader import Page, Reader, compared


def test_every_snippet_gives_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("diff.md")
    for file, text in page.files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path, module="alertflow.py")
    for section in page.sections.values():
        for shown, there_is in compared(reader, section):
            assert there_is == shown
