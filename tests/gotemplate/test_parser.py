"""The tree of a template, and what is said of a text that Go would refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.gotemplate import Template, TemplateSyntaxError, parse
from alertflow.gotemplate.tree import (
    Action,
    Body,
    Bool,
    Break,
    Call,
    Chain,
    Command,
    Continue,
    Dot,
    Field,
    If,
    Name,
    Nil,
    Node,
    Number,
    Operand,
    Pipeline,
    Range,
    String,
    Text,
    Variable,
    With,
)


def operand(one: Operand) -> str:
    match one:
        case Dot():
            return "."
        case Nil():
            return "nil"
        case Bool():
            return str(one.value).lower()
        case String():
            return f"'{one.value}'"
        case Number():
            return f"{one.text}:{one.kind}"
        case Name():
            return one.name
        case Field():
            return "." + ".".join(one.names)
        case Variable():
            return ".".join((one.name, *one.names))
        case Chain():
            return f"{operand(one.operand)}/{'/'.join(one.names)}"
        case Pipeline():
            return f"({pipeline(one)})"


def pipeline(one: Pipeline) -> str:
    sets = f"{','.join(one.variables)}{'=' if one.assigns else ':='}" if one.variables else ""
    return sets + "|".join(command(step) for step in one.commands)


def command(one: Command) -> str:
    return " ".join(operand(part) for part in one.operands)


def node(one: Node) -> str:
    match one:
        case Text():
            return one.text
        case Action():
            return f"[{pipeline(one.pipeline)}]"
        case If() | With():
            word = type(one).__name__.lower()
            branches = " ".join(f"{pipeline(branch.pipeline)}:{body(branch.body)}" for branch in one.branches)
            otherwise = "" if one.otherwise is None else f" else:{body(one.otherwise)}"
            return f"<{word} {branches}{otherwise}>"
        case Range():
            otherwise = "" if one.otherwise is None else f" else:{body(one.otherwise)}"
            return f"<range {pipeline(one.pipeline)}:{body(one.body)}{otherwise}>"
        case Break():
            return "<break>"
        case Continue():
            return "<continue>"
        case Call():
            return f"<call {one.name}{' ' + pipeline(one.pipeline) if one.pipeline else ''}>"


def body(nodes: Body) -> str:
    return "".join(node(one) for one in nodes)


def shown(template: Template) -> str:
    defines = "".join(f" {name}={body(one.body)}" for name, one in template.defines.items())
    return body(template.body) + defines


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", ""),
        ("no action", "no action"),
        ("a {{ .b.c }} d", "a [.b.c] d"),
        ("a\n {{- .b -}} \n\t c", "a[.b]c"),
        ("{{-3}} {{- 3}} {{3 -}} ", "[-3:int][3:int] [3:int]"),
        ("a {{- /* }} */ -}} b{{/* two\nlines */}}c", "abc"),
        ('{{ join ", " .A.B | toUpper | printf `%s\n` }}', "[join ', ' .A.B|toUpper|printf '%s\n']"),
        ("{{ (index .Alerts 0).Labels.job }}", "[(index .Alerts 0:int)/Labels/job]"),
        ("{{ now.Unix }}", "[now/Unix]"),
        ("{{ $ }}{{ $.A }}{{ $x := 1 }}{{ $x.B }}", "[$][$.A][$x:=1:int][$x.B]"),
        ("{{ $x := .a }}{{ $x = .b }}", "[$x:=.a][$x=.b]"),
        ("{{ with $x := .a }}{{ $x }}{{ end }}", "<with $x:=.a:[$x]>"),
        ("{{ if .a }}1{{ else if .b }}2{{ else }}3{{ end }}", "<if .a:1 .b:2 else:3>"),
        ("{{ with .a }}1{{ else with .b }}2{{ end }}", "<with .a:1 .b:2>"),
        ("{{ with .a }}1{{ else }}{{ with .b }}2{{ end }}{{ end }}", "<with .a:1 else:<with .b:2>>"),
        ("{{ range $i, $e := .a }}{{ $e }}{{ else }}none{{ end }}", "<range $i,$e:=.a:[$e] else:none>"),
        ("{{ range . }}{{ break }}{{ continue }}{{ end }}", "<range .:<break><continue>>"),
        ('{{ define "a" }}x{{ end }}{{ template "a" }}{{ template `a` .b }}', "<call a><call a .b> a=x"),
        ('{{ block "a" .b }}x{{ . }}{{ end }}', "<call a .b> a=x[.]"),
        ('{{ define "a" }} {{ end }}{{ define "a" }}x{{ end }}', " a=x"),
        ("{{ true }}{{ nil }}{{ . }}", "[true][nil][.]"),
        (r'{{ "a\n\"\x41\u00e9\101" }}', "['a\n\"AéA']"),
        ("{{ `a\r\n\\n` }}", "['a\n\\n']"),
        ("{{ .a |\n .b }}", "[.a|.b]"),
        ("{{ if (and .a (or .b $)) }}{{ end }}", "<if (and .a (or .b $)):>"),
        ("{{ .été }}", "[.été]"),
    ],
)
def test_a_template_becomes_a_tree(text: str, tree: str) -> None:
    assert shown(parse(text)) == tree


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{{ .a", (1, 1), "this action is not closed: '}}' is missing"),
        ("a\nb {{ .a\n", (2, 3), "this action is not closed: '}}' is missing"),
        ("{{/* a", (1, 1), "this comment is not closed: '*/' is missing"),
        ("{{/* a */ .b }}", (1, 10), "a comment must be alone in its action: '}}' must follow '*/' at once"),
        ('{{ "a }}', (1, 4), 'the closing " is missing on its line'),
        ("{{ `a }}", (1, 4), "the closing ` is missing"),
        ("{{ 'a }}", (1, 4), "the closing ' is missing on its line"),
        ("{{ 'ab' }}", (1, 4), "'ab' is not one character; text stands in double quotes or backticks"),
        (r'{{ "\q" }}', (1, 4), r"'\q' is no escape that Go knows here"),
        ("{{ (.a }}", (1, 1), "a '(' in this action is not closed"),
        ("{{ .a) }}", (1, 6), "unexpected ')': no '(' is open"),
        ("{{ .a + .b }}", (1, 7), "unexpected '+': a template cannot calculate"),
        ("{{ 1x }}", (1, 4), "'1x' is no number that Go can read"),
        ("{{ 1.2.a }}", (1, 7), "nothing can be read of '1.2', which has no fields"),
        ("{{ 08 }}", (1, 4), "'08' is no number that Go can read"),
        (
            "{{ .Labels.my-label }}",
            (1, 14),
            "unexpected '-' behind '.my': a name with '-' in it is read by index, "
            'as in index .Labels "my-label"',
        ),
        ("{{ $a=1 }}", (1, 6), "unexpected '=' behind '$a'; a space is missing, or it does not belong here"),
        ("{{ .a ! }}", (1, 7), "unexpected '!' in this action"),
        ("{{ é€ }}", (1, 5), "unexpected '€' behind 'é'; a space is missing, or it does not belong here"),
        ("{{ € }}", (1, 4), "unexpected character '€'"),
        ("{{ .a : 1 }}", (1, 7), "':' must be part of ':='"),
        ("{{ }}", (1, 4), "a value is missing before '}}'"),
        ("{{ if }}{{ end }}", (1, 7), "a value is missing before '}}'"),
        ("{{ . | 1 }}", (1, 8), "only a function or method may stand behind '|'"),
        ("{{ | .a }}", (1, 4), "unexpected '|' in this action"),
        ("{{ true.a }}", (1, 8), "nothing can be read of 'true', which has no fields"),
        ("{{ if .a }}b", (1, 1), "this {{ if }} has no {{ end }}"),
        ("a\n{{ range .a }}{{ if .b }}{{ end }}", (2, 1), "this {{ range }} has no {{ end }}"),
        ("{{ end }}", (1, 1), "unexpected {{ end }}: nothing is open that it could end"),
        ("a{{ else }}", (1, 2), "unexpected {{ else }}: nothing is open that it could end"),
        ("{{ if .a }}{{ else }}{{ else }}{{ end }}", (1, 30), "a second {{ else }} for one if"),
        ("{{ if .a }}{{ else .b }}{{ end }}", (1, 20), "unexpected '.b' in {{ else }}"),
        ("{{ range .a }}{{ else if .b }}{{ end }}", (1, 23), "unexpected 'if' in the text"),
        ("{{ break }}", (1, 4), "{{ break }} stands in no {{ range }}"),
        ("{{ template .a }}", (1, 13), "template needs the name of a template in quotes"),
        ('{{ block "a" }}{{ end }}', (1, 14), "a value is missing before '}}'"),
        (
            '{{ if .a }}{{ define "a" }}{{ end }}{{ end }}',
            (1, 12),
            "a template is defined at the outermost level only, not within another action",
        ),
        (
            '{{ define "a" }}x{{ end }}\n{{ define "a" }}y{{ end }}',
            (2, 11),
            "the template 'a' is defined twice; first in line 1",
        ),
        ("{{ $a }}", (1, 4), "the variable $a is not set here"),
        (
            "{{ $label := . }}{{ $labels }}",
            (1, 21),
            "the variable $labels is not set here. Did you mean '$label'?",
        ),
        (
            "{{ if .a }}{{ $b := 1 }}{{ end }}{{ $b }}",
            (1, 37),
            "the variable $b is not set here; it ends with the block in which it is set, and none reaches "
            "into a define",
        ),
        ("{{ $a, $b := .c }}", (1, 4), "only a range sets two variables, and nothing sets more"),
        ("{{ range $a, 1 := .c }}{{ end }}", (1, 12), "only a second variable may stand behind ','"),
    ],
)
def test_what_go_refuses_is_refused_with_its_place(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        parse(text)
    assert (caught.value.place[:2], caught.value.message) == (place, message)


def test_functions_are_known_by_name_where_they_are_given() -> None:
    assert shown(parse("{{ toUpper .a }}", ["toUpper"])) == "[toUpper .a]"
    with pytest.raises(TemplateSyntaxError, match=r"there is no function 'toUper'\. Did you mean 'toUpper'"):
        parse("{{ toUper .a }}", ["toUpper"])


def test_variables_can_be_set_before_the_text_but_not_for_what_it_defines() -> None:
    assert shown(parse("{{ $labels.a }}", variables=["$labels"])) == "[$labels.a]"
    with pytest.raises(TemplateSyntaxError, match="none reaches into a define"):
        parse('{{ define "a" }}{{ $labels.a }}{{ end }}', variables=["$labels"])


def test_a_text_cannot_define_itself() -> None:
    text = '{{ define "me" }}x{{ end }}y'
    assert shown(parse(text, name="you")) == "y me=x"
    with pytest.raises(TemplateSyntaxError, match="the template 'me' is this text itself"):
        parse(text, name="me")


@pytest.mark.parametrize(
    ("text", "since", "before"),
    [
        ("{{ range . }}{{ break }}{{ end }}", "1.18", "1.17"),
        ("{{ with . }}{{ else with . }}{{ end }}", "1.23", "1.22"),
    ],
)
def test_older_releases_of_go_read_less(text: str, since: str, before: str) -> None:
    parse(text, go=since)
    with pytest.raises(TemplateSyntaxError, match=f"came with Go {since}"):
        parse(text, go=before)


def test_every_part_knows_its_place() -> None:
    template = parse("a\n  {{ if eq .Status `x` }}é{{ $.Labels.job }}{{ end }}")
    branch = template.body[1]
    assert isinstance(branch, If)
    command = branch.branches[0].pipeline.commands[0]
    inner = branch.branches[0].body[1]
    assert isinstance(inner, Action)
    assert [tuple(one.place) for one in (branch, *command.operands, inner.pipeline)] == [
        (2, 3, 4),
        (2, 9, 10),
        (2, 12, 13),
        (2, 20, 21),
        (2, 30, 31),
    ]


def test_nesting_is_followed_a_hundred_deep_and_refused_beyond() -> None:
    assert parse("{{ if . }}" * 100 + "{{ end }}" * 100)
    assert parse("{{ " + "(" * 100 + "." + ")" * 100 + " }}")
    for text in ("{{ if . }}" * 5000, "{{ " + "(" * 5000, "{{ if . }}" * 101 + "{{ end }}" * 101):
        with pytest.raises(TemplateSyntaxError):
            parse(text)


def test_a_long_chain_of_conditions_is_no_nesting() -> None:
    parse("{{ if .a }}" + "{{ else if .b }}" * 5000 + "{{ end }}")


@given(st.text(alphabet=st.sampled_from("{}()|$.:=,\"'`-/* \n\\aé1x+") | st.characters(codec="utf-8")))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        parse("{{" + text)
    except TemplateSyntaxError as error:
        assert 0 <= error.place.position <= len(text) + 2
        assert error.place.line <= text.count("\n") + 1
