"""The whole import: every document of a repository in one Python file, with the project at its end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from alertflow.declared import Location
from alertflow.documents import Kind, Read
from alertflow.importer.draft import Chapter, Draft, Kept
from alertflow.importer.writing.nodes import (
    Assignment,
    Call,
    Dictionary,
    Expression,
    Listed,
    Literal,
    Module,
    Symbol,
)

PROJECT = "project"
"""The variable that the project is."""


class Origin(NamedTuple):
    """What is known of the repository that the files are from."""

    name: str
    """What the project is to be called; any text."""
    repository: str = ""
    """`owner/name` on GitHub, if known."""
    paths: Mapping[str, str] = {}
    """The path of each file below the repository's root, by how the reads name it; as they name it if it is
    not there.
    """

    def path_of(self, path: str) -> str:
        """Where the file that the reads name `path` lies below the repository's root."""
        return self.paths.get(path, path)


class Imported(NamedTuple):
    """The Python, and what in it is only kept as it stood."""

    text: str
    kept: tuple[Kept, ...]


def imported(reads: Sequence[Read], origin: Origin) -> Imported:
    """The Python file that says all that `reads` do."""
    # Each part needs languages that a person may not use; they are loaded for what there is.
    from alertflow.importer.writing.layout import text

    draft = Draft()
    draft.names.reserve(PROJECT)
    taken = _objectives(draft, reads, origin)
    _rules(draft, reads, origin, taken)
    _workflows(draft, reads, origin)
    for read in sorted(reads, key=lambda one: one.inner is not None):  # a plain file keeps its place
        _one(draft, read, origin)
    _kept_by_extra(draft, reads)
    _left_out(draft, reads)
    module = Module(_docstring(reads, origin))
    module.groups = [statements for _, statements in sorted(draft.chapters.items()) if statements]
    module.groups.append([Assignment(PROJECT, _project(draft, origin))])
    return Imported(text(module), tuple(draft.kept))


def _objectives(draft: Draft, reads: Sequence[Read], origin: Origin) -> frozenset[int]:
    from alertflow.importer.objectives import objectives

    return objectives(draft, reads, origin.path_of)


def _rules(draft: Draft, reads: Sequence[Read], origin: Origin, taken: frozenset[int]) -> None:
    files = [read for read in reads if _has_rules(read)]
    if files:
        from alertflow.importer.rules import rules

        rules(draft, files, origin.path_of, taken)


def _workflows(draft: Draft, reads: Sequence[Read], origin: Origin) -> None:
    files = [(read, origin.path_of(read.path)) for read in reads if read.kind is Kind.WORKFLOW]
    if files:
        from alertflow.importer.workflows import workflows

        workflows(draft, files)


def _has_rules(read: Read) -> bool:
    return read.kind is Kind.RULES or (read.inner is not None and not hasattr(read.inner, "receivers"))


def _one(draft: Draft, read: Read, origin: Origin) -> None:
    """Adds what no other document matters for."""
    path = origin.path_of(read.path)
    match read.kind:
        case Kind.ACTION:
            from alertflow.importer.workflows import action

            action(draft, read, path)
        case Kind.ALERTMANAGER:
            from alertflow.importer.configuration import configuration

            configuration(draft, read, path)
        case Kind.MANIFEST if read.inner is None or not _has_rules(read):
            from alertflow.importer.configuration import manifest

            manifest(draft, read, path)
        case Kind.TESTS:
            from alertflow.importer.writing.declared import expression

            name = PurePosixPath(path).stem
            draft.files[path] = draft.say(Chapter.FILES, name, expression(read.document))


def _kept_by_extra(draft: Draft, reads: Sequence[Read]) -> None:
    """Tells of every key that no language knows."""
    draft.kept += [Kept(one.location, one.message) for read in reads for one in read.unknown]


def _left_out(draft: Draft, reads: Sequence[Read]) -> None:
    """Tells of what a generator wrote of itself into any file but workflows and actions, which tell it."""
    from alertflow.importer.writing.comments import is_of_generator
    from alertflow.yaml.comments import comments

    texts = {one.path: one.text for one in reads if one.kind not in (Kind.WORKFLOW, Kind.ACTION)}
    for path, text in texts.items():
        for one in comments(text, path) if is_of_generator(text) else ():
            if is_of_generator(one.text):
                what = f"Left out, as this file is made of the Python from now on: {one.text}"
                draft.kept.append(Kept(Location(path, one.line), what))


def _project(draft: Draft, origin: Origin) -> Expression:
    given: list[tuple[str, Expression]] = [("name", Literal(_slug(origin.name)))]
    if origin.repository:
        given.append(("repository", Literal(origin.repository)))
    given += draft.arguments
    if draft.files:
        files = tuple((Literal(path), value) for path, value in draft.files.items())
        given.append(("files", Dictionary(files)))
    exploded = len(given) > 1 or any(isinstance(value, Listed) for _, value in given)
    return Call(Symbol("alertflow", "Project"), keywords=tuple(given), exploded=exploded)


def _slug(name: str) -> str:
    """`name` in the form that a project's has: letters, digits and `-`, a letter first."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).lstrip("-0123456789").rstrip("-") or "monitoring"


def _docstring(reads: Sequence[Read], origin: Origin) -> str:
    what = {
        Kind.RULES: "alerts",
        Kind.SLOTH: "objectives",
        Kind.OPENSLO: "objectives",
        Kind.ALERTMANAGER: "routes",
        Kind.WORKFLOW: "workflows",
    }
    kinds = {Kind.RULES if _has_rules(read) else read.kind for read in reads}
    words = list(dict.fromkeys(word for kind, word in what.items() if kind in kinds)) or ["files"]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{_slug(origin.name).replace('-', ' ').capitalize()}: its {listed}."


__all__ = ["PROJECT", "Imported", "Origin", "imported"]
