"""Commands that a script prints for the runner."""

import pytest

from alertflow.github import RunStep
from tests.checks.making import found, places, step, workflow

ID = "github/deprecated-command"


def test_a_printed_output_is_found_in_its_line() -> None:
    document = step("""
        id: version
        run: |
          make
          echo "::set-output name=number::1"
          echo "::add-path::/opt/bin"
    """)
    assert places(ID, document) == [(10, 17), (11, 17)]
    first, second = found(ID, document)
    assert first == (
        "warning: step 'version' prints ::set-output, which the runner is to take no longer."
        " | Every run warns, and other output can do so too."
        ' | Write a line into the file instead: echo "…" >> "$GITHUB_OUTPUT".'
    )
    assert second.startswith(
        "error: step 'version' prints ::add-path, which the runner refuses. | The step fails."
    )


@pytest.mark.parametrize(
    "command", ["::set-env name=A::b", "::save-state name=a::b", "::SET-OUTPUT name=a::b"]
)
def test_each_command_is_found(command: str) -> None:
    assert len(found(ID, workflow(RunStep(run=f"echo '{command}'")))) == 1


@pytest.mark.parametrize(
    "right",
    [
        'echo "a=b" >> "$GITHUB_OUTPUT"',
        "echo '::warning::x'",
        "# echo '::set-output name=a::b'",
        "echo ::set-output is old",
    ],
)
def test_files_other_commands_and_words_about_them_are_right(right: str) -> None:
    assert found(ID, workflow(RunStep(run=right))) == []
