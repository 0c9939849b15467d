"""promtool's tests as data: series and samples whatever their order, values whatever their notation."""

from __future__ import annotations

import json
from typing import Any

from alertflow.comparison.expressions import form
from alertflow.comparison.meaning import Promql, meaning
from alertflow.comparison.spans import length
from alertflow.prometheus import TestFile


class Values(str):
    """The values of a series; equal to others that are the same one by one: `0+1x2` and `0 1 2`."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and _expanded(str(self)) == _expanded(str(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(_expanded(str(self)))


def _expanded(text: str) -> str:
    """The values that `text` stands for; what promtool does not read stays as it is."""
    from alertflow.prometheus import expanded

    try:
        return " ".join(map(str, expanded(text)))
    except ValueError:
        return " ".join(text.split())


def tests(file: TestFile) -> dict[str, Any]:
    """What a file of tests says, its cases and what they expect in one order."""
    data: dict[str, Any] = meaning(file)
    if "rule_files" in data:
        data["rule_files"] = sorted(data["rule_files"])
    data["tests"] = [_test(one) for one in data.get("tests", ())]
    return data


def _test(data: dict[str, Any]) -> dict[str, Any]:
    found = dict(data)
    if "input_series" in found:
        found["input_series"] = [
            one | {"series": Promql(one["series"]), "values": Values(one["values"])}
            for one in found["input_series"]
        ]
    for key, expected in (("alert_rule_test", "exp_alerts"), ("promql_expr_test", "exp_samples")):
        if key in found:
            found[key] = sorted([_sorted(case, expected) for case in found[key]], key=_rank)
    return found


def _sorted(case: dict[str, Any], key: str) -> dict[str, Any]:
    if key not in case:
        return case
    items = [{**one, "labels": Promql(one["labels"])} if "labels" in one else one for one in case[key]]
    return {**case, key: sorted(items, key=_rank)}


def _rank(one: dict[str, Any]) -> tuple[str, ...]:
    """By what cases and samples are put in order, however they are written."""
    rest = {key: value for key, value in one.items() if key not in ("labels", "expr", "eval_time")}
    return (
        *(repr(form(str(one[key]))) if key in one else "" for key in ("labels", "expr")),
        f"{length(str(one.get('eval_time', '0s'))):020.3f}",
        json.dumps(rest, sort_keys=True, default=str),
    )


__all__ = ["Values", "tests"]
