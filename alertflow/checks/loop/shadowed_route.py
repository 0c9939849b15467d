"""A route is made for alerts that there are, and an earlier route takes every one of them.

What will happen: the alerts that the route matches go to the earlier one, which does not `continue`, so
whoever this route is for never hears of them. Its matchers do not show it: only the labels of the alerts do,
as where every alert with the label `slo` also has a severity, and the routes by severity come first.

How to mend it: put the route before the one that takes its alerts; or let that one say `continue: true`, and
both are told.

Wrong:

    route:
      receiver: all
      routes:
        - receiver: pager
          matchers: [severity="critical"]
        - receiver: reliability
          matchers: [slo=~".+"]
    receivers: [{name: all}, {name: pager}, {name: reliability}]
    ---
    groups:
      - name: shop
        rules:
          - alert: ErrorBudgetBurn
            expr: job:errors:ratio_rate1h > 0.0144
            labels: {severity: critical, slo: availability}
          - alert: Down
            expr: sum(up) == 0
            labels: {severity: critical}

Right:

    route:
      receiver: all
      routes:
        - receiver: reliability
          matchers: [slo=~".+"]
        - receiver: pager
          matchers: [severity="critical"]
    receivers: [{name: all}, {name: pager}, {name: reliability}]
    ---
    groups:
      - name: shop
        rules:
          - alert: ErrorBudgetBurn
            expr: job:errors:ratio_rate1h > 0.0144
            labels: {severity: critical, slo: availability}
          - alert: Down
            expr: sum(up) == 0
            labels: {severity: critical}
"""

from collections.abc import Iterator, Mapping

from alertflow.alertmanager import Config, Node
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.labels import Labels, known_labels
from alertflow.checks.routing import Reach, reaches
from alertflow.checks.shadows import shadowed, words_of, written_nodes
from alertflow.checks.subject import Labelled, Subject

ID = "loop/shadowed-route"
ACROSS = True


def check(subject: Subject) -> Iterator[Finding]:
    """The routes that some alerts match and none reaches, behind ones that take others, too.

    What no alert can reach is another check's. A route for all that is left over may have nothing left.
    """
    labels = subject.remembered(known_labels)
    for path, config in subject.of(Config):
        if not subject.alerts or not config.root.routes:
            continue
        reach = subject.remembered(reaches)[path]
        coming = _coming(reach, subject)
        known = coming.keys() | shadowed(config).keys()
        for nodes in written_nodes(config, subject):
            if any(node.path in known for node in nodes):
                continue
            found = [(alert, node) for node in nodes for alert in _matching(node, coming, labels)]
            if not found:
                continue
            _, node = found[0]
            takers = list(dict.fromkeys(_taker(config.tree, node, alert, labels) for alert, node in found))
            alerts = list(dict.fromkeys(alert.rule.alert for alert, _ in found))
            ids = {id(alert.rule) for alert, _ in found}
            narrower = all(
                any(
                    truth and id(one.rule) not in ids
                    for one, truth in labels.taken(taker.route.every_matcher)
                )
                for taker in takers
            )
            if not narrower or any(taker.receiver == node.receiver for taker in takers):
                continue
            more = f" and {len(alerts) - 1} more" if len(alerts) > 1 else ""
            yield Finding(
                ID,
                Severity.WARNING,
                node.route.place("matchers"),
                f"{words_of(node)} in {path} is reached by none of the alerts that it matches, "
                f"{alerts[0]}{more}: {' and '.join(map(words_of, takers))} before it takes them.",
                f"'{node.receiver}' never hears of them by this route.",
                "Put it before that route, or let that one say continue: true, so that both are told.",
            )


def _coming(reach: Reach, subject: Subject) -> Mapping[tuple[int, ...], list[Labelled]]:
    """The alerts that may come to each node, also those that it leaves to nodes below."""
    found: dict[tuple[int, ...], list[Labelled]] = {}
    for alert in subject.alerts:
        for path in reach.way(alert).passed:
            found.setdefault(path, []).append(alert)
    return found


def _matching(node: Node, coming: Mapping[tuple[int, ...], list[Labelled]], labels: Labels) -> list[Labelled]:
    """The alerts that surely match `node` and may come to the node above it; all of them come to the root."""
    above = node.path[:-1]
    if not above:
        return [alert for alert, truth in labels.taken(node.route.every_matcher) if truth]
    return [alert for alert in coming.get(above, ()) if _takes(node, alert, labels)]


def _takes(node: Node, alert: Labelled, labels: Labels) -> bool:
    return labels.hold(node.route.every_matcher, alert) is True


def _taker(root: Node, node: Node, alert: Labelled, labels: Labels) -> Node:
    """The sibling before `node` that takes `alert`, which surely matches it."""
    parent = root
    for index in node.path[:-1]:
        parent = parent.children[index]
    before = parent.children[: node.path[-1]]
    return next(one for one in before if not one.route.continue_ and _takes(one, alert, labels))
