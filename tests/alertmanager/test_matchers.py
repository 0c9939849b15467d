"""Matchers: how they are written and read, and what they match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.alertmanager import Matcher, all_match, matcher
from alertflow.declared import AlertflowError, DeclarationError


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('severity="critical"', 'severity="critical"'),
        (' severity =~ "a|b" ', 'severity=~"a|b"'),
        ("severity!=critical", 'severity!="critical"'),
        ('a!~"x\\\\d\\"\\n"', 'a!~"x\\\\d\\"\\n"'),
        ('a=""', 'a=""'),
        ("a=", 'a=""'),
    ],
)
def test_a_matcher_is_read_and_written_with_quotes(text: str, read: str) -> None:
    assert str(matcher(text)) == read


@given(st.text(), st.sampled_from(["=", "!="]))
def test_every_value_is_read_back_as_it_was_written(value: str, op: str) -> None:
    written = Matcher("label", op, value)  # type: ignore[arg-type]  # op is one of the operators
    assert matcher(str(written)).value == value


@pytest.mark.parametrize("text", ["severity", '"critical"', 'a b="c"', 'a="b" c', "=~x"])
def test_what_is_no_matcher_is_refused(text: str) -> None:
    with pytest.raises(AlertflowError, match="is not a matcher"):
        matcher(text)


@pytest.mark.parametrize(
    ("text", "labels", "holds"),
    [
        ('a="b"', {"a": "b"}, True),
        ('a="b"', {"a": "bb"}, False),
        ('a=""', {}, True),
        ('a!="b"', {}, True),
        ('a=~"b|c"', {"a": "c"}, True),
        ('a=~"b|c"', {"a": "cc"}, False),
        ('a=~"b"', {"a": "b\\n"}, False),
        ('a!~"b.*"', {"a": "bcd"}, False),
        ('a!~".+"', {}, True),
    ],
)
def test_a_matcher_looks_at_the_whole_value_and_a_missing_label_is_empty(
    text: str, labels: dict[str, str], holds: bool
) -> None:
    assert matcher(text).matches(labels) is holds


def test_a_newline_at_the_end_of_a_value_counts() -> None:
    assert not Matcher("a", "=~", "b").matches({"a": "b\n"})
    assert not Matcher("a", "=~", "b.*").matches({"a": "b\n"})


def test_all_matchers_must_hold() -> None:
    assert all_match([], {})
    assert all_match([matcher('a="b"'), matcher('c!="d"')], {"a": "b"})
    assert not all_match([matcher('a="b"'), matcher('c!="d"')], {"a": "b", "c": "d"})


def test_a_pattern_that_go_refuses_is_refused_where_it_is_written() -> None:
    with pytest.raises(DeclarationError, match="it cannot look ahead") as refused:
        Matcher("a", "=~", "(?=b)")
    assert refused.value.location is not None
