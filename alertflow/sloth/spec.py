"""The file that `sloth generate` reads: one service in each YAML document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from alertflow.sections import GO_YAML_2, Dialect
from alertflow.sloth.levels import ServiceLevels


class SlothSpec(ServiceLevels):
    """A specification: a service and its objectives.

    Source: https://sloth.dev/specs/default/. Sloth takes numbers and true for the values of labels up to
    0.12, and no longer in what comes after.
    """

    FIXED: ClassVar[Mapping[str, str]] = {"version": "prometheus/v1"}
    DIALECT: ClassVar[Dialect | None] = GO_YAML_2

    @classmethod
    def parse(cls, text: str, path: str) -> Self:
        """The specification that `text`, a file of one YAML document, holds; it knows its places there.

        Raises AlertflowError, with the place of each, for what is not of the form that Sloth reads.
        """
        from alertflow.sections import read  # only who has files needs it

        return read(cls, text, path)


__all__ = ["SlothSpec"]
