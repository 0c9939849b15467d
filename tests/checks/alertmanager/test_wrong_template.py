"""Templates that fail when somebody should be told."""

import pytest

from alertflow.model import Targets
from tests.checks.making import alert, found, project, remedied, shown, written

ID = "alertmanager/wrong-template"


def told(field: str, kind: str = "pagerduty_configs", before: str = "routing_key_file: /key") -> str:
    return (
        f"route: {{receiver: a}}\nreceivers:\n  - name: a\n    {kind}:\n      - {before}\n        {field}\n"
    )


def test_annotations_are_not_of_the_group_and_the_way_out_is_said() -> None:
    documents = written(told('description: "{{ .GroupLabels.alertname }}: {{ .Annotations.summary }}"'))
    (said,) = shown(ID, documents)
    assert said.startswith(
        "alertmanager.yml:6:56 error: description in alertmanager.yml: A group of alerts has no .Annotations."
    )
    assert ".CommonAnnotations" in said
    (said,) = found(ID, documents)
    assert "| Each time it should be sent, the template fails, and nobody is told. |" in said


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ('description: "{{ .CommonAnnotations.summary | humanize }}"', "humanize"),
        ('description: "{{ $labels.job }}"', "$labels"),
        ('description: "{{ .Alerts.Firing.Count }}"', "Count"),
        ('description: "{{ .Status "', "Go cannot read this template"),
        ('details: {firing: "{{ .Labels.job }}"}', ".Labels"),
        ('description: "{{ template \\"slack.defaul.title\\" . }}"', "slack.defaul.title"),
    ],
)
def test_what_surely_fails_is_found_in_any_field(field: str, part: str) -> None:
    (said,) = found(ID, written(told(field)))
    assert said.startswith("error: ")
    assert part in said


def test_the_payload_of_a_webhook_is_templates_too() -> None:
    text = told('payload: {a: [{b: "{{ .GroupKey }}"}]}', "webhook_configs", "url: http://example.org")
    (said,) = shown(ID, written(text))
    assert said.startswith("alertmanager.yml:6:31 error: payload in alertmanager.yml: ")


def test_what_the_target_has_not_yet_is_told_with_the_release_that_has_it() -> None:
    documents = written(told('description: "{{ .CommonLabels.job | trimSpace }}"'))
    assert shown(ID, documents, project(alert(), targets=Targets(alertmanager="0.33"))) == []
    (said,) = shown(ID, documents, project(alert(), targets=Targets(alertmanager="0.25")))
    assert "trimSpace" in said
    assert "0.26" in said


@pytest.mark.parametrize(
    "right",
    [
        'description: "{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}"',
        'description: "{{ with index .Alerts 0 }}{{ .Labels.job }}{{ end }}"',
        'description: \'{{ define "x" }}{{ .Labels.job }}{{ end }}'
        '{{ range .Alerts }}{{ template "x" . }}{{ end }}\'',
        'description: "{{ .CommonAnnotations.SortedPairs.Values | join \\", \\" }} {{ .ExternalURL }}"',
        'description: "no template at all: }} { {"',
    ],
)
def test_what_is_right_but_unusual_is_taken(right: str) -> None:
    assert found(ID, written(told(right))) == []


def test_a_template_may_stand_in_a_file_of_the_configuration() -> None:
    text = told('description: "{{ template \\"our.title\\" . }}"')
    assert len(found(ID, written(text))) == 1
    assert found(ID, written(f"templates: [/etc/alertmanager/*.tmpl]\n{text}")) == []


def test_what_alertflow_makes_is_right() -> None:
    assert found(ID, project(alert(remediation=remedied()))) == []
