import math
from typing import Any

import pytest

from alertflow.github.expressions import EvaluationError, to_text, truthy
from alertflow.github.expressions.coercion import Filtered, equal, folded, less, number


@pytest.mark.parametrize("value", [None, False, 0, 0.0, -0.0, math.nan, ""])
def test_nothing_zero_and_the_empty_text_count_as_false(value: Any) -> None:
    assert not truthy(value)


@pytest.mark.parametrize("value", [True, 1, -0.5, math.inf, " ", "false", "0", [], {}, Filtered(), ()])
def test_everything_else_counts_as_true(value: Any) -> None:
    assert truthy(value)


@pytest.mark.parametrize(
    ("value", "counts_as"),
    [
        (None, 0),
        (True, 1),
        (False, 0),
        (7, 7),
        (10**400, math.inf),
        (-(10**400), -math.inf),
        ("", 0),
        (" \t\n\u3000", 0),
        (" 12 ", 12),
        ("+1", 1),
        ("-.5e1", -5),
        ("5.", 5),
        ("1E3", 1000),
        ("1e400", math.inf),
        ("007", 7),
        ("0x1f", 31),
        ("0x7FFFFFFF", 2**31 - 1),
        ("0x80000000", -(2**31)),
        ("0x0000000001", 1),
        ("0o17", 15),
        ("0o37777777777", -1),
        ("Infinity", math.inf),
        ("-infinity", -math.inf),
        ("12\x00", 12),
    ],
)
def test_a_value_counts_as_a_number(value: Any, counts_as: float) -> None:
    assert number(value) == counts_as


@pytest.mark.parametrize(
    "value",
    [
        *("x", "1x", "1 2", "--1", ".", "e1", "1e", "1_000", "١", "0x", "0xG", "-0x1", "0X1"),
        *("0b1", "0o8", "0x100000000", "0o40000000000", "0x" + "F" * 10000, "nan", "NaN"),
        *("\ufeff1", [], {}),
    ],
)
def test_what_says_no_number_counts_as_nan(value: Any) -> None:
    assert math.isnan(number(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        ("text", "text"),
        ([1], "Array"),
        (Filtered(), "Array"),
        ({}, "Object"),
        (0, "0"),
        (-0.0, "0"),
        (-1, "-1"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333333333"),
        (2 / 3, "0.666666666666667"),
        (0.0001, "0.0001"),
        (0.00001, "1E-05"),
        (123456789012345.0, "123456789012345"),
        (999999999999999.9, "1E+15"),
        (10**15, "1E+15"),
        (9007199254740993, "9.00719925474099E+15"),
        (1.7976931348623157e308, "1.79769313486232E+308"),
        (5e-324, "4.94065645841247E-324"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_a_value_is_written_into_a_text(value: Any, text: str) -> None:
    assert to_text(value) == text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a", "A"),
        ("Straße", "sTRAßE"),
        ("ÀÉÎÕÜ", "àéîõü"),
        ("ς", "Σ"),
        ("ǆ", "ǅ"),
        ("ᾳ", "ᾼ"),
        ("\U00010428", "\U00010400"),
        ("1", 1),
        ("", 0),
        ("", None),
        (None, False),
        (None, 0),
        (True, "1"),
        (False, ""),
        ("0x10", 16),
        (math.inf, "Infinity"),
    ],
)
def test_these_are_equal(left: Any, right: Any) -> None:
    assert equal(left, right)
    assert equal(right, left)
    assert not less(left, right)
    assert not less(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ß", "SS"),
        ("ß", "ẞ"),
        ("ı", "I"),
        ("İ", "i"),
        ("ſ", "s"),
        ("\u212a", "k"),
        ("ﬁ", "FI"),
        ("1", "1.0"),
        ("true", True),
        ("null", None),
        (math.nan, math.nan),
        ("NaN", math.nan),
        ([], []),
        ({}, {}),
        ([1], 1),
        ([], ""),
        ({}, None),
    ],
)
def test_these_are_not_equal(left: Any, right: Any) -> None:
    assert not equal(left, right)
    assert not equal(right, left)


def test_an_array_and_an_object_equal_themselves() -> None:
    array: list[Any] = [1]
    assert equal(array, array)
    assert not equal(array, list(array))
    assert not less(array, array)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a", "B"),
        ("A", "b"),
        ("a", "["),
        ("", "a"),
        ("z", "ä"),
        ("😀", "￮"),
        ("9", 10),
        (None, 1),
        (False, True),
        ("10", "9"),
        (-math.inf, ""),
        (True, "2"),
    ],
)
def test_texts_are_ordered_by_their_letters_and_everything_else_as_numbers(left: Any, right: Any) -> None:
    assert less(left, right)
    assert not less(right, left)


def test_capitals_are_made_letter_by_letter() -> None:
    assert folded("aßıſﬁᾳǆ\U00010428") == "AßıſﬁᾼǄ\U00010400"


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(EvaluationError, match="`object` is no kind of value that an expression can have"):
        to_text(object())
