"""What the tags of an action stand for now, as GitHub tells.

Source: docs.github.com/en/rest/git/refs, docs.github.com/en/rest/git/tags,
docs.github.com/en/rest/repos/repos#list-repository-tags, docs.github.com/en/rest/releases/releases.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from alertflow.cli.pinning.api import Api
from alertflow.compiler.lock import Pin
from alertflow.declared import AlertflowError, suggestion
from alertflow.github.actions.action import version_number

URL = "https://api.github.com"
_DEEPEST = 5
"""How many annotated tags may name each other before a commit."""


class UnknownError(AlertflowError):
    """GitHub knows no such repository, or no such tag."""


class Tags:
    """The tags of repositories. Every method raises UnreachableError where GitHub does not answer."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._listed: dict[str, dict[str, str]] = {}

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Tags:
        """As `GITHUB_API_URL` (of a GitHub Enterprise Server) and `GITHUB_TOKEN` say."""
        return cls(Api(environment.get("GITHUB_API_URL") or URL, environment.get("GITHUB_TOKEN", "")))

    def commit(self, repository: str, ref: str) -> str:
        """The commit at which the tag, or else the branch, `ref` stands. Raises UnknownError without one."""
        for kind in ("tags", "heads"):
            data = self._api.get(f"/repos/{repository}/git/ref/{kind}/{quote(ref)}")
            if data is not None:
                return self._dereferenced(repository, data)
        if self._api.get(f"/repos/{repository}") is None:
            blind = "" if self._api.token else " A private one is seen only with GITHUB_TOKEN."
            raise UnknownError(f"GitHub knows no repository {repository}.{blind}")
        hint = suggestion(ref, self._tags(repository))
        raise UnknownError(f"{repository} has neither a tag nor a branch '{ref}'. {hint}")

    def pin(self, repository: str, ref: str) -> Pin:
        """The commit of `ref`, with the most precise version that stands there: `v5` is v5.0.2."""
        sha = self.commit(repository, ref)
        asked = version_number(ref) or ()
        if len(asked) == 3:
            return Pin(ref, sha)
        there = [
            (number, tag)
            for tag, at in self._tags(repository).items()
            if at == sha and (number := version_number(tag)) and number[: len(asked)] == asked
        ]
        number, tag = max(there, default=((), ref))
        return Pin(tag if len(number) > len(asked) else ref, sha)

    def newest(self, repository: str) -> Pin | None:
        """The latest release, or else the highest version among the tags; None where there is neither."""
        release = self._api.get(f"/repos/{repository}/releases/latest")
        tag = str(release.get("tag_name", "")) if isinstance(release, dict) else ""
        if version_number(tag) is None:  # a release of something else, such as a bundle beside the action
            versions = [(number, one) for one in self._tags(repository) if (number := version_number(one))]
            tag = max(versions, default=((), ""))[1]
        return self.pin(repository, tag) if tag else None

    def _dereferenced(self, repository: str, data: Any) -> str:
        """The commit behind a reference: an annotated tag is an object of its own, which names the next."""
        for _ in range(_DEEPEST):
            kind, sha = self._object(data)
            if kind == "commit":
                return sha
            data = self._api.get(f"/repos/{repository}/git/tags/{sha}")
        raise self._api.odd("a tag of a tag of a tag, without end")

    def _object(self, data: Any) -> tuple[str, str]:
        """What a reference or an annotated tag points to: its type, and its SHA."""
        thing = data.get("object") if isinstance(data, dict) else None
        kind, sha = (thing.get("type"), str(thing.get("sha"))) if isinstance(thing, dict) else ("", "")
        if kind not in ("commit", "tag") or not re.fullmatch(r"[0-9a-f]{40}", sha):
            raise self._api.odd("a tag without a commit")
        return kind, sha

    def _tags(self, repository: str) -> dict[str, str]:
        """The tags of a repository, each with its commit; asked for once."""
        if repository not in self._listed:
            found = {}
            for one in self._api.pages(f"/repos/{repository}/tags?per_page=100"):
                commit = one.get("commit") if isinstance(one, dict) else None
                if isinstance(commit, dict):
                    found[str(one.get("name"))] = str(commit.get("sha"))
            self._listed[repository] = found
        return self._listed[repository]


__all__ = ["Tags", "UnknownError"]
