"""A route or an inhibition names an alert that no rule has.

What will happen: the matcher never holds. The route tells nobody and the inhibition hides nothing, and
neither Alertmanager nor amtool says so.

How to mend it: write the alert's name as its rule has it, or remove the matcher. In a project, name the
alert itself, `Route(alerts=[…])` or `Inhibition(sources=[…])`, which cannot be misspelled. An alert of
rules that are not here (another repository's) is a warning only: ignore it, and say where its rules
are.

Wrong:

    Route("night", matchers=['alertname="HighErorRate"'], receivers=[PagerDuty()])

Right:

    Route("night", alerts=[high_error_rate], receivers=[PagerDuty()])
"""

import re
from collections.abc import Iterator

from alertflow.alertmanager import Config, InhibitRule, Matcher, Route
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.routing import routes
from alertflow.checks.subject import Subject, place
from alertflow.declared import Location, argument, nearest

ID = "loop/unknown-alert-in-route"
ACROSS = True

_NAME = "alertname"
_words = re.compile(r"[A-Za-z_]\w*(?:\|[A-Za-z_]\w*)*").fullmatch


def check(subject: Subject) -> Iterator[Finding]:
    """The names of alerts that matchers ask for and no rule has; nothing where there are no rules at all."""
    if not subject.alerts:
        return
    for _, config in subject.of(Config):
        for route, above in routes(config):
            at = place(route, *reversed(above), config)
            yield from _unknown(subject, route, ("match", "match_re", "matchers"), at, "route")
        for rule in config.inhibit_rules:
            for side in ("source", "target"):
                fields = (f"{side}_match", f"{side}_match_re", f"{side}_matchers")
                yield from _unknown(subject, rule, fields, place(rule, config), "inhibition")


def _unknown(
    subject: Subject,
    section: Route | InhibitRule,
    fields: tuple[str, str, str],
    at: Location | None,
    what: str,
) -> Iterator[Finding]:
    effect = "hides nothing" if what == "inhibition" else "takes nothing"
    for matcher, place_ in _naming(section, fields):
        for name in _asked(matcher, subject.alert_names):
            close = nearest(name, subject.alert_names)
            yield Finding(
                ID,
                _severity(subject, close),
                place_ if section.from_file else argument(at, fields[2]),
                f"the {what} matches {matcher}, but no rule has an alert '{name}'.",
                f"For that name the {what} {effect}, silently.",
                f"Did you mean '{close}'?"
                if close
                else "Correct the name, or remove it; if its rules are elsewhere, ignore this and say where.",
            )


def _naming(
    section: Route | InhibitRule, fields: tuple[str, str, str]
) -> Iterator[tuple[Matcher, Location | None]]:
    """The matchers on the alert's name, however they are written, each with its place."""
    equal, pattern, written = fields
    for field, op in ((equal, "="), (pattern, "=~")):
        value = getattr(section, field).get(_NAME)
        if value is not None:
            yield Matcher(_NAME, "=" if op == "=" else "=~", value), section.place_of(field, _NAME)
    for number, one in enumerate(getattr(section, written)):
        if one.name == _NAME:
            yield one, one.source or section.place_of(written, number)


def _severity(subject: Subject, close: str | None) -> Severity:
    """A misspelled name is worse than one that no rule has; of files, the rules may be elsewhere."""
    if subject.project is None:
        return Severity.WARNING if close else Severity.INFO
    return Severity.ERROR if close else Severity.WARNING


def _asked(matcher: Matcher, known: frozenset[str]) -> list[str]:
    """The names that `matcher` asks for and nobody has: each of `A|B`, or a pattern that finds none."""
    if matcher.op == "=":
        return [matcher.value] if matcher.value and matcher.value not in known else []
    if matcher.op != "=~":
        return []
    if _words(matcher.value):
        return [name for name in matcher.value.split("|") if name not in known]
    if any(matcher.matches({"alertname": name}) for name in known) or matcher.matches({}):
        return []
    return [matcher.value]
