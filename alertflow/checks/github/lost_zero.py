"""A version without quotes is read as a number, and loses its last zero.

What will happen: YAML reads `3.10` as the number 3.1, and that is what the action or the script is given: a
version that does not exist, or another one than is meant.

How to mend it: put it into quotes. `alertflow check --fix` does so.

Wrong:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
            with:
              python-version: 3.10

Right:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
            with:
              python-version: "3.10"
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.layout import Part, parts
from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.github import ActionFile, Workflow

ID = "github/lost-zero"

_may = re.compile(r"[-:,\[]\s*\d+\.\d*0\s*(?:[],}#]|$)", re.MULTILINE).search
_loses = re.compile(r"\d+\.\d*0").fullmatch
_TEXTS = frozenset({"with", "matrix", "env", "inputs"})
"""Below these, a value is given on as text."""


def check(subject: Subject) -> Iterator[Finding]:
    """The numbers that end in a zero behind the point, in files."""
    for path, document in [*subject.of(Workflow), *subject.of(ActionFile)]:
        text = subject.texts.get(path, "")
        layout = subject.layout(Location(path, 1))
        if layout is None or not document.from_file or not _may(text):
            continue
        for part in (found for root in parts(text) for found in _numbers(root, False)):
            number = f"{float(part.value):g}"
            yield Finding(
                ID,
                Severity.WARNING,
                layout.place(part.start),
                f"{part.value} ({path}) is a number to YAML, and arrives as {number}.",
                "What is given it takes another version, or finds none.",
                f'Write it in quotes: "{part.value}".',
                Fix(f'write "{part.value}"', (layout.edit(part.start, part.end, f'"{part.value}"'),)),
            )


def _numbers(part: Part, given_on: bool) -> Iterator[Part]:
    """The scalars of `part` that lose a zero, where they are `given_on` as text."""
    if part.style == "" and given_on and _loses(part.value):
        yield part
    for key, value in part.pairs:
        yield from _numbers(value, given_on or key.value in _TEXTS)
    for item in part.items:
        yield from _numbers(item, given_on)
