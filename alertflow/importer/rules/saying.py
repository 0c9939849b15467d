"""What an alert of alertflow says of a rule, field by field; or why it cannot say the rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from alertflow.duration import seconds
from alertflow.importer.rules.queries import tidy
from alertflow.model.text import AlertName
from alertflow.prometheus import AlertingRule, PromqlError, called

Fields: TypeAlias = dict[str, "str | dict[str, str]"]
"""What `Alert` is given, by keyword; the severity and the team by their names."""

_IDENTIFIER = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*", re.ASCII).fullmatch
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII).fullmatch
_NAME = TypeAdapter(AlertName)

LABELS = {"severity": "severity", "team": "team", "slo": "slo"}
"""The labels that an alert has fields for."""

ANNOTATIONS = {
    "summary": "summary",
    "description": "description",
    "runbook_url": "runbook",
    "dashboard_url": "dashboard",
}
"""The annotations that an alert has fields for."""


@dataclass(eq=False)
class Said:
    """A rule, and what is said of it in Python."""

    rule: AlertingRule
    fields: Fields
    above: list[str] = field(default_factory=list)
    """Comment lines above the whole."""
    beside: dict[str, tuple[list[str], str]] = field(default_factory=dict)
    """Comments above and behind a field."""


def key_of(rule: AlertingRule) -> tuple[str, str]:
    """The name of `rule` and its severity, by which an alert is known."""
    return rule.alert, rule.labels.get("severity", "")


def unsayable(rule: AlertingRule, taken: Collection[tuple[str, str]]) -> str:
    """Why an `Alert` cannot be `rule`, as the end of a sentence; '' if it can. `taken` are the names and
    severities of those before it that no label tells from their namesakes.
    """
    severity = rule.labels.get("severity")
    if rule.extra:
        return f"it has the key '{next(iter(rule.extra))}', which alertflow does not know"
    if not _is_name(rule.alert):
        return "its name is not one line of text without braces"
    if not severity:
        return "it has no label severity"
    if not _WORD(severity):
        return f"its severity '{severity}' is more than letters, digits, - and _"
    if key_of(rule) in taken:
        return f"another alert of severity {severity} has its name, and no label of both tells them apart"
    for name in (*rule.labels, *rule.annotations):
        if not _IDENTIFIER(name):
            return f"the name '{name}' is more than letters, digits and underscores"
    try:
        called(rule.expr)
    except PromqlError:
        return "alertflow cannot read its expression"
    return ""


def _is_name(text: str) -> bool:
    try:
        _NAME.validate_python(text)
    except ValidationError:
        return False
    return True


def fields_of(rule: AlertingRule) -> Fields:
    """What an `Alert` is given to be `rule`."""
    fields: Fields = {"name": rule.alert, "expr": tidy(rule.expr)}
    if rule.for_ and seconds(rule.for_):
        fields["for_"] = rule.for_
    if rule.keep_firing_for and seconds(rule.keep_firing_for):
        fields["keep_firing_for"] = rule.keep_firing_for
    labels, annotations = dict(rule.labels), dict(rule.annotations)
    fields["severity"] = labels.pop("severity")
    if _WORD(labels.get("team", "")):
        fields["team"] = labels.pop("team")
    for name in ("summary", "description"):
        if annotations.get(name):
            fields[name] = annotations.pop(name)
    runbook = annotations.get("runbook_url", "")
    if "://" in runbook and "\n" not in runbook:
        fields["runbook"] = annotations.pop("runbook_url")
    else:
        fields["runbook"] = ""  # else one would be generated
    if annotations.get("dashboard_url"):
        fields["dashboard"] = annotations.pop("dashboard_url")
    if labels.get("slo"):
        fields["slo"] = labels.pop("slo")
    if labels:
        fields["labels"] = labels
    if annotations:
        fields["annotations"] = annotations
    return fields


def field_of(of: Mapping[str, object], kind: str, name: str) -> str:
    """The field of an alert that says the label or annotation `name`."""
    known = (LABELS if kind == "labels" else ANNOTATIONS).get(name)
    return known if known and of.get(known) else kind


__all__ = ["Fields", "Said", "field_of", "fields_of", "key_of", "unsayable"]
