"""Texts with matchers for comparison with Alertmanager, some written and many made, right and wrong ones."""

import random

WRITTEN = [
    *(
        'a="b"',
        " a =~ 'b' ",
        "a=b",
        "a=",
        'a=""',
        "a=,b=c",
        'a="\\d"',
        'a="\\t"',
        "a==b",
        "a = b = c",
        "a=`b`",
    ),
    *(
        "{a=b}",
        "{a=b,}",
        "a=b,",
        "{a=b",
        "a=b}",
        "",
        "{}",
        "{",
        "}",
        " ",
        "{ }",
        'a="b",c=~"d"',
        "{a=b}{c=d}",
    ),
    *(
        "a=b c=d",
        "a=b{c}",
        "a=~b|c",
        'a=~"\\\\d+"',
        "a=\u00a0b",
        "\u00a0a=b",
        "a=b\u0085",
        "a=\u2028b",
        "a=b\\",
    ),
    *('a="\\u00e9"', 'a="\\xe9"', 'a="\\xc3\\xa9"', 'a="x\ny"', 'a="a,b"', 'a="{b}"', "a:b=c", "_a=b", "a=Σ"),
]
REFUSED = [
    *(
        "=x",
        ",",
        "{,}",
        "a=b,,",
        ",a=b",
        'a=b"c',
        'a="b"c',
        'a="b\\"',
        "{{a=b}}",
        "a",
        "a=~(b",
        'a=~"("',
        "a b=c",
    ),
]
SINCE_0_27 = [
    *(
        "Σ=x",
        "a-b=c",
        '"a b"=c',
        '"a.b"="c"',
        '""="x"',
        " {a=b}",
        '"\\u00e9"=~"x|y"',
        '{"a,b"!=c, "a\\"b"=d}',
        "é=b",
    ),
]

_NAMES = ["a", "b", "Σ", "x-y", "a.b", '"a"', '"b c"', "a:b", "foo_bar", "é", '"\\""']
_VALUES = [
    *(
        "b",
        "d",
        '"b"',
        '"b c"',
        '"a,b"',
        '"\\""',
        '"\\\\"',
        '"\\d"',
        '"\\t"',
        '"\\u00e9"',
        '"\\xe9"',
        '"\\303\\251"',
    ),
    *(
        "b c",
        "'x'",
        "`x`",
        "",
        '""',
        "b\\",
        "\\n",
        "a=b",
        "{x}",
        '"{x}"',
        "(b|d)",
        '"(b|d)"',
        '".+"',
        ".*",
        "[b",
    ),
    *(
        "\u00a0b",
        "b\u2028",
        '"b\n"',
        "é",
        "Σ",
        "a.b",
        "1",
        "\x01",
        "\x1f",
        '"\\ud800"',
        '"\\777"',
        '"\\U0010ffff"',
    ),
]
_SPACE = ["", "", "", " ", "\t", "\u00a0", "\x85"]
_PIECES = [
    *_NAMES,
    *_VALUES,
    *_SPACE,
    "=",
    "=",
    "!=",
    "=~",
    "!~",
    "!",
    "~",
    ",",
    "{",
    "}",
    '"',
    "\\",
    "\n",
    "'",
]


def made(seed: int, count: int) -> list[str]:
    """Lists of matchers with and without braces, and now and then mere pieces of them."""
    chance = random.Random(seed)

    def matcher() -> str:
        name, op, value = (
            chance.choice(_NAMES),
            chance.choice(["=", "!=", "=~", "!~"]),
            chance.choice(_VALUES),
        )
        return "".join(part + chance.choice(_SPACE) for part in ("", name, op, value))

    def text() -> str:
        if chance.random() < 0.2:
            return "".join(chance.choices(_PIECES, k=chance.randint(1, 9)))
        listed = ",".join(matcher() for _ in range(chance.choice([1, 1, 1, 2, 3])))
        opening, closing = chance.choice(["", "", "{", "{", " {"]), chance.choice(["", "", "}", "}", "} "])
        return opening + listed + chance.choice(["", "", "", ",", ", "]) + closing

    return list(dict.fromkeys(text() for _ in range(count)))


def alerts(seed: int, count: int, names: list[str]) -> list[dict[str, str]]:
    """Label sets that such matchers may match."""
    chance = random.Random(seed)
    values = [
        *("b", "d", "b c", "a,b", '"', "\\", "\n", "\\d", "\t", "é", "\\t", "\\u00e9", "1", "Σ", "a"),
        "b\n",
    ]
    values += ["x", "'x'", "b\\", "\\n", "a=b", "{x}", "a.b", "\x01"]
    return [{name: chance.choice(values) for name in names if chance.random() < 0.7} for _ in range(count)]
