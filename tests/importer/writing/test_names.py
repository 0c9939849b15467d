"""Names of variables: what a thing is called → what Python calls it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow.importer.writing.names import LONGEST, Names, in_words


@pytest.mark.parametrize(
    ("hint", "name"),
    [
        ("HighErrorRate", "high_error_rate"),
        ("redis-gateway.rules", "redis_gateway_rules"),
        ("HTTP5xx", "http_5xx"),
        ("APIHigh5xxRate", "api_high_5xx_rate"),
        ("NodeRAIDDegraded", "node_raid_degraded"),
        ("p95Latency", "p95_latency"),
        ("K8sNodeDown", "k8s_node_down"),
        ("IPv4Exhausted", "ipv4_exhausted"),
        ("OOMKilled", "oom_killed"),
        ("job:http_requests:rate5m", "job_http_requests_rate5m"),
        ("#alerts-critical", "alerts_critical"),
        ("Über-Team", "uber_team"),
        ("5xxErrors", "the_5xx_errors"),
        ("日本", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_is_made_of_the_words(hint: str, name: str) -> None:
    assert in_words(hint) == name


def test_no_name_is_given_twice() -> None:
    names = Names()
    assert [names.variable("Down") for _ in range(3)] == ["down", "down_2", "down_3"]
    assert names.variable("down 2") == "down_2_2"
    assert names.constant("down") == "DOWN"


def test_a_keyword_a_builtin_and_what_is_imported_are_taken() -> None:
    names = Names()
    names.reserve("project")
    found = [names.variable(one) for one in ("class", "print", "error_ratio", "kubernetes", "project")]
    assert found == ["class_2", "print_2", "error_ratio_2", "kubernetes_2", "project_2"]


def test_a_long_name_is_cut_between_words() -> None:
    name = in_words("word" + "-another" * 20)
    assert len(name) <= LONGEST
    assert name.endswith("another")


@given(st.text(max_size=100))
def test_any_text_gives_an_identifier(hint: str) -> None:
    name = Names().variable(hint)
    assert name.isidentifier() and name.isascii() and name == name.lower()


def test_ten_thousand_of_one_name_take_no_search() -> None:
    names = Names()
    assert len({names.variable("Down") for _ in range(10_000)}) == 10_000
