"""A route, an inhibition or a notification asks for a label, or a value of it, that no alert has.

What will happen: the route takes nothing, the inhibition hides nothing, the place in the message stays empty;
and neither Alertmanager nor amtool says so.

How to mend it: write the label, or its value, as the rules have it. Labels may also come with the series of
an expression or from Prometheus's `external_labels`, so of those that no rule sets only the name that is one
letter off is told. A value that no alert has, and that is like none of theirs, is a doubt.

Wrong:

    route:
      receiver: all
      routes:
        - receiver: pager
          matchers: [severty="critical"]
    receivers: [{name: all}, {name: pager}]
    ---
    groups:
      - name: shop
        rules:
          - {alert: Down, expr: up == 0, labels: {severity: critical}}

Right:

    route:
      receiver: all
      routes:
        - receiver: pager
          matchers: [severity="critical"]
    receivers: [{name: all}, {name: pager}]
    ---
    groups:
      - name: shop
        rules:
          - {alert: Down, expr: up == 0, labels: {severity: critical}}
"""

from collections.abc import Iterator
from typing import NamedTuple

from alertflow.alertmanager import Config, InhibitRule, Matcher, Route
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.labels import Labels, known_labels
from alertflow.checks.notified import template_reads, unmet
from alertflow.checks.routing import routes
from alertflow.checks.subject import Labelled, Subject
from alertflow.declared import Location
from alertflow.model.conventions import OWN_LABELS

ID = "loop/label-never-set"
ACROSS = True


class _Asked(NamedTuple):
    """A matcher, with the section that has it and what a message calls that."""

    matcher: Matcher
    location: Location | None
    words: str


def check(subject: Subject) -> Iterator[Finding]:
    """The labels and values that are asked for in vain; nothing where there are no rules at all."""
    if not subject.alerts:
        return
    labels = subject.remembered(known_labels)
    asked: dict[tuple[str, str, Location | None], _Asked] = {}
    for path, config in subject.of(Config):
        for one in _matchers(path, config):
            asked.setdefault((one.words, str(one.matcher), one.location), one)
        yield from _in_lists(path, config, labels)
    for one in asked.values():
        yield from _of_matcher(one, labels, subject)
    yield from _in_templates(subject, labels)


def _matchers(path: str, config: Config) -> Iterator[_Asked]:
    for route, _ in routes(config):
        words = f"a route of {path}"
        yield from _of_fields(route, words, ("match", "match_re", "matchers"))
    for rule in config.inhibit_rules:
        words = f"an inhibition of {path}"
        for side in ("source", "target"):
            yield from _of_fields(rule, words, (f"{side}_match", f"{side}_match_re", f"{side}_matchers"))


def _of_fields(section: Route | InhibitRule, words: str, fields: tuple[str, str, str]) -> Iterator[_Asked]:
    equal, pattern, written = fields
    for name, value in getattr(section, equal).items():
        yield _Asked(Matcher(name, "=", value), section.place_of(equal, name), words)
    for name, value in getattr(section, pattern).items():
        yield _Asked(Matcher(name, "=~", value), section.place_of(pattern, name), words)
    for number, one in enumerate(getattr(section, written)):
        yield _Asked(one, section.place_of(written, number), words)


def _of_matcher(asked: _Asked, labels: Labels, subject: Subject) -> Iterator[Finding]:
    """What no alert has of what a matcher asks for; names of alerts are another check's."""
    one = asked.matcher
    if one.name == "alertname":
        return
    if meant := labels.meant(one.name):
        yield _misspelled(asked.location, f"{asked.words} matches {one}", one.name, meant)
        return
    if one.op not in ("=", "=~") or (subject.project is not None and one.name in OWN_LABELS):
        return
    values = labels.values(one.name)
    if values is None or one.matches({}) or values == {""}:
        return
    if any(one.matches({one.name: value}) for value in values):
        return
    close = next(filter(None, (labels.close(value, values) for value in sorted(one.values or ()))), None)
    known = ", ".join(sorted(values - {""})[:10])
    yield Finding(
        ID,
        Severity.WARNING if close else Severity.INFO,
        asked.location,
        f"{asked.words} matches {one}, and no alert has such a value: {known}.",
        "It takes none of the alerts that there are.",
        f"Did you mean '{close}'?" if close else "Correct it; if its rules are elsewhere, ignore this.",
    )


def _in_lists(path: str, config: Config, labels: Labels) -> Iterator[Finding]:
    """The labels by which routes group, and that inhibitions compare."""
    for route, _ in routes(config):
        for number, name in enumerate(route.group_by):
            if meant := labels.meant(name):
                at = route.place_of("group_by", number)
                yield _misspelled(at, f"a route of {path} groups by {name}", name, meant)
    for rule in config.inhibit_rules:
        for number, name in enumerate(rule.equal):
            if meant := labels.meant(name):
                at = rule.place_of("equal", number)
                yield _misspelled(at, f"an inhibition of {path} compares {name}", name, meant)


def _in_templates(subject: Subject, labels: Labels) -> Iterator[Finding]:
    reads = [
        one for one in subject.remembered(template_reads) if one.read.owner in ("Labels", "CommonLabels")
    ]
    for one in reads:
        if meant := labels.meant(one.read.name):
            yield _misspelled(one.location, one.words, one.read.name, meant)

    def may_have(alert: Labelled, name: str) -> bool:
        return labels.value(name, alert) != ""

    for one in unmet(subject, reads, lambda alert: (tuple(alert.labels), alert.rule.expr), may_have):
        yield Finding(
            ID,
            Severity.WARNING,
            one.location,
            f"{one.words}, and no alert that reaches it has this label.",
            "It is always empty.",
            "Read a label that they have, or give it to their rules.",
        )


def _misspelled(at: Location | None, what: str, name: str, meant: str) -> Finding:
    return Finding(
        ID,
        Severity.WARNING,
        at,
        f"{what}, and no rule sets a label {name}.",
        "It is taken for empty, silently.",
        f"Did you mean '{meant}'?",
    )
