"""From the project to documents: the one place where the domain becomes the languages of its targets."""

from __future__ import annotations

from alertflow.alertmanager import Config
from alertflow.compiler.lower.alertmanager import lower as lower_alertmanager
from alertflow.compiler.lower.github import lower as lower_github
from alertflow.compiler.lower.prometheus import lower as lower_prometheus
from alertflow.github import Workflow
from alertflow.model import Project
from alertflow.prometheus import RuleFile, TestFile

Document = Workflow | RuleFile | TestFile | Config
"""One generated file, in the language of its target."""


def lower(project: Project) -> dict[str, Document]:
    """Every document of `project`, by its path below the repository's root."""
    return {**lower_github(project), **lower_prometheus(project), **lower_alertmanager(project)}
