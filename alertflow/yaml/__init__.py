"""YAML as alertflow writes and reads it: one style for every file, and proof that a file says what was meant.

What reads is imported on first use: a language needs only `Pinned`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alertflow.yaml.emitter import Pinned, dump

if TYPE_CHECKING:
    from alertflow.yaml.proof import UnprovenError, proven
    from alertflow.yaml.reader import parse

__all__ = ["Pinned", "UnprovenError", "dump", "parse", "proven"]

_LAZY = {
    "parse": "alertflow.yaml.reader",
    "proven": "alertflow.yaml.proof",
    "UnprovenError": "alertflow.yaml.proof",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_LAZY[name]), name)
    return found
