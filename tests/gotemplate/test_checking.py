"""What is said of a template that Go reads but cannot execute, with data of our own."""

import pytest

from alertflow.gotemplate import Environment, Function, Problem, Type, check, list_of, map_of, parse
from alertflow.gotemplate.standard import BOOL, FLOAT, HTML, INT, STRING, STRINGS, TIME

TAGS = map_of(STRING, "a set of tags")
TASK = Type("app.Task", "struct", "a task", fields={"Tags": TAGS, "Title": STRING, "Due": TIME})
TASKS = Type(
    "app.Tasks",
    "list",
    "a list of tasks",
    TASK,
    methods={"Open": Function((), list_of(TASK, "a list of tasks"))},
)
BOARD = Type(
    "app.Board",
    "struct",
    "a board",
    fields={"Name": STRING, "Size": INT, "Share": FLOAT, "Public": BOOL, "Tasks": TASKS, "Tags": TAGS},
    methods={"Only": Function((STRINGS,), TASKS), "Names": Function((), STRINGS)},
    since={"Share": "2.1"},
    elsewhere={"Owner": "Nobody owns a board."},
)
FUNCTIONS = {
    "join": Function((STRING, STRINGS), STRING),
    "new": Function((STRING,), STRING, since="2.1"),
    "safe": Function((STRING,), HTML),
    "upper": Function((STRING,), STRING),
}


def problems(text: str, version: str | None = None, go: str = "1.27", html: bool = False) -> list[Problem]:
    environment = Environment("Board", BOARD, FUNCTIONS, {}, {"footer": None}, version, go, html)
    return list(check(parse(text), environment).problems)


@pytest.mark.parametrize(
    "text",
    [
        "{{ .Name }} {{ .Tasks }} {{ .Public }}",
        "{{ range .Tasks }}{{ .Title }}{{ .Tags.anything }}{{ $.Name }}{{ end }}",
        "{{ range $i, $t := .Tasks.Open }}{{ $i }}{{ $t.Title }}{{ .Title }}{{ end }}",
        "{{ range $k, $v := .Tags }}{{ $k | upper }}{{ $v | upper }}{{ . | upper }}{{ end }}",
        "{{ with .Tasks }}{{ (index . 0).Title }}{{ else }}{{ .Name }}{{ end }}",
        "{{ with index .Tasks 0 }}{{ .Title }}{{ else with .Tags }}{{ .x }}{{ else }}{{ .Name }}{{ end }}",
        "{{ if and .Tasks (gt (len .Tasks) 1) }}{{ else if eq .Name `x` `y` }}{{ end }}",
        "{{ $t := index .Tasks 0 }}{{ $t.Due.UTC.Format `15:04` }}{{ ($t.Due.Add 1000).Unix }}",
        "{{ $t := `` }}{{ range .Tasks }}{{ $t = .Title }}{{ end }}{{ $t | upper }}",
        "{{ $t := 1 }}{{ if .Public }}{{ $t = .Tasks }}{{ end }}{{ range $t }}{{ end }}",
        "{{ .Names | join `, ` }}{{ join `, ` .Names }}{{ .Only .Names }}",
        "{{ printf `%s %d` .Name .Size | print | html }}{{ slice .Name 1 | upper }}",
        "{{ eq .Size 1 }}{{ lt .Share 1.5 }}{{ ne .Public true }}{{ eq .Name nil }}",
        "{{ index .Tags `a` | upper }}{{ index .Names 0 | upper }}{{ not .Tags }}",
        '{{ define "t" }}{{ .Title }}{{ end }}{{ range .Tasks }}{{ template "t" . }}{{ end }}',
        '{{ define "u" }}{{ .Anything.at.all }}{{ end }}',
        '{{ block "b" .Tasks }}{{ range . }}{{ .Title }}{{ end }}{{ end }}{{ template "footer" . }}',
        '{{ define "t" }}{{ if . }}{{ upper . }}{{ end }}{{ end }}{{ template "t" }}{{ template "t" .Name }}',
        "{{ or .Name .Tags }}{{ (or .Name .Tags).Anything }}",
        "{{ range .Tasks }}{{ if .Title }}{{ break }}{{ end }}{{ continue }}{{ end }}",
        "{{ $x := .Name }}{{ with $x := .Tasks }}{{ range $x }}{{ .Title }}{{ end }}{{ end }}{{ upper $x }}",
        "{{ range 3 }}{{ . }}{{ end }}{{ range $i := .Size }}{{ eq $i 1 }}{{ end }}",
        "{{ $x := 1 }}{{ if $x := .Name }}{{ upper $x }}{{ else }}{{ upper $x }}{{ end }}",
        "{{ print ($y := .Name) }}{{ upper $y }}",
    ],
)
def test_what_go_can_execute_is_not_complained_about(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "column", "message"),
    [
        ("{{ .name }}", "unknown-field", 4, "A board has no .name. Did you mean .Name?"),
        ("{{ .Owner }}", "unknown-field", 4, "A board has no .Owner. Nobody owns a board."),
        (
            "{{ .Title }}",
            "unknown-field",
            4,
            "A board has no .Title. Each task in .Tasks has: write {{ range .Tasks }}{{ .Title }}{{ end }}.",
        ),
        (
            "{{ .Tasks.Title }}",
            "unknown-field",
            10,
            "A list of tasks has no .Title. Each task in it has: write {{ range … }}{{ .Title }}{{ end }}.",
        ),
        (
            "{{ range .Tasks }}{{ .Public }}{{ end }}",
            "unknown-field",
            22,
            "A task has no .Public. A board has: write $.Public.",
        ),
        ("{{ .Name.x }}", "unknown-field", 9, "Text has no .x."),
        ("{{ (index .Tasks 0).Due.Utc }}", "unknown-field", 24, "A time has no .Utc. Did you mean .UTC?"),
        ("{{ $x := .Tasks }}{{ $x.Name }}", "unknown-field", 24, "A list of tasks has no .Name."),
        ("{{ uper .Name }}", "unknown-function", 4, "Board's templates have no function 'uper'."),
        ("{{ upper }}", "argument-count", 4, "upper takes 1 argument, and is given 0."),
        ("{{ .Name | upper .Name }}", "argument-count", 12, "upper takes 1 argument, and is given 2."),
        ("{{ .Names 1 }}", "argument-count", 4, ".Names takes no arguments, and is given 1."),
        ("{{ index }}", "argument-count", 4, "index takes 1 or more arguments, and is given 0."),
        ("{{ upper .Tags }}", "argument-type", 10, "upper takes text here, not a set of tags."),
        ("{{ .Size | upper }}", "argument-type", 12, "upper takes text here, not a whole number."),
        ("{{ upper 1 }}", "argument-type", 10, "upper takes text here, not a whole number."),
        ("{{ safe .Name | upper }}", "argument-type", 17, "upper takes text here, not text marked as "),
        ("{{ upper nil }}", "argument-type", 10, "upper takes text here, not nothing."),
        ("{{ len .Size }}", "argument-type", 4, "len fails: a whole number has no length."),
        ("{{ index .Tags 1 }}", "argument-type", 4, "index fails: a set of tags is indexed by text, not by "),
        ("{{ index .Names `a` }}", "argument-type", 4, "index fails: a list of texts is indexed by a whole "),
        ("{{ index . 1 }}", "argument-type", 4, "index fails: a board cannot be indexed."),
        ("{{ slice .Tags 1 }}", "argument-type", 4, "slice fails: a set of tags cannot be sliced."),
        ("{{ eq .Name 1 }}", "argument-type", 4, "eq fails: Go compares no text with a whole number."),
        (
            "{{ gt .Share 1 }}",
            "argument-type",
            4,
            "gt fails: Go compares no floating-point number with a whole number: "
            "write the whole number with a point, as in 1.0.",
        ),
        ("{{ gt .Tasks 1 }}", "argument-type", 4, "gt fails: a list of tasks is neither less nor "),
        ("{{ eq .Name }}", "argument-type", 4, "eq fails: it compares its first argument with the "),
        ("{{ .Name `x` }}", "not-a-function", 4, ".Name is no function: it takes no arguments, "),
        ("{{ .Name | .Tags.x }}", "not-a-function", 17, ".x is no function"),
        ("{{ $x := 1 }}{{ $x 2 }}", "not-a-function", 17, "$x is no function"),
        ("{{ `a` `b` }}", "not-a-function", 4, "A constant is no function"),
        ("{{ nil }}", "argument-type", 4, "nil stands alone here, and cannot be executed."),
        ("{{ range .Name }}{{ end }}", "not-iterable", 10, "range cannot go over text."),
        ("{{ range $i, $x := 3 }}{{ end }}", "not-iterable", 10, "range cannot go over a whole number."),
        ('{{ template "foter" . }}', "undefined-template", 1, "no template 'foter' is defined. Did you "),
        ("{{ if . }}{{ $a := 1 }}{{ else }}{{ $a }}{{ end }}", "unset-variable", 37, "$a is not set here"),
        ("{{ $a = 1 }}", "unset-variable", 4, "$a is set by '=', but there is no such variable yet"),
        ("{{ $a := $a }}", "unset-variable", 10, "$a is not set here: it was set in another branch, or is "),
        (
            '{{ template "t" }}{{ define "t" }}{{ .Name | upper }}{{ end }}',
            "argument-type",
            46,
            "upper takes text here, not nothing. The template is called without data; give it some: "
            '{{ template "…" . }}.',
        ),
        ('{{ template "t" . }}{{ define "t" }}{{ .Due }}{{ end }}', "unknown-field", 40, "A board has no "),
    ],
)
def test_what_surely_fails_is_said_with_its_place_and_the_way_out(
    text: str, kind: str, column: int, message: str
) -> None:
    (problem,) = problems(text)
    assert (problem.kind, problem.place.line, problem.place.column) == (kind, 1, column)
    assert problem.message.startswith(message)


def test_what_is_younger_than_the_target_is_named_with_its_release() -> None:
    text = "{{ new .Name }}{{ .Share }}"
    assert problems(text) == problems(text, "2.1") == problems(text, "2.10") == []
    assert [(one.kind, one.message) for one in problems(text, "2.0")] == [
        ("unsupported-function", "The function 'new' came with Board 2.1; the target is 2.0."),
        ("unsupported-field", ".Share of a board came with Board 2.1; the target is 2.0."),
    ]


def test_a_number_can_be_gone_over_since_go_1_24() -> None:
    assert problems("{{ range 3 }}{{ end }}", go="1.24") == []
    (problem,) = problems("{{ range 3 }}{{ end }}", go="1.23")
    assert problem.message == (
        "range cannot go over a whole number. Go does so since 1.24, and Board is built with 1.23."
    )


def test_in_html_an_escaping_function_ends_a_pipeline() -> None:
    text = "{{ .Name | urlquery | upper }}{{ $x := html .Name | upper }}{{ .Name | html }}"
    assert problems(text) == []
    (problem,) = problems(text, html=True)
    assert (problem.kind, problem.place.column) == ("escaper", 12)


def test_templates_of_other_texts_are_followed_with_what_they_are_given() -> None:
    defines = parse('{{ define "line" }}{{ .Title }}{{ template "more" . }}{{ end }}').defines
    environment = Environment("Board", BOARD, FUNCTIONS, templates={**defines, "more": None})
    good = check(parse('{{ range .Tasks }}{{ template "line" . }}{{ end }}'), environment)
    assert good.problems == ()
    assert [(one.owner, one.name, one.within) for one in good.reads] == [
        (BOARD, "Tasks", ""),
        (TASK, "Title", "line"),
    ]
    bad = check(parse('{{ template "line" . }}{{ template "line" . }}'), environment)
    assert [(one.kind, one.within, one.place.column) for one in bad.problems] == [
        ("unknown-field", "line", 23)
    ]


def test_a_template_that_calls_itself_ends() -> None:
    text = '{{ define "t" }}{{ .Nme }}{{ template "t" . }}{{ end }}{{ template "t" . }}'
    assert [one.kind for one in problems(text)] == ["unknown-field"]


def test_what_is_read_is_told_by_the_type_it_is_read_of() -> None:
    text = (
        "{{ .Tags.a }}{{ with .Tags }}{{ .b }}{{ end }}{{ $t := .Tags }}{{ index $t `c-d` }}{{ .Tasks.Open }}"
    )
    reads = check(parse(text), Environment("Board", BOARD)).reads
    assert [one.name for one in reads if one.owner is TAGS] == ["a", "b", "c-d"]
    assert [one.name for one in reads if one.owner is None] == ["$t"]
    assert [one.name for one in reads if one.owner is TASKS] == ["Open"]


def test_a_named_list_or_mapping_can_be_given_where_one_without_a_name_is_expected() -> None:
    named = map_of(STRING, "a set of tags", "app.Tags")
    root = Type("app.Root", "struct", "a root", fields={"Tags": named, "Sizes": map_of(INT, "sizes")})
    functions = {"keys": Function((TAGS,), STRINGS), "own": Function((named,), STRINGS)}
    environment = Environment("Board", root, functions)
    assert check(parse("{{ keys .Tags }}{{ own .Tags }}"), environment).problems == ()
    (problem,) = check(parse("{{ keys .Sizes }}"), environment).problems
    assert problem.message == "keys takes a set of tags here, not sizes."
