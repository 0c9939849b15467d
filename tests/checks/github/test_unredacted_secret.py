"""Parts of secrets."""

import pytest

from tests.checks.making import found, places, step

ID = "github/unredacted-secret"


def env(value: str) -> str:
    return f"run: make\nenv:\n  X: ${{{{ {value} }}}}"


def test_a_part_of_a_secret_is_found() -> None:
    document = step(env("fromJSON(secrets.DATABASE).password"))
    assert found(ID, document) == [
        "warning: env (.github/workflows/file.yml) takes a part out of a secret: fromJSON(secrets.DATABASE)."
        " | GitHub hides the whole secret in the log, not the part."
        " | Make a secret of each value."
    ]
    assert places(ID, document) == [(9, 14)]


@pytest.mark.parametrize("value", ["FromJson(SECRETS['X'])[0]", "format('{0}', fromJSON(secrets.X).y)"])
def test_it_is_found_in_whatever_form(value: str) -> None:
    assert len(found(ID, step(env(value)))) == 1


@pytest.mark.parametrize("value", ["secrets.X", "fromJSON(vars.X).y", "toJSON(secrets.X)"])
def test_a_whole_secret_is_right(value: str) -> None:
    assert found(ID, step(env(value))) == []
