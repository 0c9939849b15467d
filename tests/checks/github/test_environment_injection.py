"""Text from outside in the files that GitHub reads behind a step."""

import pytest

from alertflow.github import RunStep, github
from tests.checks.making import found, parsed, places, workflow

ID = "github/environment-injection"
HEAD = """
on: [issue_comment, push]
permissions: {}
jobs:
  answer:
    runs-on: ubuntu-24.04
    steps:
      - id: say
        env:
          BODY: ${{ github.event.comment.body }}
          BRANCH: ${{ github.ref_name }}
        run: |
          true
"""


def test_a_text_of_several_lines_in_the_variables_is_found_at_its_line() -> None:
    document = parsed(f'{HEAD}          echo "BODY=$BODY" >> "$GITHUB_ENV"\n')
    assert found(ID, document) == [
        "error: $BODY, which 'say' writes to $GITHUB_ENV (.github/workflows/file.yml), holds a comment: "
        "github.event.comment.body."
        " | A line of it sets any variable for the steps that follow, and with BASH_ENV runs code."
        " | Write it between delimiters that nobody can guess: end=$(openssl rand -hex 16), then "
        'printf \'NAME<<%s\\n%s\\n%s\\n\' "$end" "$TEXT" "$end" >> "$GITHUB_ENV".'
    ]
    assert places(ID, document) == [(14, 11)]


def test_in_a_here_document_it_is_found_at_the_line_of_the_text() -> None:
    script = 'cat >> "$GITHUB_ENV" <<END\n          X=y\n          BODY=$BODY\n          END'
    assert places(ID, parsed(f"{HEAD}          {script}\n")) == [(16, 11)]


@pytest.mark.parametrize(
    ("script", "severity"),
    [
        ('echo "$BODY" >> "$GITHUB_PATH"', "error"),
        ('echo "body=$BODY" >> "$GITHUB_OUTPUT"', "warning"),
        ('echo "$BRANCH" >> "$GITHUB_PATH"', "warning"),
    ],
)
def test_the_other_files_and_writers(script: str, severity: str) -> None:
    (said,) = found(ID, parsed(f"{HEAD}          {script}\n"))
    assert said.startswith(f"{severity}: ")


@pytest.mark.parametrize(
    "script",
    [
        'echo "BRANCH=$BRANCH" >> "$GITHUB_ENV"',
        'echo "$BODY"',
        "echo ${{ github.event.comment.body }}",
        'echo "BODY=$(wc -l <<< "$BODY")" >> "$GITHUB_ENV"',
    ],
)
def test_what_sets_nothing_else_is_right(script: str) -> None:
    assert found(ID, parsed(f"{HEAD}          {script}\n")) == []


def test_what_is_made_in_python_is_looked_at_too() -> None:
    body = {"BODY": github.event.client_payload.title}
    step = RunStep(id="say", run='echo "BODY=$BODY" >> "$GITHUB_ENV"', shell="bash", env=body)
    assert len(found(ID, workflow(step))) == 1
