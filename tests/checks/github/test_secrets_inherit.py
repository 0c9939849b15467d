"""Secrets that are handed on all at once."""

from alertflow.github import CallJob, Workflow
from tests.checks.making import SHA, found, parsed, places

ID = "github/secrets-inherit"
FILE = f"on: push\njobs:\n  deploy:\n    uses: a/b/.github/workflows/x.yml@{SHA}\n"


def test_all_secrets_for_another_repository_are_found() -> None:
    document = parsed(f"{FILE}    secrets: inherit\n")
    assert found(ID, document) == [
        "warning: job 'deploy' (.github/workflows/file.yml) hands all secrets on to "
        f"a/b/.github/workflows/x.yml@{SHA}."
        " | It reads those that it has no use for, too, and those that are added later."
        " | Hand over by name what it needs: secrets: {name: ${{ secrets.NAME }}}."
    ]
    assert places(ID, document) == [(5, 14)]


def test_for_the_same_repository_it_is_a_doubt() -> None:
    call = CallJob("deploy", uses="./.github/workflows/x.yml", secrets="inherit")
    (said,) = found(ID, {"a.yml": Workflow(on="push", jobs=[call])})
    assert said.startswith("info: ")


def test_secrets_by_name_or_none_are_right() -> None:
    assert found(ID, parsed(f"{FILE}    secrets: {{token: '${{{{ secrets.TOKEN }}}}'}}\n")) == []
    assert found(ID, parsed(FILE)) == []
