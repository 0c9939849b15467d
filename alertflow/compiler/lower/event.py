"""How Alertmanager writes an AlertEvent: the templates of the fields that `AlertEvent.client_payload` has.

What Alertmanager does with a payload was seen by running 0.33: each string is rendered, then decoded as YAML,
and sent as its text only if that decodes to a string. A map or list is read as templates once more, with
the labels in it. So text that is not ours goes as JSON in a JSON string, which arrives exactly as it was.
"""

from __future__ import annotations

LARGEST_ALERTS = 28_000
"""Bytes of `alerts` above which only the labels of the first alert are sent, or none.

The text doubles on the wire (every quote is escaped), and GitHub takes less than 65,536 bytes.
"""

_FIRST = (
    "{{ $first := index .Alerts 0 }}{{ range .Alerts }}"
    "{{ if or (lt .StartsAt.Unix $first.StartsAt.Unix)"
    " (and (eq .StartsAt.Unix $first.StartsAt.Unix) (lt .Fingerprint $first.Fingerprint)) }}"
    "{{ $first = . }}{{ end }}{{ end }}"
)

TEMPLATES = {
    "alert_type": "{{ .GroupLabels.alertname }}",
    "severity": "{{ .GroupLabels.severity }}",
    "status": "{{ .Status }}",
    # The alert of the group that started first names the incident, for as long as it fires.
    "correlation_id": f"{_FIRST}af-{{{{ $first.Fingerprint }}}}-{{{{ $first.StartsAt.Unix }}}}",
    "alerts": (
        "{{ $all := .Alerts | toJson | toJson }}"
        '{{ $one := list (dict "labels" (index .Alerts 0).Labels) | toJson | toJson }}'
        f"{{{{ if le (len $all) {LARGEST_ALERTS} }}}}{{{{ $all }}}}"
        f"{{{{ else if le (len $one) {LARGEST_ALERTS} }}}}{{{{ $one }}}}"
        "{{ else }}{{ list | toJson | toJson }}{{ end }}"
    ),
}
"""Field of `client_payload` -> Go template. YAML takes the alert's name and severity for text."""
