"""An expression reads a metric that the project does not know.

What will happen: a metric that nobody exposes has no series, so the expression returns nothing: the alert
never fires, and Prometheus does not say why.

How to mend it: correct the name, or add the metric to `Project(metrics={…})`. Without such a catalogue every
name is right. Metrics of Prometheus itself (`up`, `ALERTS`, `scrape_…`) and what recording rules record need
not be in it.

Wrong:

    Project(
        metrics={"http_requests_total": "counter"},
        alerts=[Alert(expr="rate(http_request_total[5m]) > 100", …)],
    )

Right:

    Project(
        metrics={"http_requests_total": "counter"},
        alerts=[Alert(expr="rate(http_requests_total[5m]) > 100", …)],
    )
"""

from collections.abc import Iterator, Mapping
from functools import cache

from alertflow.checks.expressions import name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.metrics import metric_types
from alertflow.checks.subject import Subject
from alertflow.declared import nearest
from alertflow.model import metrics
from alertflow.prometheus import MetricType, PromqlError, RecordingRule, metric_names, parse
from alertflow.prometheus.promql.shapes import shape

ID = "prometheus/unknown-metric"

_OF_PROMETHEUS = ("up", "ALERTS", "ALERTS_FOR_STATE")
_OF_A_SCRAPE = "scrape_"
_PARTS: Mapping[MetricType, tuple[str, ...]] = {
    "counter": ("", "_total", "_created"),
    "gauge": ("",),
    "histogram": ("", "_bucket", "_count", "_sum", "_created"),
    "summary": ("", "_count", "_sum", "_created"),
}
"""What is added to a metric's name in those of its series; a native histogram has its name alone."""


def check(subject: Subject) -> Iterator[Finding]:
    """The metrics that rules read and the project's catalogue does not hold; nothing without a catalogue."""
    types = metric_types(subject)
    if not types:
        return
    known = _known(subject, types)
    for rule in subject.rules:
        for name in sorted(_read(shape(rule.expr)) - known):
            if name.startswith(_OF_A_SCRAPE):
                continue
            close = nearest(name, known)
            yield Finding(
                ID,
                Severity.ERROR if close else Severity.WARNING,
                rule.place("expr") or rule.source,
                f"{name_of(rule)} reads {name}, which is not one of the project's metrics.",
                "If nobody exposes it, the expression returns nothing, and the alert never fires.",
                f"Did you mean '{close}'?" if close else 'Add it: Project(metrics={"…": "counter"}).',
            )


def _known(subject: Subject, types: Mapping[str, MetricType]) -> frozenset[str]:
    declared = {name + part for name, type_ in types.items() for part in _PARTS[type_]}
    recorded = {rule.record for rule in subject.rules if isinstance(rule, RecordingRule)}
    own = {value for name, value in vars(metrics).items() if name in metrics.__all__}
    return frozenset(declared | recorded | own | {*_OF_PROMETHEUS})


@cache
def _read(form: str) -> frozenset[str]:
    try:
        return metric_names(parse(form))
    except PromqlError:
        return frozenset()
