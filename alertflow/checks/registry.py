"""All checks there are, found by where their files lie: `checks/<family>/<name>.py` is `family/name`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alertflow.checks.finding import Finding
from alertflow.checks.ignored import without_ignored
from alertflow.checks.subject import Document, Subject, language_of

if TYPE_CHECKING:
    from alertflow.model import Project

Look = Callable[[Subject], Iterator[Finding]]
"""What a check does: it looks at a subject and yields what it finds."""

ABOUT_COMMENTS = "ignore"
"""The family that looks at the comments which silence the others."""


class Check(NamedTuple):
    """One check: its id, what its page says, and what it does."""

    id: str
    text: str
    look: Look
    across: bool
    """Whether it holds documents against each other, of which only those of one loop may be compared."""

    @property
    def title(self) -> str:
        """What it finds, in one sentence."""
        return self.text.partition("\n")[0]

    @property
    def family(self) -> str:
        """The first part of its id."""
        return self.id.partition("/")[0]


_OF_RULES = frozenset({"prometheus", "sloth", "openslo"})

_LANGUAGES: Mapping[str, frozenset[str]] = {
    "alertmanager": frozenset({"alertmanager"}),
    "github": frozenset({"github"}),
    "loop": frozenset({"alertmanager", "github"}),
    "loop/same-name-different-meaning": _OF_RULES,
    "prometheus": _OF_RULES,
    "safety": frozenset(),
    "slo": frozenset({"sloth", "openslo"}),
}
"""The languages without whose documents a check of files finds nothing, by its id, or else its family."""


def checks() -> dict[str, Check]:
    """Every check by its id, in order of the ids."""
    return {id_: _loaded(id_) for id_ in _ids()}


def checks_of(subject: Subject) -> list[Check]:
    """Those that may find something in `subject`, so that no other is imported, nor the languages it needs.

    Of a project, and where something cannot be read, these are all; but for those of comments, in any case.
    """
    languages = {language_of(one) for one in subject.documents.values()}
    return [_loaded(id_) for id_ in _ids() if _may_find(id_, subject, languages)]


def _may_find(id_: str, subject: Subject, languages: set[str]) -> bool:
    family = id_.partition("/")[0]
    if family == ABOUT_COMMENTS:
        return bool(subject.ignores)
    if subject.project is not None or subject.unreadable:
        return True
    if family == "files":
        return bool(subject.unknown)
    return not languages.isdisjoint(_LANGUAGES.get(id_) or _LANGUAGES[family])


@cache
def _ids() -> tuple[str, ...]:
    files = [file for file in Path(__file__).parent.glob("*/*.py") if not file.stem.startswith("_")]
    names = sorted((file.parent.name, file.stem) for file in files)
    return tuple([f"{family}/{name.replace('_', '-')}" for family, name in names])


@cache
def _loaded(id_: str) -> Check:
    module = import_module(f"{__package__}.{id_.replace('/', '.').replace('-', '_')}")
    return Check(id_, module.__doc__ or "", module.check, getattr(module, "ACROSS", False))


def check(
    project: Project | None, documents: Mapping[str, Document], root: Path | None = None
) -> list[Finding]:
    """What all checks find, by file and line; what a comment ignores with a reason is left out.

    `project` is what the documents were made from, None for files that nobody generated; `root` is the
    repository's folder, None where files that the documents name cannot be looked up.
    """
    subject = Subject(documents, project, root)
    return looked_at(subject, [subject], sorted({location.path for location in subject.sources()}))


def looked_at(whole: Subject, loops: Sequence[Subject], paths: Iterable[str]) -> list[Finding]:
    """What all checks find, by file and line, but for what the comments in the files `paths` silence.

    `loops` are the parts of `whole` that belong together, each an Alertmanager and what it is told.
    """
    found = [
        one
        for each in checks_of(whole)
        for subject in (loops if each.across else [whole])
        for one in each.look(subject)
    ]
    found, ignores = without_ignored(dict.fromkeys(found), paths, whole.texts)
    if ignores:
        whole = replace(whole, ignores=ignores)
        about = [each for each in checks_of(whole) if each.family == ABOUT_COMMENTS]
        found += [one for each in about for one in each.look(whole)]
    return sorted(found, key=_order)


def _order(finding: Finding) -> tuple[bool, str, int, int, str, str]:
    """By place, those without a place last, then by id."""
    place = finding.location
    return (
        place is None,
        place.path if place else "",
        place.line if place else 0,
        (place.column or 0) if place else 0,
        finding.id,
        finding.message,
    )


__all__ = ["ABOUT_COMMENTS", "Check", "Look", "check", "checks", "checks_of", "looked_at"]
