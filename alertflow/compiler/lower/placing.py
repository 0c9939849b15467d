"""Documents by path: none is written over another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from alertflow.declared import DeclarationError, Declared, argument
from alertflow.model import Project

D = TypeVar("D", bound=Declared)


def place(project: Project, documents: dict[str, D], others: Mapping[str, D]) -> None:
    """Adds `others` to `documents`. Raises DeclarationError where two would be written to one file."""
    for path, document in others.items():
        first = documents.setdefault(path, document)
        if first is document:
            continue
        what, where = type(first).__name__, f", at {first.source}" if first.source else ""
        own = document.source
        if path in project.files:
            own = argument(project.source, "files")
        elif path == project.alertmanager_file:
            own = argument(project.source, "alertmanager_file")
        raise DeclarationError(
            f"{path} would be written twice: a {type(document).__name__} and a {what}{where}. Give one of "
            "them another path.",
            own or project.source,
        )


__all__ = ["place"]
