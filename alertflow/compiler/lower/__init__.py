"""From the project to documents: the one place where the domain becomes the languages of its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from alertflow.compiler.lower.alertmanager import lower as lower_alertmanager
from alertflow.compiler.lower.github import lower as lower_github
from alertflow.compiler.lower.grafana import lower as lower_grafana
from alertflow.compiler.lower.kubernetes import lower as lower_kubernetes
from alertflow.compiler.lower.prometheus import lower as lower_prometheus
from alertflow.compiler.lower.runbooks import lower as lower_runbooks
from alertflow.compiler.lower.slo import lower as lower_slo
from alertflow.model import Project

if TYPE_CHECKING:  # languages of which a project may use none
    from alertflow.alertmanager import Config
    from alertflow.github import Workflow
    from alertflow.grafana import Dashboard
    from alertflow.kubernetes import Manifest
    from alertflow.markdown import Page
    from alertflow.prometheus import RuleFile, TestFile

Document: TypeAlias = "Workflow | RuleFile | TestFile | Config | Page | Dashboard | Manifest"
"""One generated file, in the language of its target."""


def lower(project: Project) -> dict[str, Document]:
    """Every document of `project`, by its path below the repository's root."""
    documents: dict[str, Document] = {
        **lower_github(project),
        **lower_prometheus(project),
        **lower_alertmanager(project),
        **lower_slo(project),
        **lower_grafana(project),
    }
    return {**documents, **lower_kubernetes(project, documents), **lower_runbooks(project, documents)}
