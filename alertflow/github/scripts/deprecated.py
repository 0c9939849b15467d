"""The commands that scripts gave the runner by printing them, and that files have taken the place of.

Source: github.blog/changelog: 2020-10-01-github-actions-deprecating-set-env-and-add-path-commands,
2022-10-11-github-actions-deprecating-save-state-and-set-output-commands and
2023-07-24-github-actions-update-on-save-state-and-set-output-commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Printed(NamedTuple):
    """One such command in a script."""

    name: str
    position: int
    """Of its first character in the script, from 0."""
    file: str
    """The variable that names the file to write to instead."""
    disabled: bool
    """Whether the runner refuses it, unless ACTIONS_ALLOW_UNSECURE_COMMANDS is true."""


_FILES = {
    "set-output": ("GITHUB_OUTPUT", False),
    "save-state": ("GITHUB_STATE", False),
    "set-env": ("GITHUB_ENV", True),
    "add-path": ("GITHUB_PATH", True),
}
_commands = re.compile(
    r"::(?P<name>set-output|save-state|set-env)[ ]+name=|::(?P<path>add-path)::", re.IGNORECASE
).finditer


def printed_commands(script: str) -> Iterator[Printed]:
    """The commands that `script` prints, in order; those in comments are left out."""
    for found in _commands(script):
        line = script[script.rfind("\n", 0, found.start()) + 1 : found.start()]
        if not line.lstrip().startswith(("#", "//", "REM ", "rem ")):
            name = (found["name"] or found["path"]).lower()
            yield Printed(name, found.start(), *_FILES[name])
