"""A query of an objective is no PromQL, or has no window.

What will happen: Sloth refuses the file and makes no rules: nobody is told when the budget burns. A query
with a window of its own instead of `{{.window}}` would say the same for five minutes and for three days.

How to mend it: correct the query where the message points, and write `[{{.window}}]` for the range of what it
counts.

Wrong:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[5m]))
            total_query: sum(rate(http_requests_total[{{.window}}])
        alerting:
          name: ShopErrors

Right:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
        alerting:
          name: ShopErrors
"""

from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.objectives import mistake, name_of, objectives
from alertflow.checks.subject import Subject
from alertflow.documents.objective import WINDOW

ID = "slo/wrong-query"

_WORDS = {"bad": "errors", "good": "good events", "total": "all events", "raw": "the error ratio"}


def check(subject: Subject) -> Iterator[Finding]:
    """The queries that do not parse, and those of Sloth in which no window is."""
    for one in objectives(subject):
        for kind, query in one.queries:
            which = f"{name_of(one)}: the query for {_WORDS[kind]}"
            other = "victoria_metrics" in one.altered  # its plugin reads another language
            error = mistake(query) if query.text.strip() and not other else None
            if not query.text.strip():
                yield Finding(
                    ID,
                    Severity.ERROR,
                    query.source or one.source,
                    f"{which} is empty.",
                    f"{one.program} has nothing to measure and makes no rules.",
                    "Write what counts them, in PromQL.",
                )
            elif error is not None:
                yield Finding(
                    ID,
                    Severity.ERROR,
                    query.source or one.source,
                    f"{which}: {error.message}",
                    f"{one.program} refuses it, and there are no rules: nobody hears of a burning budget.",
                    "Correct the query.",
                )
            elif WINDOW not in query.text and one.program == "Sloth":
                yield Finding(
                    ID,
                    Severity.ERROR,
                    query.source or one.source,
                    f"{which} has no {{{{.window}}}}.",
                    "Sloth refuses it: it asks the same query over each window, from 5m to 30d.",
                    "Write [{{.window}}] for its range.",
                )
