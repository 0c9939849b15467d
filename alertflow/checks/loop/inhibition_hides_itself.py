"""Two inhibitions hide each other's alerts: while both fire, nobody is told of either.

What will happen: an alert that is itself kept quiet goes on to keep others quiet. So where A hides B and B
hides A, both are silent as soon as both fire, which is when it is worst.

How to mend it: let only one of the two hide the other, the one that says more about the cause. Within one
rule this does not happen: Alertmanager spares an alert that is source and target there.

Wrong:

    route: {receiver: all}
    receivers: [{name: all}]
    inhibit_rules:
      - {source_matchers: [alertname="NodeDown"], target_matchers: [alertname="ServiceDown"]}
      - {source_matchers: [alertname="ServiceDown"], target_matchers: [alertname="NodeDown"]}
    ---
    groups:
      - name: nodes
        rules:
          - {alert: NodeDown, expr: up == 0, labels: {severity: critical}}
          - {alert: ServiceDown, expr: probe_success == 0, labels: {severity: critical}}

Right:

    route: {receiver: all}
    receivers: [{name: all}]
    inhibit_rules:
      - {source_matchers: [alertname="NodeDown"], target_matchers: [alertname="ServiceDown"]}
    ---
    groups:
      - name: nodes
        rules:
          - {alert: NodeDown, expr: up == 0, labels: {severity: critical}}
          - {alert: ServiceDown, expr: probe_success == 0, labels: {severity: critical}}
"""

from collections.abc import Iterator, Sequence

from alertflow.alertmanager import Config, InhibitRule
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.inhibiting import meet, one_side
from alertflow.checks.labels import Labels, known_labels
from alertflow.checks.subject import Labelled, Subject

ID = "loop/inhibition-hides-itself"
ACROSS = True


def check(subject: Subject) -> Iterator[Finding]:
    """The pairs of rules by which two alerts that there are surely hide each other."""
    labels = subject.remembered(known_labels)
    for path, config in subject.of(Config):
        rules = [_Rule(one, labels) for one in (config.inhibit_rules if subject.alerts else ())]
        for first, second in _meeting(rules):
            found = _mutual(first, second, labels)
            if found is None:
                continue
            one, other = (alert.rule.alert for alert in found)
            equal = sorted({*first.rule.equal, *second.rule.equal})
            same = f" with the same {' and '.join(equal)}" if equal else ""
            yield Finding(
                ID,
                Severity.WARNING if equal else Severity.ERROR,
                second.rule.place("source_matchers"),
                f"by two inhibitions of {path}, {one} hides {other}, and {other} hides {one}.",
                f"While both fire{same}, nobody is told of either.",
                "Let only one of them hide the other.",
            )


class _Rule:
    """A rule with the alerts on either side, by identity: those that it surely takes, and all that it may."""

    def __init__(self, rule: InhibitRule, labels: Labels) -> None:
        self.rule = rule
        taken = [list(labels.taken(side)) for side in (rule.every_source_matcher, rule.every_target_matcher)]
        self.sources, self.targets = ({id(one.rule): one for one, truth in side if truth} for side in taken)
        self.perhaps_sources, self.perhaps_targets = ({id(one.rule) for one, _ in side} for side in taken)


def _meeting(rules: Sequence[_Rule]) -> Iterator[tuple[_Rule, _Rule]]:
    """The pairs in which the second rule may hide a source of the first; of many rules, few."""
    hiding: dict[int, list[int]] = {}
    for number, rule in enumerate(rules):
        for key in rule.targets:
            hiding.setdefault(key, []).append(number)
    for number, first in enumerate(rules):
        others = {other for key in first.sources for other in hiding.get(key, ()) if other > number}
        yield from ((first, rules[other]) for other in sorted(others))


def _mutual(first: _Rule, second: _Rule, labels: Labels) -> tuple[Labelled, Labelled] | None:
    """Two alerts, of which `first` lets the one hide the other and `second` the other the one."""
    ones = first.sources.keys() & second.targets.keys()
    others = first.targets.keys() & second.sources.keys()
    if not ones or not others:
        return None
    equal = list(dict.fromkeys([*first.rule.equal, *second.rule.equal]))
    # A rule spares an alert on both sides if the other is, too: so one of them is on one side only.
    for one_kept, other_kept in (
        (first.perhaps_targets | second.perhaps_sources, set[int]()),
        (first.perhaps_targets, second.perhaps_targets),
        (second.perhaps_sources, first.perhaps_sources),
        (set[int](), first.perhaps_sources | second.perhaps_targets),
    ):
        left = [alert for key, alert in first.sources.items() if key in ones and key not in one_kept]
        right = [alert for key, alert in first.targets.items() if key in others and key not in other_kept]
        if left and right:
            pair = meet(one_side(left, equal, labels), one_side(right, equal, labels), equal)
            if pair is not None:
                return pair
    return None
