"""PrometheusRule: rules for the Prometheus of an operator, and how many of them one object may hold.

Source: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import Field

from alertflow.declared import AlertflowError, Items
from alertflow.kubernetes.manifest import Manifest, Part
from alertflow.yaml import dump

LARGEST_RULES = 524_288
"""Bytes of a `spec`, rendered as YAML, above which the operator ignores the object.

Source: MaxConfigMapDataSize in pkg/operator/rules.go of prometheus-operator.
"""

LARGEST_PART = 240_000
"""Bytes of rules that `parts` puts into one object.

Below what `kubectl apply` can keep in an annotation (262,144), and far below the operator's own limit: with
`enforcedNamespaceLabel` it adds a matcher to every selector before it looks at the size.
"""

_ABOVE = "spec:\n  groups:\n    - rules:\n"
"""What stands above a rule in a manifest, by which it is indented."""

Group = Mapping[str, Any]
"""A group of rules as a rule file has it: `name`, `interval`, `rules`."""


class PrometheusRuleSpec(Part):
    """The groups, as plain data in the form of a rule file."""

    groups: Items[Group] = ()


class PrometheusRule(Manifest):
    """Rules, which the operator gives to each Prometheus whose `ruleSelector` matches the labels.

    Each object becomes a rule file of its own, so only within one must the groups' names differ.
    """

    FIXED: ClassVar = {"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule"}

    spec: PrometheusRuleSpec
    status: Mapping[str, Any] = Field(default_factory=dict)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Rules that are too large for the operator."""
        size = len(dump(self.spec.to_data()).encode())
        if size > LARGEST_RULES:
            yield "spec", f"the rules have {size} bytes, and the operator ignores more than {LARGEST_RULES}."


def parts(groups: Sequence[Group], largest: int = LARGEST_PART) -> list[list[dict[str, Any]]]:
    """`groups` in their order, in as few lists as `largest` bytes each allow; [] for no group.

    A group that is larger by itself is continued in the next list as `NAME-2`, `NAME-3`, …. Each is then
    evaluated by itself: a rule that reads what one before it records may see it an interval later.
    Raises AlertflowError for a single rule that is too large.
    """
    names = {group["name"] for group in groups}
    filled: list[list[dict[str, Any]]] = []
    room = 0
    for group in groups:
        head = {key: value for key, value in group.items() if key != "rules"}
        opening, sizes = _size({**head, "rules": []}), [_size(rule) for rule in group["rules"]]
        if opening + max(sizes, default=0) > largest:
            raise _too_large(group, sizes, largest)
        if opening + sum(sizes) > room:
            filled.append([])
            room = largest
        filled[-1].append({**head, "rules": []})
        room -= opening
        number = 1
        for rule, size in zip(group["rules"], sizes, strict=True):
            if size > room:
                number += 1
                while f"{head['name']}-{number}" in names:
                    number += 1
                filled.append([{**head, "name": f"{head['name']}-{number}", "rules": []}])
                room = largest - opening
            filled[-1][-1]["rules"].append(rule)
            room -= size
    return filled


def _too_large(group: Group, sizes: Sequence[int], largest: int) -> AlertflowError:
    rule = group["rules"][sizes.index(max(sizes))] if sizes else {}
    name = rule.get("alert") or rule.get("record")
    return AlertflowError(
        f"the rule {name} of the group {group['name']} has {max(sizes, default=0)} bytes, and all that one "
        f"PrometheusRule holds here is {largest}."
    )


def _size(item: Mapping[str, Any]) -> int:
    """The bytes of a rule, or of what stands before those of a group: in a manifest or, where that is more,
    in the JSON that `kubectl apply` keeps, in which Go escapes `<`, `>` and `&`.
    """
    kept = json.dumps(item)
    applied = len(kept) + 5 * sum(kept.count(character) for character in "<>&") + len(", ")
    written = dump({"spec": {"groups": [{"rules": [item]}]}})
    return max(applied, len(written.encode()) - len(_ABOVE))
