"""The route tree where not all labels of an alert are known."""

import random

from alertflow.alertmanager import Config
from tests.alertmanager.asking import forest
from tests.alertmanager.routing.trees import Maker, parsed


def _made(seed: int) -> tuple[Config, list[dict[str, str]]]:
    maker = Maker(seed, utf8=True)
    return parsed(forest([maker.route([f"t{n}"]) for n in range(30)])), maker.alerts(40)


def test_who_takes_an_alert_may_take_it_while_less_is_known_of_it() -> None:
    config, alerts = _made(6)
    chance = random.Random(1)
    certain = 0
    for labels in alerts:
        unknown = {name for name in ("a", "b", "c", "severity", "Σ", "k8s.pod") if chance.random() < 0.4}
        possible = {node.path for node in config.tree.takers(labels, unknown)}
        assert {node.path for node in config.tree.takers(labels)} <= possible
        certain += len(possible) < len(list(config.tree.every())) / 2
    assert certain > 20


def test_what_is_never_reached_is_so_for_every_value() -> None:
    """And what may be is, for some: each matcher alone decides here."""
    tree = parsed(
        {
            "route": {
                "receiver": "root",
                "routes": [
                    {"receiver": "x", "matchers": ["team=x"], "continue": True},
                    {"receiver": "y", "matchers": ["team=~y|z", "env=prod"]},
                    {"receiver": "all", "matchers": ["env!=test"]},
                    {"receiver": "behind"},
                ],
            },
            "receivers": [{"name": name} for name in ("root", "x", "y", "all", "behind")],
        }
    ).tree

    def receivers(*unknown: str, **labels: str) -> list[str]:
        return [node.receiver for node in tree.takers(labels, unknown)]

    assert receivers("team", env="prod") == ["x", "y", "all"]
    assert receivers("team", env="test") == ["x", "behind"]
    assert receivers("env", team="y") == ["y", "all", "behind"]
    assert receivers("env", "team") == ["x", "y", "all", "behind"]
    assert receivers(team="z") == ["all"]


def test_every_node_comes_before_those_below_it() -> None:
    config, _ = _made(7)
    paths = [node.path for node in config.tree.every()]
    assert paths == sorted(paths)
    assert paths[0] == ()
