"""What GitHub has taken away: runners that are no longer there, and versions of actions that only fail."""

from __future__ import annotations

from typing import NamedTuple

from alertflow.github.actions.action import Uses, version_number


class Retired(NamedTuple):
    """Something that GitHub no longer runs."""

    since: str
    """The day, as ISO 8601 has it."""
    source: str
    """Where GitHub said so."""
    instead: str
    """What takes its place."""


_IMAGES = "github.com/actions/runner-images, issue"
_CHANGELOG = "github.blog/changelog/"

RUNNERS = {
    "ubuntu-16.04": Retired(
        "2021-09-20",
        _CHANGELOG + "2021-04-29-github-actions-ubuntu-16-04-lts-virtual-environment-will-be-removed-"
        "on-september-20-2021",
        "ubuntu-24.04",
    ),
    "ubuntu-18.04": Retired("2023-04-01", f"{_IMAGES} 6002", "ubuntu-24.04"),
    "ubuntu-20.04": Retired("2025-04-15", f"{_IMAGES} 11101", "ubuntu-24.04"),
    "macos-10.15": Retired("2022-12-01", f"{_IMAGES} 5583", "macos-15"),
    "macos-11": Retired(
        "2024-06-28",
        _CHANGELOG + "2024-05-20-actions-upcoming-changes-to-github-hosted-macos-runners",
        "macos-15",
    ),
    "macos-12": Retired("2024-12-03", f"{_IMAGES} 10721", "macos-15"),
    "macos-13": Retired("2025-12-04", f"{_IMAGES} 13046", "macos-15-intel"),
    "macos-14": Retired("2026-11-02", f"{_IMAGES} 13518", "macos-15"),
    "windows-2016": Retired("2022-04-01", f"{_IMAGES} 5238", "windows-2025"),
    "windows-2019": Retired("2025-06-30", f"{_IMAGES} 12045", "windows-2025"),
}
"""The labels of GitHub's own runners that no machine has any more."""

_ARTIFACTS = _CHANGELOG + "2024-04-16-deprecation-notice-v3-of-the-artifact-actions"
_CACHE = _CHANGELOG + "2024-12-05-notice-of-upcoming-releases-and-breaking-changes-for-github-actions"
_VERSIONS = {
    "actions/upload-artifact": (3, Retired("2025-01-30", _ARTIFACTS, "actions/upload-artifact@v7")),
    "actions/download-artifact": (3, Retired("2025-01-30", _ARTIFACTS, "actions/download-artifact@v8")),
    "actions/cache": (2, Retired("2025-03-01", _CACHE, "actions/cache@v6")),
}
"""By repository, the last of the major versions that fail on github.com."""

NODE_VERSIONS = {
    "node12": Retired(
        "2023-06-14",
        _CHANGELOG + "2023-05-04-github-actions-all-actions-will-run-on-node16-instead-of-node12",
        "node24",
    ),
    "node16": Retired(
        "2024-11-12",
        _CHANGELOG + "2024-09-25-end-of-life-for-actions-node16",
        "node24",
    ),
}
"""The versions of Node.js that an action may name and that no runner has any more: it runs in a newer one."""


def retired_action(uses: Uses) -> Retired | None:
    """Since when a version of an action fails on github.com; None where it runs or is not known.

    >>> retired_action(Uses("actions/cache/save", "v2.1.7")).since
    '2025-03-01'
    """
    last, retired = _VERSIONS.get(uses.repository.lower(), (0, None))
    number = version_number(uses.ref)
    return retired if number is not None and number[0] <= last else None
