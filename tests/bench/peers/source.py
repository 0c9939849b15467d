"""Python source of calls: what a peer's project file is written with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Source(str):
    """Python source: inside other source it stands for itself, not for a string."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def call(function: str, *arguments: Any, **named: Any) -> Source:
    """The source of a call; what is None or empty is left out."""
    shown = [repr(one) for one in arguments]
    shown += [f"{name}={value!r}" for name, value in named.items() if value not in (None, {}, [])]
    return Source(f"{function}({', '.join(shown)})")


def settings(function: str, data: Mapping[str, Any]) -> Source:
    """A call with the keys of `data`, `-` written as `_`."""
    return call(function, **{key.replace("-", "_"): value for key, value in data.items()})
