"""Packages whose names are imported when they are first used: nobody waits for what he does not need."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def lazily(package: str, names: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package (PEP 562) that gives `names` when it is asked for them.

    `names` are words: those behind `module:` are what that module of the package defines. None of them may be
    called as a module of the package is: once loaded, the module would stand in its place.
    """
    home: dict[str, str] = {}
    module = ""
    for word in names.split():
        if word.endswith(":"):
            module = f"{package}.{word[:-1]}"
        else:
            home[word] = module

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(home[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    def known() -> list[str]:
        return sorted({*home, *vars(sys.modules[package])})

    return get, known


__all__ = ["lazily"]
