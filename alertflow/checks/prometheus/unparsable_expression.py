"""An expression is not PromQL.

What will happen: Prometheus refuses the whole rule file: it does not start, or goes on with the old
rules.

How to mend it: correct the expression where the message points. What `promtool check rules` takes and
this refuses is newer syntax (duration arithmetic, `anchored` and `smoothed`): ignore it, and say so.

Wrong:

    Alert(name="Down", expr="up{job=api} == 0", …)

Right:

    Alert(name="Down", expr='up{job="api"} == 0', …)
"""

from collections.abc import Iterator

from alertflow.checks.expressions import name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import PromqlError
from alertflow.prometheus.promql.shapes import must_parse

ID = "prometheus/unparsable-expression"


def check(subject: Subject) -> Iterator[Finding]:
    """The expressions that do not parse; a project with one of them does not even load."""
    if subject.project is not None:
        return
    for rule in subject.rules:
        try:
            must_parse(rule.expr)
        except PromqlError as error:
            yield Finding(
                ID,
                Severity.ERROR,
                rule.place_in("expr", rule.expr, error.position) or rule.source,
                f"{name_of(rule)}: {error.message}",
                "Prometheus refuses the whole rule file.",
                "Correct it there; 'promtool check rules' tells whether Prometheus takes it.",
            )
