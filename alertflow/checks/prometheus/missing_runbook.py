"""An alert has no runbook, or one that is not there.

What will happen: whoever is woken by it has to find out alone what it means and what to do; a link to a
file that does not exist ends in GitHub's page 404.

How to mend it: write one, however short, and name it: a URL, or the path of a file from the
repository's root.

Wrong:

    Alert(name="HighErrorRate", …)

Right:

    Alert(name="HighErrorRate", runbook="docs/runbooks/HighErrorRate.md", …)
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Location, argument, suggestion

ID = "prometheus/missing-runbook"


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts without a runbook, but for those of severity none, and those whose runbook is no file."""
    files = _files_in(subject)
    own = _own_address(subject)
    for rule, labels in subject.alerts:
        address = rule.annotations.get("runbook_url") or _other_name(rule.annotations)
        if not address:
            if labels.get("severity") != "none":
                yield Finding(
                    ID,
                    Severity.WARNING,
                    rule.source,
                    f"{rule.alert} has no runbook.",
                    "Whoever is woken by it has to find out alone what to do.",
                    f'Write one and name it: runbook="docs/runbooks/{rule.alert}.md".',
                )
            continue
        path = address.removeprefix(own) if own else address
        if not files or "://" in path or "{{" in path:
            continue
        yield from _missing(rule.alert, path.partition("#")[0].removeprefix("/"), rule.source, files)


def _missing(alert: str, path: str, source: Location | None, files: "Files") -> Iterator[Finding]:
    folder, _, name = path.rpartition("/")
    known = files(folder)
    if name not in known:
        yield Finding(
            ID,
            Severity.WARNING,
            argument(source, "runbook"),
            f"the runbook of {alert}, {path}, is not a file of the repository.",
            "The link in the notification leads nowhere.",
            f"Write it, or correct the path. {suggestion(name, known)}" if known else "Write it.",
        )


class Files:
    """The names of the files in a folder below any of some roots, each folder read once."""

    def __init__(self, roots: list[Path]) -> None:
        self._roots = roots
        self._names = cache(self._read)

    def __call__(self, folder: str) -> frozenset[str]:
        """The names in `folder`, a path below the roots; empty where there is no such folder."""
        return self._names(folder)

    def _read(self, folder: str) -> frozenset[str]:
        below = [root / folder for root in self._roots]
        return frozenset([file.name for one in below if one.is_dir() for file in one.iterdir()])


def _files_in(subject: Subject) -> Files | None:
    """The files of the repository, and of the project's own folder: a starter project is one in miniature."""
    if subject.root is None:
        return None
    source = subject.project.source if subject.project else None
    return Files([subject.root, Path(source.path).parent] if source else [subject.root])


def _own_address(subject: Subject) -> str:
    """How addresses of the repository's files begin, as alertflow writes them; '' where it is not known."""
    repository = subject.project.repository if subject.project else ""
    return f"https://github.com/{repository}/blob/HEAD/" if repository else ""


def _other_name(annotations: Mapping[str, str]) -> str:
    """The runbook under another name that people use: `runbook`, `runbookUrl`."""
    return next((value for key, value in annotations.items() if key.lower().startswith("runbook")), "")
