import pytest

from alertflow.github import github
from alertflow.github.expressions.inference import Kinds, inside_out
from alertflow.github.expressions.kinds import ANY, BOOLEAN, NULL, NUMBER, TEXT, Array, Kind, Object, Text
from alertflow.github.expressions.parser import parse

CONTEXTS: dict[str, Kind] = {
    "github": Object({"ref": TEXT, "on": BOOLEAN, "count": NUMBER}),
    "needs": Object(
        {
            "a": Object({"result": Text(("yes", "no")), "outputs": Object(others=TEXT)}),
            "b": Object({"result": Text(("yes", "no"))}),
        }
    ),
    "matrix": Object({"list": Array(NUMBER), "deep": Array(Array(TEXT))}),
    "env": Object(others=TEXT),
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("'a'", Text(("a",))),
        ("null", NULL),
        ("1", NUMBER),
        ("github.ref", TEXT),
        ("GITHUB['REF']", TEXT),
        ("github.nothing", ANY),
        ("vars.unknown", ANY),
        ("env.any", TEXT),
        ("env[github.ref]", TEXT),
        ("github[github.ref]", ANY),
        ("needs[github.ref].result", Text(("yes", "no"))),
        ("needs.*", Array(Object({**CONTEXTS["needs"].properties["a"].properties}), filter=True)),  # type: ignore[union-attr]
        ("needs.*.result", Array(Text(("yes", "no")), filter=True)),
        ("needs.*.result[0]", Array(ANY, filter=True)),
        ("needs.*.outputs.*", Array(TEXT, filter=True)),
        ("matrix.list", Array(NUMBER)),
        ("matrix.list[0]", NUMBER),
        ("matrix.list.*", Array(NUMBER, filter=True)),
        ("matrix.deep.*.*", Array(TEXT, filter=True)),
        ("matrix.list.*.x", Array(ANY, filter=True)),
        ("github.ref.*", Array(ANY, filter=True)),
        ("!github.ref", BOOLEAN),
        ("github.ref == 'x'", BOOLEAN),
        ("github.count < 3", BOOLEAN),
        ("github.ref || 'x'", TEXT),
        ("github.on || 'x'", ANY),
        ("github.on && 'x'", ANY),
        ("github.ref && 'x'", Text(("", "x"))),
        ("github.on && 'x' || 'y'", Text(("x", "y"))),
        ("github.on && 1 || 2", NUMBER),
        ("github.on && (github.ref && 'x') || 'y'", Text(("x", "y"))),
        ("github.on && github.on", BOOLEAN),
        ("needs && github.on", ANY),
        ("contains(github.ref, 'x')", BOOLEAN),
        ("StartsWith(github.ref, 'x')", BOOLEAN),
        ("format('{0}', 1)", TEXT),
        ("toJSON(needs)", TEXT),
        ("always()", BOOLEAN),
        ("hashFiles('x')", TEXT),
        ("case(github.on, 'a', github.on, 'b', 'c')", Text(("a", "b", "c"))),
        ("case(github.on, 'a', 1)", ANY),
        ("fromJSON('[1, 2]')", Array(NUMBER)),
        ('fromJSON(\'{"a": "x"}\').a', Text(("x",))),
        ('fromJSON(\'{"a": "x", "b": "y"}\')[github.ref]', Text(("x", "y"))),
        ("fromJSON('broken')", ANY),
        ("fromJSON(github.ref)", ANY),
        ("fromJSON(1)", ANY),
    ],
)
def test_the_kind_of_an_expression_follows_from_its_parts(text: str, kind: Kind) -> None:
    tree = parse(text)
    assert Kinds(tree, CONTEXTS).of(tree) == kind


def test_a_chain_of_thousands_needs_no_depth() -> None:
    tree = github.ref == "x"
    for _ in range(5000):
        tree = tree | github.ref_protected
    kinds = Kinds(tree, {})
    assert kinds.of(tree) == ANY
    assert sum(1 for _ in inside_out(tree)) > 5000


def test_parts_come_before_what_they_are_part_of() -> None:
    assert [
        node.text_
        for node in inside_out(parse("a.b == 1 && !c(2)".replace("a", "env").replace("c(2)", "always()")))
    ] == [
        "env",
        "env.b",
        "1",
        "env.b == 1",
        "always()",
        "!always()",
        "env.b == 1 && !always()",
    ]
