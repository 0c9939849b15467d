"""Queries of objectives that are no PromQL, or say nothing of a window."""

from tests.checks.making import found_in
from tests.checks.slo.specs import ERRORS, openslo, sloth

ID = "slo/wrong-query"


def test_a_query_that_does_not_parse_is_an_error_where_it_stands() -> None:
    text = sloth(errors="sum(rate(requests_total{code=x}[{{.window}}]))")
    assert found_in(text, ID) == [
        "file.yml:8:22 error: shop/availability: the query for errors: this is not PromQL at column 30: "
        "unexpected identifier 'x' in label matching, expected string."
    ]


def test_the_column_is_that_of_the_file_behind_a_window_too() -> None:
    text = sloth(total="rate(a[{{.window}}]) + sum(rate(b{c=x}[{{.window}}]))")
    (one,) = found_in(text, ID)
    assert "at column 37:" in one
    assert "rate(a[{{.window}}]) + sum(rate(b{c=x}"[36] == "x"


def test_a_query_without_a_window_is_an_error_of_sloth() -> None:
    assert found_in(sloth(total="sum(rate(requests_total[5m]))"), ID) == [
        "file.yml:9:22 error: shop/availability: the query for all events has no {{.window}}."
    ]


def test_a_window_may_have_blanks_within_its_braces() -> None:
    assert found_in(sloth(errors=ERRORS.replace("{{.window}}", "{{ .window }}")), ID) == []


def test_openslo_has_no_window_and_needs_none() -> None:
    assert found_in(openslo(), ID) == []
    assert [one.partition(": ")[0] for one in found_in(openslo(good="requests_total{"), ID)] == [
        "file.yml:15:63 error"
    ]


def test_an_empty_query_is_an_error() -> None:
    assert found_in(sloth(errors=" "), ID) == [
        "file.yml:8:22 error: shop/availability: the query for errors is empty."
    ]


def test_checks_of_promql_look_at_the_queries_too() -> None:
    gauge = sloth(errors="sum(rate(process_resident_memory_bytes[{{.window}}]))")
    assert [one.partition(" takes ")[0] for one in found_in(gauge, "prometheus/rate-of-gauge")] == [
        "file.yml:8:22 error: the objective shop/availability"
    ]
    by_series = sloth(errors="rate(failed_total[{{.window}}])", total="rate(requests_total[{{.window}}])")
    assert [one.partition(" info")[0] for one in found_in(by_series, "prometheus/ratio-by-series")] == [
        "file.yml:8:22"
    ]


def test_a_query_in_another_language_is_left_to_its_plugin() -> None:
    plugin = "slo_plugins: {chain: [{id: sloth.dev/contrib/validate_victoria_metrics/v1}]}\n"
    text = sloth(errors="1 - histogram_share(0.2, sum by (vmrange) (rate(a_bucket[{{.window}}])))")
    assert len(found_in(text, ID)) == 1
    assert found_in(plugin + text, ID) == []
