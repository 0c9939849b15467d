"""Matchers: how they are written and read, and what they match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.alertmanager import Matcher, all_match, matcher
from alertflow.alertmanager.go_regex import compiled
from alertflow.alertmanager.matchers import reading
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
        ("{a=b,}", 'a="b"'),
        ("Σ=x", '"Σ"="x"'),
        ('"pod name"=~"a|b"', '"pod name"=~"a|b"'),
        ("k8s.pod=x", '"k8s.pod"="x"'),
    ],
)
def test_a_matcher_is_read_and_written_with_quotes(text: str, read: str) -> None:
    assert str(matcher(text)) == read


def test_one_text_may_hold_several_matchers_or_none() -> None:
    assert [str(one) for one in Matcher.of_text('{a="b", c=~"d|e",}')] == ['a="b"', 'c=~"d|e"']
    assert Matcher.of_text("{}") == ()
    with pytest.raises(AlertflowError, match="'a=b,c=d' is not one matcher but 2"):
        matcher("a=b,c=d")


@given(st.text(min_size=1), st.text(), st.sampled_from(["=", "!="]))
def test_every_name_and_value_is_read_back_as_it_was_written(name: str, value: str, op: str) -> None:
    written = Matcher(name, op, value)  # type: ignore[arg-type]  # op is one of the operators
    read = matcher(str(written))
    assert (read.name, read.op, read.value) == (name, op, value)
    if written.is_classic:
        assert matcher(str(written), "0.22").value == value


@pytest.mark.parametrize("text", ["severity", '"critical"', 'a b="c"', 'a="b" c', "=~x", 'a="b'])
def test_what_is_no_matcher_is_refused(text: str) -> None:
    with pytest.raises(AlertflowError, match="is not a matcher"):
        matcher(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("severity", "one of = != =~ !~ should stand before the end"),
        ('a b="c"', "one of = != =~ !~ should stand before b"),
        ('a="b', "the quote before b is not closed"),
        ("Σ='b", "' stands outside of quotes"),
        ('{"a"="b"', "} should stand before the end"),
        ('"a"="\\d"', '"\\d" holds \\d, which no string of Go does; \\ itself is \\\\'),
        ('a="b"c', "c stands where the next matcher or the end should be"),
        ('"a"=~"("', "'(' is not a regular expression of Go: a group is not closed"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(AlertflowError) as refused:
        matcher(text)
    assert refused.value.message.startswith(f"'{text}' is not a matcher: {reason}.")


def test_a_name_beyond_ascii_needs_a_release_that_reads_it() -> None:
    assert matcher('"pod.name"="web"', "0.27").name == "pod.name"
    with pytest.raises(AlertflowError, match=r"for Alertmanager 0\.25: .* Alertmanager 0\.27 reads it\."):
        matcher('"pod.name"="web"', "0.25")
    with pytest.raises(
        AlertflowError, match=r"for Alertmanager 0\.25: 'a' is no label, operator and value\.$"
    ):
        matcher("a", "0.25")


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ('a="b"', None),
        ("a=b", None),
        ('"a.b"="c"', None),
        ('a="\\d"', "incompatible"),
        ("a=b c", "incompatible"),
        ('a="\\t"', "disagreement"),
    ],
)
def test_what_the_grammars_do_not_share_is_read_by_the_classic_one(text: str, warned: str | None) -> None:
    assert reading(text).warned == warned
    if warned is not None:
        assert reading(text).parts == reading(text, "0.25").parts


@pytest.mark.parametrize(
    ("text", "labels", "holds"),
    [
        ('a="b"', {"a": "b"}, True),
        ('a="b"', {"a": "bb"}, False),
        ('a=""', {}, True),
        ('a!="b"', {}, True),
        ('a=~"b|c"', {"a": "c"}, True),
        ('a=~"b|c"', {"a": "cc"}, False),
        ('a=~"b|"', {}, True),
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


def test_what_a_script_matches_is_not_guessed() -> None:
    greek = Matcher("a", "=~", r"\p{Greek}+")
    with pytest.raises(AlertflowError, match="cannot be told in Python"):
        greek.matches({"a": "β"})


@given(st.text(alphabet="ab|-_. ?^"), st.text(alphabet="ab|-_. ?^"))
def test_the_values_that_are_plain_to_see_are_those_that_match(pattern: str, value: str) -> None:
    try:
        one = Matcher("a", "=~", pattern)
    except AlertflowError:
        return
    if one.values is not None:
        assert (compiled(pattern).search(value) is not None) == (value in one.values)
    if pattern.replace("|", "a").isalpha():
        assert one.values == frozenset(pattern.split("|"))
