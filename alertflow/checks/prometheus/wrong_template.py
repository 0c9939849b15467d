"""A label or annotation is a template that Prometheus cannot execute.

What will happen: where Go cannot read it, or knows no such function, Prometheus refuses the whole rule file.
Anything else fails when the alert fires, and people read `<error expanding template: …>`.

How to mend it: as the message says. The templates of rules are not those of Alertmanager: the data are the
labels and the value of one alert, and the functions are Prometheus's own.

Wrong:

    groups:
      - name: shop
        rules:
          - alert: HighErrorRate
            expr: job:request_errors:ratio_rate5m > 0.05
            annotations:
              summary: "{{ .CommonLabels.job }}: {{ $value | humanisePercentage }} of requests fail"

Right:

    groups:
      - name: shop
        rules:
          - alert: HighErrorRate
            expr: job:request_errors:ratio_rate5m > 0.05
            annotations:
              summary: "{{ $labels.job }}: {{ $value | humanizePercentage }} of requests fail"
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.rule_texts import outline, rule_texts
from alertflow.checks.subject import Subject
from alertflow.prometheus import template_problems
from alertflow.prometheus.refusing import STOPS_LOADING

ID = "prometheus/wrong-template"


def check(subject: Subject) -> Iterator[Finding]:
    """What surely fails, for the version that is aimed at; each outline of a text is looked at once."""
    version = subject.project.targets.prometheus if subject.project is not None else None
    right: dict[str, bool] = {}
    for one in rule_texts(subject):
        form = outline(one.text)
        if form not in right:
            right[form] = not template_problems(form, version)
        if right[form]:
            continue
        for problem in template_problems(one.text, version):
            refused = problem.kind in STOPS_LOADING
            yield Finding(
                ID,
                Severity.ERROR,
                one.place(problem.place.position),
                f"{one.words}: {problem.message}",
                "Prometheus refuses the whole rule file."
                if refused
                else "Whenever the alert fires, its text is '<error expanding template: …>'.",
                "Mend the template; what it is given is on "
                "https://prometheus.io/docs/prometheus/latest/configuration/template_reference/.",
            )
