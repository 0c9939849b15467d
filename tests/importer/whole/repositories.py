"""Whole repositories as teams have them, made by chance: the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from alertflow.documents import read
from alertflow.yaml import dump
from tests.alertmanager.samples import every_key
from tests.bench.workflow_files import texts as workflow_files
from tests.documents import corpus
from tests.github.reading import corpus as of_github
from tests.importer.configuration.made import configurations
from tests.importer.whole.rules import groups
from tests.importer.whole.styles import restyled

Files = dict[str, str]
"""The text of each file by its path."""


def repository(seed: int, *, plain: bool = False) -> Files:
    """The YAML of one repository; in its generator's own style where `plain`."""
    chance = random.Random(f"repository {seed}")
    files: Files = {}
    for path, text in _files(chance, seed):
        assert not read(text, path, lenient=True)[1], (path, text)
        files[path] = text if plain else restyled(text, path, chance)
    return files


def _files(chance: random.Random, seed: int) -> Iterator[tuple[str, str]]:
    for number in range(chance.randrange(1, 4)):
        yield f"prometheus/rules-{number}.yml", dump({"groups": groups(chance)})
    if chance.random() < 0.4:
        yield "k8s/rules.yaml", dump(_prometheus_rule(chance))
    yield from _configuration(chance, seed)
    for path, text in chance.sample(_workflows(), chance.randrange(4)):
        yield path, text
    for path, text in chance.sample(_actions(), chance.randrange(2)):
        yield path, text
    for path, name in _OTHERS.items():
        if chance.random() < 0.3:
            yield path, corpus.FILES[name][1]


_OTHERS = {
    "prometheus/tests/rules_test.yml": "rules_test.yml",
    "slo/redis.yml": "sloth.yml",
    "k8s/slo.yaml": "service-level.yaml",
    "slo/openslo.yaml": "openslo.yaml",
    "k8s/routes.yaml": "alertmanager-config.yaml",
}


def _configuration(chance: random.Random, seed: int) -> Iterator[tuple[str, str]]:
    match chance.randrange(5):
        case 0:
            _, _, data = chance.choice(_every_key())
            yield "alertmanager/alertmanager.yml", dump(data)
        case 1:
            (text,) = configurations(seed, 1)
            yield "k8s/alertmanager.yaml", dump(_secret(text))
        case _:
            (text,) = configurations(seed, 1)
            yield "alertmanager/alertmanager.yml", text


def _prometheus_rule(chance: random.Random) -> dict[str, Any]:
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": chance.choice(("shop", "redis-rules", "a")), "labels": {"release": "kps"}},
        "spec": {"groups": groups(chance)},
    }


def _secret(text: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "alertmanager-main", "namespace": "monitoring"},
        "stringData": {"alertmanager.yaml": text, "slack.tmpl": '{{ define "title" }}x{{ end }}'},
    }


@cache
def _every_key() -> list[tuple[Any, str, Any]]:
    return [one for one in every_key() if not read(json.dumps(one[2]), "am.yml", lenient=True)[1]]


@cache
def _workflows() -> list[tuple[str, str]]:
    return [(f".github/workflows/{name}", text) for name, text in workflow_files(80)]


@cache
def _actions() -> list[tuple[str, str]]:
    return [(f"actions/{path.parent.name}/action.yml", of_github.text(path)) for path in of_github.ACTIONS]


__all__ = ["Files", "repository"]
