"""What a file imports, and by which name each symbol is known in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from alertflow.importer.writing.nodes import Symbol
from alertflow.importer.writing.strings import SHORT

QUALIFIED = frozenset(
    {"alertflow.alertmanager", "alertflow.kubernetes", "alertflow.sloth", "alertflow.openslo"}
)
"""Languages whose names say what they are only behind the language's own: `alertmanager.Route` is not what
alertflow calls a route.
"""


class Imports:
    """The imports of one file.

    A symbol is imported by its own name. Where two packages have one of that name, alertflow's own keeps it,
    and all that is used of the other stands behind that package's: `prometheus.RuleGroup`. So it does where
    the file itself calls something by that name (`variables`).
    """

    def __init__(self, symbols: Iterable[Symbol], variables: frozenset[str] = frozenset()) -> None:
        used: dict[str, set[str]] = defaultdict(set)
        for symbol in symbols:
            if symbol.module != "builtins":
                used[symbol.module].add(symbol.name.partition(".")[0])
        home: dict[str, str] = {}
        qualified = {module for module in used if module in QUALIFIED}
        for module in sorted(used, key=lambda one: (one.count("."), one)):
            for name in used[module] if module not in qualified else ():
                if home.setdefault(name, module) != module or (name in variables and "." in module):
                    qualified.add(module)
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        """By module: its names, each with the one that it has here."""
        for module in set(used) - qualified:
            self._names[module] = {name: name for name in used[module]}
        taken = {*variables, *(name for names in self._names.values() for name in names)}
        self._behind: dict[str, str] = {}
        for module in sorted(qualified):
            package, _, name = module.rpartition(".")
            self._behind[module] = here = f"{name}_files" if name in taken else name
            self._names[package][name] = here
            taken.add(here)

    def name(self, symbol: Symbol) -> str:
        """What `symbol` is called in this file."""
        behind = self._behind.get(symbol.module)
        return f"{behind}.{symbol.name}" if behind else symbol.name

    def text(self) -> str:
        """The statements, as isort orders them; '' where nothing is imported."""
        lines = []
        for module in sorted(self._names):
            names = self._names[module]
            plain = sorted((name for name, here in names.items() if name == here), key=_order)
            line = f"from {module} import {', '.join(plain)}"
            if len(line) > SHORT:
                line = "\n".join([f"from {module} import (", *[f"    {one}," for one in plain], ")"])
            if plain:
                lines.append(line)
            renamed = sorted((name for name, here in names.items() if name != here), key=_order)
            lines += [f"from {module} import {name} as {names[name]}" for name in renamed]
        return "\n".join(lines)


def _order(name: str) -> tuple[int, str, str]:
    """Constants, then classes, then the rest; each by the alphabet."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return kind, name.lower(), name


@cache
def symbol_of(cls: type) -> Symbol:
    """Where a person imports the class `cls` of ours from."""
    from importlib import import_module

    parts = cls.__module__.split(".")
    if parts[:2] == ["alertflow", "model"]:
        homes = ["alertflow", *[f"alertflow.{topic}" for topic in _TOPICS]]
    else:
        homes = [".".join(parts[:count]) for count in range(2, len(parts) + 1)]
    for home in homes:
        module = import_module(home)
        if cls.__name__ in getattr(module, "__all__", ()) and getattr(module, cls.__name__) is cls:
            return Symbol(home, cls.__name__)
    return Symbol(cls.__module__, cls.__qualname__)


_TOPICS = ("receivers", "slo", "dispatch", "pipeline", "cluster", "testing")
"""The modules beside `alertflow` itself from which people import what the model has."""

__all__ = ["QUALIFIED", "Imports", "symbol_of"]
