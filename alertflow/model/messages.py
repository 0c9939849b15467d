"""What notifications say, in a person's own words: text with the fields of an alert in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from alertflow.declared import Declared, Items, suggestion
from alertflow.model.conventions import ANNOTATIONS
from alertflow.model.severity import Severity
from alertflow.model.text import OptionalLine, OptionalWord

KIND = "kind"
"""The label by which a message is chosen besides the severity: `sla`, `security`, `deployment`, …"""

Channel = Literal["slack", "teams", "pagerduty", "email"]
"""A way of telling people that is written for them; a webhook gets Alertmanager's own JSON."""

LABELS = ("alertname", "severity", "team", "service", "environment", "target", "slo")
"""The labels that have a field of their own, besides `labels.NAME`."""
IN_TITLE = ("status",)
"""What a title can say of the group: `FIRING:2`, with the number of alerts that fire, or `RESOLVED`."""
IN_TEXT = ("status", "since", "labels")
"""What a text can say of an alert: `firing` or `resolved`, since when, and all of its labels."""

NEVER_EMPTY = frozenset({"alertname", "severity", "status", "since", "labels"})
"""The fields that every alert has."""

_FIELD = re.compile(r"\{([^{}]*)\}|[{}]+")
_NAMED = re.compile(r"(labels|annotations)\.([a-zA-Z_][a-zA-Z0-9_]*)")
_DOLLAR = re.compile(rf"\$(annotation_\w+|{'|'.join((*LABELS, *ANNOTATIONS, 'value'))})\b")


class Field(NamedTuple):
    """A place in a text where something of the alert stands: a label, an annotation, or `of` is its own."""

    of: Literal["label", "annotation", "own"]
    name: str


class Message(Declared):
    """What is said of alerts: the first that fits an alert is taken, and alertflow's own where none does.

    `title` is for a group of alerts: the title in Slack and Teams, PagerDuty's summary, a mail's subject.
    `text` is said of each alert. A name in braces is a field: `{alertname}`, `{severity}`, `{summary}`,
    `{description}`, `{runbook_url}`, `{dashboard_url}`, `{team}`, `{service}`, `{environment}`, `{target}`,
    `{slo}`, any `{labels.NAME}` and `{annotations.NAME}`; also `{status}`, and in a text
    `{since}` and `{labels}`. A line of which every field is empty is left out. What an alert's
    labels hold is only text: it is escaped for each channel.

    It fits alerts by `severity`, by `kind` (their label `kind`) and by `channel`; all, where none is given.
    The levels of an escalation say for themselves who is told, and why.
    """

    title: OptionalLine = ""
    text: str = ""
    severity: Severity | Items[Severity] = ()
    kind: OptionalWord = ""
    channel: Channel | None = None

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if not self.title and not self.text.strip():
            raise ValueError("it says nothing: give title=…, text=…, or both.")
        for where, own in (("title", IN_TITLE), ("text", IN_TEXT)):
            for _ in parts(getattr(self, where), where, own):
                pass
        named = [part for part in parts(self.title, "title", IN_TITLE) if isinstance(part, Field)]
        rest = "".join(part for part in parts(self.title, "title", IN_TITLE) if isinstance(part, str))
        if named and not rest.strip(" -:,.()[]") and not any(one.name in NEVER_EMPTY for one in named):
            raise ValueError(
                f"title: it is empty where an alert has no {named[0].name}, and PagerDuty takes no event "
                "without a summary. Add {alertname}, or words of your own."
            )
        return self

    @property
    def severities(self) -> tuple[Severity, ...]:
        """The severities it is for; all, if empty."""
        return (self.severity,) if isinstance(self.severity, Severity) else tuple(self.severity)

    @property
    def fields(self) -> Iterator[Field]:
        """Every field of its title and its text."""
        for text in (self.title, self.text):
            yield from (part for part in parts(text) if isinstance(part, Field))


def parts(text: str, where: str = "text", own: tuple[str, ...] = IN_TEXT) -> Iterator[str | Field]:
    """`text` cut into plain text and fields.

    `own` are the fields that belong to neither labels nor annotations. Raises ValueError, with the nearest
    name, for a field that does not exist.
    """
    if dollar := _DOLLAR.search(text):
        name = re.sub(r"^annotation_", "annotations.", dollar[1])
        raise ValueError(f"{where}: '{dollar[0]}' would stand there as it is; a field is written {{{name}}}.")
    end = 0
    for found in _FIELD.finditer(text):
        if end < found.start():
            yield text[end : found.start()]
        end = found.end()
        yield _field(found[0], found[1], where, own)
    if end < len(text):
        yield text[end:]


def _field(written: str, name: str | None, where: str, own: tuple[str, ...]) -> Field:
    if name is None:
        raise ValueError(
            f"{where}: '{written}' is neither text nor a field: a field is a name in single braces, "
            "{summary}. Go templates are written for a channel itself, in alertflow.alertmanager."
        )
    if name in LABELS:
        return Field("label", name)
    if name in ANNOTATIONS:
        return Field("annotation", name)
    if name in own:
        return Field("own", name)
    if named := _NAMED.fullmatch(name):
        return Field("label" if named[1] == "labels" else "annotation", named[2])
    if name == "value":
        raise ValueError(
            f"{where}: only Prometheus knows the value. Put it into an annotation of the alert, "
            'annotations={"value": "{{ $value | humanize }}"}, and write {annotations.value}.'
        )
    known = (*LABELS, *ANNOTATIONS, *own)
    raise ValueError(
        f"{where}: unknown field '{written}'. {suggestion(name, known)} "
        "Others are written {labels.NAME} or {annotations.NAME}."
    )


__all__ = ["KIND", "Channel", "Field", "Message", "parts"]
