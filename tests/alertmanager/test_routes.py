"""Routes and inhibition rules: what Alertmanager refuses of them is refused where it is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alertflow.alertmanager import InhibitRule, Matcher, Route
from alertflow.declared import DeclarationError
from tests.alertmanager.asking import taken

REFUSED: list[tuple[Callable[[], Any], dict[str, Any], str]] = [
    (lambda: Route(match={"a-b": "c"}), {"match": {"a-b": "c"}}, "'a-b' is not the name of a label"),
    (lambda: Route(match={"a:b": "c"}), {"match": {"a:b": "c"}}, "'a:b' is not the name of a label"),
    (lambda: Route(match_re={"é": "c"}), {"match_re": {"é": "c"}}, "'é' is not the name of a label"),
    (lambda: Route(match_re={"a": "(?=b)"}), {"match_re": {"a": "(?=b)"}}, "it cannot look ahead"),
    (lambda: Route(group_interval="0s"), {"group_interval": "0s"}, "group_interval is 0s"),
    (lambda: Route(repeat_interval="0"), {"repeat_interval": "0"}, "repeat_interval is 0;"),
    (lambda: InhibitRule(source_match={"1": "a"}), {"source_match": {"1": "a"}}, "'1' is not the name"),
    (lambda: InhibitRule(target_match={"": "a"}), {"target_match": {"": "a"}}, "'' is not the name"),
    (lambda: InhibitRule(source_match_re={"a": "["}), {"source_match_re": {"a": "["}}, "a '[' is not closed"),
    (
        lambda: InhibitRule(target_match_re={"a": "b)"}),
        {"target_match_re": {"a": "b)"}},
        "')' closes nothing",
    ),
]


def _with(part: dict[str, Any]) -> dict[str, Any]:
    of_rule = any(key.startswith(("source", "target")) for key in part)
    root: dict[str, Any] = {"receiver": "a", "routes": [] if of_rule else [part]}
    return {"route": root, "receivers": [{"name": "a"}], "inhibit_rules": [part] if of_rule else []}


@pytest.mark.parametrize("release", ["old", "new"])
def test_amtool_refuses_what_is_refused(release: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    amtool = request.getfixturevalue(f"amtool_{release}")
    found = taken(amtool, (_with(part) for _, part, _ in REFUSED), tmp_path)
    assert [part for (_, part, _), right in zip(REFUSED, found, strict=True) if right] == []


@pytest.mark.parametrize(("declare", "_", "reason"), REFUSED)
def test_it_is_refused_with_its_reason(declare: Callable[[], Any], _: Any, reason: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        declare()
    assert reason in refused.value.message
    assert refused.value.location is not None and refused.value.location.path == __file__


def test_old_and_new_matchers_count_together() -> None:
    route = Route(match={"a": "b"}, match_re={"c": "d|e"}, matchers=[Matcher("f", "!=", "g")])
    assert [str(one) for one in route.every_matcher] == ['a="b"', 'c=~"d|e"', 'f!="g"']
    rule = InhibitRule(
        source_match={"a": "b"},
        source_matchers=[Matcher("c", "=", "d")],
        target_match_re={"e": "f"},
        target_matchers=[Matcher("g", "=", "h")],
    )
    assert [str(one) for one in rule.every_source_matcher] == ['a="b"', 'c="d"']
    assert [str(one) for one in rule.every_target_matcher] == ['e=~"f"', 'g="h"']
