"""From the project to Grafana: a dashboard of the loop, and one for each objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alertflow.declared import AlertflowError, written_at
from alertflow.model import Project

if TYPE_CHECKING:
    from alertflow.grafana import Dashboard


def lower(project: Project) -> dict[str, Dashboard]:
    """The dashboards of `project`, by path; none where it asks for none.

    Raises AlertflowError where Grafana's types are not installed.
    """
    asked = project.dashboards
    if asked is None:
        return {}
    try:  # the types take a while to load, and not everybody has them
        from alertflow.compiler.lower.grafana import loop, objective
    except AlertflowError as error:
        raise AlertflowError(error.message, asked.source) from None
    boards = {"loop": loop.dashboard(project, asked)}
    for slo in project.slos:
        board = objective.dashboard(project, slo, asked)
        boards[f"slo-{slo.service}-{slo.name}"] = written_at(slo.source, board)
    return {f"{asked.folder}/{name}.json": board for name, board in boards.items()}


__all__ = ["lower"]
