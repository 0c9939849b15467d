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

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.declared import Location
from alertflow.prometheus import RuleFile, TestFile, Unsupported, unsupported
from alertflow.release import reaches

ID = "prometheus/unsupported-version"


def check(subject: Subject) -> Iterator[Finding]:
    """The keys, names, functions and syntax that the target lacks or has lost; nothing without a project."""
    if subject.project is None:
        return
    version = subject.project.targets.prometheus
    files: list[tuple[str, RuleFile | TestFile]] = [*subject.of(TestFile), *subject.of(RuleFile)]
    for path, file in files:
        for one in unsupported(file, version):
            yield _finding(one, path, version, one.location or place(file, subject.project))


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
