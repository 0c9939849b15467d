"""Actions pinned to a commit, and the catalogue of those that alertflow uses."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import Field, field_validator

from alertflow.declared import Declared, Items
from alertflow.yaml import Pinned

_is_sha = re.compile(r"[0-9a-f]{40}").fullmatch
_is_action = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_./-]+)?").fullmatch


class Action(Declared):
    """A published action at one commit: `Action("actions/checkout", sha="3d3c…", version="v7.0.1")`.

    A tag can be moved to other code, a commit cannot; `version` says in a comment which tag the commit had.
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


CHECKOUT = Action(
    "actions/checkout",
    sha="3d3c42e5aac5ba805825da76410c181273ba90b1",
    version="v7.0.1",
    outputs=["ref", "commit"],
)
UPLOAD_ARTIFACT = Action(
    "actions/upload-artifact",
    sha="043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
    version="v7.0.1",
    outputs=["artifact-id", "artifact-url", "artifact-digest"],
)
DOWNLOAD_ARTIFACT = Action(
    "actions/download-artifact",
    sha="3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    version="v8.0.1",
    outputs=["download-path"],
)
SETUP_NODE = Action(
    "actions/setup-node",
    sha="820762786026740c76f36085b0efc47a31fe5020",
    version="v7.0.0",
    outputs=["cache-hit", "node-version"],
)
SETUP_PYTHON = Action(
    "actions/setup-python",
    sha="5fda3b95a4ea91299a34e894583c3862153e4b97",
    version="v7.0.0",
    outputs=["python-version", "cache-hit", "python-path"],
)
SETUP_GO = Action(
    "actions/setup-go",
    sha="b7ad1dad31e06c5925ef5d2fc7ad053ef454303e",
    version="v7.0.0",
    outputs=["cache-hit", "go-version"],
)
SETUP_UV = Action(
    "astral-sh/setup-uv",
    sha="c771a70e6277c0a99b617c7a806ffedaca235ff9",
    version="v9.0.0",
    outputs=["uv-version", "uv-path", "uvx-path", "cache-hit"],
)
CATALOGUE = (CHECKOUT, UPLOAD_ARTIFACT, DOWNLOAD_ARTIFACT, SETUP_NODE, SETUP_PYTHON, SETUP_GO, SETUP_UV)
"""Every action above; each commit and version was seen together in well-kept projects in August 2026."""
