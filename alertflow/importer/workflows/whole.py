"""A whole workflow or action as statements, the last of which sets what the file is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from alertflow.github import ActionFile, Composite, Permissions, Triggers, Workflow
from alertflow.github.reading.shapes import Shape
from alertflow.github.references.reads import Read
from alertflow.importer.workflows.jobs import Jobs
from alertflow.importer.workflows.parts import Parts
from alertflow.importer.workflows.saying import Saying
from alertflow.importer.workflows.steps import Steps, outputs_read
from alertflow.importer.writing.nodes import Argument, Assignment, Call, Expression, Listed, Literal, Variable

_SETTINGS_NEEDED = frozenset(("schedule", "workflow_run"))
"""Events that start nothing by their names alone."""


def stem_of(path: str) -> str:
    """What a file may be called: a workflow by its name, an action by its folder."""
    place = PurePosixPath(path)
    return place.parent.name if place.stem == "action" and place.parent.name else place.stem


def workflow(saying: Saying, parts: Parts, document: Workflow, path: str) -> Variable:
    """The statements for a workflow."""
    stem = stem_of(path)
    jobs = Jobs(saying, parts, document, stem)
    jobs.say()
    parts.scope.steps = {}
    listed = Listed(tuple([jobs.variables[job.id] for job in jobs.jobs]))
    own: dict[str, Argument | None] = {"on": parts.notes.beside(("on",), _on(parts, document.on))}
    if document.permissions is None:
        own["permissions"] = Literal(None)
    elif isinstance(document.permissions, Permissions) and not document.permissions.model_fields_set:
        own["permissions"] = None  # none at all is what Python means without
    fields = parts.fields(document, (), {**own, "jobs": None})
    unsaid = fields.pop("permissions", None) if document.permissions is None else None
    if unsaid is not None:  # where a person would have said it
        fields = {**_up_to(fields, "on"), "permissions": unsaid, **fields}
    fields["jobs"] = parts.notes.beside(("jobs",), listed)
    return _file(saying, parts, parts.call(document, fields), stem, "workflow")


def action(saying: Saying, parts: Parts, document: ActionFile, path: str, reads: Sequence[Read]) -> Variable:
    """The statements for an action; `reads` are its expressions."""
    runs, stem = document.runs, stem_of(path)
    if not isinstance(runs, Composite):
        return _file(saying, parts, parts.section(document, ()), stem, "action")
    steps = Steps(parts, saying.names, stem, outputs_read(reads))
    written = steps.written(runs.steps, ("runs", "steps"))
    fields = parts.fields(document, (), {"runs": None})
    statements, items = steps.parted(written)
    for statement in statements:
        saying.set(statement)
    listed = parts.notes.beside(("runs", "steps"), Listed(tuple(items)))
    composite = parts.section(runs, ("runs",), {"using": None, "steps": listed})
    fields["runs"] = parts.notes.beside(("runs",), composite)
    return _file(saying, parts, parts.call(document, fields), stem, "action")


def _file(saying: Saying, parts: Parts, value: Call, stem: str, kind: str) -> Variable:
    return saying.set(Assignment(saying.name(stem, f"{stem} {kind}"), value, *parts.notes.of(())))


def _on(parts: Parts, on: Any) -> Expression:
    """What starts the workflow, by names alone where nothing more is said."""
    if not isinstance(on, Triggers):
        return parts.value(on, Shape(text=True), ("on",))
    section = parts.section(on, ("on",))
    bare = [name for name, value in section.keywords if _is_bare(value)]
    if len(bare) < len(section.keywords) or _SETTINGS_NEEDED.intersection(bare):
        return section
    return Literal(bare[0]) if len(bare) == 1 else Listed(tuple([Literal(name) for name in bare]))


def _up_to(fields: dict[str, Argument], last: str) -> dict[str, Argument]:
    """The fields up to `last`."""
    names = list(fields)
    return {name: fields[name] for name in names[: names.index(last) + 1]}


def _is_bare(value: Argument) -> bool:
    return isinstance(value, Call) and not value.args and not value.keywords


__all__ = ["action", "stem_of", "workflow"]
