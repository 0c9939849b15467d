"""Templates that Prometheus cannot read or execute."""

import pytest

from alertflow.model import Targets
from alertflow.prometheus import AlertingRule
from tests.checks.making import alert, found, places, project, rules, written

ID = "prometheus/wrong-template"


def test_a_field_of_alertmanager_is_found_in_a_project() -> None:
    assert found(ID, project(alert(summary="{{ .CommonLabels.job }} is down"))) == [
        "error: the annotation summary of HighErrorRate: The data of an alert has no .CommonLabels. "
        "Alertmanager's templates have it, those of rules have not."
        " | Whenever the alert fires, its text is '<error expanding template: …>'."
        " | Mend the template; what it is given is on "
        "https://prometheus.io/docs/prometheus/latest/configuration/template_reference/."
    ]


def test_it_is_found_in_a_file_at_its_line_and_column() -> None:
    text = """
        groups:
          - name: a
            rules:
              - alert: Trouble
                expr: up == 0
                labels: {team: '{{ $label.team }}'}
                annotations:
                  summary: "{{ $value | humanisePercentage }}"
                  description: "{{ $value"
        """
    assert places(ID, written(text)) == [(7, 28), (9, 33), (10, 25)]
    assert all("| Prometheus refuses the whole rule file. |" in one for one in found(ID, written(text)))


def test_what_the_target_does_not_know_yet_is_found() -> None:
    new = alert(summary='{{ "a b" | urlQueryEscape }}')
    (said,) = found(ID, project(new, targets=Targets(prometheus="3.5")))
    assert "3.8" in said
    assert found(ID, project(new, targets=Targets(prometheus="3.8"))) == []


def test_texts_around_the_actions_do_not_matter() -> None:
    texts = [f"Number {number}: {{{{ humanise $value }}}}, and so on" for number in range(3)]
    assert (
        len(found(ID, rules(*(AlertingRule("A", expr="x > 1", annotations={"s": one}) for one in texts))))
        == 3
    )


@pytest.mark.parametrize(
    "text",
    [
        '{{ "}}" }} a brace as text',
        "{{/* a comment with }} in it */}}{{ $value }}",
        '{{ with query "up" }}{{ . | first | value }}{{ end }}',
        '{{ define "t" }}{{ .arg0 }}{{ end }}{{ template "t" (args $value) }}',
        "{{ $labels.whatever }}",
        "no template } } { {",
        "{{- $value -}}\n}}",
    ],
)
def test_right_but_unusual_templates_are_left_in_peace(text: str) -> None:
    assert found(ID, rules(AlertingRule("A", expr="x > 1", annotations={"s": text}))) == []
