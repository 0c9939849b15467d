"""Messages as Alertmanager's templates: fields become actions, and what an alert holds is escaped.

Labels are attacker-controlled text. In Slack only `<` begins a mention or a link, so that is what is escaped
(https://docs.slack.dev/messaging/formatting-message-text#escaping); in Teams `[` begins a link. A mail is an
HTML template, which escapes by itself; PagerDuty shows plain text.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Sequence
from inspect import cleandoc

from alertflow.alertmanager.routes import ALL_LABELS
from alertflow.model.messages import NEVER_EMPTY, Field, parts

SHOWN = 10
"""How many alerts of a group are listed, so that no message is too long for its channel."""

_ESCAPED = {"slack": ' | reReplaceAll "<" "&lt;"', "teams": r' | reReplaceAll "\\[" "\\["'}
_OURS = frozenset({"alertname", "severity"})
"""Labels that every rule sets itself: no series can say what stands there."""
_MIXED = {"alertname": "Several alerts", "severity": "mixed severities"}
"""What a title says where the alerts of a group do not have the same."""

Case = tuple[str, str]
"""A condition, and the text where it holds."""


def title(text: str, form: str, grouped: Collection[str]) -> str:
    """`text` with its fields, said of a group that has the labels `grouped` in common."""
    return "".join(
        _static(part, form) if isinstance(part, str) else _of_group(part, form, grouped)
        for part in parts(text)
    )


def lines(text: str, form: str, newline: str = "\n") -> str:
    """`text` with its fields, said of one alert, without the indentation of its source; a line of which every
    field is empty is left out.
    """
    return "".join(_line(list(parts(line)), form, newline) for line in cleandoc(text).split("\n"))


def listed(said: str, before: str = "", after: str = "") -> str:
    """What is said of each alert, for the first of them, and how many there are where that is not all."""
    return (
        f"{{{{ range $number, $_ := .Alerts }}}}{{{{ if lt $number {SHOWN} }}}}{before}"
        f'{{{{ if eq .Status "resolved" }}}}Resolved: {{{{ end }}}}{said}{after}{{{{ end }}}}{{{{ end }}}}'
        f"{{{{ if gt (len .Alerts) {SHOWN} }}}}"
        f"These are {SHOWN} of {{{{ len .Alerts }}}} alerts.{{{{ end }}}}"
    )


def chosen(cases: Sequence[Case], otherwise: str) -> str:
    """The text of the first of `cases` that holds, as a template."""
    if not cases:
        return otherwise
    branches = "{{ else if ".join(f"{condition} }}}}{text}" for condition, text in cases)
    return f"{{{{ if {branches}{{{{ else }}}}{otherwise}{{{{ end }}}}"


def _line(line: list[str | Field], form: str, newline: str) -> str:
    fields = list(dict.fromkeys(part for part in line if isinstance(part, Field)))
    alone = len(fields) == 1 and fields[0].name not in NEVER_EMPTY

    def written(value: Callable[[Field], str]) -> str:
        return "".join(
            _static(part, form) if isinstance(part, str) else _of_alert(part, form, value(part))
            for part in line
        )

    if alone:
        return f"{{{{ with {_value(fields[0])} }}}}{written(lambda _: '.')}{newline}{{{{ end }}}}"
    if not fields or any(field.name in NEVER_EMPTY for field in fields):
        return written(_value) + newline
    return f"{{{{ if or {' '.join(map(_value, fields))} }}}}{written(_value)}{newline}{{{{ end }}}}"


def _static(text: str, form: str) -> str:
    return html.escape(text) if form == "html" else text


def _of_group(field: Field, form: str, grouped: Collection[str]) -> str:
    if field.of == "own":
        return '{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}'
    if field.of == "annotation":
        value = f"or .CommonAnnotations.{field.name} (index .Alerts 0).Annotations.{field.name}"
    elif field.name in _MIXED and not {field.name, ALL_LABELS}.intersection(grouped):
        value = f'or .CommonLabels.{field.name} "{_MIXED[field.name]}"'
    else:
        value = f".CommonLabels.{field.name}"
    return f"{{{{ {value}{_escaped(field, form)} }}}}"


def _of_alert(field: Field, form: str, value: str) -> str:
    escaped = _escaped(field, form)
    if field == Field("own", "since"):
        return '{{ .StartsAt.UTC.Format "2006-01-02 15:04 MST" }}'
    if field == Field("own", "labels"):
        return (
            "{{ range $n, $_ := .Labels.SortedPairs }}{{ if $n }}, {{ end }}"
            f"{{{{ .Name }}}}={{{{ .Value{escaped} }}}}{{{{ end }}}}"
        )
    if form == "html" and field.name in ("runbook_url", "dashboard_url"):
        return f'<a href="{{{{ {value} }}}}">{{{{ {value} }}}}</a>'
    return f"{{{{ {value}{escaped} }}}}"


def _escaped(field: Field, form: str) -> str:
    return "" if field.of == "label" and field.name in _OURS else _ESCAPED.get(form, "")


def _value(field: Field) -> str:
    if field.of == "own":
        return f".{field.name.capitalize()}"
    return f".{'Labels' if field.of == 'label' else 'Annotations'}.{field.name}"


__all__ = ["SHOWN", "Case", "chosen", "lines", "listed", "title"]
