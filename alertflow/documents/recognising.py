"""Of which kind a document is, told by its content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from alertflow.documents.document import Kind

_CONFIGURATION = (
    "receivers",
    "inhibit_rules",
    "time_intervals",
    "mute_time_intervals",
    "templates",
    "global",
)
"""Keys that stand beside `route` in Alertmanager's configuration."""


_GROUP_KEYS = ("rules", "rule", "interval", "limit", "query_offset")
"""Keys of a group of rules, and the one that is most often wrong."""

TEST_KEYS = ("input_series", "alert_rule_test", "promql_expr_test")
"""Keys of a promtool test, of which each has one."""


def kind_of(data: Any, path: str) -> Kind | None:
    """The kind of a document that `data` is, by its keys; where they say nothing, by its place in `path`.

    None for what is of no kind known here.
    """
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("kind"), str) and isinstance(version := data.get("apiVersion"), str):
        return _kind_of_object(version)
    if "groups" in data and _is_rule_file(data):
        return Kind.RULES
    if _is_configuration(data):
        return Kind.ALERTMANAGER
    if _is_workflow(data):
        return Kind.WORKFLOW
    runs = data.get("runs")
    if isinstance(runs, dict) and "using" in runs:
        return Kind.ACTION
    if _is_test(data):
        return Kind.TESTS
    if "service" in data and isinstance(data.get("slos"), list):
        return Kind.SLOTH
    if isinstance(version := data.get("version"), str) and version.startswith("prometheus/"):
        return Kind.SLOTH
    return _kind_by_place(data, PurePath(path))


def _kind_of_object(version: str) -> Kind:
    if version.startswith(("openslo/", "openslo.com/")):
        return Kind.OPENSLO
    return Kind.SLOTH if version.startswith("sloth.slok.dev/") else Kind.MANIFEST


def _is_rule_file(data: Mapping[Any, Any]) -> bool:
    """Whether it holds rules. Other programs have groups of other things; Grafana's have a version."""
    groups = data["groups"]
    if groups is None or len(data) == 1:
        return True
    if not isinstance(groups, list) or "apiVersion" in data:
        return False
    return not groups or holds(groups, *_GROUP_KEYS)


def _is_test(data: Mapping[Any, Any]) -> bool:
    """Whether promtool reads it; Prometheus's own configuration has `rule_files`, too."""
    if "scrape_configs" in data:
        return False
    return "evaluation_interval" in data or (
        "tests" in data and ("rule_files" in data or holds(data["tests"], *TEST_KEYS))
    )


def _is_configuration(data: Mapping[Any, Any]) -> bool:
    """Whether it is Alertmanager's configuration. An OpenTelemetry collector has `receivers`, by name."""
    receivers, route = data.get("receivers"), data.get("route")
    if isinstance(receivers, list):
        return "service" not in data
    if "receivers" in data and not isinstance(route, dict):
        return False
    return isinstance(route, dict) and bool(
        {"receiver", "routes"} & route.keys() or any(key in data for key in _CONFIGURATION)
    )


def _is_workflow(data: Mapping[Any, Any]) -> bool:
    jobs = data.get("jobs")
    if "on" in data and "jobs" in data:
        return True
    return isinstance(jobs, dict) and any(
        isinstance(job, dict) and ("runs-on" in job or "uses" in job) for job in jobs.values()
    )


def _kind_by_place(data: Mapping[Any, Any], path: PurePath) -> Kind | None:
    if path.parts[-3:-1] == (".github", "workflows"):
        return Kind.WORKFLOW
    return Kind.ACTION if path.name in ("action.yml", "action.yaml") and "runs" in data else None


def holds(items: Any, *keys: str) -> bool:
    """Whether `items` is a list in which a mapping has one of `keys`."""
    return isinstance(items, list) and any(
        isinstance(one, dict) and any(key in one for key in keys) for one in items
    )


_KEY = re.compile(r"^[\"']?([A-Za-z_]+)[\"']?[ \t]*:(?:[ \t]+[\"']?([\w./-]+))?", re.MULTILINE)
"""A key at the left edge of a text, with a text of one word behind it."""

_DEEPER: Mapping[str, re.Pattern[str]] = {
    "groups": re.compile(r"^[ \t]*(?:-[ \t]+)?(?:alert|record|rules)[ \t]*:", re.MULTILINE),
    "jobs": re.compile(r"^[ \t]+(?:runs-on|uses)[ \t]*:", re.MULTILINE),
    "runs": re.compile(r"^[ \t]+using[ \t]*:", re.MULTILINE),
}
"""What stands below a key where it is that of a kind."""

_MANIFESTS = frozenset({"PrometheusRule", "AlertmanagerConfig", "PrometheusServiceLevel"})
"""Kinds of manifest that are surely of those that are read here."""


def kind_of_text(text: str, path: str) -> Kind | None:
    """The kind that `text`, which is not YAML, would seem to be, by the keys at its left edge."""
    keys: dict[str, str] = dict(_KEY.findall(text))
    below = {key for key, pattern in _DEEPER.items() if key in keys and pattern.search(text)}
    if keys.get("kind") in _MANIFESTS or keys.get("apiVersion", "").startswith("openslo"):
        return _kind_of_object(keys.get("apiVersion", ""))
    if "groups" in below:
        return Kind.RULES
    if {"route", "receivers"} <= keys.keys():
        return Kind.ALERTMANAGER
    if "jobs" in below:
        return Kind.WORKFLOW
    if "runs" in below:
        return Kind.ACTION
    if "tests" in keys and {"rule_files", "evaluation_interval"} & keys.keys():
        return Kind.TESTS
    return Kind.SLOTH if {"service", "slos"} <= keys.keys() else _kind_by_place(keys, PurePath(path))


__all__ = ["TEST_KEYS", "holds", "kind_of", "kind_of_text"]
