"""What every part of a configuration shares: how it becomes plain data, and the way out for untyped keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import Field

from alertflow.declared import Declared


class Section(Declared):
    """A part of an Alertmanager configuration, written as a mapping.

    A field that is None or empty is left out, so that Alertmanager's own default holds. Keys that this
    library does not type go into `extra`; they are written behind the others, as they are.
    """

    extra: Mapping[str, Any] = Field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The part as Alertmanager reads it: keys in customary order, nothing that is at its default."""
        data = {}
        for name, key in keys_of(type(self)):
            value = getattr(self, name)
            if value is not None and value != () and value != {} and value != "":
                data[key] = plain(value)
        data.update(self.extra)
        return data


@cache
def keys_of(section: type[Section]) -> tuple[tuple[str, str], ...]:
    """The fields of `section` and the keys they are written as, in order: `continue_` is `continue`."""
    return tuple((name, name.rstrip("_")) for name in section.model_fields if name != "extra")


def plain(value: Any) -> Any:
    """`value` as dicts, lists and scalars."""
    if isinstance(value, Section):
        return value.to_data()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


__all__ = ["Section", "keys_of", "plain"]
