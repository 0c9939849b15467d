"""The commands that a script prints for the runner."""

from alertflow.github.scripts.deprecated import printed_commands

SCRIPT = """echo "::set-output name=a::b"
# echo "::set-env name=a::b"
  // ::add-path::x
echo ::set-output is old
Write-Output "::Add-Path::/bin"
"""


def test_the_commands_are_found_with_their_places_but_for_those_in_comments() -> None:
    found = list(printed_commands(SCRIPT))
    assert [(one.name, one.file, one.disabled) for one in found] == [
        ("set-output", "GITHUB_OUTPUT", False),
        ("add-path", "GITHUB_PATH", True),
    ]
    assert [SCRIPT[one.position :][:6] for one in found] == ["::set-", "::Add-"]
