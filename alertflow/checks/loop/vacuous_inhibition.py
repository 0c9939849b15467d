"""An inhibition never keeps an alert quiet: no target has the labels that its source has.

What will happen: both alerts are told, always. A rule hides a target while a source fires whose labels in
`equal` have the same values. Where `alertname` is one of them and the severities have alerts of different
names, no source ever has the name of a target. Nor does an alert hide another where both are source and
target.

How to mend it: leave out of `equal` what the two never share, and keep what says that it is the same thing
(`service`, `instance`); or give the two alerts one name. A label that a rule does not set is given the
benefit of the doubt: it may come with the series.

Wrong:

    route: {receiver: all}
    receivers: [{name: all}]
    inhibit_rules:
      - source_matchers: [severity="critical"]
        target_matchers: [severity="warning"]
        equal: [alertname, instance]
    ---
    groups:
      - name: disks
        rules:
          - {alert: DiskFull, expr: disk_free == 0, labels: {severity: critical}}
          - {alert: DiskFilling, expr: disk_free < 10, labels: {severity: warning}}

Right:

    route: {receiver: all}
    receivers: [{name: all}]
    inhibit_rules:
      - source_matchers: [alertname="DiskFull"]
        target_matchers: [alertname="DiskFilling"]
        equal: [instance]
    ---
    groups:
      - name: disks
        rules:
          - {alert: DiskFull, expr: disk_free == 0, labels: {severity: critical}}
          - {alert: DiskFilling, expr: disk_free < 10, labels: {severity: warning}}
"""

from collections.abc import Iterator

from alertflow.alertmanager import Config, InhibitRule
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.inhibiting import Sides, meet, sides
from alertflow.checks.labels import NAME, known_labels
from alertflow.checks.subject import Subject

ID = "loop/vacuous-inhibition"
ACROSS = True


def check(subject: Subject) -> Iterator[Finding]:
    """The rules that have sources and targets among the alerts, and none of them together."""
    for path, config in subject.of(Config):
        for rule in config.inhibit_rules if subject.alerts else ():
            found = sides(rule, subject.remembered(known_labels))
            if not found.sources or not found.targets or meet(*found, rule.equal) is not None:
                continue
            label = _unshared(rule, found)
            source, target = (next(iter(side[0].alerts)) for side in found)
            if label is not None:
                why = f"no alert that it hides has the {label} of one that hides it: {source}, {target}, …"
                remedy = f"Leave {label} out of equal."
            else:
                why = "no alert that it hides has equal labels with one that hides it"
                remedy = "Leave out of equal what they do not share."
                if all(one.both for one in found.sources):
                    why = f"each of its sources, such as {source}, is its target, too, and so hides no other"
                    remedy = "Narrow the source or the target, so that no alert is both."
            yield Finding(
                ID,
                Severity.WARNING,
                rule.place("equal" if rule.equal else "source_matchers"),
                f"an inhibition of {path} never hides an alert: {why}.",
                "Both are always told.",
                remedy,
            )


def _unshared(rule: InhibitRule, found: Sides) -> str | None:
    """A label in `equal` that alone keeps all sources from all targets."""
    others = [name for name in rule.equal if name != NAME]
    if NAME in rule.equal:
        sources, targets = ({name for one in side for name in one.alerts} for side in found)
        if sources.isdisjoint(targets):
            return NAME
    for index, name in enumerate(others):
        ones, twos = ({one.values[index] for one in side} for side in found)
        if None not in ones | twos and ones.isdisjoint(twos):
            return name
    return None
