"""Actions: one pinned to a commit, and how text names one."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from pydantic import Field, field_validator

from alertflow.declared import Declared, Items
from alertflow.yaml import Pinned

_is_sha = re.compile(r"[0-9a-f]{40}").fullmatch
_is_action = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_./-]+)?").fullmatch
_is_ref = re.compile(r"[^\s@~^:?*\[\\\x00-\x20\x7f]+").fullmatch
_version = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?", re.ASCII).fullmatch


class Action(Declared):
    """A published action at one commit: `Action("actions/checkout", sha="3d3c…", version="v7.0.1")`.

    A tag can be moved to other code, a commit cannot; `version` says in a comment which tag the commit had.
    `alertflow pin` finds the commit of a tag.
    """

    name: str = Field(kw_only=False)
    """`owner/repository`, or `owner/repository/path` for one of several in a repository."""
    sha: str
    """The commit, 40 hexadecimal digits."""
    version: str
    """The tag that stood at that commit, for people and for update bots."""
    outputs: Items[str] = ()
    """The outputs that a step with this action has."""

    @field_validator("name")
    @classmethod
    def _name(cls, name: str) -> str:
        if not _is_action(name):
            raise ValueError(f"'{name}' should be owner/repository or owner/repository/path.")
        return name

    @field_validator("sha")
    @classmethod
    def _sha(cls, sha: str) -> str:
        if not _is_sha(sha):
            raise ValueError(
                f"'{sha}' should be a commit: 40 digits 0-9 and a-f. A tag or a branch can be moved."
            )
        return sha

    @cached_property
    def pin(self) -> Pinned:
        """What stands behind `uses:`, with the version as its comment."""
        return Pinned(f"{self.name}@{self.sha}", self.version)


class Uses(NamedTuple):
    """A published action, or reusable workflow, as text names it: `actions/cache/save@v5`."""

    name: str
    """`owner/repository`, or `owner/repository/path`."""
    ref: str
    """A tag, a branch or a commit."""

    @classmethod
    def of(cls, text: str) -> Uses | None:
        """What `text` names; None for what is in the same repository (`./…`), an image, and what is no name.

        >>> Uses.of("actions/cache/save@v5")
        Uses(name='actions/cache/save', ref='v5')
        """
        name, _, ref = text.partition("@")
        found = _is_action(name) and not {".", ".."} & set(name.split("/")) and _is_ref(ref)
        return cls(name, ref) if found else None

    @property
    def repository(self) -> str:
        """`owner/repository`, whose commit it is."""
        return "/".join(self.name.split("/")[:2])

    @property
    def is_commit(self) -> bool:
        """Whether it is pinned already."""
        return bool(_is_sha(self.ref))

    def __str__(self) -> str:
        return f"{self.name}@{self.ref}"


def version_number(tag: str) -> tuple[int, ...] | None:
    """The numbers of a tag that is a version, most significant first; None for any other.

    One with three never moves, by custom; one with fewer moves on with each release.

    >>> version_number("v4.2.2"), version_number("v4"), version_number("v4-beta")
    ((4, 2, 2), (4,), None)
    """
    found = _version(tag)
    return tuple(int(part) for part in found.groups() if part is not None) if found else None


__all__ = ["Action", "Uses", "version_number"]
