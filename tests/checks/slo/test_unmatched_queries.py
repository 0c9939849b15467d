"""Queries for errors that are no part of what the total counts."""

import pytest

from tests.checks.making import found_in
from tests.checks.slo.specs import ERRORS, TOTAL, openslo, sloth

ID = "slo/unmatched-queries"


def test_other_labels_on_both_sides_are_an_error() -> None:
    text = sloth(errors='sum by (path) (rate(requests_total{code=~"5.."}[{{.window}}]))')
    assert found_in(text, ID) == [
        "file.yml:8:22 error: shop/availability: the errors keep the label 'path', and all events keep no "
        "label."
    ]


def test_a_sum_beside_single_series_is_an_error() -> None:
    (one,) = found_in(sloth(total="rate(requests_total[{{.window}}])"), ID)
    assert one.endswith("the errors keep no label, and all events keep all their labels.")


@pytest.mark.parametrize(
    ("errors", "total"),
    [('code=~"5.."', 'code!~"5.."'), ('code="500"', 'code!="500"'), ('job="a"', 'job="b"')],
)
def test_a_total_that_leaves_the_errors_out_is_a_warning(errors: str, total: str) -> None:
    queries = [f"sum(rate(requests_total{{{one}}}[{{{{.window}}}}]))" for one in (errors, total)]
    (one,) = found_in(sloth(errors=queries[0], total=queries[1]), ID)
    assert "warning: shop/availability: the total leaves out the errors: they differ in what they ask" in one


def test_the_same_query_twice_is_an_error() -> None:
    (one,) = found_in(sloth(errors=TOTAL), ID)
    assert one.endswith("the query for errors is the same as that for all events.")


@pytest.mark.parametrize(
    ("errors", "total"),
    [
        (ERRORS, TOTAL),
        ("sum by (job) (rate(a_total[{{.window}}]))", "sum by (job) (rate(b_total[{{.window}}]))"),
        ("sum(rate(a_total[{{.window}}])) or vector(0)", TOTAL),
        ('sum(rate(a_total{job="x"}[{{.window}}]))', 'sum(rate(b_total{job="y"}[{{.window}}]))'),
    ],
)
def test_queries_that_fit_are_right(errors: str, total: str) -> None:
    assert found_in(sloth(errors=errors, total=total), ID) == []


def test_good_events_of_openslo_are_looked_at_too() -> None:
    (one,) = found_in(openslo(good='requests_total{code="200"}', total='requests_total{code="500"}'), ID)
    assert "the total leaves out the good events" in one
