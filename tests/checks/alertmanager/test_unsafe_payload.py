"""Labels and annotations in the payload of a webhook."""

import pytest

from alertflow.alertmanager import PagerdutyConfig
from alertflow.model import Other, PagerDuty, Project, Targets, Team
from tests.checks.making import alert, found, project, remedied, shown, written

ID = "alertmanager/unsafe-payload"


def sent(payload: str) -> str:
    hook = f"      - url: https://hooks.example.org\n        payload: {payload}\n"
    return f"route: {{receiver: a}}\nreceivers:\n  - name: a\n    webhook_configs:\n{hook}"


def test_a_label_is_read_as_yaml() -> None:
    assert shown(ID, written(sent("{pod: ['{{ .CommonLabels.pod }}']}"))) == [
        "alertmanager.yml:6:26 warning: payload.pod[0] of the receiver 'a' in alertmanager.yml inserts pod, "
        "and what that gives is read as YAML."
    ]


@pytest.mark.parametrize(
    "text",
    ["{{ .CommonAnnotations.summary }}", "{{ range .Alerts }}{{ .Labels.job | toUpper }} {{ end }}"],
)
def test_so_are_annotations_and_the_labels_of_each_alert(text: str) -> None:
    assert len(found(ID, written(sent(f"{{text: '{text}'}}")))) == 1


@pytest.mark.parametrize(
    "payload",
    [
        "{pod: '{{ .CommonLabels.pod | toJson | toJson }}'}",
        "{all: '{{- .Alerts | toJson|toJson -}}'}",
        "{event_type: alert, name: '{{ .GroupLabels.alertname }}', is: '{{ .Status }}', count: 3}",
        "{labels: '{{ .CommonLabels | toJson }}'}",
    ],
)
def test_what_is_exact_or_only_words_is_right(payload: str) -> None:
    assert found(ID, written(sent(payload))) == []


def test_what_alertflow_sends_is_exact() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []


def paged(details: str) -> str:
    pager = f"      - routing_key_file: /key\n        details: {details}\n"
    return f"route: {{receiver: a}}\nreceivers:\n  - name: a\n    pagerduty_configs:\n{pager}"


def paging(release: str, **details: str) -> Project:
    """A project that says itself what PagerDuty is sent."""
    pager = PagerdutyConfig(routing_key_file="/key", details=details)
    team = Team("platform", receivers=[Other(pager)])
    return project(alert(), team=team, dispatch=[], targets=Targets(alertmanager=release))


def test_details_of_pagerduty_are_read_as_yaml_too() -> None:
    assert shown(ID, written(paged("{pod: 'x{{ .CommonLabels.pod }}', all: '{{ .Alerts | toJson }}'}"))) == [
        "alertmanager.yml:6:25 info: details.pod of the receiver 'a' in alertmanager.yml inserts pod, and "
        "since Alertmanager 0.30 what that gives is read as YAML.",
        "alertmanager.yml:6:58 info: details.all of the receiver 'a' in alertmanager.yml inserts every "
        "label, and since Alertmanager 0.30 what that gives is read as YAML.",
    ]


def test_where_the_release_is_known_it_is_no_doubt() -> None:
    (one,) = found(ID, paging("0.30", firing="{{ .CommonAnnotations.summary }}", resolved=""))
    assert one.startswith("warning: details.firing of the receiver 'platform' in ")


def test_what_alertmanager_adds_holds_every_label() -> None:
    (one,) = found(ID, paging("0.33", firing=""))
    assert "PagerDuty's resolved of the receiver 'platform'" in one and ".Alerts.Resolved }}" in one
    (both,) = found(ID, paging("0.33", pod="x"))
    assert both.startswith("warning: PagerDuty's firing and resolved of the receiver 'platform'")


INSTANCES = '{{ template "pagerduty.default.instances" .Alerts.Firing }}'


@pytest.mark.parametrize(
    "text",
    [
        r'{{ "\t" }}' + INSTANCES,
        r'{{- "\t" -}} {{- .CommonLabels.pod }}',
        "\t{{ .CommonLabels.pod }}",
        "{{ .Alerts.Firing | toJson | toJson }}",
        '{{ if eq .CommonLabels.pod "a" }}one{{ else if .CommonLabels.job }}other{{ end }}',
        "{{ .Alerts.Firing | len }} on {{ .GroupLabels.alertname }}",
        "{{ .ExternalURL | toJson }}",
    ],
)
def test_details_that_are_text_or_insert_no_label_are_right(text: str) -> None:
    assert found(ID, paging("0.33", firing=text, resolved="")) == []


@pytest.mark.parametrize(
    "text", [INSTANCES, "\t {{- .CommonLabels.pod }}", "{{ with .CommonLabels.pod }}{{ . }}{{ end }}"]
)
def test_details_that_are_not_surely_text_are_told_of(text: str) -> None:
    assert len(found(ID, paging("0.33", firing=text, resolved=""))) == 1


def test_older_releases_send_them_as_they_are() -> None:
    assert found(ID, paging("0.29", firing="{{ .CommonLabels.pod }}")) == []


def test_what_alertmanager_adds_is_no_matter_where_nobody_knows_its_release() -> None:
    assert found(ID, written(paged("{}"))) == []


def test_what_alertflow_tells_pagerduty_is_text() -> None:
    team = Team("platform", receivers=[PagerDuty()])
    assert found(ID, project(alert(), team=team)) == []
