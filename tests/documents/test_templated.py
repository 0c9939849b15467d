"""Files of Helm's and Jinja's, which are no YAML yet: told with the line; and what only looks like them."""

import pytest

from alertflow.documents import Kind, Reason, read
from tests.documents import corpus
from tests.documents.reading import only, refused

HELM = "render it first, and check what comes out (helm template … | alertflow check -)."
JINJA = "render it first, and check what comes out (… | alertflow check -)."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "groups:\n  - name: {{ .Values.name }}\n    rules: []\n",
            f"2:11: this is a template, by {{{{ .Values.name }}}}: {HELM}",
        ),
        (
            "groups:\n{{- range .Values.groups }}\n  - name: a\n{{- end }}\n",
            f"2:1: this is a template, by {{{{- range .Values.groups }}}}: {HELM}",
        ),
        (
            "{{ if .x }}\ngroups: []\n{{ end }}\n",
            f"1:1: this is a template, by {{{{ if .x }}}}: {HELM}",
        ),
        (
            'groups:\n  - name: {{ include "x.name" . }}-rules\n',
            f'2:11: this is a template, by {{{{ include "x.name" . }}}}: {HELM}',
        ),
        (
            "metadata:\n  labels:\n    {{- toYaml .Values.labels | nindent 4 }}\n",
            f"3:5: this is a template, by {{{{- toYaml .Values.labels | nindent 4 }}}}: {HELM}",
        ),
        ("groups:\n  - {{ x }}: y\n", f"2:5: this is a template, by {{{{ x }}}}: {HELM}"),
        ("{# rules #}\ngroups: []\n\t-", f"1:1: this is a template of Jinja's, by {{# rules #}}: {JINJA}"),
        (
            "groups:\n{% for group in groups %}\n  - name: a\n{% endfor %}\n",
            f"2:1: this is a template of Jinja's, by {{% for group in groups %}}: {JINJA}",
        ),
    ],
)
def test_a_template_that_is_no_yaml_is_told(text: str, told: str) -> None:
    one = refused(text)
    assert (one.reason, str(one.errors[0])) == (Reason.TEMPLATE, f"f.yml:{told}")


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        ('"{{ .Values.name }}"', Reason.TEMPLATE),
        ('"{{ $.Values.name }}-rules"', Reason.TEMPLATE),
        ("a  # {{ .Values.x }}\n    labels: {team: '{{ .Values.y }}'}\n    x: y", Reason.TEMPLATE),
        ("x-{{ .Release.Name }}", Reason.TEMPLATE),
        ("'{{ include \"x\" . }}-{{ .Chart.Name | quote }}'", Reason.TEMPLATE),
        ("'{% raw %}{{ $labels.x }}{% endraw %}'", Reason.TEMPLATE),
        ("'{{ .CommonLabels.Values | join }}'", None),
        ("'{{ $labels.Values }}'", None),
        ("'100%}'", None),
    ],
)
def test_a_template_that_happens_to_be_yaml_is_told_by_what_only_it_has(piece: str, reason: Reason) -> None:
    text = corpus.RULES.replace("name: redis", f"name: {piece}")
    _, unreadable = read(text, "f.yml")
    assert [(one.reason, one.kind) for one in unreadable] == ([(reason, Kind.RULES)] if reason else [])


def test_what_programs_take_as_their_own_template_is_none() -> None:
    for text in (corpus.RULES, corpus.ALERTMANAGER, corpus.SLOTH, corpus.WORKFLOW):
        only(text)
    only(corpus.RULES.replace("groups:", "# {{ .Values.x }}\ngroups:  # {% if x %}", 1))
    only(corpus.WORKFLOW.replace("name: Redis", "name: x ${{ github.ref }}"))


def test_a_mistake_elsewhere_is_not_blamed_on_the_templates_of_an_alert() -> None:
    text = corpus.RULES.replace("expr: redis_up == 0", "expr: 'redis_up")
    assert refused(text).reason is Reason.NOT_YAML
    block = "annotations:\n  text: |\n    {{ $labels.x }}\n\n    {{ end }}\n  other: [\n"
    assert refused(block).reason is Reason.NOT_YAML


def test_helm_behind_a_sequence_with_a_block_is_found() -> None:
    text = "a:\n  - text: |\n      {{ x }}\n    b: {{ .Values.b }}\n"
    assert str(refused(text).errors[0]).startswith("f.yml:4:8: this is a template, by {{ .Values.b }}")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("summary: {{ $labels.x }} is down", "{{ $labels.x }}"),
        ("summary: {{ $value | humanize }}", "{{ $value | humanize }}"),
        ("summary: {{- .CommonLabels.alertname -}}", "{{- .CommonLabels.alertname -}}"),
        ("summary: {{ printf $value }} x", "{{ printf $value }}"),
    ],
)
def test_an_alert_s_own_template_without_quotes_is_told_to_stand_in_quotes(line: str, told: str) -> None:
    text = f"groups:\n  - name: a\n    rules:\n      - alert: A\n        annotations:\n          {line}\n"
    one = refused(text)
    assert (one.reason, one.kind) == (Reason.NOT_YAML, Kind.RULES)
    assert str(one.errors[0]) == (
        f"f.yml:6:20: this is not YAML: a text that begins with {told} stands in quotes, for {{ begins a "
        "mapping."
    )


def test_a_text_that_goes_on_with_an_action_in_a_new_line_is_no_template() -> None:
    text = "groups:\n  - text: a b\n      {{ $labels.x }} c-{{ $value }}\n  - [\n"
    one = refused(text)
    assert one.reason is Reason.NOT_YAML
    assert one.errors[0].location is not None
    assert one.errors[0].location.line == 5


def test_a_line_of_thousands_of_characters_is_not_looked_into() -> None:
    assert refused(f"a: {'x' * 2_000}\nb: {{{{ x }}}}\n").reason is Reason.TEMPLATE
    assert refused(f"a: {{{{ x }}}} {'x' * 2_000}\n").reason is Reason.NOT_YAML
