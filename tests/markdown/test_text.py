"""Text of others in Markdown: GitHub's own parser shows just that text, and no markup comes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.markdown import bullets, code, escaped, fenced, link, one_line, steps, table
from tests.markdown.rendered import seen

MARKUP = r"""`*_{}[]<>#|~&$@:!-+=.()\/"' 1ab"""
TEXT = st.text(
    st.one_of(st.sampled_from(MARKUP), st.characters(exclude_categories=["C", "Z"])), min_size=1, max_size=20
).filter(lambda text: text.strip() == text and "www." not in text and "://" not in text)
LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no list",
        "1. no list",
        "12) no list",
        "a\n===",
        "a\n---",
        "a\n-:",
        "- - -",
        "> no quotation",
        "*no* _emphasis_ **at** __all__ ~~here~~",
        "`no code`",
        "<b>no HTML</b> &lt; &#60;",
        "[no](link) ![no](image)",
        "a | b",
        "\\",
        "snake_case_name __init__",
        "```\nno fence",
        "{{ $labels.instance }}",
        "<!-- alertflow:end a -->",
    ],
)
def test_nothing_in_a_text_is_markup(text: str) -> None:
    page = seen(escaped(text))
    assert set(page.tags) == {"p"}
    assert page.text.strip() == text


def test_what_needs_no_escape_stays_readable() -> None:
    text = "More than 5 % of requests have failed for 5 m (see node_exporter): up == 0, a-b, 3 > 2!"
    assert escaped(text) == text
    assert escaped("  two\n   lines\n") == "two\nlines"
    assert one_line("two\n   lines\n") == "two lines"


@settings(max_examples=400)
@given(LINES)
def test_any_text_is_seen_as_it_is(text: str) -> None:
    page = seen(escaped(text))
    assert set(page.tags) <= {"p"}
    assert page.text.split() == text.split()


@settings(max_examples=300)
@given(TEXT)
def test_any_text_is_seen_as_code(text: str) -> None:
    page = seen(f"see {code(text)} there")
    assert page.codes == [text]
    assert set(page.tags) == {"p", "code"}


@settings(max_examples=300)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3))
def test_any_text_stays_in_its_cell(rows: list[tuple[str, str]]) -> None:
    page = seen(table(["name", "value"], [(one_line(name), code(value)) for name, value in rows]))
    assert page.tags.count("td") == 2 * len(rows)
    assert page.codes == [value for _, value in rows]


@settings(max_examples=200)
@given(st.text(st.sampled_from("`~ab \n"), max_size=20))
def test_any_text_stays_in_its_block(text: str) -> None:
    page = seen(f"{fenced(text, 'bash')}\n\nbehind\n")
    assert page.tags.count("pre") == 1
    assert page.codes[0].strip("\n") == text.strip("\n")
    assert page.tags[-1] == "p"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/a_(b)", "https://example.org/a_%28b%29"),
        ("../../.github/workflows/a.yml", "../../.github/workflows/a.yml"),
        ('https://example.org/<script>"', "https://example.org/%3Cscript%3E%22"),
    ],
)
def test_a_link_shows_its_text_and_leads_where_it_should(address: str, shown: str) -> None:
    page = seen(link("[a] *link*", address))
    assert page.links == [shown]
    assert page.text.strip() == "[a] *link*"


def test_lists_hold_blocks_of_code() -> None:
    block = fenced("kubectl get pods\n\nkubectl logs", "bash")
    items = [f"Look:\n\n{block}", "Think."]
    for made, tag in ((bullets(items), "ul"), (steps(items), "ol")):
        page = seen(made)
        assert page.tags.count(tag) == 1
        assert page.tags.count("li") == 2
        assert page.codes == ["kubectl get pods\n\nkubectl logs\n"]
