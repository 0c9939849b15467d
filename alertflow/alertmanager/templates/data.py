"""The data that Alertmanager gives its notification templates.

Source: https://prometheus.io/docs/alerting/latest/notifications/, template/template.go up to 0.34, and its
changelog. The JSON of a webhook has more (groupKey, truncatedAlerts, version): no template sees that.
"""

from __future__ import annotations

from typing import Final

from alertflow.gotemplate import Function, Type, list_of
from alertflow.gotemplate.standard import STRING, STRINGS, TIME

_TEXT: Final = Function((), STRING)
_LIST: Final = Function((), STRINGS)
_NAMES: Final = {"Names": _LIST, "String": _TEXT, "Values": _LIST}
PAIR: Final = Type(
    "template.Pair", "struct", "a pair of a name and a value", fields={"Name": STRING, "Value": STRING}
)
PAIRS: Final = Type(
    "template.Pairs", "list", "a list of pairs", PAIR, methods=_NAMES, since={"String": "0.26"}
)
_kv: dict[str, Function] = {}


def _pairs(words: str) -> Type:
    return Type("template.KV", "map", words, STRING, methods=_kv)


KV: Final = _pairs("a set of names and values")
_kv |= {**_NAMES, "Remove": Function((STRINGS,), KV), "SortedPairs": Function((), PAIRS)}

LABELS: Final = _pairs("the labels of an alert")
ANNOTATIONS: Final = _pairs("the annotations of an alert")
GROUP_LABELS: Final = _pairs("the labels of a group")
COMMON_LABELS: Final = _pairs("the labels that a group's alerts share")
COMMON_ANNOTATIONS: Final = _pairs("the annotations that a group's alerts share")
ROUTE_LABELS: Final = _pairs("the labels of a route")

_NO_VALUE = "Alertmanager is not told the value: put it into an annotation of the rule, where $value is set."
_GRAFANA = "Only the Alertmanager within Grafana has it."
_WEBHOOK = "Only the JSON of a webhook has it, no template does."
_ELSEWHERE = {
    **dict.fromkeys(("Value", "Values", "ValueString"), _NO_VALUE),
    **dict.fromkeys(("DashboardURL", "PanelURL", "SilenceURL", "ImageURL"), _GRAFANA),
    **dict.fromkeys(("GroupKey", "TruncatedAlerts", "Version"), _WEBHOOK),
}


def _of_alerts(common: str, name: str) -> str:
    each = f"{{{{ range .Alerts }}}}{{{{ .{name} }}}}{{{{ end }}}}"
    return f"Each of its alerts has: use .{common} for what all of them share, or write {each}."


ALERT: Final = Type(
    "template.Alert",
    "struct",
    "an alert",
    fields={
        "Annotations": ANNOTATIONS,
        "EndsAt": TIME,
        "Fingerprint": STRING,
        "GeneratorURL": STRING,
        "Labels": LABELS,
        "StartsAt": TIME,
        "Status": STRING,
    },
    since={"Fingerprint": "0.19"},
    elsewhere=_ELSEWHERE | dict.fromkeys(("Name", "AlertName"), "Its name is a label: .Labels.alertname."),
)
_some = Function((), list_of(ALERT, "a list of alerts"))
ALERTS: Final = Type(
    "template.Alerts", "list", "a list of alerts", ALERT, methods={"Firing": _some, "Resolved": _some}
)
DATA: Final = Type(
    "*template.Data",
    "struct",
    "a group of alerts",
    fields={
        "Alerts": ALERTS,
        "CommonAnnotations": COMMON_ANNOTATIONS,
        "CommonLabels": COMMON_LABELS,
        "ExternalURL": STRING,
        "GroupLabels": GROUP_LABELS,
        "NotificationReason": STRING,
        "Receiver": STRING,
        "RouteLabels": ROUTE_LABELS,
        "Status": STRING,
    },
    since={"NotificationReason": "0.32", "RouteLabels": "0.34"},
    elsewhere=_ELSEWHERE
    | {
        "Annotations": _of_alerts("CommonAnnotations", "Annotations.…"),
        "Labels": _of_alerts("CommonLabels", "Labels.…"),
    },
)
"""What is `.` in a notification template: the group of alerts of which somebody is told."""
