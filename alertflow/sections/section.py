"""The section: a mapping of a file whose keys are the fields of a class.

One table for each class, made from its fields, serves the writer here and the reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from alertflow.declared import DeclarationError
from alertflow.sections.mapped import FILE, File, Mapped

if TYPE_CHECKING:
    from alertflow.sections.dialects import Dialect
    from alertflow.sections.places import Places


class _Keys:
    """How a class names its keys, unless it says otherwise.

    Apart from `Section`: pydantic would evaluate these annotations anew for each of its subclasses.
    """

    if TYPE_CHECKING:
        CAMEL: ClassVar[bool]
        """Whether its keys are in camelCase: `min_replicas` is `minReplicas`."""
        OTHERWISE: ClassVar[Mapping[str, str]]
        """The keys that are made in no such way, by field."""
        FIXED: ClassVar[Mapping[str, str]]
        """Keys behind which only one text may stand, by which a file knows the class: `kind`."""
        ELSEWHERE: ClassVar[Mapping[str, str]]
        """Keys that belong elsewhere, and what is said of each where it stands here."""
        DIALECT: ClassVar[Dialect | None]
        """The YAML of the program that reads the file; None, but for what a whole file is."""

    CAMEL = False
    OTHERWISE = {}
    FIXED = {}
    ELSEWHERE = {}
    DIALECT = None


class Section(_Keys, Mapped):
    """A mapping of a file.

    A field that was given is written as the key of its name, less a trailing `_`; not what is None or an
    empty collection, unless the file had it. Empty text is written: it overrides the program's own default.
    """

    extra: Mapping[str, Any] = Field(default_factory=dict)
    """Keys that this library does not know yet, written as they are, behind the others."""

    @classmethod
    def keys(cls) -> Mapping[str, str]:
        """The key of each field, in the order in which they are written."""
        return _keys(cls)

    def to_data(self) -> dict[str, Any]:
        """The section as plain data.

        Raises DeclarationError where `extra` has a key that is written already.
        """
        given, values = self.model_fields_set, self.__dict__
        data: dict[str, Any] = dict(self.FIXED)
        empty = self.empty
        for field, key in _keys(type(self)).items():
            value = values[field]
            if field not in given or value is None or (not value and isinstance(value, (tuple, dict))):
                if key in empty:
                    data[key] = empty[key]
            else:
                data[key] = value if type(value) is str else plain(value)
        for key, value in self.extra.items():
            if key in data:
                raise DeclarationError(
                    f"{type(self).__name__}(…): extra has '{key}', which is set already; give it only once.",
                    self.place("extra"),
                )
            data[key] = plain(value)
        return data


def remember_file(section: Section, places: Places, empty: Mapping[str, Any]) -> None:
    """Makes `section` remember the file that it was read from."""
    section.__dict__[FILE] = File(places, empty)


def plain(value: Any) -> Any:
    """A field's value as plain data, all through lists and mappings; what knows its own text, as that."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if isinstance(value, Section):
        return value.to_data()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value if isinstance(value, (str, int, float)) else str(value)


@cache
def _keys(cls: type[Section]) -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for name in cls.model_fields:
        if name != "extra":
            made = name.rstrip("_")
            if cls.CAMEL:
                made = re.sub(r"_(\w)", lambda found: found[1].upper(), made)
            keys[name] = cls.OTHERWISE.get(name, made)
    return keys
