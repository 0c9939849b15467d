"""GitHub workflows and actions as typed Python, with references instead of strings."""

from alertflow.importer.workflows.files import action, workflow, workflows

__all__ = ["action", "workflow", "workflows"]
