"""An alert's expression compares nothing, so it returns something while all is well.

What will happen: the alert fires as soon as there is data, and never stops. A comparison with `bool`
does the same: it returns 0 or 1, and an alert fires for either.

How to mend it: compare with what is no longer acceptable; take `bool` away. An alert that is meant to
fire always, to prove that alerting works, is `vector(1)`, or has a name such as Watchdog or
DeadMansSwitch.

Wrong:

    expr="node_filesystem_avail_bytes / node_filesystem_size_bytes"

Right:

    expr="node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1"
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.prometheus import AlertingRule, PromqlError, RecordingRule, metric_names, parse, unfiltered

ID = "prometheus/no-comparison"
ACROSS = True

_ends_in_comparison = re.compile(r"[<>=]\s*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\s*\Z").search
_or = re.compile(r"or(?![\w:])(?<![\w:]or)").search
always_fires = re.compile(r"watch-?dog|dead-?man|heart-?beat|always-?firing", re.IGNORECASE).search
ALWAYS = frozenset({"vector(1)", "1"})


def check(subject: Subject) -> Iterator[Finding]:
    """The alerts that cannot be quiet while there is data."""
    for rule, _ in subject.alerts:
        if not is_plainly_filtered(rule.expr):
            yield from _of(rule, subject)


def is_plainly_filtered(expr: str) -> bool:
    """Whether the text alone shows a filter: it ends in `> 5`, without `or`, `bool` and `fill`.

    At the end a comparison is outermost but for `and`, `unless` and `or`. That is enough for most
    expressions, and far quicker than a walk over the tree.
    """
    if not _ends_in_comparison(expr[-24:]) or "#" in expr:
        return False
    lower = expr.lower()
    return not ("bool" in lower or "fill" in lower or _or(lower))


def _of(rule: AlertingRule, subject: Subject) -> Iterator[Finding]:
    if rule.expr in ALWAYS or always_fires(rule.alert):
        return
    try:
        tree = parse(rule.expr)
    except PromqlError:
        return
    found = unfiltered(tree)
    if found is None or _recorded_filtered(metric_names(tree), subject):
        return
    what, remedy = {
        "bool": ("returns 0 or 1, and fires for either", "Take 'bool' away."),
        "constant": ("is always there", "Compare it with something, as in > 0."),
        "no comparison": (
            "is compared with nothing",
            "Compare it with what is no longer acceptable, as in > 0.9.",
        ),
    }[found.reason]
    shown = found.expression if len(found.expression) <= 80 else found.expression[:79] + "…"
    yield Finding(
        ID,
        Severity.WARNING if found.reason == "no comparison" else Severity.ERROR,
        rule.place("expr") or rule.source,
        f"{rule.alert} fires whenever there is data: {shown} {what}.",
        "It fires while all is well, and never stops.",
        remedy,
    )


def _recorded_filtered(names: frozenset[str], subject: Subject) -> bool:
    """Whether a series that is read may be filtered by the rule that records it, here or elsewhere."""
    recorded = {name for name in names if ":" in name}
    rules = [one for one in subject.rules if isinstance(one, RecordingRule) and one.record in recorded]
    if recorded - {one.record for one in rules}:
        return True
    try:
        return any(unfiltered(parse(one.expr)) is None for one in rules)
    except PromqlError:
        return True
