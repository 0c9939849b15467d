"""Passwords for what needs none."""

import pytest

from tests.checks.making import SHA, found, places, step

ID = "github/trusted-publishing"
PYPI = f"uses: pypa/gh-action-pypi-publish@{SHA}\nid: publish\n"


def test_a_password_for_pypi_is_found() -> None:
    document = step(f"{PYPI}with:\n  password: ${{{{ secrets.PYPI }}}}")
    assert found(ID, document) == [
        "info: step 'publish' (.github/workflows/file.yml) publishes with a password, which is not needed."
        " | It works for whoever gets to see it, until somebody changes it."
        " | Make the workflow a trusted publisher, give the job id-token: write, and leave it out."
    ]
    assert places(ID, document) == [(10, 21)]


def test_so_is_one_for_rubygems() -> None:
    assert len(found(ID, step("uses: rubygems/configure-rubygems-credentials@v1\nwith: {api-token: x}"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        PYPI,
        f"{PYPI}with: {{password: x, repository_url: 'https://pypi.example.org'}}",
        f"{PYPI}with: {{password: ''}}",
        "uses: a/b@v1\nwith: {password: x}",
        "run: twine upload",
    ],
)
def test_no_password_and_other_registries_are_right(text: str) -> None:
    assert found(ID, step(text)) == []
