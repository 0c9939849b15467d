"""Tokens of GitHub Apps."""

import pytest

from tests.checks.making import SHA, found, places, step

ID = "github/app-token-permissions"


def token(*lines: str, action: str = "actions/create-github-app-token") -> str:
    """A step with these inputs; the first of them is in line 11."""
    given = "".join(f"\n  {one}" for one in lines)
    return f"uses: {action}@{SHA}\nid: token\nwith:\n  client-id: x{given}"


def test_a_token_for_everything_is_found() -> None:
    document = step(token())
    assert found(ID, document) == [
        "warning: the token of step 'token' (.github/workflows/file.yml) may do all that its app may."
        " | What goes wrong in the job can do all that was ever allowed to the app."
        " | Name what it needs: permission-contents: read."
    ]
    assert places(ID, document) == [(7, 15)]


@pytest.mark.parametrize(
    ("lines", "what", "at"),
    [
        (["owner: me"], "holds for every repository in which its app is installed", (12, 18)),
        (["skip-token-revoke: true"], "is not taken back when the job is done", (12, 30)),
    ],
)
def test_so_is_one_for_every_repository_or_for_longer(
    lines: list[str], what: str, at: tuple[int, int]
) -> None:
    document = step(token("permission-contents: read", *lines))
    (said,) = found(ID, document)
    assert f"the token of step 'token' (.github/workflows/file.yml) {what}." in said
    assert places(ID, document) == [at]


@pytest.mark.parametrize(
    "text",
    [
        token("permission-contents: read"),
        token("permission-contents: read", "owner: me", "repositories: a,b", "skip-token-revoke: false"),
        token(action="actions/setup-node"),
    ],
)
def test_what_says_what_it_needs_is_right(text: str) -> None:
    assert found(ID, step(text)) == []
