"""Names that are looked for within a text."""

import pytest

from tests.checks.making import found, places, step

ID = "github/unsound-contains"


def test_a_name_within_a_text_is_found() -> None:
    document = step("run: make\nif: contains('refs/heads/main refs/heads/develop', github.ref)")
    assert found(ID, document) == [
        "warning: if (.github/workflows/file.yml): "
        "contains('refs/heads/main refs/heads/develop', github.ref) is true for every part of that text, "
        "and where github.ref is empty."
        " | Whoever chooses the name gets past the condition."
        ' | Give a list: contains(fromJSON(\'["refs/heads/main", "refs/heads/develop"]\'), github.ref).'
    ]
    assert places(ID, document) == [(8, 13)]


@pytest.mark.parametrize(
    ("condition", "severity"),
    [
        ("contains('alice,bob', github.actor)", "error"),
        ("${{ !Contains('main', github.head_ref) }}", "error"),
        ("contains('a|b', github.event.issue.title) && true", "error"),
        ("contains('a b', inputs.x)", "warning"),
    ],
)
def test_how_bad_it_is_follows_who_chooses_the_name(condition: str, severity: str) -> None:
    (said,) = found(ID, step(f'run: make\nif: "{condition}"'))
    assert said.startswith(f"{severity}: ")


def test_a_quote_in_the_text_stays_one() -> None:
    (said,) = found(ID, step("run: make\nif: contains('it''s', github.actor)"))
    assert said.endswith("Give a list: contains(fromJSON('[\"it''s\"]'), github.actor).")


@pytest.mark.parametrize(
    "condition",
    [
        "contains(fromJSON('[\"refs/heads/main\"]'), github.ref)",
        "contains(github.ref, 'main')",
        "contains('push pull_request', github.event_name)",
        "contains('linux windows', matrix.os)",
        "contains('a b', github.event.number)",
        "contains('a b', 'a')",
        "startsWith('a b', github.ref)",
    ],
)
def test_lists_and_names_that_nobody_chooses_are_right(condition: str) -> None:
    assert found(ID, step(f"run: make\nif: {condition}")) == []
