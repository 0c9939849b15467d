"""How rules are parted so that each object is small enough for kubectl and for the operator."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.declared import AlertflowError, DeclarationError
from alertflow.kubernetes import LARGEST_RULES, Metadata, PrometheusRule, PrometheusRuleSpec, parts
from alertflow.kubernetes.rules import LARGEST_PART
from alertflow.yaml import dump


def rule(name: str, size: int = 0) -> dict[str, Any]:
    return {"alert": name, "expr": "up == 0", "annotations": {"summary": "x" * size}}


def group(name: str, *rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, **more, "rules": list(rules)}


def names(made: list[list[dict[str, Any]]]) -> list[list[tuple[str, list[str]]]]:
    return [[(one["name"], [r["alert"] for r in one["rules"]]) for one in part] for part in made]


def test_what_fits_stays_together() -> None:
    groups = [group("a", rule("A"), interval="1m"), group("b", rule("B"), rule("C")), group("empty")]
    assert parts(groups) == [groups]
    assert parts([]) == []


def test_a_group_that_does_not_fit_beside_the_others_goes_into_the_next_part_whole() -> None:
    made = parts([group("a", rule("A", 600)), group("b", rule("B", 200), rule("C", 200))], largest=1200)
    assert names(made) == [[("a", ["A"])], [("b", ["B", "C"])]]


def test_a_group_that_fits_nowhere_is_continued_under_a_number() -> None:
    big = group("a", *(rule(f"R{n}", 400) for n in range(5)), interval="30s", labels={"team": "web"})
    made = parts([group("first", rule("F")), big, group("last", rule("L"))], largest=1500)

    assert names(made) == [
        [("first", ["F"])],
        [("a", ["R0", "R1"])],
        [("a-2", ["R2", "R3"])],
        [("a-3", ["R4"]), ("last", ["L"])],
    ]
    assert {one["interval"] for part in made for one in part if one["name"].startswith("a")} == {"30s"}
    assert made[2][0]["labels"] == {"team": "web"}


def test_a_number_that_another_group_has_already_is_left_out() -> None:
    big = group("a", *(rule(f"R{n}", 400) for n in range(3)))
    made = parts([big, group("a-2", rule("X"))], largest=900)
    assert [name for part in names(made) for name, _ in part] == ["a", "a-3", "a-4", "a-2"]


def test_a_rule_that_is_too_large_by_itself_is_told_by_its_name() -> None:
    with pytest.raises(AlertflowError, match=r"the rule Big of the group a has \d+ bytes"):
        parts([group("a", rule("Small"), rule("Big", 300_000))])


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.lists(st.integers(0, 900), max_size=8)),
        max_size=5,
        unique_by=lambda one: one[0],
    ),
    st.integers(1100, 4000),
)
@settings(max_examples=200)
def test_nothing_is_lost_or_moved_and_every_part_is_small_enough(
    sizes: list[tuple[str, list[int]]], largest: int
) -> None:
    groups = [
        group(name, *(rule(f"{name}{n}<&>☃\n", size) for n, size in enumerate(of))) for name, of in sizes
    ]
    made = parts(groups, largest)

    assert [r for part in made for one in part for r in one["rules"]] == [
        r for g in groups for r in g["rules"]
    ]
    for part in made:
        assert len({one["name"] for one in part}) == len(part)
        spec = {"spec": {"groups": part}}
        escaped = sum(6 if c in "<>&" else 1 for c in json.dumps(spec, separators=(",", ":")))
        assert max(len(dump(spec).encode()), escaped) <= largest + 200
    assert parts(groups, largest) == made


def test_many_rules_take_few_parts() -> None:
    groups = [group("all", *(rule(f"Alert{n}", 100) for n in range(10_000)))]
    made = parts(groups)
    sizes = [len(dump({"spec": {"groups": part}})) for part in made]
    assert max(sizes) < LARGEST_PART
    assert min(sizes[:-1]) > 0.7 * LARGEST_PART


def test_the_operators_own_limit_is_known() -> None:
    spec = PrometheusRuleSpec(groups=[group("a", rule("A", LARGEST_RULES))])
    with pytest.raises(DeclarationError, match="the operator ignores more than 524288"):
        PrometheusRule(metadata=Metadata("a"), spec=spec)
