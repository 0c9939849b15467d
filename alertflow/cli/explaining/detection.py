"""How an alert is detected: what it reads, when it fires, and with which labels it then goes on."""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.cli.compiled import Compiled
from alertflow.cli.console import plural
from alertflow.cli.simulating.firing import Firing
from alertflow.compiler.lower.annotated import labels_of
from alertflow.model import Alert, Project
from alertflow.prometheus import (
    AlertingRule,
    RuleFile,
    Selector,
    TestFile,
    lookback,
    parse,
    selectors,
    surviving_labels,
)


def reads(alert: Alert) -> Iterator[str]:
    """Each metric that it reads, with the labels that choose its series, and how far back it looks."""
    tree = parse(alert.expr)
    chosen: dict[str, list[str]] = {}
    for selector in selectors(tree):
        labels = chosen.setdefault(_metric(selector), [])
        labels += [one.label for one in selector.matchers if one.label not in (*labels, "__name__")]
    for metric, labels in chosen.items():
        yield f"{metric}, chosen by {' and '.join(labels)}" if labels else metric
    if span := lookback(tree):
        yield f"over the last {_span(span)}"


def _metric(selector: Selector) -> str:
    return selector.metric or "series of any name"


def _span(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def fires(source: Compiled, alert: Alert) -> Iterator[str]:
    """When it fires, for how long it goes on, where its rule stands, and how often that is tested."""
    yield "at once" if alert.for_ == "0s" else f"after {alert.for_} in which it always holds"
    if alert.keep_firing_for is not None:
        yield f"for {alert.keep_firing_for} longer than it holds"
    for path, file in source.build.of(RuleFile):
        for group in file.groups:
            if any(_is_of(rule, alert) for rule in group.rules):
                yield f"{path}, group {group.name}"
    tests = sum(
        alert.name in {one.alertname for one in test.alert_rule_tests}
        or any(f'alertname="{alert.name}"' in one.expr for one in test.promql_expr_tests)
        for _, file in source.build.of(TestFile)
        for test in file.tests
    )
    yield plural(tests, "test") if tests else "no test"


def _is_of(rule: object, alert: Alert) -> bool:
    return (
        isinstance(rule, AlertingRule)
        and rule.alert == alert.name
        and rule.expr.split() == alert.expr.split()
        and rule.labels.get("severity") == alert.severity.name
    )


def labels(project: Project, fired: Firing) -> Iterator[str]:
    """The labels that its rule sets, those that were given, and which ones its series may bring."""
    own = labels_of(project, fired.alert)
    yield ", ".join(f"{name}={value}" for name, value in own.items())
    given = [f"{name}={value}" for name, value in fired.labels.items() if own.get(name) != value]
    given = [one for one in given if not one.startswith("alertname=")]
    if given:
        yield f"taken for given: {', '.join(given)}"
    surviving = surviving_labels(parse(fired.alert.expr))
    if surviving.only is None:
        without = f" but {' and '.join(sorted(surviving.never))}" if surviving.never else ""
        yield f"from its series: any{without}"
    elif surviving.only:
        yield f"from its series: {', '.join(sorted(surviving.only))}"
    else:
        yield "from its series: none"


__all__ = ["fires", "labels", "reads"]
