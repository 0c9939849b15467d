"""Which of some patterns match one text: every combination there is, and no other."""

import itertools
import re

import pytest

from alertflow.alertmanager.go_regex import compiled
from alertflow.comparison.routes.automata import UnanalysedError, combinations

PATTERNS = [
    *("prod-.*", ".*-db", "a|b", "[ab]c?", ".+", ".*", "", "|x", "a)|(b", "(?i)prod", "PROD", "[^a]{2,3}"),
    *("x*", "a(b|c)+d?", r"\d+", r"\w+", "[0-9]{3}", "^$", "foo-[0-9]+", "(foo|bar)-x", r"\Qa.b\E", "(?s).+"),
    *("a{2,}", "a{0}b", "[[:alpha:]]+", "é|ü", r"\x41+", "(?i)ß", "x|", "a+?b", r"[\d-]+"),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_witness_is_matched_by_what_is_said_to_match_it(pattern: str) -> None:
    for other in PATTERNS:
        found = combinations([pattern, other], frozenset())
        assert found.complete
        for text, matched in found.found:
            assert matched == tuple(compiled(one).search(text) is not None for one in (pattern, other))


def test_no_combination_is_left_out() -> None:
    """Of three patterns, with all texts of up to five letters that stand in them."""
    for three in itertools.combinations(["a*b*", "(ab)*", "[^b].*", ".*a", "a.?b|b+", "..", ".{3,}"], 3):
        found = {one.matched for one in combinations(three, frozenset()).found}
        searched = [compiled(one).search for one in three]
        texts = ("".join(text) for length in range(6) for text in itertools.product("abz", repeat=length))
        assert {tuple(search(text) is not None for search in searched) for text in texts} <= found


def test_texts_that_are_named_elsewhere_are_left_out() -> None:
    found = combinations(["a+"], frozenset(["", "a", "b"])).found
    assert {one.text: one.matched for one in found} == {"aa": (True,), "c": (False,)}


@pytest.mark.parametrize("pattern", [r"\bfoo", "(?m)^a$", "(.{900}){1}.{900}x{900}"])
def test_what_cannot_be_analysed_is_said(pattern: str) -> None:
    with pytest.raises(UnanalysedError):
        combinations([pattern], frozenset())


def test_too_many_combinations_are_not_complete() -> None:
    patterns = [f".*{letter}.{{5}}" for letter in "abcdefghijkl"]
    assert not combinations(patterns, frozenset()).complete


def test_a_witness_is_short_and_readable() -> None:
    (witness,) = [
        one.text for one in combinations(["prod-[a-z]+-db", "prod-.*"], frozenset()).found if all(one.matched)
    ]
    assert re.fullmatch("prod-a-db", witness)
