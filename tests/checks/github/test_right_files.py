"""In the workflows and actions of our own making, which are right, hardly anything is wrong."""

from pathlib import Path

from alertflow.checks import Severity, Subject, checks
from alertflow.checks.subject import Document
from alertflow.github import ActionFile, Workflow
from tests.github.reading import corpus

ROOT = Path(__file__).parents[3]
LANGUAGE = (
    *("always-true-condition", "conflicting-runner-labels", "dependency-cycle", "deprecated-command"),
    *("duplicate-id", "hardcoded-credentials", "invalid-env-name", "invalid-expression", "invalid-glob"),
    *("invalid-workflow", "matrix-mismatch", "missing-workflow", "retired-action", "retired-runner"),
    *("type-mismatch", "unavailable-context", "unknown-input", "unknown-job", "unknown-property"),
    "unknown-shell",
)
"""The checks for what cannot be meant; others tell of what is better done otherwise."""

MEANT = {
    ("workflows/expressions.yml", "type-mismatch"): "shows each operator with constants",
    ("workflows/expressions.yml", "always-true-condition"): "shows words beside an expression",
    ("workflows/numbers-as-names.yml", "always-true-condition"): "its `if: 1` shows a number",
    ("workflows/scalars.yml", "invalid-glob"): "its branches show quotes, with spaces in them",
}
"""What is wrong on purpose, with the reason."""


def test_of_the_files_that_show_the_language_only_what_is_meant_so_is_found() -> None:
    documents: dict[str, Document] = {
        corpus.name(file): Workflow.parse(corpus.text(file), corpus.name(file)) for file in corpus.WORKFLOWS
    }
    documents |= {
        corpus.name(file): ActionFile.parse(corpus.text(file), corpus.name(file)) for file in corpus.ACTIONS
    }
    assert _found(documents) == set(MEANT)


def test_what_alertflow_generates_is_clean() -> None:
    files = [*ROOT.glob("generated/*/.github/workflows/*.yml"), *ROOT.glob(".github/workflows/*.yml")]
    assert files
    found = [
        one
        for file in files
        for each in checks().values()
        for one in each.look(Subject({str(file): Workflow.parse(file.read_text("utf-8"), str(file))}))
    ]
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert [one for one in found if one.id.removeprefix("github/") in LANGUAGE] == []


def _found(documents: dict[str, Document]) -> set[tuple[str, str]]:
    subject = Subject(documents)
    return {
        (one.location.path if one.location else "", name)
        for name in LANGUAGE
        for one in checks()[f"github/{name}"].look(subject)
    }
