from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.github.expressions import (
    Binary,
    Call,
    Context,
    Every,
    Expr,
    ExpressionSyntaxError,
    Index,
    Literal,
    Not,
    Property,
    depth,
    parse,
)


@pytest.mark.parametrize(
    "text",
    [
        "github.event.client_payload['odd name'].x[0].*.y",
        "inputs.a || inputs.b && !(inputs.c == 'it''s') != true",
        "fromJSON(toJSON(needs)).a == null",
        "contains(fromJSON('[1, 2]'), 2)",
        "case(inputs.a, 1, inputs.b, 2, 3)",
        "matrix[inputs.a]",
        "success() && failure() || always()",
        "(inputs.a || 'x').y",
        "('x').y == (1)[0] && (null).*",
        "1 < 2.5",
        "NaN != Infinity",
        "-Infinity < -0.5",
        "inputs.true.null['1']",
    ],
)
def test_what_is_read_is_printed_as_it_was(text: str) -> None:
    assert parse(text).text_ == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("((inputs.a))", "inputs.a"),
        ("GITHUB.ref", "GITHUB.ref"),
        ("TOJSON( inputs )", "toJSON(inputs)"),
        ("inputs['a']", "inputs.a"),
        ("inputs[*]", "inputs.*"),
        ("inputs [ * ] . a", "inputs.*.a"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("-1e3", "-1000"),
        ("+1", "1"),
        ("-0", "0"),
        (".5", "0.5"),
        ("1.", "1"),
        ("1e22", "1e+22"),
        ("12345678901234567890", "1.2345678901234567e+19"),
        ("+Infinity", "Infinity"),
        ("\ttrue\n&&\u00a0\u2003false ", "true && false"),
        ("!!inputs.a==!1", "!!inputs.a == !1"),
        ("inputs.a&&(inputs.b&&inputs.c)", "inputs.a && inputs.b && inputs.c"),
        ("1 == 1 == 1 < 2", "1 == 1 == 1 < 2"),
        ("1 == (1 == 1)", "1 == (1 == 1)"),
    ],
)
def test_other_ways_of_writing_are_read_too(text: str, printed: str) -> None:
    assert parse(text).text_ == printed


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "it is empty", 0),
        (" \n", "it is empty", 2),
        ("inputs.", "it ends too early", 7),
        ("inputs.a ==", "it ends too early", 11),
        ("(inputs.a", "it ends too early", 9),
        ("inputs[0", "it ends too early", 8),
        ("contains(toJSON(1", "it ends too early", 17),
        ('inputs.a == "x"', 'unexpected `"x"`. Text stands in single quotes.', 12),
        ("inputs.a == 'x", "unexpected `'x`. The closing quote is missing.", 12),
        ("inputs.a = 1", "unexpected `= 1`. Did you mean '=='?", 9),
        ("inputs.a === 1", "unexpected `= 1`. Did you mean '=='?", 11),
        ("inputs & true", "unexpected `& true`. Did you mean '&&'?", 7),
        ("inputs.a | true", "unexpected `| true`. Did you mean '||'?", 9),
        ("inputs.a and true", "unexpected `and`. Did you mean '&&'?", 9),
        ("inputs.a or true", "unexpected `or`. Did you mean '||'?", 9),
        ("input.a", "unknown name `input`. Did you mean 'inputs'?", 0),
        ("1 == True", "unknown name `True`. It is written `true`.", 5),
        ("1 && contain('a')", "unknown function `contain`. Did you mean 'contains'?", 5),
        ("1 && contains('a')", "contains() takes 2 arguments, not 1", 5),
        ("format()", "format() takes 1 to 255 arguments, not 0", 0),
        ("join(1, 2, 3)", "join() takes 1 to 2 arguments, not 3", 0),
        ("success() || always(1)", "always() takes 0 arguments, not 1", 13),
        (
            "case(1, 2, 3, 4)",
            "case() takes pairs of a condition and a value, and one value behind them, not 4 arguments",
            0,
        ),
        ("inputs.a inputs.b", "unexpected `inputs.b`", 9),
        ("'a'.b", "unexpected `.`", 3),
        ("true.x.y", "unexpected `.x.y`", 4),
        ("inputs.[0]", "unexpected `[`", 7),
        ("inputs..a", "unexpected `.`", 7),
        ("inputs.1", "unexpected `.1`", 6),
        ("inputs.*a", "unexpected `a`", 8),
        ("inputs[* == 1]", "unexpected `*`", 7),
        ("github.a(1)", "unexpected `(`", 8),
        ("null(1)", "unexpected `(`", 4),
        ("contains('a' 'b')", "unexpected `'b'`", 13),
        ("contains('a', 'b',)", "unexpected `)`", 18),
        ("(1, 2)", "unexpected `,`", 2),
        ("inputs[1, 2]", "unexpected `,`", 8),
        ("inputs.a]", "unexpected `]`", 8),
        ("(inputs.a]", "unexpected `]`", 9),
        ("()", "unexpected `)`", 1),
        ("!=1", "unexpected `!=`", 0),
        ("1 ! 1", "unexpected `!`", 2),
        ("1x", "unexpected `1x`", 0),
        ("1.5.5", "unexpected `1.5.5`", 0),
        ("1_000", "unexpected `1_000`", 0),
        ("0X1F", "unexpected `0X1F`", 0),
        ("0xFFFFFFFFF", "unexpected `0xFFFFFFFFF`", 0),
        ("é", "unexpected `é`.", 0),
        ("x" * 21_001, "it has 21,001 characters; GitHub takes 21,000", 21_000),
        ("'" + "\U0001f600" * 10_500 + "'", "it has 21,002 characters; GitHub takes 21,000", 21_000),
    ],
)
def test_what_github_would_not_read_is_refused_with_its_position(
    text: str, message: str, position: int
) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        parse(text)
    assert str(caught.value) == message
    assert caught.value.position == position


def test_further_contexts_and_functions_can_be_named() -> None:
    tree = parse("JOBS.a && Mine.b || Ours(1, 2)", frozenset(("mine", "ours")))

    assert tree.text_ == "JOBS.a && Mine.b || Ours(1, 2)"


DEEPEST = {
    "!": "!" * 49 + "true",
    ".": "inputs" + ".a" * 49,
    ".*": "inputs" + ".*" * 49,
    "[0]": "inputs" + "[0]" * 49,
    "[x]": "inputs[" * 49 + "0" + "]" * 49,
    "['a']": "inputs" + "['a']" * 49,
    "( ).a": "(" * 49 + "inputs" + ").a" * 49,
    "f()": "toJSON(" * 49 + "1" + ")" * 49,
    "==": " == ".join("1" * 50),
    "(==": "1 == (" * 49 + "1" + ")" * 49,
    "&& ||": "1 && (1 || (" * 24 + "1 && 1" + "))" * 24,
}


@pytest.mark.parametrize("text", DEEPEST.values(), ids=DEEPEST.keys())
def test_fifty_levels_are_read_and_one_more_is_not(text: str) -> None:
    assert depth(parse(text)) == 50
    with pytest.raises(ExpressionSyntaxError, match="nested more than 50 deep"):
        parse(f"!({text})")


def test_parentheses_and_operands_of_one_operator_are_no_levels() -> None:
    assert parse("(" * 10_000 + "1" + ")" * 10_000).text_ == "1"
    chain = parse("&&".join(["inputs.a"] * 2_000))
    assert depth(chain) == 3
    assert isinstance(chain, Binary)
    assert [one.text_ for one in chain.operands] == ["inputs.a"] * 2_000
    assert len(list(chain.walk_())) == 2_000 * 3 - 1
    nested = parse("1 && (" * 2_000 + "1" + ")" * 2_000)
    assert depth(nested) == 2
    assert nested.text_ == " && ".join("1" * 2_001)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_500 + "1",
        "!" * 20_999,
        "1" + ")" * 10_000,
        "inputs" + "[inputs" * 2_500,
        "toJSON(" * 3_000,
        "inputs" + ".a" * 10_000,
        "inputs" + ".*" * 10_000,
        "1" + "==1" * 6_999,
        "1==(" * 5_000 + "1" + ")" * 5_000,
        "1&&(1||(" * 2_000 + "1" + "))" * 2_000,
        "'" * 20_999,
        "((((1" * 10 * 1024 * 1024,
    ],
    ids=lambda text: text[:10],
)
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    with pytest.raises(ExpressionSyntaxError):
        parse(text)


_NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,5}", fullmatch=True) | st.text(max_size=4)
_LEAVES: st.SearchStrategy[Expr] = st.builds(
    Literal,
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats().filter(lambda one: one != 0 and not one.is_integer())
    | st.text(max_size=5)
    | st.sampled_from(["it's", "''", "${{", "}}", "\n"]),
) | st.builds(Context, st.sampled_from(["github", "inputs", "needs", "Steps"]))


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    operators = st.sampled_from(["||", "&&", "==", "!=", "<", "<=", ">", ">="])
    return (
        st.builds(Binary, operators, inner, inner)
        | st.builds(Not, inner)
        | st.builds(Property, inner, _NAMES)
        | st.builds(Index, inner, inner.filter(lambda one: not _is_text(one)))
        | st.builds(Every, inner)
        | st.builds(lambda x, y: Call("contains", (x, y)), inner, inner)
        | st.builds(lambda x: Call("format", x), st.lists(inner, min_size=1, max_size=3))
        | st.just(Call("success"))
    )


def _is_text(tree: Expr) -> bool:
    return isinstance(tree, Literal) and isinstance(tree.value, str)


TREES = st.recursive(_LEAVES, _larger, max_leaves=12)


@given(TREES)
def test_every_tree_is_read_back_as_itself(tree: Expr) -> None:
    assert shape(parse(tree.text_)) == shape(tree)
    assert parse(tree.text_).text_ == tree.text_


def shape(tree: Expr) -> Any:
    """A tree to compare; a && (b && c) and (a && b) && c mean the same and are printed the same."""
    match tree:
        case Binary():
            return (tree.operator, *map(shape, tree.operands))
        case Literal():
            return ("NaN",) if tree.value != tree.value else (type(tree.value), tree.value)
        case Context():
            return ("context", tree.name_)
        case Property():
            return ("property", tree.name_, shape(tree.base_))
        case Call():
            return ("call", tree.function_, *map(shape, tree.arguments_))
    return (type(tree).__name__, *map(shape, tree.parts_()))
