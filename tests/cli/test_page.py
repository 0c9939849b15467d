import pytest

from alertflow.cli.page import Cell, Page

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")  # narrower than a page is made


def test_rows_are_aligned_and_wrapped_and_those_without_text_are_left_out() -> None:
    page = Page(colours=False)
    page.rows([("Who", ["me", LONG]), ("What", []), ("Whence", ["here"])])
    assert page.text == (
        "Who     me\n"
        "        one two three four five six seven eight nine ten eleven twelve thirteen\n"
        "        fourteen fifteen sixteen\n"
        "Whence  here\n"
    )


def test_the_last_column_is_wrapped_in_what_the_others_leave() -> None:
    page = Page(colours=False)
    page.columns([Cell("build"), Cell("runs"), Cell(LONG)], (7, 7), 2)
    page.columns([Cell("longer than that"), Cell("runs"), Cell("why")], (7, 7), 2)
    assert page.text == (
        "  build    runs     one two three four five six seven eight nine ten eleven\n"
        "                    twelve thirteen fourteen fifteen sixteen\n"
        "  longer than that  runs     why\n"
    )


def test_a_paragraph_has_its_mark_in_the_indentation() -> None:
    page = Page(colours=False)
    page.paragraph(Cell(LONG), 4, "  ! ")
    first, second = page.text.splitlines()
    assert (first[:7], second[:7]) == ("  ! one", "    fou")


def test_a_page_is_as_wide_as_the_terminal_up_to_120_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    page = Page(colours=False)
    page.paragraph(Cell("word " * 100), 0)
    assert max(map(len, page.text.splitlines())) == 119


def test_what_a_terminal_would_obey_is_shown_as_unprintable() -> None:
    page = Page(colours=True)
    page.heading("a\x1b[2Jb\x9b")
    page.verbatim("| tab\there \x07", 2, "cyan")
    assert page.text == "\x1b[1ma\ufffd[2Jb\ufffd\x1b[0m\n\n  \x1b[36m| tab\there \ufffd\x1b[0m\n"


def test_without_colours_nothing_but_text_is_printed() -> None:
    page = Page(colours=False)
    page.heading("Heading")
    page.columns([Cell("a", "red"), Cell("b", "green")], (3,), 0)
    page.blank()
    assert page.text == "Heading\n\na    b\n\n"
