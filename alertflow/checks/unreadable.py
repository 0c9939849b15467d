"""What is said of files that cannot be read, each mistake at its place."""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.checks.subject import Subject
from alertflow.declared import AlertflowError, Location
from alertflow.documents import Kind, Reason, Unreadable

REFUSES: dict[Kind | None, str] = {
    Kind.WORKFLOW: "GitHub refuses the file when it is pushed, and nothing starts it.",
    Kind.ACTION: "GitHub refuses the file, and every step that uses the action fails.",
    Kind.RULES: "Prometheus refuses the whole file: it does not start, or goes on with the old rules.",
    Kind.TESTS: "promtool refuses the whole file, and none of its tests runs.",
    Kind.ALERTMANAGER: "Alertmanager refuses the whole configuration: it does not start, or goes on with the "
    "old one.",
    Kind.MANIFEST: "Kubernetes refuses the object, or its operator ignores it.",
    Kind.SLOTH: "Sloth refuses the specification, and generates no rules.",
    Kind.OPENSLO: "What reads the specification refuses it, or reads it otherwise than it is meant.",
    None: "Whatever reads it refuses it.",
}
"""What becomes of a file that is not of the form of its kind."""


def unreadable(subject: Subject, reason: Reason) -> Iterator[tuple[Unreadable, AlertflowError]]:
    """The files that cannot be read for this `reason`, each with every error of it."""
    for one in subject.unreadable:
        if one.reason is reason:
            for error in one.errors:
                yield one, error


def place(one: Unreadable, error: AlertflowError) -> Location:
    """Where the error is; where it says none, the beginning of its file."""
    return error.location or Location(one.path, 1, 1)


def sentence(message: str) -> str:
    """`message` as a sentence: with an end."""
    return message if message.endswith((".", "?", "!")) else f"{message}."


__all__ = ["REFUSES", "place", "sentence", "unreadable"]
