"""From the project to runbooks: a page for each name of an alert, and for each objective."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from alertflow.declared import Declared
from alertflow.model import Project, Runbook

if TYPE_CHECKING:
    from alertflow.markdown import Page


def lower(project: Project, documents: Mapping[str, Declared]) -> dict[str, Page]:
    """The generated runbooks of `project`, by path; `documents` is what else is generated for it.

    Raises AlertflowError where an objective and an alert would share a page.
    """
    if not any(isinstance(alert.runbook, Runbook) for alert in project.every_alert):
        return {}
    from alertflow.compiler.lower.runbooks.pages import pages  # only who has some generated needs Markdown

    return pages(project, documents)


__all__ = ["lower"]
