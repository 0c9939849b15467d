"""Asks the real programs many questions at once: what a file says, they read once.

A route that matches everything and continues may hold a tree of its own, so that one configuration holds many
trees, and each answer is one for each of them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.alertmanager.conftest import Amtool
from tests.alertmanager.live import Alertmanager, wait_until

Data = dict[str, Any]


def forest(trees: Sequence[Mapping[str, Any]], **config: Any) -> Data:
    """A configuration that holds `trees`, routes as data; every receiver that they name is there."""
    routes = [{**tree, "matchers": [], "continue": True} for tree in trees]
    names = sorted({"none", *(name for tree in trees for name in _receivers(tree))})
    return {
        "route": {"receiver": "none", "group_wait": "0s", "routes": routes},
        "receivers": [{"name": name} for name in names],
        **config,
    }


def _receivers(route: Mapping[str, Any]) -> Iterable[str]:
    if route.get("receiver"):
        yield route["receiver"]
    for child in route.get("routes", ()):
        yield from _receivers(child)


def of_patterns(matchers: Sequence[str], key: str = "matchers") -> Data:
    """A configuration in which an alert goes to the receiver `rN` if the list `matchers[N]` takes it."""
    routes = [{"receiver": f"r{n}", key: [text], "continue": True} for n, text in enumerate(matchers)]
    return {
        "route": {"receiver": "none", "routes": routes},
        "receivers": [{"name": name} for name in ("none", *(f"r{n}" for n in range(len(matchers))))],
    }


def taken_by(alertmanager: Alertmanager, alerts: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """For each of `alerts` the names of its receivers, in order, as the API tells them."""
    alertmanager.fire(*({"number": str(n), **labels} for n, labels in enumerate(alerts)))
    wait_until(lambda: len(alertmanager.alerts()) == len(alerts))
    found = {
        int(one["labels"]["number"]): [receiver["name"] for receiver in one["receivers"]]
        for one in alertmanager.alerts()
    }
    return [found[n] for n in range(len(alerts))]


def checked(amtool: Amtool, config: Mapping[str, Any], folder: Path) -> tuple[bool, str]:
    """Whether `amtool check-config` takes `config`, and what it says."""
    done = amtool("check-config", _written(config, folder))
    return done.returncode == 0, done.stdout + done.stderr


def taken(amtool: Amtool, configs: Iterable[Mapping[str, Any]], folder: Path) -> list[bool]:
    """Whether `amtool check-config` takes each of `configs`."""
    return [checked(amtool, config, folder)[0] for config in configs]


def routed_by(
    amtool: Amtool, config: Mapping[str, Any], alerts: Iterable[Mapping[str, str]], folder: Path
) -> list[list[str]]:
    """Where `amtool config routes test` says that each of `alerts` goes."""
    path = _written(config, folder)
    found = []
    for labels in alerts:
        pairs = [f"{_name(name)}={json.dumps(value, ensure_ascii=False)}" for name, value in labels.items()]
        done = amtool("config", "routes", "test", f"--config.file={path}", *pairs)
        assert done.returncode == 0, done.stdout + done.stderr
        found.append(done.stdout.strip().split(","))
    return found


def _written(config: Mapping[str, Any], folder: Path) -> Path:
    path = folder / "asked.yml"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def _name(name: str) -> str:
    return name if name.isascii() and name.isidentifier() else json.dumps(name, ensure_ascii=False)
