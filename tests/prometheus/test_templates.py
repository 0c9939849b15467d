"""Templates of labels and annotations: what we say of them, and what Prometheus makes of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.gotemplate import BUILTINS
from alertflow.prometheus import labels_read, template_problems, uses_value
from tests.gotemplate.made_templates import GO_FUNCTIONS, Words, listed, made_templates
from tests.gotemplate.rule_files import expanded, refused

Programs = Callable[[str], Path]
RELEASES = [("promtool-old", "2.42"), ("promtool-new", "3.5")]
FAILED = "<error expanding template: "
_OF_PROMETHEUS = """
    args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage
    humanizeTimestamp label match now parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel
    stripDomain stripPort strvalue tableLink title tmpl toDuration toLower toTime toUpper urlQueryEscape value
"""
_OF_OTHERS = "join trimSpace toJson since date tz default upper include required lookup stringSlice"
RIGHT = [
    "plain text, {no} template",
    "{{ $labels.job }} is {{ $value }}",
    '{{ index $labels "job" | toUpper }} {{ .Labels.instance | stripPort }} {{ $labels.none }}',
    "{{ $value | humanize1024 }}B, {{ $value | humanizePercentage }}, {{ .Value | humanizeDuration }}",
    '{{ printf "%.2f" $value }} {{ printf "%s/%s" $labels.job $labels.instance }}',
    "{{ if gt $value 0.5 }}high{{ else if lt $value 0.1 }}low{{ else }}middle{{ end }}",
    '{{ if eq $labels.job "a" "b" }}known{{ end }}{{ if ne .Labels.job "a" }}other{{ end }}',
    '{{ with query "up" }}{{ . | first | value | humanize }} {{ len . }}{{ end }}',
    '{{ range query "up" }}{{ .Labels.job }}: {{ .Value }} {{ . | label "instance" }}\n{{ end }}',
    '{{ range $i, $s := query "up" | sortByLabel "job" }}{{ if $i }}, {{ end }}{{ $s.Labels.job }}{{ end }}',
    '{{ with printf "up{job=%q}" $labels.job | query }}{{ . | first | value }}{{ end }}',
    "{{ range $name, $text := $labels }}{{ $name }}={{ $text | toUpper }} {{ end }}",
    '{{ ($value | toTime).Format "2006-01-02" }} {{ (toTime 0).Unix }} {{ $value | humanizeTimestamp }}',
    "{{ $job := .Labels.job }}{{ with .Labels }}{{ .instance }} {{ $job }} {{ $.Value }}{{ end }}",
    '{{ define "who" }}{{ .job }}/{{ .instance }}{{ end }}{{ template "who" $labels }}',
    '{{ define "t" }}{{ .arg0 }} {{ .arg1 | humanize }}{{ end }}{{ template "t" (args $labels.job $value) }}',
    '{{ if match "^a" $labels.job }}{{ reReplaceAll "a(.*)" "b$1" $labels.job }}{{ end }}',
    "{{- /* what it is */ -}} {{ $labels }} {{ . }} {{ len $labels }}",
    '{{ if and (eq $labels.job "a") (gt $value 0.0) }}{{ or $labels.none "nobody" }}{{ end }}',
    "{{ $n := 0 }}{{ range query `up` }}{{ $n = .Value }}{{ end }}{{ $n | humanize }}",
    '{{ range $labels }}{{ if eq . "a" }}{{ continue }}{{ end }}{{ . }}{{ break }}{{ end }}',
    '{{ (query "up" | first).Labels.job | title }} {{ (index (query "up") 0).Value }}',
    '{{ parseDuration "1h30m" | humanizeDuration }} {{ "5400" | humanizeDuration }} {{ 1.5e3 | humanize }}',
    '{{ "x" | print | len | print "" | len }}',
    "{{ $externalLabels.cluster }}{{ .ExternalLabels.cluster }}{{ $externalURL }}{{ .ExternalURL }}",
    '{{ slice $labels.instance 0 1 }}{{ "a b" | urlquery }}{{ "<b>" | html }}{{ safeHtml "<b>" }}',
    '{{ $labels.job | graphLink }} {{ tableLink `up{job="a"}` }} {{ stripDomain `a.b:1` }}',
]
_VALUES = """
    .Labels; $labels; .Labels.job; $labels.instance; $value; .Value; .ExternalURL; .ExternalLabels; .Foo
    .labels; .Labels.job.x; (query "up"); (query "up" | first); (index (query "up") 0); "x"; 1; 1.0; true; nil
    2i; 'c'; (toTime $value); (args 1 "a"); $; .; $externalURL; (len $labels); `a`; (print 1 2)
    (parseDuration "1h"); (safeHtml "x"); (toTime $value).UTC; (toTime $value).Unix; (slice "abc" 1)
    (index $labels "job"); (eq 1 1); (query "up" | first).Labels.job; (query "up" | first).Value
    .Labels.Names; (index $labels .Labels.job)
"""
_FUNCTIONS = """
    args; first; label; value; strvalue; sortByLabel; query; humanize; humanize1024; humanizeDuration
    humanizePercentage; humanizeTimestamp; toTime; match; reReplaceAll; safeHtml; title; toUpper; toLower
    graphLink; tableLink; stripPort; stripDomain; parseDuration; .Labels.job; (toTime $value).Format; $value
"""
WORDS = Words(
    values=listed(_VALUES),
    functions=[*GO_FUNCTIONS, *listed(_FUNCTIONS)],
    always_true=listed('$labels; .Labels.job; (query "up"); (query "up" | first); $value; (toTime $value)'),
    elements=listed(
        ".; .x; .Labels.job; $.Labels.job; .Value | humanize; toUpper .; $.Value | humanize; len ."
    ),
    ranges=["$labels", '(query "up")', ".Labels"],
)
DATA_DEPENDENT = (
    "error calling index: ",
    "error calling slice: ",
    "error calling first: ",
    "error calling query: ",
    "error calling match: ",
    "error calling reReplaceAll: ",
    "error calling parseDuration: ",
    "strconv.ParseFloat: ",
    "got interface {}",
    "can't convert <nil> to float",  # of a mapping that `args` made
    "nil pointer evaluating",
    "non-comparable type",  # but for a list or mapping that is nil
    "in type float64",  # since 2.52 it may be a histogram, which has fields
)


def test_a_name_in_a_rule_s_template_is_known_exactly_where_promtool_knows_it(
    programs: Programs, tmp_path: Path
) -> None:
    names = [*_OF_PROMETHEUS.split(), *_OF_OTHERS.split(), *BUILTINS]
    texts = [f"{{{{ {name} }}}}" for name in names]
    for program, version in RELEASES:
        unknown = {
            name
            for name, text in zip(names, texts, strict=True)
            if any(
                one.kind in ("unknown-function", "unsupported-function")
                for one in template_problems(text, version)
            )
        }
        assert unknown == {names[number] for number in refused(programs(program), texts, tmp_path)}
    assert template_problems("{{ now | toDuration }}{{ urlQueryEscape `a` }}", "3.8") == []


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_right_but_unusual_templates_are_executed_and_not_complained_about(
    program: str, version: str, programs: Programs, tmp_path: Path
) -> None:
    assert [text for text in expanded(programs(program), RIGHT, tmp_path) if text.startswith(FAILED)] == []
    assert [one for text in RIGHT for one in template_problems(text, version)] == []


@pytest.mark.parametrize(("program", "version"), RELEASES)
def test_what_we_say_fails_does_fail_and_little_else_does(
    program: str, version: str, programs: Programs, tmp_path: Path
) -> None:
    made = made_templates(WORDS, seed=3, count=2500)
    found = [template_problems(text, version) for text in made]
    outcomes = [text.startswith(FAILED) and text for text in expanded(programs(program), made, tmp_path)]
    rows = list(zip(made, found, outcomes, strict=True))
    assert [(text, problems) for text, problems, failed in rows if problems and not failed] == []
    unforeseen = [failed for _, problems, failed in rows if failed and not problems]
    assert [why for why in unforeseen if not any(part in why for part in DATA_DEPENDENT)] == []
    assert sum(map(bool, found)) > 1000
    assert len(unforeseen) < 100


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (
            "{{ .Annotations.summary }}",
            "unknown-field",
            "The data of an alert has no .Annotations. No annotation can ",
        ),
        (
            "{{ .CommonLabels.job }}",
            "unknown-field",
            "The data of an alert has no .CommonLabels. Alertmanager's ",
        ),
        ("{{ .Label.job }}", "unknown-field", "The data of an alert has no .Label. Did you mean .Labels?"),
        (
            "{{ $label.job }}",
            "syntax",
            "Go cannot read this template: the variable $label is not set here. Did you ",
        ),
        (
            "{{ $labels.a-b }}",
            "syntax",
            "Go cannot read this template: unexpected '-' behind '.a': a name with '-' ",
        ),
        ('{{ query "up" | value }}', "argument-type", "value takes a sample here, not a list of samples."),
        (
            "{{ if gt $value 1 }}x{{ end }}",
            "argument-type",
            "gt fails: Go compares no floating-point number with a ",
        ),
        (
            "{{ humanize $labels }}",
            "argument-type",
            "humanize fails: it takes a number, or text that is one, not ",
        ),
        (
            "{{ humanise $value }}",
            "unknown-function",
            "Prometheus's templates have no function 'humanise'. Did you ",
        ),
        ("{{ $value.Count }}", "unknown-field", "A floating-point number has no .Count."),
        (
            '{{ define "t" }}{{ $labels.job }}{{ end }}',
            "syntax",
            "Go cannot read this template: the variable $labels ",
        ),
    ],
)
def test_mistakes_are_said_with_the_way_out(text: str, kind: str, message: str) -> None:
    (problem,) = template_problems(text, "2.42")
    assert problem.kind == kind
    assert problem.message.startswith(message)


def test_a_value_may_be_a_histogram_since_2_52() -> None:
    assert template_problems("{{ $value.Count }}", "2.52") == template_problems("{{ $value.Count }}") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("no template", []),
        ("{{ $labels.job }} on {{ .Labels.instance }}", [("job", 1, 11), ("instance", 1, 32)]),
        ('a\n{{ index $labels "a-b" }}{{ index .Labels `c` }}', [("a-b", 2, 18), ("c", 2, 43)]),
        ("{{ with .Labels }}{{ .job }}{{ $.Labels.zone }}{{ end }}", [("job", 1, 22), ("zone", 1, 40)]),
        ("{{ $l := $labels }}{{ if $l.job }}{{ end }}", [("job", 1, 28)]),
        ('{{ define "t" }}{{ .job }}{{ end }}{{ template "t" $labels }}', [("job", 1, 20)]),
        ("{{ $externalLabels.a }}{{ range query `up` }}{{ .Labels.b }}{{ end }}", []),
        ("{{ range $k, $v := $labels }}{{ $k }}{{ end }}", []),
        ("{{ $labels.job", []),
    ],
)
def test_the_labels_that_a_template_reads_are_told_with_their_place(
    text: str, labels: list[tuple[str, int, int]]
) -> None:
    assert [(one.name, one.place.line, one.place.column) for one in labels_read(text)] == labels


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("{{ $value }}", True),
        ("{{ if gt .Value 1.0 }}{{ end }}", True),
        ("{{ range $labels }}{{ $.Value | humanize }}{{ end }}", True),
        ("{{ with query `up` }}{{ . | first | value }}{{ end }}", False),
        ("{{ range query `up` }}{{ .Value }}{{ end }}", False),
        ("{{ $labels.value }} $value", False),
        ("{{ $value", False),
    ],
)
def test_it_is_known_whether_a_template_reads_the_value(text: str, uses: bool) -> None:
    assert uses_value(text) is uses
