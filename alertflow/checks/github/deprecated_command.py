"""A script gives the runner a command by printing it, in the old way.

What will happen: the runner refuses `::set-env` and `::add-path`, and the step fails. It still takes
`::set-output` and `::save-state`, with a warning in every run; but whatever else the step prints can give
such a command too, text of an outsider for example.

How to mend it: write a line into the file that the runner names: `$GITHUB_OUTPUT`, `$GITHUB_STATE`,
`$GITHUB_ENV` or `$GITHUB_PATH`. `alertflow check --fix` does so for an `echo` on a line of its own, unless
what it prints may have several lines.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: echo "::set-output name=number::$(cat VERSION)"

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - id: version
            run: echo "number=$(cat VERSION)" >> "$GITHUB_OUTPUT"
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.subject import Subject
from alertflow.github import RunStep
from alertflow.github.scripts.deprecated import Printed, printed_commands

ID = "github/deprecated-command"


def check(subject: Subject) -> Iterator[Finding]:
    """The scripts that print such commands, each command once."""
    for _, _, step in subject.steps:
        if not isinstance(step, RunStep) or "::" not in step.run:
            continue
        for command in printed_commands(step.run):
            yield Finding(
                ID,
                Severity.ERROR if command.disabled else Severity.WARNING,
                step.place_in("run", step.run, command.position),
                f"step {step.label} prints ::{command.name}, which the runner "
                f"{'refuses' if command.disabled else 'is to take no longer'}.",
                "The step fails." if command.disabled else "Every run warns, and other output can do so too.",
                f'Write a line into the file instead: echo "…" >> "${command.file}".',
                _fix(subject, step, command),
            )


_plain = re.compile(
    r"""[ \t]*echo[ ]+(?P<quote>["'])::[a-z-]+(?:[ ]+name=(?P<name>[\w.-]+))?"""
    r"""::(?P<value>.*?)(?P=quote)[ \t]*""",
    re.IGNORECASE,
).fullmatch
"""A line that does nothing but give the command."""


def _fix(subject: Subject, step: RunStep, command: Printed) -> Fix | None:
    """The same line into the file. What other programs print may have several lines: that is not safe."""
    script = step.run
    start = script.rfind("\n", 0, command.position) + 1
    line = script[start:].partition("\n")[0]
    found = _plain(line)
    if found is None or step.shell not in (None, "bash", "sh") or found["quote"] in found["value"]:
        return None
    said = f"{found['name']}={found['value']}" if found["name"] else found["value"]
    if "%" in found["value"]:  # %0A stood for a line break, and is none in a file
        return None
    margin = line[: len(line) - len(line.lstrip())]
    new = f'{margin}echo {found["quote"]}{said}{found["quote"]} >> "${command.file}"'
    at = step.place_in("run", script, start)
    layout = subject.layout(at)
    edit = layout.replaced(at, line, new) if layout is not None else None
    part = layout.scalar_at(at) if layout is not None else None
    if edit is None or (part is not None and part.style == '"'):
        return None
    several = re.search(r"\$\(|`|\$\{\{", found["value"]) is not None
    return Fix(f"write to ${command.file}", (edit,), command.disabled or not several)
