"""The inputs of common actions, by which a misspelt one is known.

An action may get another input with any version, so a name that is not here may still be right; one that is
nearly one of these is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

_CACHE = (
    "path",
    "key",
    "restore-keys",
    "upload-chunk-size",
    "enableCrossOsArchive",
    "fail-on-cache-miss",
    "lookup-only",
    "save-always",
)

INPUTS: Mapping[str, tuple[str, ...]] = {
    "actions/cache": _CACHE,
    "actions/cache/restore": _CACHE,
    "actions/cache/save": _CACHE,
    "actions/checkout": (
        *("repository", "ref", "token", "ssh-key", "ssh-known-hosts", "ssh-strict", "ssh-user"),
        *("persist-credentials", "path", "clean", "filter", "sparse-checkout", "sparse-checkout-cone-mode"),
        *("fetch-depth", "fetch-tags", "show-progress", "reference", "lfs", "submodules"),
        *("set-safe-directory", "github-server-url"),
    ),
    "actions/download-artifact": (
        *("name", "artifact-ids", "path", "pattern", "merge-multiple", "github-token", "repository"),
        "run-id",
    ),
    "actions/github-script": (
        *("script", "github-token", "debug", "user-agent", "previews", "result-encoding", "retries"),
        *("retry-exempt-status-codes", "base-url"),
    ),
    "actions/setup-go": (
        *("go-version", "go-version-file", "check-latest", "token", "cache", "cache-dependency-path"),
        "architecture",
    ),
    "actions/setup-node": (
        *("always-auth", "node-version", "node-version-file", "architecture", "check-latest"),
        *("registry-url", "scope", "token", "cache", "package-manager-cache", "cache-dependency-path"),
        *("mirror", "mirror-token", "version"),
    ),
    "actions/setup-python": (
        *("python-version", "python-version-file", "cache", "architecture", "check-latest", "token"),
        *("cache-dependency-path", "update-environment", "allow-prereleases", "ignore-platform-version"),
        *("freethreaded", "mirror", "mirror-token", "pip-version", "pip-install"),
    ),
    "actions/upload-artifact": (
        *("name", "path", "if-no-files-found", "retention-days", "compression-level", "overwrite"),
        *("include-hidden-files", "archive"),
    ),
}
"""The inputs of each action, of all its versions. Source: the action.yml of each repository, in 2026."""

_NEAR = 0.85
"""How alike two names are, from 0 to 1, that one is taken for the other misspelt."""


def misspelt_input(action: str, name: str) -> str | None:
    """The input that `name` was meant to be; None where it is one, or none is near.

    >>> misspelt_input("actions/checkout", "fetch_depth")
    'fetch-depth'
    """
    plain = {one.lower(): one for one in INPUTS.get(action.lower(), ())}
    if name.lower() in plain:
        return None
    near = get_close_matches(name.lower(), plain, n=1, cutoff=_NEAR)
    return plain[near[0]] if near else None
