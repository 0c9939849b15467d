"""Prometheus refuses a rule file, or promtool does.

What will happen: Prometheus does not start, or goes on with the old rules, and its log is the only place that
says so. What promtool alone refuses loads, but two rules that nothing tells apart fight for one alert.

How to mend it: as the message says. `promtool check rules` finds the same. What is wrong with expressions and
templates, prometheus/unparsable-expression and prometheus/wrong-template tell.

Wrong:

    groups:
      - name: shop
        rules: []
      - name: shop
        rules: []

Right:

    groups:
      - name: shop
        rules: []
      - name: shop-slow
        rules: []
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import RuleFile, TestFile, refusals
from alertflow.prometheus.refusing import refusals_of_form

ID = "prometheus/refused"


def check(subject: Subject) -> Iterator[Finding]:
    """Each reason for which a rule file or test file is refused, but for what other checks tell."""
    found = [(path, file, one) for path, file in subject.of(RuleFile) for one in refusals_of_form(file)]
    tests = [(path, file, one) for path, file in subject.of(TestFile) for one in refusals(file)]
    for path, file, one in [*found, *tests]:
        yield Finding(
            ID,
            Severity.ERROR,
            one.location or file.source,
            f"{one.where} of {path}: {one.reason}",
            "Prometheus refuses the whole file."
            if one.by == "Prometheus"
            else "Prometheus loads it, and 'promtool check rules --lint-fatal' and its tests do not.",
            "Mend it; promtool says the same.",
        )
