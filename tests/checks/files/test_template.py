"""Templates, which become YAML only when something renders them."""

from tests.checks.making import found_in

ID = "files/template"


def test_a_template_of_helm_is_mentioned() -> None:
    text = "groups:\n{{- range .Values.groups }}\n  - name: {{ .name }}\n{{- end }}\n"
    (said,) = found_in(text, ID)
    assert said.startswith("file.yml:2:1 info: ")


def test_the_templates_of_annotations_are_none() -> None:
    text = "groups: [{name: a, rules: [{alert: A, expr: up == 0, annotations: {summary: '{{ $value }}'}}]}]"
    assert found_in(text, ID) == []
