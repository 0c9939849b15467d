"""What every object of OpenSLO begins with, and the kinds of text that its fields are.

Source: https://github.com/OpenSLO/OpenSLO#specification, `openslo/v1`, and pkg/openslo/v1 there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from alertflow.declared import Expected, Items
from alertflow.sections import KUBERNETES, Dialect, Section

VERSION = "openslo/v1"

Shorthand = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]+[mhdwMQY]$"),
    Expected("Should be a whole number and one of m, h, d, w, M (months), Q (quarters) and Y (years): 30d"),
]
"""A span of time, such as `30d` or `1M`."""


class Part(Section):
    """A part of an object; its keys are in camelCase."""

    CAMEL: ClassVar[bool] = True


class Metadata(Part):
    """What an object is called, and what else is known of it."""

    name: str = Field(kw_only=False)
    display_name: str = ""
    labels: Mapping[str, str | Items[str]] = Field(default_factory=dict)
    """Each is one value or several."""
    annotations: Mapping[str, str] = Field(default_factory=dict)


class OpenSlo(Part):
    """An object of OpenSLO, of any kind; each kind is a class of its own."""

    DIALECT: ClassVar[Dialect | None] = KUBERNETES

    metadata: Metadata

    @staticmethod
    def parse(text: str, path: str) -> OpenSlo:
        """The object that `text`, a file of one YAML document, holds; it knows its places there.

        Raises AlertflowError, with the place of each, for what is not of the form that OpenSLO says, for an
        older or newer form, and for an unknown kind.
        """
        from alertflow.openslo.reading import read_object  # it knows all kinds, and they begin with this

        return read_object(text, path)


__all__ = ["VERSION", "Metadata", "OpenSlo", "Part", "Shorthand"]
