"""All checks there are, found by where their files lie: `checks/<family>/<name>.py` is `family/name`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from alertflow.checks.finding import Finding
from alertflow.checks.ignored import without_ignored
from alertflow.checks.subject import Document, Subject
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

    @property
    def title(self) -> str:
        """What it finds, in one sentence."""
        return self.text.partition("\n")[0]

    @property
    def family(self) -> str:
        """The first part of its id."""
        return self.id.partition("/")[0]


@cache
def checks() -> dict[str, Check]:
    """Every check by its id, in order of the ids."""
    here = Path(__file__).parent
    names = sorted(
        (file.parent.name, file.stem) for file in here.glob("*/*.py") if not file.stem.startswith("_")
    )
    found: dict[str, Check] = {}
    for family, name in names:
        module = import_module(f"{__package__}.{family}.{name}")
        id_ = f"{family}/{name.replace('_', '-')}"
        found[id_] = Check(id_, module.__doc__ or "", module.check)
    return found


def check(
    project: Project | None, documents: Mapping[str, Document], root: Path | None = None
) -> list[Finding]:
    """What all checks find, by file and line; what a comment ignores with a reason is left out.

    `project` is what the documents were made from, None for files that nobody generated; `root` is the
    repository's folder, None where files that the documents name cannot be looked up.
    """
    subject = Subject(documents, project, root)
    every = checks().values()
    found = [one for each in every if each.family != ABOUT_COMMENTS for one in each.look(subject)]
    paths = {location.path for location in subject.sources()}
    found, ignores = without_ignored(found, sorted(paths))
    if ignores:
        subject = replace(subject, ignores=ignores)
        found += [one for each in every if each.family == ABOUT_COMMENTS for one in each.look(subject)]
    return sorted(dict.fromkeys(found), key=_order)


def _order(finding: Finding) -> tuple[bool, str, int, str, str]:
    """By place, those without a place last, then by id."""
    place = finding.location
    return (
        place is None,
        place.path if place else "",
        place.line if place else 0,
        finding.id,
        finding.message,
    )


__all__ = ["ABOUT_COMMENTS", "Check", "Look", "check", "checks"]
