"""An alert has no runbook, or one that is not there.

What will happen: whoever is woken by it has to find out alone what it means and what to do; a link to a
file that does not exist ends in GitHub's page 404.

How to mend it: leave `runbook` out, and one is generated, in which people write what they know; or name
one of your own: a URL, or the path of a file from the repository's root. In a rule file, set the annotation
`runbook_url`.

Wrong:

    Alert(name="HighErrorRate", runbook="", …)

Right:

    Alert(name="HighErrorRate", runbook=Runbook(resolution=["Roll back the latest release."]), …)
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.declared import Location, argument, suggestion
from alertflow.prometheus import AlertingRule, RuleFile

ID = "prometheus/missing-runbook"

_REMEDY = "Leave runbook out to have one generated, or name your own: a URL, or a file of the repository."
_NAMED = "annotations: {runbook_url: …}"


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts without a runbook, but for those of severity none, and those whose runbook is no file."""
    files = _files_in(subject)
    own = _own_address(subject)
    named: dict[tuple[str, Location | None], list[str]] = {}
    without = _files_without(subject)
    for path, rules in without.items():
        yield _none(path, rules)
    passed = {id(rule) for rules in without.values() for rule in rules}
    for rule, labels in subject.alerts:
        if id(rule) in passed:
            continue
        address = rule.annotations.get("runbook_url") or _other_name(rule.annotations)
        if not address:
            if labels.get("severity") != "none":
                yield Finding(
                    ID,
                    Severity.WARNING,
                    rule.source,
                    f"{rule.alert} has no runbook.",
                    "Whoever is woken by it has to find out alone what to do.",
                    _REMEDY if subject.project is not None else f"Write one, and name it: {_NAMED}.",
                )
            continue
        path = address.removeprefix(own) if own else address
        if not files or "://" in path or "{{" in path:
            continue
        at = rule.place("annotations") if rule.from_file else argument(rule.source, "runbook")
        path = path.partition("#")[0].removeprefix("/")
        named.setdefault((path, at or rule.source), []).append(rule.alert)
    for (path, place), alerts in named.items():  # those of an objective are declared at once
        assert files is not None
        yield from _missing(alerts, path, place, files)


def _files_without(subject: Subject) -> Mapping[str, list[AlertingRule]]:
    """The alerts of the files that nobody generated in which none names a runbook: there it is a custom."""
    found: dict[str, list[AlertingRule]] = {}
    for path, file in subject.of(RuleFile) if subject.project is None else ():
        rules = [rule for group in file.groups for rule in group.rules if isinstance(rule, AlertingRule)]
        named = any(_other_name(rule.annotations) for rule in rules)
        if file.from_file and len(rules) > 1 and not named:
            found[path] = rules
    return found


def _none(path: str, alerts: list[AlertingRule]) -> Finding:
    return Finding(
        ID,
        Severity.INFO,
        alerts[0].source,
        f"none of the {len(alerts)} alerts of {path} names a runbook.",
        "Whoever is woken by one has to find out alone what to do.",
        f"Write one for each, and name it: {_NAMED}.",
    )


def _missing(alerts: list[str], path: str, at: Location | None, files: "Files") -> Iterator[Finding]:
    folder, _, name = path.rpartition("/")
    known = files(folder)
    if name not in known:
        first, others = alerts[0], len(set(alerts)) - 1
        whose = f"{first} and {others} other{'s' if others > 1 else ''}" if others else first
        yield Finding(
            ID,
            Severity.WARNING,
            at,
            f"the runbook of {whose}, {path}, is not a file of the repository.",
            "The link in the notification leads nowhere.",
            f"Write it, or correct the path. {suggestion(name, known)}" if known else "Write it.",
        )


class Files:
    """The names of the files in a folder: those below some roots, each read once, and the built ones."""

    def __init__(self, roots: list[Path], made: Iterable[str]) -> None:
        self._roots = roots
        self._made: dict[str, set[str]] = {}
        for path in made:
            folder, _, name = path.rpartition("/")
            self._made.setdefault(folder, set()).add(name)
        self._names = cache(self._read)

    def __call__(self, folder: str) -> frozenset[str]:
        """The names in `folder`, a path below the roots; empty where there is no such folder."""
        return self._names(folder)

    def _read(self, folder: str) -> frozenset[str]:
        below = [root / folder for root in self._roots]
        there = [file.name for one in below if one.is_dir() for file in one.iterdir()]
        return frozenset([*there, *self._made.get(folder, ())])


def _files_in(subject: Subject) -> Files | None:
    """The files of the repository, and of the project's own folder: a starter project is one in miniature."""
    if subject.root is None:
        return None
    source = subject.project.source if subject.project else None
    roots = [subject.root, Path(source.path).parent] if source else [subject.root]
    return Files(roots, subject.documents)


def _own_address(subject: Subject) -> str:
    """How addresses of the repository's files begin, as alertflow writes them; '' where it is not known."""
    repository = subject.project.repository if subject.project else ""
    return f"https://github.com/{repository}/blob/HEAD/" if repository else ""


def _other_name(annotations: Mapping[str, str]) -> str:
    """The runbook under another name that people use: `runbook`, `runbookUrl`."""
    return next((value for key, value in annotations.items() if key.lower().startswith("runbook")), "")
