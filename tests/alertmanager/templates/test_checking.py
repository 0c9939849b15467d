"""What we say of notification templates, and what Alertmanager's own renderer makes of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import TemplateFile, labels_read, template_problems
from alertflow.alertmanager.templates.known import DEFAULT_TEMPLATES, FUNCTIONS
from alertflow.gotemplate import BUILTINS
from alertflow.release import reaches
from tests.alertmanager.templates.conftest import RELEASES, Render
from tests.gotemplate.made_templates import GO_FUNCTIONS, Words, listed, made_templates

Defaults = Callable[[str], list[TemplateFile]]
RIGHT = [
    "plain {text} without a template",
    '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] '
    '{{ .GroupLabels.SortedPairs.Values | join " " }}',
    "{{ range .Alerts }}{{ .Annotations.summary }} since {{ .StartsAt.Format `15:04` }}\n{{ end }}",
    "{{ range .Alerts.Firing }}{{ range .Labels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}{{ end }}",
    "{{ with .CommonLabels.Remove .GroupLabels.Names }}{{ .Values | join ` ` }}{{ end }}",
    "{{ with index .Alerts 0 }}{{ .Labels.alertname }} {{ $.Receiver }} {{ .Fingerprint }}{{ end }}",
    '{{ (index .Alerts 0).Annotations.summary }} {{ index .CommonLabels "a-b" }}{{ .CommonLabels.none }}',
    "{{ $first := index .Alerts 0 }}{{ $first.Labels.severity | title }} {{ $first.GeneratorURL }}",
    "{{ if and .Alerts.Resolved (not .Alerts.Firing) }}over{{ else if gt (len .Alerts) 1 }}many{{ end }}",
    "{{ $worst := `` }}{{ range .Alerts }}{{ $worst = .Labels.severity }}{{ end }}{{ $worst | toUpper }}",
    "{{ range $name, $text := .CommonLabels }}{{ $name }}: {{ $text | toLower }}{{ end }}",
    "{{ range $i, $alert := .Alerts }}{{ if $i }}, {{ end }}{{ $alert.Labels.alertname }}{{ end }}",
    '{{ define "line" }}{{ .Labels.alertname }} {{ .Status }}{{ end }}'
    '{{ range .Alerts }}{{ template "line" . }}{{ end }}',
    '{{ template "slack.default.title" . }} {{ template "__text_alert_list" .Alerts.Firing }}',
    '{{ template "pagerduty.default.instances" .Alerts.Resolved }}{{ template "email.default.subject" . }}',
    '{{ block "mine" .CommonAnnotations }}{{ .summary }} {{ .SortedPairs.Names | join "," }}{{ end }}',
    "{{ if match `^(critical|high)$` .CommonLabels.severity }}{{ reReplaceAll `D(o)` `$1` `Down` }}{{ end }}",
    "{{ .CommonLabels }} {{ .CommonLabels.SortedPairs }} {{ .GroupLabels.Values }} {{ len .CommonLabels }}",
    "{{ (index .Alerts 0).EndsAt.Sub (index .Alerts 0).StartsAt }} {{ (index .Alerts 0).StartsAt.UTC.Unix }}",
    '{{ ((index .Alerts 0).StartsAt.Add 3600000000000).Format "Mon" }} {{ (index .Alerts 0).StartsAt.Year }}',
    "{{ .ExternalURL }}/#/alerts?receiver={{ .Receiver | urlquery }} {{ printf `%q` .Status }}",
    "{{- /* nothing */ -}} {{ stringSlice `a` `b` | join `, ` }} {{ safeHtml `<b>` }} {{ `<b>` | html }}",
    "{{ range .Alerts }}{{ if eq .Status `resolved` }}{{ continue }}{{ end }}{{ . }}{{ break }}{{ end }}",
    "{{ or .CommonLabels.team .CommonLabels.owner `nobody` }}{{ eq .Status `firing` `resolved` }}",
]
RIGHT_SINCE_0_33 = [
    "{{ .NotificationReason }} {{ trimSpace ` a ` }} {{ now.Year | lt 2000 }}",
    "{{ range .Alerts }}{{ .StartsAt | tz `Europe/Paris` | date `15:04 MST` }}{{ end }}",
    "{{ range .Alerts }}{{ since .StartsAt | humanizeDuration }}{{ (since .StartsAt).Hours }}{{ end }}",
    "{{ dict `status` .Status `labels` .CommonLabels | toJson }} {{ list 1 `a` .Status | toJson }}",
    "{{ $list := list }}{{ range .Alerts }}{{ $list = append $list .Status }}{{ end }}{{ toJson $list }}",
    "{{ $d := dict `a` (dict `b` 1) }}{{ $d.a.b }} {{ index $d `a` `b` }} {{ $d.none }}",
    "{{ urlUnescape (index .Alerts 0).GeneratorURL | safeUrl }} {{ .CommonLabels.SortedPairs.String }}",
    "{{ with .Alerts.Resolved }}{{ len . }}{{ else with .Alerts }}{{ len . }}{{ end }}",
    "{{ range 2 }}{{ . }}{{ end }}{{ range $n := len .Alerts }}{{ eq $n 1 }}{{ end }}",
]
WRONG = [
    ("{{ .Annotations.summary }}", "unknown-field"),
    ("{{ .Labels.severity }}", "unknown-field"),
    ("{{ .Alerts.Annotations.summary }}", "unknown-field"),
    ("{{ range .Alerts }}{{ .CommonLabels.x }}{{ end }}", "unknown-field"),
    ("{{ (index .Alerts 0).Value }}", "unknown-field"),
    ("{{ .GroupKey }}", "unknown-field"),
    ("{{ .Status.Text }}", "unknown-field"),
    ("{{ .alerts }}", "unknown-field"),
    ("{{ .Alerts.Firing.Firing }}", "unknown-field"),
    ("{{ (index .Alerts 0).StartsAt.format `15:04` }}", "unknown-field"),
    ("{{ humanize 1.5 }}", "unknown-function"),
    ("{{ .Status | upper }}", "unknown-function"),
    ("{{ $labels.severity }}", "syntax"),
    ("{{ .Status", "syntax"),
    ("{{ if .Status }}", "syntax"),
    ("{{ .CommonLabels | toUpper }}", "argument-type"),
    ("{{ .GroupLabels | join `,` }}", "argument-type"),
    ("{{ join .GroupLabels.Values `,` }}", "argument-type"),
    ("{{ .CommonLabels.Remove `severity` }}", "argument-type"),
    ("{{ if gt .Alerts 1 }}many{{ end }}", "argument-type"),
    ("{{ if eq (len .Alerts) `1` }}one{{ end }}", "argument-type"),
    ("{{ index .Alerts `0` }}", "argument-type"),
    ("{{ safeHtml .Status | toUpper }}", "argument-type"),
    ("{{ toUpper }}", "argument-count"),
    ("{{ match `a` }}", "argument-count"),
    ("{{ .Status `x` }}", "not-a-function"),
    ("{{ .Receiver | .Status }}", "not-a-function"),
    ("{{ range .Status }}{{ end }}", "not-iterable"),
    ("{{ range .ExternalURL }}{{ end }}", "not-iterable"),
    ("{{ template `slack.default.titel` . }}", "undefined-template"),
    ("{{ if .Status }}{{ else }}{{ $x := 1 }}{{ end }}{{ $y = 1 }}", "unset-variable"),
    ("{{ if not .Status }}{{ $x := 1 }}{{ else }}{{ $x }}{{ end }}", "unset-variable"),
    ('{{ define "t" }}{{ .Annotations.summary }}{{ end }}{{ template "t" . }}', "unknown-field"),
    ('{{ define "t" }}{{ .Status | toUpper }}{{ end }}{{ template "t" }}', "argument-type"),
]

_VALUES = """
    .Status; .Receiver; .ExternalURL; .Alerts; .Alerts.Firing; (index .Alerts 0); (index .Alerts 0).Labels; .
    .GroupLabels; .CommonLabels; .CommonLabels.severity; .CommonLabels.SortedPairs; .GroupLabels.Names; .Foo
    (index .Alerts 0).StartsAt; (index .Alerts 0).StartsAt.Year; .Alerts.Labels; .Annotations; .Status.x; "a"
    1; 1.5; true; nil; (len .Alerts); (stringSlice "a" "b"); (safeHtml "<b>"); .CommonAnnotations.Values; $
    (.CommonLabels.Remove .GroupLabels.Names); (slice .Alerts 1); (eq .Status "firing"); `[a`; (print 1)
"""
_NAMES = """
    title; toUpper; toLower; join; match; safeHtml; reReplaceAll; stringSlice; .CommonLabels.Remove
    (index .Alerts 0).StartsAt.Format; .Status
"""
WORDS = Words(
    values=listed(_VALUES),
    functions=[*GO_FUNCTIONS, *listed(_NAMES)],
    always_true=listed(".Alerts; .CommonLabels; (index .Alerts 0); .Status; .CommonLabels.SortedPairs; true"),
    elements=listed(".; .x; .Labels.job; $.Status; .Status | toUpper; toUpper .; len .; .Value; .Name"),
    ranges=listed(".Alerts; .CommonLabels; .GroupLabels.SortedPairs; .Alerts.Firing; .GroupLabels.Names"),
)
DATA_DEPENDENT = (
    "error calling index",
    "error calling slice",
    "error calling match",
    "error calling reReplaceAll",
)


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_what_we_say_fails_does_fail_of_templates_made_by_chance(
    program: str, version: str, render: Render
) -> None:
    rows = [
        (text, template_problems(text, version), *render(program, text))
        for text in made_templates(WORDS, seed=1, count=120)
    ]
    assert [(text, problems) for text, problems, worked, _ in rows if problems and worked] == []
    unforeseen = [why for _, problems, worked, why in rows if not worked and not problems]
    assert [why for why in unforeseen if not any(part in why for part in DATA_DEPENDENT)] == []
    assert 40 < sum(worked is False for *_, worked, _ in rows) < 110


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_right_but_unusual_templates_are_rendered_and_not_complained_about(
    program: str, version: str, render: Render
) -> None:
    texts = RIGHT + RIGHT_SINCE_0_33 if version == "0.33" else RIGHT
    assert [why for worked, why in (render(program, text) for text in texts) if not worked] == []
    assert [one for text in texts for one in template_problems(text, version)] == []


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_what_we_say_fails_does_fail(program: str, version: str, render: Render) -> None:
    for text, kind in WRONG:
        assert [one.kind for one in template_problems(text, version)] == [kind], text
        assert render(program, text)[0] is False, text


def test_the_annotations_of_a_group_fail_at_run_time_and_are_found_beforehand(render: Render) -> None:
    text = "{{ .Status }}:\n{{ .Annotations.summary }}"
    worked, why = render("amtool-new", text)
    assert not worked
    assert "can't evaluate field Annotations in type template.Data" in why
    (problem,) = template_problems(text)
    assert (problem.place.line, problem.place.column) == (2, 4)
    assert problem.message == (
        "A group of alerts has no .Annotations. Each of its alerts has: use .CommonAnnotations for what all "
        "of them share, or write {{ range .Alerts }}{{ .Annotations.… }}{{ end }}."
    )
    for mended in (
        "{{ .CommonAnnotations.summary }}",
        "{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}",
    ):
        assert render("amtool-new", mended)[0]
        assert template_problems(mended) == []


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_a_function_is_known_exactly_where_alertmanager_knows_it(
    program: str, version: str, render: Render
) -> None:
    names = {*FUNCTIONS, *BUILTINS, "humanize", "query", "default", "upper", "replace", "tmpl"}
    known = {name for name in names if "not defined" not in render(program, f"{{{{ {name} }}}}")[1]}
    unknown = ("unknown-function", "unsupported-function")
    ours = {
        name
        for name in names
        if not any(one.kind in unknown for one in template_problems(f"{{{{ {name} }}}}", version))
    }
    assert ours == known


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_the_default_templates_are_known_by_release(program: str, version: str, defaults: Defaults) -> None:
    theirs = {name for file in defaults(program) for name in file.template.defines}
    assert {name for name, since in DEFAULT_TEMPLATES.items() if reaches(version, since or "0")} == theirs


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_the_default_templates_themselves_are_right(program: str, version: str, defaults: Defaults) -> None:
    files = defaults(program)
    of_alerts = ("__text_alert_list", "__text_alert_list_markdown", "pagerduty.default.instances")
    for file in files:
        for name in file.template.defines:
            data = ".Alerts" if name in of_alerts else "."
            text = f'{{{{ template "{name}" {data} }}}}'
            assert template_problems(text, version, html="html" in name, files=files) == []


def test_html_refuses_to_escape_in_the_middle_of_a_pipeline(render: Render) -> None:
    text = "{{ .Status | urlquery | toUpper }}"
    for program, version in RELEASES:
        assert render(program, text) == (True, "FIRING")
        assert template_problems(text, version) == []
        assert "predefined escaper" in render(program, text, True)[1]
        assert [one.kind for one in template_problems(text, version, html=True)] == ["escaper"]


@pytest.mark.parametrize(
    ("text", "version", "message"),
    [
        ("{{ toJson . }}", "0.29", "The function 'toJson' came with Alertmanager 0.30; the target is 0.29."),
        (
            "{{ base64encode `a` }}",
            "0.33",
            "The function 'base64encode' came with Alertmanager 0.34; the target is ",
        ),
        (
            "{{ .NotificationReason }}",
            "0.31",
            ".NotificationReason of a group of alerts came with Alertmanager 0.32",
        ),
        ("{{ .RouteLabels.team }}", "0.33", ".RouteLabels of a group of alerts came with Alertmanager 0.34"),
        (
            '{{ template "slack.default.color" . }}',
            "0.31",
            "no template 'slack.default.color' is defined. Did you ",
        ),
        (
            "{{ with .Status }}{{ else with .Alerts }}{{ end }}",
            "0.27",
            "Go cannot read this template: 'else with' ",
        ),
        (
            "{{ range 3 }}{{ end }}",
            "0.28",
            "range cannot go over a whole number. Go does so since 1.24, and ",
        ),
    ],
)
def test_what_is_younger_than_the_target_is_named(text: str, version: str, message: str) -> None:
    (problem,) = template_problems(text, version)
    assert problem.message.startswith(message)
    assert template_problems(text, "0.34") == template_problems(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{{ $labels.severity }}",
            "Go cannot read this template: the variable $labels is not set here. It ",
        ),
        (
            "{{ .Value }}",
            "A group of alerts has no .Value. Alertmanager is not told the value: put it into an ",
        ),
        (
            "{{ .SilenceURL }}",
            "A group of alerts has no .SilenceURL. Only the Alertmanager within Grafana has it.",
        ),
        (
            "{{ .GroupKey }}",
            "A group of alerts has no .GroupKey. Only the JSON of a webhook has it, no template ",
        ),
        (
            "{{ .StartsAt }}",
            "A group of alerts has no .StartsAt. Each alert in .Alerts has: write {{ range .Alerts }}",
        ),
        (
            "{{ range .Alerts }}{{ .Receiver }}{{ end }}",
            "An alert has no .Receiver. A group of alerts has: write $.",
        ),
        (
            "{{ range .Alerts }}{{ .Name }}{{ end }}",
            "An alert has no .Name. Its name is a label: .Labels.alertname.",
        ),
    ],
)
def test_what_people_look_for_in_vain_is_answered_with_the_way_out(text: str, message: str) -> None:
    (problem,) = template_problems(text)
    assert problem.message.startswith(message)


def test_the_labels_and_annotations_that_are_read_are_told() -> None:
    text = (
        "{{ .CommonLabels.severity }}"
        "{{ range .Alerts.Firing }}{{ .Labels.pod }}{{ .Annotations.summary }}{{ end }}"
        '{{ index .GroupLabels "a-b" }}{{ .CommonAnnotations.runbook_url }}{{ .CommonLabels.SortedPairs }}'
    )
    assert [(one.owner, one.name, one.place.column) for one in labels_read(text)] == [
        ("CommonLabels", "severity", 17),
        ("Labels", "pod", 65),
        ("Annotations", "summary", 87),
        ("GroupLabels", "a-b", 129),
        ("CommonAnnotations", "runbook_url", 158),
    ]
    assert list(labels_read("{{ .CommonLabels.severity")) == []


def test_templates_of_files_are_followed_from_the_text_that_calls_them(
    render: Render, tmp_path: Path
) -> None:
    path = tmp_path / "mine.tmpl"
    path.write_text('{{ define "mine" }}\n{{ .Annotations.summary }}{{ end }}', encoding="utf-8")
    file = TemplateFile.parse(path.read_text(encoding="utf-8"), str(path))
    for data, right in ((".", False), ("(index .Alerts 0)", True)):
        text = f'{{{{ template "mine" {data} }}}}'
        assert render("amtool-new", text, files=(path,))[0] is right
        found = [(one.within, file.location(one.place)[1:]) for one in template_problems(text, files=[file])]
        assert found == ([] if right else [("mine", (2, 4))])
    read = labels_read('{{ template "mine" (index .Alerts 0) }}', [file])
    assert [(one.owner, one.name, one.within) for one in read] == [("Annotations", "summary", "mine")]
