"""Which objectives are tested together: as few waves as comparing all with all would give, for less."""

import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertflow import prometheus
from alertflow.compiler.lower.slo import waves as module
from alertflow.compiler.lower.slo.example import Counter, counters, matches
from alertflow.compiler.lower.slo.waves import in_waves
from alertflow.prometheus import Selector
from alertflow.slo import Availability, Slo


def slo(number: int, total: str, errors: str = 'code=~"5.."') -> Slo:
    """An objective of the metric that begins `total`: `requests_total{job="a"`."""
    metric, _, labels = total.partition("{")
    both = ",".join(filter(None, [errors, labels]))
    indicator = Availability(errors=f"{metric}{{{both}}}", total=f"{metric}{{{labels}}}")
    return Slo(f"slo-{number}", service="shop", objective=0.99, indicator=indicator)


def names(slos: Iterable[Slo]) -> list[list[str]]:
    return [[one.name for one, _ in wave] for wave in in_waves(slos)]


def one_by_one(slos: Iterable[Slo]) -> list[list[str]]:
    """The same, found by comparing each objective with all of a wave."""

    def reads(selectors: Iterable[Selector], series: Iterable[Counter]) -> bool:
        return any(matches(one, selector) for one in series for selector in selectors)

    found: list[list[tuple[Slo, Sequence[Counter], Sequence[Selector]]]] = []
    for one in slos:
        series = counters(one.indicator)
        rates = (one.indicator.failed_rate("5m"), one.indicator.total_rate("5m"))
        read = [each for rate in rates for each in prometheus.selectors(prometheus.parse(rate))]
        if series:
            free = (w for w in found if not any(reads(read, s) or reads(r, series) for _, s, r in w))
            if (wave := next(free, None)) is None:
                found.append(wave := [])
            wave.append((one, series, read))
    return [[one.name for one, _, _ in wave] for wave in found]


MATCHERS = ['job="a"', 'job="b"', 'job=~"a"', 'job=~"a|b"', 'job!="a"', 'zone="x"', 'zone=~"x.*"', 'zone=""']


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a_total", "b_total"]),
            st.lists(st.sampled_from(MATCHERS), max_size=2, unique_by=lambda one: re.split(r"\W", one)[0]),
            st.sampled_from(['code=~"5.."', 'code="500"', 'result="bad"']),
        ),
        max_size=8,
    )
)
def test_they_are_those_that_comparing_all_with_all_gives(drawn: list[tuple[str, list[str], str]]) -> None:
    slos = [
        slo(number, f"{metric}{{{','.join(matchers)}", errors)
        for number, (metric, matchers, errors) in enumerate(drawn)
    ]
    assert names(slos) == one_by_one(slos)


def test_objectives_of_different_jobs_share_a_wave_and_those_of_one_do_not() -> None:
    slos = [slo(1, 'a_total{job="a"'), slo(2, 'a_total{job="b"'), slo(3, "a_total"), slo(4, "b_total")]
    assert names(slos) == [["slo-1", "slo-2", "slo-4"], ["slo-3"]]


@pytest.mark.parametrize("total", ['a_total{{job="{}"', 'a_total{{job=~"j{}"', "a_total"])
def test_twice_as_many_take_twice_as_many_comparisons(monkeypatch: pytest.MonkeyPatch, total: str) -> None:
    compared: list[int] = []

    def counted(counter: Counter, selector: Selector) -> bool:
        compared[-1] += 1
        return matches(counter, selector)

    monkeypatch.setattr(module, "matches", counted)
    for many in (20, 40):
        compared.append(0)
        in_waves([slo(number, total.format(number)) for number in range(many)])
    assert compared[1] <= 2 * compared[0]
