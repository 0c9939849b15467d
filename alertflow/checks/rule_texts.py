"""The labels and annotations of alerting rules that are templates, and what their actions do.

An action is what stands between `{{` and `}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from alertflow.checks.subject import Subject
from alertflow.declared import Location
from alertflow.prometheus import AlertingRule


class RuleText(NamedTuple):
    """A label or annotation that is a template."""

    rule: AlertingRule
    field: str
    """`labels` or `annotations`."""
    name: str
    text: str

    @property
    def words(self) -> str:
        """What it is, as a sentence begins."""
        return f"the {'label' if self.field == 'labels' else 'annotation'} {self.name} of {self.rule.alert}"

    def place(self, position: int) -> Location | None:
        """Where the character `position` of it was written."""
        return self.rule.place_in(self.field, self.text, position) or self.rule.source


def rule_texts(subject: Subject, containing: str = "{{") -> Iterator[RuleText]:
    """Every label and annotation of an alert that is a template and holds `containing`."""
    return (one for one in subject.remembered(_templates) if containing in one.text)


def _templates(subject: Subject) -> list[RuleText]:
    return [
        RuleText(rule, field, name, text)
        for rule, _ in subject.alerts
        for field, texts in (("labels", rule.labels), ("annotations", rule.annotations))
        for name, text in texts.items()
        if "{{" in text
    ]


def outline(text: str) -> str:
    """`text` without what stands between its actions, where that cannot be part of one: of two texts with
    one outline either both fail or none does.
    """
    head, *parts = text.split("{{")
    kept = ["\n" if "\n" in head else ""]
    for part in parts:
        action, end, behind = part.partition("}}")
        if "}}" in behind or "\\" in behind or not end:
            kept.append(part)  # the action may go on behind what looks like its end
        else:
            kept.append(f"{action}}}}}{chr(10) if chr(10) in behind else ''}")
    return "{{".join(kept)


def action_at(text: str, position: int) -> str:
    """The beginning of the action in which the character `position` stands, up to it."""
    return text[text.rfind("{{", 0, position) + 2 : position].lstrip("-").strip()


_decides = re.compile(r"(?:else\s+)?(?:if|with)\b|(?:and|or|not|eq|ne|lt|le|gt|ge|match)\b").match


def is_condition(action: str) -> bool:
    """Whether an action that begins so asks for a value, and does not print it."""
    return _decides(action) is not None


__all__ = ["RuleText", "action_at", "is_condition", "outline", "rule_texts"]
