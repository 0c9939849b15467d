"""Common actions with the commits of their versions, so that pinning one needs no network.

Each commit was seen with its version in the repositories named beside it, in 2026. A commit never changes
what it holds, so an entry never becomes wrong; it only becomes old.
"""

from __future__ import annotations

from typing import NamedTuple

from alertflow.declared import DeclarationError, caller, nearest
from alertflow.github.actions.action import Action, Uses, version_number


class Seen(NamedTuple):
    """One version of a repository's actions."""

    repository: str
    version: str
    sha: str
    where: tuple[str, ...]
    """The repositories whose workflows, or files of locked actions, have this version at this commit."""


_GH_AW = ("github/gh-aw", "github/gh-aw-mcpg")

SEEN = (
    Seen("actions/cache", "v6.1.0", "55cc8345863c7cc4c66a329aec7e433d2d1c52a9", _GH_AW),
    Seen(
        "actions/checkout",
        "v7.0.1",
        "3d3c42e5aac5ba805825da76410c181273ba90b1",
        (*_GH_AW, "Azure/azure-sdk-for-net", "github/awesome-copilot"),
    ),
    Seen(
        "actions/checkout",
        "v6.0.2",
        "de0fac2e4500dabe0009e67214ff5f5447ce83dd",
        ("github/copilot-sdk", "github/gh-aw-firewall", "microsoft/aspire"),
    ),
    Seen(
        "actions/checkout",
        "v4.3.1",
        "34e114876b0b11c390a56381ad16ebd13914f8d5",
        ("Azure/azure-sdk-tools", "github/gh-aw-firewall"),
    ),
    Seen("actions/create-github-app-token", "v3.2.0", "bcd2ba49218906704ab6c1aa796996da409d3eb1", _GH_AW),
    Seen(
        "actions/download-artifact",
        "v8.0.1",
        "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
        ("Azure/azure-sdk-for-net", "dotnet/sdk", "github/awesome-copilot", "github/gh-aw"),
    ),
    Seen(
        "actions/github-script",
        "v9.0.0",
        "3a2844b7e9c422d3c10d287c895573f7108da1b3",
        (*_GH_AW, "Azure/azure-sdk-for-net", "dotnet/sdk", "github/copilot-sdk"),
    ),
    Seen("actions/setup-dotnet", "v6.0.0", "a98b56852c35b8e3190ac28c8c2271da59106c68", _GH_AW),
    Seen("actions/setup-go", "v7.0.0", "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e", _GH_AW),
    Seen("actions/setup-java", "v6.0.1", "de7274f081f381c8f8158605e0321c36c376e2e6", _GH_AW),
    Seen(
        "actions/setup-node",
        "v7.0.0",
        "820762786026740c76f36085b0efc47a31fe5020",
        ("Azure/azure-sdk-for-net", "github/gh-aw"),
    ),
    Seen(
        "actions/setup-node",
        "v4.4.0",
        "49933ea5288caeca8642d1e84afbd3f7d6820020",
        ("Azure/azure-sdk-tools", "github/gh-aw-firewall"),
    ),
    Seen("actions/setup-python", "v7.0.0", "5fda3b95a4ea91299a34e894583c3862153e4b97", _GH_AW),
    Seen(
        "actions/upload-artifact",
        "v7.0.1",
        "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
        ("Azure/azure-sdk-for-net", "dotnet/sdk", "github/awesome-copilot", "github/gh-aw"),
    ),
    Seen(
        "actions/upload-artifact",
        "v4.6.2",
        "ea165f8d65b6e75b540449e92b4886f43607fa02",
        ("dotnet/runtime", "github/gh-aw-firewall"),
    ),
    Seen("anchore/sbom-action", "v0.24.3", "66cbf4bc1f1c0d2edc94016e65bc221b6bb0ad6c", _GH_AW),
    Seen("astral-sh/setup-uv", "v10.2.0", "c18668ad3cf93ea998bef934396af7bb5c839dc7", _GH_AW),
    Seen("denoland/setup-deno", "v2.0.5", "22d081ff2d3a40755e97629de92e3bcbfa7cf2ed", _GH_AW),
    Seen("docker/build-push-action", "v7.4.0", "c3c9e263c25d99ce0380d002d59b67737d91b0dc", _GH_AW),
    Seen("docker/login-action", "v4.6.0", "dbcb813823bdd20940b903addbd779551569679f", _GH_AW),
    Seen("docker/setup-buildx-action", "v4.4.1", "f87e5991a6d7451dcb8d9637bfbc97413f497069", _GH_AW),
    Seen("oven-sh/setup-bun", "v2.2.0", "0c5077e51419868618aeaa5fe8019c62421857d6", _GH_AW),
    Seen("ruby/setup-ruby", "v1.327.0", "14594264cd68ce8a2345dd349bc3d138a4ef85c8", _GH_AW),
)
"""Every version that the package knows, by repository, the newest first."""


def catalogued(uses: Uses) -> Action | None:
    """The action that `uses` names, at the newest commit known for its version; None for one not known.

    `v6` is any version 6: `actions/cache@v6` gives v6.1.0. Names on GitHub have no case.

    >>> catalogued(Uses("docker/login-action", "v4"))  # doctest: +ELLIPSIS
    Action(name='docker/login-action', sha='dbcb8138...', version='v4.6.0', outputs=())
    """
    wanted = version_number(uses.ref)
    for seen in SEEN:
        if seen.repository.lower() == uses.repository.lower():
            number = version_number(seen.version) or ()
            if wanted and (number == wanted or (len(wanted) < 3 and number[: len(wanted)] == wanted)):
                return Action(uses.name, sha=seen.sha, version=seen.version)
    return None


def known_action(text: str) -> Action:
    """The action that `text` names, at the newest commit known for its version: `docker/login-action@v4`.

    Raises DeclarationError for one that the package does not know; `alertflow pin` finds the commit of any.

    >>> known_action("docker/login-action@v4").version
    'v4.6.0'
    """
    uses = Uses.of(text)
    if uses is None:
        raise DeclarationError(f"'{text}' names no action: owner/repository@version.", caller())
    if (action := catalogued(uses)) is None:
        raise DeclarationError(f"'{text}' is not in the catalogue. {_instead_of(uses)}", caller())
    return action


def _instead_of(uses: Uses) -> str:
    """The sentence that helps after an unknown action or version."""
    versions = [one.version for one in SEEN if one.repository.lower() == uses.repository.lower()]
    if versions:
        return f"Known of {uses.repository}: {', '.join(versions)}."
    if close := nearest(uses.repository.lower(), [one.repository for one in SEEN]):
        return f"Did you mean '{close}@{uses.ref}'?"
    return "'alertflow pin' finds the commit of any action: Action(name, sha=…, version=…)."


def _known(name: str, *outputs: str) -> Action:
    seen = next(one for one in SEEN if name.startswith(one.repository))
    return Action(name, sha=seen.sha, version=seen.version, outputs=outputs)


CACHE = _known("actions/cache", "cache-hit")
CHECKOUT = _known("actions/checkout", "ref", "commit")
DOWNLOAD_ARTIFACT = _known("actions/download-artifact", "download-path")
GITHUB_SCRIPT = _known("actions/github-script", "result")
SETUP_GO = _known("actions/setup-go", "cache-hit", "go-version")
SETUP_NODE = _known("actions/setup-node", "cache-hit", "node-version")
SETUP_PYTHON = _known("actions/setup-python", "python-version", "cache-hit", "python-path")
SETUP_UV = _known("astral-sh/setup-uv", "uv-version", "uv-path", "uvx-path", "cache-hit")
UPLOAD_ARTIFACT = _known("actions/upload-artifact", "artifact-id", "artifact-url", "artifact-digest")
CATALOGUE = (
    *(CACHE, CHECKOUT, DOWNLOAD_ARTIFACT, GITHUB_SCRIPT, SETUP_GO),
    *(SETUP_NODE, SETUP_PYTHON, SETUP_UV, UPLOAD_ARTIFACT),
)
"""The actions that have a name here, at the newest version known; their outputs are from their action.yml."""

__all__ = [
    "CACHE",
    "CATALOGUE",
    "CHECKOUT",
    "DOWNLOAD_ARTIFACT",
    "GITHUB_SCRIPT",
    "SEEN",
    "SETUP_GO",
    "SETUP_NODE",
    "SETUP_PYTHON",
    "SETUP_UV",
    "UPLOAD_ARTIFACT",
    "Seen",
    "catalogued",
    "known_action",
]
