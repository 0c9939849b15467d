"""Numbers as Go reads them: what each is where nothing says what it should be, and where it may stand."""

import pytest

from alertflow.gotemplate import TemplateSyntaxError, parse
from alertflow.gotemplate.tree import Action, Number


def number(text: str) -> Number:
    (action,) = parse(f"{{{{ {text} }}}}").body
    assert isinstance(action, Action)
    found = action.pipeline.commands[0].operands[0]
    assert isinstance(found, Number)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "is_int", "is_float"),
    [
        ("0", "int", True, True),
        ("-7", "int", True, True),
        ("1_000", "int", True, True),
        ("0x_1F", "int", True, True),
        ("0b101", "int", True, True),
        ("017", "int", True, True),
        ("0o17", "int", True, True),
        ("'a'", "int", True, True),
        (r"'\''", "int", True, True),
        ("18446744073709551615", "int", False, True),
        ("1.0", "float", True, True),
        ("1e3", "float", True, True),
        (".5", "float", False, True),
        ("1.5e-1_0", "float", False, True),
        ("0x1.8p3", "float", True, True),
        ("2i", "complex", False, False),
        ("0i", "complex", True, True),
        ("1+2i", "complex", False, False),
        ("1.5+0i", "complex", False, True),
        ("1e2-0i", "complex", True, True),
    ],
)
def test_a_number_has_the_kind_that_go_gives_it(text: str, kind: str, is_int: bool, is_float: bool) -> None:
    found = number(text)
    assert (found.kind, found.is_int, found.is_float) == (kind, is_int, is_float)


@pytest.mark.parametrize(
    "text",
    ["1_", "1__0", "0x", "0b2", "09", "1e", "1e999", "0x1.8", "18446744073709551616", "+9223372036854775808",
     "1+2", "1i+2i", "0o1+2i", "1p4", "++1", "''", r"'\"'", r"'\400'", "-9223372036854775809"],
)  # fmt: skip
def test_what_is_no_number_of_go_is_refused(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        number(text)
