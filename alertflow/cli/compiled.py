"""What `build`, `check` and `test` begin with: the project loaded, compiled and checked."""

from __future__ import annotations

from typing import NamedTuple

from alertflow.checks import Finding, check
from alertflow.cli.console import plural, progress
from alertflow.compiler import Build, Place, build, find, load, lock, texts
from alertflow.declared import lines_of
from alertflow.model import Alert, Project


class Compiled(NamedTuple):
    """A project and its documents."""

    place: Place
    project: Project
    build: Build

    def findings(self) -> list[Finding]:
        """What the checks find, by file and line."""
        with progress(f"checking {plural(len(self.build), 'file')}"):
            return check(self.project, self.build, self.place.root)

    def findings_at(self, alert: Alert) -> list[Finding]:
        """What the checks find at one alert: within its declaration, or about what is made of it."""
        if alert.source is None:
            return []
        path, lines = alert.source.path, lines_of(alert.source)
        places = [(one, one.location) for one in self.findings()]
        return [one for one, place in places if place and place.path == path and place.line in lines]

    def texts(self) -> dict[str, bytes]:
        """The content of every file, by path."""
        with progress(f"writing out {plural(len(self.build), 'file')}"):
            return texts(self.build, self.place.source)


def compiled(target: str | None) -> Compiled:
    """Loads and compiles the project that `target` means. Raises LoadError."""
    place = find(target)
    with progress(f"loading {place.path.name}"):
        project = load(place)
    with progress(f"compiling {plural(len(project.every_alert), 'alert')}"):
        return Compiled(place, project, build(project, lock.read(place.root)))
