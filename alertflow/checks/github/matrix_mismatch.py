"""A matrix excludes what it does not have, or has a value twice.

What will happen: an `exclude` that fits no combination leaves nothing out, so the job runs where it should
not; one with a name that the matrix does not have makes GitHub fail the job. A value that stands twice makes
the job run twice.

How to mend it: exclude by the names and values that the matrix has, and name each value once. `alertflow
check --fix` does the latter.

Wrong:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        strategy:
          matrix:
            python: ["3.12", "3.13"]
            database: [sqlite, postgres]
            exclude:
              - python: "3.12"
                database: postgresql
        steps:
          - run: make test

Right:

    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-24.04
        strategy:
          matrix:
            python: ["3.12", "3.13"]
            database: [sqlite, postgres]
            exclude:
              - python: "3.12"
                database: postgres
        steps:
          - run: make test
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.layout import Point
from alertflow.checks.subject import Subject, value_place
from alertflow.declared import Location, suggestion
from alertflow.github import Strategy, Workflow
from alertflow.github.syntax import written
from alertflow.github.values import Verbatim, variables

ID = "github/matrix-mismatch"

_TWICE = "The job runs twice with it.", "Name each value once."
_NO_NAME = "GitHub fails the job when it comes to it.", "Exclude by a name of the matrix."
_NO_FIT = "It leaves nothing out: the job runs where it should not.", "Exclude a value that the matrix has."


def check(subject: Subject) -> Iterator[Finding]:
    """What is wrong between the lists of a matrix and its `exclude`."""
    for _, workflow in subject.of(Workflow):
        for job in workflow.jobs:
            if isinstance(strategy := job.strategy, Strategy):
                yield from _of(subject, strategy, job.id)


def _of(subject: Subject, strategy: Strategy, job: str) -> Iterator[Finding]:
    lists = {name: values for name, values in variables(strategy.axes).items() if isinstance(values, tuple)}
    for name, values in lists.items():
        for value in _twice(values):
            place = value_place(strategy, "axes", value)
            message = f"the matrix of job '{job}' has {_shown(value)} twice for '{name}'."
            at, fix = _again(subject, strategy, name, value)
            yield Finding(ID, Severity.WARNING, at or place, message, *_TWICE, fix)
    names = tuple(variables(strategy.axes))
    lower = {name.lower() for name in names}
    for entry in strategy.listed("exclude") if names else ():
        unknown = next((name for name in entry if name.lower() not in lower), None)
        if unknown is not None:
            place = value_place(strategy, "exclude", entry[unknown])
            message = f"exclude of job '{job}' has '{unknown}', which its matrix has not. "
            yield Finding(ID, Severity.ERROR, place, message + suggestion(unknown, names), *_NO_NAME)
        elif not _fits(entry, lists):
            strange = [value for name, value in entry.items() if not _fits({name: value}, lists)]
            place = value_place(strategy, "exclude", (strange or list(entry.values()))[0])
            message = f"exclude of job '{job}' fits no combination of its matrix: {_shown(written(entry))}."
            yield Finding(ID, Severity.WARNING, place, message, *_NO_FIT)


def _again(subject: Subject, strategy: Strategy, name: str, value: Any) -> tuple[Location | None, Fix | None]:
    """Where a list has the value again, and the list without that: in brackets, or on a line of its own."""
    layout = subject.layout(strategy.source)
    mapping = layout.mapping_at(strategy.source) if layout is not None else None
    matrix = mapping.get("matrix") if mapping is not None else None
    found = matrix[1].get(name) if matrix is not None else None
    text = value.scalar if isinstance(value, Verbatim) else value
    if layout is None or found is None or not isinstance(text, str | int | float):
        return None, None
    items = found[1].items
    same = [at for at, one in enumerate(items) if one.style is not None and one.value == str(text)]
    same = [at for at in same if (items[at].style == "") == (items[same[-1]].style == "")]
    if len(same) < 2 or not items[same[1]].on_one_line:
        return None, None
    before, one = items[same[1] - 1], items[same[1]]
    at = layout.place(one.start)
    if found[1].flow:
        edit = layout.edit(before.end, one.end, "")
    elif layout.line(one.start.line).strip().startswith("- "):
        edit = layout.edit(Point(one.start.line, 1), Point(one.start.line + 1, 1), "")
    else:
        return at, None
    return at, Fix(f"name {text} once", (edit,))


def _fits(entry: Mapping[str, Any], lists: Mapping[str, tuple[Any, ...]]) -> bool:
    """Whether the matrix has a combination that `entry` leaves out; also where an expression may give one."""
    from alertflow.github.simulation.evaluating import ImpossibleError
    from alertflow.github.simulation.matrix import variations

    entry = {name: value for name, value in entry.items() if name in lists}
    known = {name: written(lists[name]) for name in entry}
    if not known or "${{" in str(known) or "${{" in str(entry):
        return True
    try:
        return len(variations({**known, "exclude": [written(entry)]})) < len(variations(known))
    except ImpossibleError:
        return True


def _twice(values: tuple[Any, ...]) -> Iterator[Any]:
    """The values that have stood before, but for expressions."""
    seen: set[str] = set()
    for one in values:
        said = json.dumps(written(one), sort_keys=True, default=str)
        if said in seen and "${{" not in said:
            yield one
        seen.add(said)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join([f"{name}: {_shown(one)}" for name, one in value.items()])
    return f"'{value}'" if isinstance(value, str) else json.dumps(written(value), default=str)
