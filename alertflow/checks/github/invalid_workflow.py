"""A workflow says something that GitHub does not take.

What will happen: GitHub refuses the file when it is pushed, and nothing starts it. The types of
`alertflow.github` make that impossible, but a file of one's own can have such values, and `extra=…` writes
what it is given: a workflow that holds one is held against GitHub's published schema.

How to mend it: correct the key or its value; if GitHub has learnt it since the schema was published, ignore
this finding with that as the reason.

Wrong:

    github.Job(id="test", runs_on="ubuntu-latest", extra={"timeout": 5}, …)

Right:

    github.Job(id="test", runs_on="ubuntu-latest", timeout_minutes=5, …)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Declared
from alertflow.github import Workflow

ID = "github/invalid-workflow"


def check(subject: Subject) -> Iterator[Finding]:
    """The values that GitHub refuses, and what the schema says of the workflows that hold an `extra`."""
    for problem in subject.problems_of("invalid-value", "invalid-id"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Correct the value.",
        )
    for path, workflow in subject.of(Workflow):
        if workflow.from_file:
            continue  # of its unknown keys another check tells
        found = list(_with_extra(workflow))
        if not found:
            continue
        for place, message in _errors(workflow.to_data()):
            yield Finding(
                ID,
                Severity.ERROR,
                found[0].source,
                f"{path}: {place}: {message}",
                "GitHub refuses the file when it is pushed, and no alert starts it.",
                "Correct what extra=… says here; a key that alertflow knows has a field of its own.",
            )


def _with_extra(declared: Declared) -> Iterator[Declared]:
    """The parts of a workflow, itself included, that write what alertflow does not know; the inmost first."""
    for value in declared.__dict__.values():
        if isinstance(value, Declared):
            yield from _with_extra(value)
        elif type(value) in (tuple, dict):
            for one in value.values() if type(value) is dict else value:
                if isinstance(one, Declared):
                    yield from _with_extra(one)
    if declared.__dict__.get("extra"):
        yield declared


def _errors(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong, each with its path: the error that fits best, of each place."""
    from jsonschema.exceptions import best_match

    for error in _validator().iter_errors(data):
        best = best_match([error])
        yield ".".join(map(str, best.absolute_path)) or "the workflow", f"{best.message}."


@cache
def _validator() -> Any:
    """GitHub's schema, as check-jsonschema carries it. Loaded on first use: most builds need it never."""
    from jsonschema import Draft7Validator

    package = find_spec("check_jsonschema")
    assert package is not None and package.origin is not None  # a dependency of alertflow
    file = Path(package.origin).parent / "builtin_schemas" / "vendor" / "github-workflows.json"
    return Draft7Validator(json.loads(file.read_text("utf-8")))
