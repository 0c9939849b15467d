"""What a document of no known kind seems to be, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from alertflow.declared import nearest
from alertflow.documents.document import Kind
from alertflow.documents.recognising import TEST_KEYS, holds
from alertflow.sections.mistakes import told
from alertflow.yaml import Node

_SIGNS: Mapping[Kind, str] = {
    Kind.RULES: "groups",
    Kind.TESTS: "tests",
    Kind.ALERTMANAGER: "route and receivers",
    Kind.WORKFLOW: "on and jobs",
    Kind.ACTION: "runs",
    Kind.MANIFEST: "apiVersion and kind",
    Kind.SLOTH: "version and slos",
}
"""The keys by which a kind is known, for messages."""


class Guess(NamedTuple):
    """What something of no known kind seems to be."""

    message: str
    node: Node
    """Where that shows."""
    kind: Kind | None = None


def guess(root: Node) -> Guess:
    """What the document at `root`, of no known kind, seems to be, and what it lacks."""
    if isinstance(root.data, dict):
        return _near_miss(root) or Guess(_unknown(root), root)
    if isinstance(root.data, list):
        return _of_list(root)
    return Guess(f"this is {told(root.data)}, and no mapping: nothing in it can be checked.", root)


def _of_list(root: Node) -> Guess:
    for item in root.items:
        if _is_rule(item.data):
            message = (
                "these seem to be rules without their group: above them belong 'groups:', "
                "'- name: …' and 'rules:'."
            )
            return Guess(message, item, Kind.RULES)
        if _is_group(item.data):
            message = "these seem to be groups of rules: above them belongs the key 'groups:'."
            return Guess(message, item, Kind.RULES)
    if holds(root.data, "hosts"):
        return Guess("this seems to be a playbook of Ansible's, of which nothing is known here.", root)
    if holds(root.data, "run", "uses"):
        message = (
            "these seem to be steps of a GitHub workflow without their job: above them belong 'on:', "
            "'jobs:', the id of a job, 'runs-on:' and 'steps:'."
        )
        return Guess(message, root, Kind.WORKFLOW)
    message = "a list stands at the top, where every kind of file known here has a mapping."
    return Guess(message, root)


def _near_miss(root: Node) -> Guess | None:
    """What the mapping `root` is nearly."""
    data: Mapping[Any, Any] = root.data
    if "scrape_configs" in data:
        message = (
            "this is the configuration of Prometheus itself, which is not read here: give the files that its "
            "'rule_files' names."
        )
        return Guess(message, root)
    if _is_rule(data):
        message = (
            "this seems to be a rule without its group: it belongs under 'groups:', '- name: …', 'rules:'."
        )
        return Guess(message, root, Kind.RULES)
    if _is_group(data):
        message = "this seems to be a group of rules: it belongs in a list under the key 'groups:'."
        return Guess(message, root, Kind.RULES)
    if isinstance(data.get("apiVersion"), int):
        message = (
            f"'apiVersion: {data['apiVersion']}' is how Grafana's provisioning files begin: nothing is known "
            "of them here."
        )
        return Guess(message, root)
    for key, value in root.pairs:
        if found := _misnamed(data, key, value):
            return found
    if isinstance(data.get("on"), str | list | dict):
        message = f"this seems to be a {Kind.WORKFLOW}, but 'jobs' is missing."
        return Guess(message, root, Kind.WORKFLOW)
    if isinstance(data.get("metadata"), dict) or isinstance(data.get("spec"), dict):
        missing = "kind" if isinstance(data.get("apiVersion"), str) else "apiVersion"
        message = f"this seems to be a {Kind.MANIFEST}, but '{missing}' is missing: it tells what it is."
        return Guess(message, root, Kind.MANIFEST)
    return None


def _misnamed(data: Mapping[Any, Any], key: Node, value: Node) -> Guess | None:
    """What the mapping is if its `key`, by what stands behind it, should be called otherwise."""
    items = value.data if isinstance(value.data, list) else ()
    if any(_is_group(one) for one in items):
        message = f"'groups' is missing: did you mean it by {told(key.data)}?"
        return Guess(f"this seems to be a {Kind.RULES}, but {message}", key, Kind.RULES)
    if key.data in ("routes", "inhibit_rules") and items:
        message = f"this seems to be an {Kind.ALERTMANAGER}, but 'route' and 'receivers' are missing."
        return Guess(message, key, Kind.ALERTMANAGER)
    if isinstance(key.data, str) and (kind := _kind_behind(data, key.data, value.data)):
        sign = _SIGN[kind]
        message = (
            f"this seems to be {_a(kind)}, but '{sign}' is missing: did you mean it by {told(key.data)}?"
        )
        return Guess(message, key, kind)
    return None


def _kind_behind(data: Mapping[Any, Any], key: str, value: Any) -> Kind | None:
    """The kind of document of which `value`, by what it holds, is the chief part."""
    if holds(value, *TEST_KEYS):
        return Kind.TESTS
    if holds(value, "objective") and holds(value, "sli"):
        return Kind.SLOTH
    if isinstance(value, dict) and holds(list(value.values()), "runs-on"):
        return Kind.WORKFLOW
    return Kind.ALERTMANAGER if "route" in data and nearest(key, ("receivers",)) else None


_SIGN: Mapping[Kind, str] = {
    Kind.TESTS: "tests",
    Kind.SLOTH: "slos",
    Kind.WORKFLOW: "jobs",
    Kind.ALERTMANAGER: "receivers",
}
"""The chief key of a kind."""


def _a(kind: Kind) -> str:
    return f"{'an' if kind[0] in 'AO' else 'a'} {kind}"


def _is_rule(data: Any) -> bool:
    return isinstance(data, dict) and "expr" in data and ("alert" in data or "record" in data)


def _is_group(data: Any) -> bool:
    return (
        isinstance(data, dict) and isinstance(rules := data.get("rules"), list) and any(map(_is_rule, rules))
    )


def _unknown(root: Node) -> str:
    """What is said of a mapping that is nothing known."""
    keys = [told(key.data) for key, _ in root.pairs]
    shown = ", ".join(keys[:5]) + (", …" if len(keys) > 5 else "")
    known = "; ".join(f"{kind} ({sign})" for kind, sign in _SIGNS.items())
    has = f"its keys are {shown}" if keys else "it has no keys"
    return f"this is of no kind known here: {has}. Known: {known}."


__all__ = ["Guess", "guess"]
