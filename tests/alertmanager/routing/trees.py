"""Route trees, inhibition rules and alerts, many and made, as data that Alertmanager reads."""

import json
import random
from typing import Any

from alertflow.alertmanager import Config

Data = dict[str, Any]
Labels = dict[str, str]

_NAMES = ["a", "b", "c", "severity"]
_WIDER = [*_NAMES, "Σ", "k8s.pod"]
_VALUES = ["x", "y", "xy", "x y", "é"]
_PATTERNS = ["x", "x|y", "x.*", ".+", ".*", "", "|x", "[xy]+", "(?i)X|é", "x|", r"\w y", "^y$", "[^x]*"]


class Maker:
    """Makes the same things for the same `seed`. `utf8` says whether labels may have names beyond ASCII."""

    def __init__(self, seed: int, utf8: bool = False) -> None:
        self.chance = random.Random(seed)
        self.names = _WIDER if utf8 else _NAMES

    def matcher(self) -> str:
        """A matcher as text, its value in quotes or not."""
        name = self.chance.choice(self.names)
        if not name.isascii() or not name.isidentifier():
            name = json.dumps(name, ensure_ascii=False)
        op = self.chance.choice(["=", "=", "!=", "=~", "=~", "!~"])
        value = self.chance.choice(_PATTERNS if "~" in op else [*_VALUES, ""])
        bare = value.isalnum() and self.chance.random() < 0.3
        return name + op + (value if bare else json.dumps(value, ensure_ascii=False))

    def matchers(self, key: str, most: int = 2) -> Data:
        """Some matchers for `key` (`matchers`, `source_matchers`), in the notations that there are."""
        kind = self.chance.random()
        name = self.chance.choice(_NAMES)
        old = key.removesuffix("ers")
        if kind < 0.15:
            return {old: {name: self.chance.choice(_VALUES)}}
        if kind < 0.25:
            return {f"{old}_re": {name: self.chance.choice(_PATTERNS)}}
        texts = [self.matcher() for _ in range(self.chance.randint(0, most))]
        if kind < 0.4 and texts:
            texts = ["{" + ",".join(texts) + self.chance.choice(["", ","]) + "}"]
        return {key: texts} if texts else {}

    def route(self, receivers: list[str], depth: int = 3) -> Data:
        """A route and those below it, `depth` levels of them."""
        route: Data = self.matchers("matchers")
        if self.chance.random() < 0.8:
            route["receiver"] = self.chance.choice(receivers)
        if self.chance.random() < 0.4:
            route["continue"] = self.chance.random() < 0.8
        if self.chance.random() < 0.4:
            route["group_by"] = self.chance.choice([["a"], ["b", "a"], ["..."], ["c", "none"]])
        if depth > 0:
            route["routes"] = [
                self.route(receivers, depth - 1) for _ in range(self.chance.choice([0, 1, 2, 3, 4]))
            ]
        return route

    def rule(self) -> Data:
        """An inhibition rule."""
        equal = self.chance.choice([[], ["a"], ["b"], ["a", "c"], ["none"]])
        return {**self.matchers("source_matchers", 1), **self.matchers("target_matchers", 1), "equal": equal}

    def alert(self) -> Labels:
        """An alert's labels."""
        values = [*_VALUES, "X", "É", "yx", "xx"]
        return {name: self.chance.choice(values) for name in self.names if self.chance.random() < 0.6}

    def alerts(self, count: int) -> list[Labels]:
        """As many label sets, no two of them equal."""
        found: dict[tuple[tuple[str, str], ...], Labels] = {}
        while len(found) < count:
            labels = {**self.alert(), "number": str(len(found))}
            found[tuple(labels.items())] = labels
        return list(found.values())


def parsed(config: Data) -> Config:
    """`config` as this library reads it."""
    return Config.parse(json.dumps(config), "alertmanager.yml")
