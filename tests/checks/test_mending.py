"""How fixes are put into a text, and which are not done."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from alertflow.checks import Edit, Finding, Fix, Severity
from alertflow.checks.mending import applied, mend
from alertflow.declared import Location


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Edit:
    """Another text for a part of a.yml."""
    return Edit(Location("a.yml", *start), Location("a.yml", *end), text)


def finding(name: str, *edits: Edit, safe: bool = True, severity: Severity = Severity.WARNING) -> Finding:
    """A finding in a.yml, with a fix where there are `edits`."""
    fix = Fix("mend it", edits, safe) if edits else None
    return Finding(f"x/{name}", severity, Location("a.yml", 1, 1), name, "", "", fix)


def test_edits_are_put_in_by_their_places() -> None:
    text = "a: 1\nb: 2\nc: 3\n"
    edits = [edit((3, 4), (3, 5), "30"), edit((1, 1), (1, 2), "x"), edit((2, 1), (3, 1), "")]
    assert applied(text, edits) == "x: 1\nc: 30\n"


def test_the_line_breaks_of_the_file_stay() -> None:
    assert applied("a: 1\r\nb: 2\r\n", [edit((1, 5), (1, 5), "\nc: 3")]) == "a: 1\r\nc: 3\r\nb: 2\r\n"


def test_what_is_put_in_behind_the_last_line_may_have_none() -> None:
    assert applied("a: 1", [edit((1, 5), (1, 5), "\nb: 2")]) == "a: 1\nb: 2"


def mended(text: str, **findings: tuple[str, Finding]) -> tuple[str, list[str], list[str]]:
    """The text, what was done and what was kept, if each finding is there while the text holds its words."""

    def look(texts: Mapping[str, str]) -> list[Finding]:
        now = texts.get("a.yml", text)
        return [one for words, one in findings.values() if words in now]

    result = mend({"a.yml": text}, look)
    return (
        result.texts.get("a.yml", text),
        [one.message for one in result.done],
        [one.message for one in result.kept],
    )


def test_a_fix_is_done_where_its_finding_is_gone() -> None:
    old = finding("old", edit((1, 4), (1, 5), "2"))
    assert mended("a: 1\n", old=("a: 1", old)) == ("a: 2\n", ["old"], [])


def test_two_fixes_in_one_place_are_done_one_after_the_other() -> None:
    one = finding("one", edit((1, 4), (1, 5), "2"))
    two = finding("two", edit((1, 4), (1, 8), "2"))
    assert mended("a: 1 #t\n", one=("a: 1", one), two=("#t", two)) == ("a: 2\n", ["one", "two"], [])


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_a_fix_that_brings_another_finding_is_not_done(severity: Severity) -> None:
    old = finding("old", edit((1, 4), (1, 5), "2"))
    new = finding("new", severity=severity)
    assert mended("a: 1\n", old=("a: 1", old), new=("a: 2", new)) == ("a: 1\n", [], ["old"])


def test_a_doubt_that_the_mistake_has_hidden_is_no_hindrance() -> None:
    old = finding("old", edit((1, 4), (1, 5), "2"))
    new = finding("new", severity=Severity.INFO)
    assert mended("a: 1\n", old=("a: 1", old), new=("a: 2", new)) == ("a: 2\n", ["old"], [])


def test_one_bad_fix_does_not_keep_others_from_being_done() -> None:
    bad, good = finding("bad", edit((1, 4), (1, 5), "1")), finding("good", edit((2, 4), (2, 5), "3"))
    assert mended("a: 1\nb: 2\n", bad=("a: 1", bad), good=("b: 2", good)) == (
        "a: 1\nb: 3\n",
        ["good"],
        ["bad"],
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "put"),
    [
        ('a: 1\nb: "x"\n', (1, 4), (1, 5), '"2'),  # its quote ends at b's
        ("a:\n  b: 1\n", (2, 3), (2, 3), "c:\n    "),  # b is within c then
        ("a:\n  b: 1\n  c: 1\n", (2, 7), (2, 7), "\nd:"),  # c is of d then
        ("a: 1\nb: 2\n", (1, 5), (1, 5), "\n---"),
    ],
)
def test_a_fix_that_changes_what_it_did_not_write_is_not_done(
    text: str, start: tuple[int, int], end: tuple[int, int], put: str
) -> None:
    one = finding("one", edit(start, end, put))
    assert mended(text, one=(text, one)) == (text, [], ["one"])


def test_an_unsafe_fix_is_never_done() -> None:
    old = finding("old", edit((1, 4), (1, 5), "2"), safe=False)
    assert not old.fixable
    assert mended("a: 1\n", old=("a: 1", old)) == ("a: 1\n", [], [])
