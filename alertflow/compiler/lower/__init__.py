"""From the project to documents: the one place where the domain becomes the languages of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from alertflow.compiler.lower.alertmanager import lower as lower_alertmanager
from alertflow.compiler.lower.github import lower as lower_github
from alertflow.compiler.lower.grafana import lower as lower_grafana
from alertflow.compiler.lower.kubernetes import lower as lower_kubernetes
from alertflow.compiler.lower.placing import place
from alertflow.compiler.lower.prometheus import lower as lower_prometheus
from alertflow.compiler.lower.runbooks import lower as lower_runbooks
from alertflow.compiler.lower.slo import lower as lower_slo
from alertflow.model import Project

if TYPE_CHECKING:  # languages of which a project may use none
    from alertflow import documents
    from alertflow.grafana import Dashboard
    from alertflow.markdown import Page

Document: TypeAlias = "documents.Document | Page | Dashboard"
"""One generated file, in the language of its target."""


def lower(project: Project) -> dict[str, Document]:
    """Every document of `project`, by its path below the repository's root; behind `PATH#2`, `PATH#3`, … are
    those that follow in the same file.

    Raises DeclarationError where two things would be written to one file.
    """
    documents: dict[str, Document] = {}
    for part in (lower_github, lower_prometheus, lower_alertmanager, lower_slo, lower_grafana):
        place(project, documents, part(project))
    place(project, documents, lower_kubernetes(project, documents))
    place(project, documents, lower_runbooks(project, documents))
    place(project, documents, _own(project))
    return documents


def _own(project: Project) -> dict[str, Document]:
    """The files that a person wrote as whole documents."""
    found: dict[str, Document] = {}
    for path, written in project.files.items():
        several = written if isinstance(written, Sequence) else (written,)
        for number, document in enumerate(several, 1):
            found[path if number == 1 else f"{path}#{number}"] = document
    return found
