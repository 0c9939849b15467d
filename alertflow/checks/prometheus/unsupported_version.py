"""A rule or a test needs another version of Prometheus than the targeted one.

What will happen: that Prometheus, or its promtool, refuses the whole file.

How to mend it: write it without, or set the target to the version that you really run:
`Targets(prometheus=…)`.

Wrong:

    Project(targets=Targets(prometheus="3.5"), alerts=[Alert(expr="holt_winters(x[1h], 0.5, 0.5) > 1", …)])

Right:

    Project(
        targets=Targets(prometheus="3.5"),
        alerts=[Alert(expr="double_exponential_smoothing(x[1h], 0.5, 0.5) > 1", …)],
    )
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.declared import Location, argument
from alertflow.prometheus import RuleFile, RuleGroup, TestFile, Unsupported, unsupported
from alertflow.prometheus.support import unsupported_in_rule
from alertflow.prometheus.versions import AGGREGATIONS, FUNCTIONS
from alertflow.release import reaches

ID = "prometheus/unsupported-version"


def check(subject: Subject) -> Iterator[Finding]:
    """The keys and functions that the target lacks or has lost; nothing without a project."""
    if subject.project is None:
        return
    version = subject.project.targets.prometheus
    for path, tests in subject.of(TestFile):
        for one in unsupported(tests, version):
            yield _finding(one, path, version, place(tests, subject.project))
    names = _lacking(version)
    for path, file in subject.of(RuleFile):
        lacks = _lacks_any(file, names, version)
        for group in file.groups:
            if group.limit or group.query_offset or group.labels:
                for one in unsupported(RuleFile(groups=[group.replace(rules=[])]), version):
                    yield _finding(one, path, version, place(group, subject.project))
            if lacks:
                yield from _in_rules(group, path, version)


def _in_rules(group: RuleGroup, path: str, version: str) -> Iterator[Finding]:
    for rule in group.rules:
        for one in unsupported_in_rule(rule, version):
            key = "expr" if one.what.endswith("()") else one.what
            yield _finding(one, path, version, argument(rule.source, key))


def _lacking(version: str) -> list[str]:
    """The functions that `version` lacks or has lost."""
    lives = (FUNCTIONS | AGGREGATIONS).items()
    return [
        name
        for name, life in lives
        if not reaches(version, life.since) or (life.until is not None and reaches(version, life.until))
    ]


def _lacks_any(file: RuleFile, names: list[str], version: str) -> bool:
    """Whether a rule may hold what `version` lacks: a look at the text, which is quicker than at trees."""
    rules = [rule for group in file.groups for rule in group.rules]
    text = "\n".join([rule.expr for rule in rules])
    found = [name for name in names if name in text]
    if found and re.search(rf"\b(?:{'|'.join(found)})\b", text):
        return True
    return not reaches(version, "2.42") and any(getattr(rule, "keep_firing_for", None) for rule in rules)


def _finding(one: Unsupported, path: str, version: str, at: Location | None) -> Finding:
    where = f" in {one.where}" if one.where else ""
    if one.until is not None and reaches(version, one.until):
        needs = f"exists only before Prometheus {one.until}"
        remedy = f"Write it without, or lower the target to what you run: earlier than {one.until}."
    else:
        needs = f"needs Prometheus {one.since}"
        remedy = f"Write it without, or raise the target to what you run: {one.since} or later."
    return Finding(
        ID,
        Severity.ERROR,
        at,
        f"{one.what}{where} ({path}) {needs}, and the target is {version}.",
        f"Prometheus {version} refuses the whole file.",
        remedy,
    )
