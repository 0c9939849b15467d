"""An expression needs a feature that Prometheus has switched off.

What will happen: without `--enable-feature=` and the name of the feature, Prometheus refuses the whole rule
file: it does not start, or goes on with the old rules. promtool, which tests the rules, asks for the same.

How to mend it: write the expression without, as functions of this kind may yet change or go. Or start
Prometheus and promtool with the feature (the operator's Prometheus has `enableFeatures`), and say so in a
comment that ignores this finding.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: Jitter
            expr: mad_over_time(latency_seconds[10m]) > 0.1

Right:

    groups:
      - name: shop
        rules:
          - alert: Jitter
            expr: stddev_over_time(latency_seconds[10m]) > 0.1
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject, place
from alertflow.prometheus import RuleFile, experimental

ID = "prometheus/experimental"


def check(subject: Subject) -> Iterator[Finding]:
    """What the target knows only when it is switched on; without a project, what every release does."""
    version = subject.project.targets.prometheus if subject.project is not None else None
    for path, file in subject.of(RuleFile):
        for one in experimental(file, version):
            yield Finding(
                ID,
                Severity.WARNING,
                one.location or place(file, subject.project),
                f"{one.what} in {one.where} ({path}) is experimental in "
                f"{'every release that knows it' if version is None else f'Prometheus {version}'}.",
                f"Without --enable-feature={one.flag} Prometheus refuses the whole file.",
                "Write it without, or run Prometheus and promtool with that, and ignore this with a reason.",
            )
