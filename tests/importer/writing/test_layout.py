"""Python as text: ruff leaves it as it is, at each usual length of line, and it gives the values back."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alertflow.importer.writing.layout import text
from alertflow.importer.writing.nodes import (
    Argument,
    Assignment,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Expression,
    Function,
    Item,
    Joined,
    Listed,
    Literal,
    Module,
    Operation,
    Statement,
    Symbol,
    Variable,
)

RUFF = str(Path(sys.executable).parent / "ruff")
PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"

characters = st.one_of(
    st.sampled_from(list("abcdefgh  \n'\"{}\\#%\t.,:/$")),
    st.sampled_from(["\r", "\0", "\x1b", "\x85", "\u2028", "\xa0", "é", "日", "😀", "\ud800", "\x7f", "́"]),
)
texts = st.one_of(
    st.text(characters, max_size=12),
    st.text(st.sampled_from(list("abc  \n\"'\\{")), max_size=260),
    st.lists(
        st.sampled_from(["sum(rate(a[5m]))", "  / b", "up == 0", "", "a\\.b", "{{ $value }}"]), max_size=12
    ).map("\n".join),
)
literals = st.one_of(
    texts.map(Literal),
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False)).map(Literal),
)
names = st.sampled_from(["x", "http_errors", "a_rather_long_name_of_something_that_is_used"])
words = st.text(st.characters(codec="ascii"), max_size=130)
comment = st.one_of(
    st.sampled_from(
        ["a comment", "noqa", "type: ignore", "fmt: off", "x # noqa: E501", "!x", "coding: latin-1"]
    ),
    words.filter(lambda one: "\n" not in one),
)


def expressions() -> st.SearchStrategy[Expression]:
    def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        arguments: st.SearchStrategy[Argument] = st.one_of(
            inner, st.builds(Commented, inner, st.lists(comment, max_size=2).map(tuple), comment)
        )
        return st.one_of(
            st.builds(
                Call,
                st.just(Variable("made")),
                st.lists(arguments, max_size=3).map(tuple),
                st.dictionaries(names, arguments, max_size=3).map(lambda one: tuple(one.items())),
                st.booleans(),
            ),
            st.lists(arguments, max_size=4).map(lambda one: Listed(tuple(one))),
            st.dictionaries(st.text(characters, max_size=12), arguments, max_size=4).map(
                lambda one: Dictionary(tuple((Literal(key), value) for key, value in one.items()))
            ),
            st.builds(
                Operation, operands, st.sampled_from(["&", "|", "+"]), st.one_of(short, names.map(Variable))
            ),
            st.builds(Item, st.just(Variable("made")), names.map(Literal)),
            st.builds(
                Attribute, st.sampled_from([Variable("made"), Symbol("alertflow", "Alert")]), st.just("name")
            ),
            st.lists(st.one_of(texts, st.just(Variable("x"))), max_size=4).map(
                lambda one: Joined(tuple(one))
            ),
        )

    short = st.text(st.sampled_from("ab >'\""), max_size=9).map(Literal)
    operands: st.SearchStrategy[Expression] = st.one_of(
        st.just(Variable("x")),
        st.builds(Call, st.just(Variable("made")), st.lists(names.map(Variable), max_size=5).map(tuple)),
        st.builds(Operation, st.just(Variable("x")), st.just("&"), names.map(Variable)),
    )
    return st.recursive(literals, larger, max_leaves=8)


@st.composite
def modules(draw: st.DrawFn) -> Module:
    number = iter(range(100))

    def statement() -> Statement:
        above = tuple(draw(st.lists(comment, max_size=2)))
        name = f"value_{next(number)}"
        if draw(st.integers(0, 3)) == 0:
            returns = draw(st.sampled_from([Symbol("builtins", "str"), Symbol("alertflow", "Alert")]))
            parameters = tuple((one, "str") for one in draw(st.lists(names, max_size=3, unique=True)))
            docstring = draw(st.sampled_from(["One.", "A sentence that is long. " * 9, "One.\n\nTwo."]))
            return Function(name, parameters, returns, docstring, draw(expressions()), above)
        return Assignment(name, draw(expressions()), above, draw(st.one_of(st.just(""), comment)))

    groups = [[statement() for _ in range(draw(st.integers(0, 3)))] for _ in range(draw(st.integers(0, 3)))]
    used = st.sampled_from(["Alert", "Severity", "Project", "Slo", "Team"])
    for one in draw(st.lists(used, max_size=4)):
        groups.insert(0, [Assignment(f"used_{next(number)}", Symbol("alertflow", one))])
    head = [Assignment("x", Literal("text")), Assignment("made", Symbol("tests", "made"))]
    names_set = [Assignment(one, Literal(1)) for one in ("http_errors",)]
    last = tuple(draw(st.lists(comment, max_size=2)))
    return Module("Words.", [head, names_set, *groups], last)


def examples(count: int) -> list[Module]:
    """Modules of all kinds, the same ones each time."""
    found: list[Module] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(modules())
    def collect(module: Module) -> None:
        found.append(module)

    collect()
    return found


def ruff(folder: Path, *arguments: str) -> str:
    """What ruff says of the files in `folder`; '' where it has nothing to say or to do."""
    done = subprocess.run(
        [RUFF, *arguments, "--config", str(PYPROJECT), "--no-cache", "."],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


OURS = "RUF001,RUF002,RUF003,RUF005,F821,F841,UP,B,SIM,C4,PIE,N,PLE"
"""What is not for the layout to mend: names that nothing sets, and what is said in an odd way."""


def test_ruff_has_nothing_to_say(tmp_path: Path) -> None:
    for number, module in enumerate(examples(30)):
        written = text(module)
        compile(written, "alertflow.py", "exec")
        tmp_path.joinpath(f"file_{number}.py").write_bytes(written.encode())
    assert ruff(tmp_path, "format", "--diff") == ""
    assert ruff(tmp_path, "check", "--output-format=concise", "--ignore", OURS) == ""


def written(value: Expression) -> str:
    """The statement that sets `a` to `value`."""
    return text(Module("", [[Assignment("a", value)]])).partition("a = ")[2]


def evaluated(value: Expression) -> Any:
    names: dict[str, Any] = {"x": "text", "made": lambda *args, **keywords: (args, keywords)}
    exec(compile(text(Module("", [[Assignment("a", value)]])), "alertflow.py", "exec"), names)
    return names["a"]


@given(texts)
def test_every_text_is_given_back(value: str) -> None:
    assert evaluated(Literal(value)) == value
    assert evaluated(Call(Variable("made"), (Literal(value),), exploded=True)) == ((value,), {})


@given(texts)
def test_a_text_that_may_be_indented_is_given_back_but_for_blanks_around_it(value: str) -> None:
    found = evaluated(Call(Variable("made"), (Literal(value, indentable=True),)))[0][0]
    assert found == value or dedent(found).strip("\n") == dedent(value).strip("\n")


@given(texts, texts)
def test_every_f_string_is_given_back(one: str, other: str) -> None:
    for indentable in (False, True):
        found = evaluated(Joined((one, Variable("x"), other), indentable))
        same = found == f"{one}text{other}"
        assert same or (indentable and dedent(found).strip("\n") == dedent(f"{one}text{other}").strip("\n"))


def test_an_expression_with_quotes_of_both_kinds_is_added_to_the_text() -> None:
    call = Call(Variable("made"), (Literal("it's"), Literal('"')))
    assert written(Joined(("a ", call))) == """"a " + str(made("it's", '"'))\n"""


PROMQL = 'sum(rate(errors_total{code=~"5..\\\\d"}[5m]))\n  / sum(rate(requests_total[5m])) > 0.05'


def test_promql_is_indented_like_the_code_around_it() -> None:
    call = Call(Symbol("alertflow", "Alert"), (), (("expr", Literal(PROMQL, indentable=True)),))
    assert written(call) == (
        'Alert(\n    expr=r"""\n        sum(rate(errors_total{code=~"5..\\\\d"}[5m]))\n'
        '          / sum(rate(requests_total[5m])) > 0.05\n    """,\n)\n'
    )


def test_a_script_stands_at_the_margin_where_its_blanks_count() -> None:
    script = "".join(f"echo this is a line of the script, and its number is {n}\n" for n in range(8))
    assert written(Literal(script)) == f'"""\\\n{script}"""\n'


@pytest.mark.parametrize(
    ("value", "python"),
    [
        ("a", '"a"'),
        ('a "b"', "'a \"b\"'"),
        ('it\'s "b"', "'it\\'s \"b\"'"),
        ("a\\.b", 'r"a\\.b"'),
        ("a\\", '"a\\\\"'),
        ("\ud800\x00\xa0é", '"\\ud800\\x00\\xa0é"'),
        (1e16, "1e16"),
        (float("inf"), 'float("inf")'),
        (-1, "-1"),
        (None, "None"),
    ],
)
def test_a_literal_is_written_as_ruff_leaves_it(value: Any, python: str) -> None:
    assert written(Literal(value)).rstrip("\n") == python


def test_just_what_is_used_is_imported_and_what_clashes_stands_behind_its_package() -> None:
    symbols = [
        Symbol("alertflow", "Alert"),
        Symbol("alertflow", "RuleGroup"),
        Symbol("alertflow.prometheus", "RuleGroup"),
        Symbol("alertflow.prometheus", "AlertingRule"),
        Symbol("alertflow.alertmanager", "Config"),
        Symbol("alertflow.kubernetes", "Secret"),
        Symbol("alertflow.playbooks", "kubernetes.Deployment"),
        Symbol("alertflow.receivers", "Slack"),
        Symbol("builtins", "str"),
    ]
    assert text(Module("Words.", [[Assignment("a", Listed(tuple(symbols)))]])) == dedent(
        """\
        \"\"\"Words.\"\"\"

        from alertflow import Alert, RuleGroup, alertmanager, prometheus
        from alertflow import kubernetes as kubernetes_files
        from alertflow.playbooks import kubernetes
        from alertflow.receivers import Slack

        a = [
            Alert,
            RuleGroup,
            prometheus.RuleGroup,
            prometheus.AlertingRule,
            alertmanager.Config,
            kubernetes_files.Secret,
            kubernetes.Deployment,
            Slack,
            str,
        ]
        """
    )


def test_what_is_called_like_a_variable_of_the_file_stands_behind_its_package() -> None:
    secrets = Symbol("alertflow.github", "secrets.TOKEN")
    module = Module(
        "Words.", [[Assignment("secrets", Symbol("alertflow.github", "Job")), Assignment("a", secrets)]]
    )
    assert text(module).endswith(
        "from alertflow import github\n\nsecrets = github.Job\na = github.secrets.TOKEN\n"
    )


def test_a_line_that_is_split_stays_split_at_every_usual_length(tmp_path: Path) -> None:
    calls = [
        Call(Variable("made"), tuple(Literal("word") for _ in range(count)), (("last", Literal(count)),))
        for count in range(1, 20)
    ]
    module = Module("Words.", [[Assignment(f"a{number}", call) for number, call in enumerate(calls)]])
    tmp_path.joinpath("file.py").write_text(text(module))
    for length in ("88", "100", "110", "120"):
        assert ruff(tmp_path, "format", "--diff", "--line-length", length) == ""


def data() -> st.SearchStrategy[tuple[Expression, Any]]:
    """Expressions that are data, each with its value."""

    def larger(inner: st.SearchStrategy[tuple[Expression, Any]]) -> st.SearchStrategy[tuple[Expression, Any]]:
        commented = st.tuples(inner, comment).map(
            lambda one: (Commented(one[0][0], (one[1],), one[1]), one[0][1])
        )
        items = st.lists(st.one_of(inner, commented), max_size=4)
        keys = st.lists(texts, max_size=4, unique=True)
        return st.one_of(
            items.map(lambda one: (Listed(tuple(made for made, _ in one)), [value for _, value in one])),
            st.tuples(keys, items).map(
                lambda one: (
                    Dictionary(tuple((Literal(key), made) for key, (made, _) in zip(*one, strict=False))),
                    {key: value for key, (_, value) in zip(*one, strict=False)},
                )
            ),
        )

    return st.recursive(literals.map(lambda one: (one, one.value)), larger, max_leaves=6)


@settings(max_examples=40)
@given(data())
def test_every_value_is_given_back(made: tuple[Expression, Any]) -> None:
    assert evaluated(made[0]) == made[1]
