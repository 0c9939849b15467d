"""Expressions that take every secret."""

import pytest

from alertflow.github import RunStep, secrets, to_json
from tests.checks.making import found, parsed, places, step, workflow

ID = "github/overprovisioned-secrets"


def env(value: str) -> str:
    return f"run: make\nenv:\n  X: {value}"


def test_all_secrets_as_json_are_found() -> None:
    document = step(env("${{ toJSON(secrets) }}"))
    assert found(ID, document) == [
        "warning: env (.github/workflows/file.yml) takes all secrets: toJSON(secrets)."
        " | GitHub gives the job every secret there is, not only the one that is meant."
        " | Name the secrets that are needed, one by one: ${{ secrets.NAME }}."
    ]
    assert places(ID, document) == [(9, 14)]


@pytest.mark.parametrize(
    "value",
    [
        "secrets[github.ref_name]",
        "join(SECRETS.*)",
        "contains(toJson(secrets), 'x')",
        "secrets[format('{0}', 'X')]",
    ],
)
def test_so_are_names_that_are_made_at_run_time(value: str) -> None:
    assert len(found(ID, step(env(f"${{{{ {value} }}}}")))) == 1


@pytest.mark.parametrize("value", ["secrets.X", "secrets['X']", "toJSON(secrets.X)", "toJSON(vars)"])
def test_one_secret_is_right(value: str) -> None:
    assert found(ID, step(env(f"${{{{ {value} }}}}"))) == []


def test_actions_and_what_is_made_in_python_are_looked_at_too() -> None:
    text = (
        "name: x\ndescription: x\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: make\n"
        "      env:\n        X: ${{ toJSON(secrets) }}\n"
    )
    assert places(ID, parsed(text, "x/action.yml")) == [(9, 12)]
    assert len(found(ID, workflow(RunStep(run="make", env={"X": to_json(secrets)})))) == 1
