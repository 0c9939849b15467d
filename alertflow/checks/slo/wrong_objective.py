"""An objective is no percentage between 0 and 100, or a share where a percentage is meant.

What will happen: with 0.999 for 99.9 % nearly everything may fail, so no alert ever fires. With 100 nothing
may fail: each single error is an alert, at night too. Outside of 0 to 100 the program refuses the file.

How to mend it: Sloth's `objective` and OpenSLO's `targetPercent` are per cent, 99.9; OpenSLO's `target` is a
share, 0.999. Leave some room below 100: the error budget is what changes are made with.

Wrong:

    version: prometheus/v1
    service: shop
    slos:
      - name: availability
        objective: 0.999
        sli:
          events:
            error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total[{{.window}}]))
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
from decimal import Decimal

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.objectives import name_of, objectives
from alertflow.checks.subject import Subject
from alertflow.documents.objective import Objective

ID = "slo/wrong-objective"


def check(subject: Subject) -> Iterator[Finding]:
    """The targets outside of what is possible, and those that are in the wrong unit."""
    for one in objectives(subject):
        found = _wrong(one)
        if found is not None:
            severity, message, consequence, remedy = found
            yield Finding(ID, severity, one.target_place, f"{name_of(one)}: {message}", consequence, remedy)


def _wrong(one: Objective) -> tuple[Severity, str, str, str] | None:
    target = one.target
    shown = _number(target * 100 if one.percent else target)
    if one.percent and Decimal("0.001") <= target < Decimal("0.01"):
        return (
            Severity.ERROR,
            f"the objective is {shown}, which is less than one per cent.",
            "Nearly everything may fail, so no alert ever fires.",
            f"It is given in per cent: write {_number(target * 10000)} for {shown} of all events.",
        )
    if not one.percent and 1 < target <= 100:
        return (
            Severity.ERROR,
            f"the target is {shown}, and it is a share of 1.",
            "Nothing takes it: more than everything cannot go well.",
            f"Write 'target: {_number(target / 100)}', or 'targetPercent: {shown}'.",
        )
    if not 0 < target <= 1:
        return (
            Severity.ERROR,
            f"the objective is {shown}, and lies between 0 and {100 if one.percent else 1}.",
            f"{one.program} refuses it, and there are no rules.",
            "Give the share of events that must go well, such as "
            f"{'99.9 (per cent)' if one.percent else '0.999'}.",
        )
    if target == 1:
        return (
            Severity.WARNING,
            f"the objective is {shown}: nothing may fail.",
            "There is no error budget: each single error is an alert, and no change is safe enough.",
            f"Leave some room: {'99.9' if one.percent else '0.999'} is one error in a thousand.",
        )
    return None


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
