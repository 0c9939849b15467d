"""What the versions of actions/checkout and actions/upload-artifact do with a job's token, and with the code
of others.
"""

from __future__ import annotations

from collections.abc import Mapping

ALLOWS_FORKS = "allow-unsafe-pr-checkout"
"""The input of actions/checkout that lets it fetch the code of a fork after all."""
REFUSING_EVENTS = ("pull_request_target", "workflow_run")
"""On these events newer versions refuse to fetch the code of a fork."""
_REFUSES: Mapping[int, tuple[int, int]] = {4: (4, 4), 5: (5, 1), 6: (6, 1)}
"""Major version -> where it began to refuse; all from 7 on do, and none before 4."""
_TOKEN_ELSEWHERE = 6
_LEAVES_OUT_HIDDEN: Mapping[int, tuple[int, int]] = {3: (3, 2), 4: (4, 4)}


def refuses_forks(checkout: tuple[int, ...]) -> bool:
    """Whether a version of actions/checkout refuses to fetch the code of a fork.

    One that is named by its major number alone is the newest of it. Sources:
    github.blog/changelog/2026-06-18-safer-pull_request_target-defaults-for-github-actions-checkout;
    github.com/actions/checkout, releases v4.4.0, v5.1.0, v6.1.0 and v7.0.0.

    >>> refuses_forks((4,)), refuses_forks((4, 3, 1)), refuses_forks((3,))
    (True, False, False)
    """
    major = checkout[0]
    if major in _REFUSES:
        return len(checkout) == 1 or checkout >= _REFUSES[major]
    return major > max(_REFUSES)


def leaves_token(checkout: tuple[int, ...]) -> bool:
    """Whether a version of actions/checkout writes the token to `.git/config`, in the folder of the code.

    Source: github.com/actions/checkout, release v6.0.0 ("Persist creds to a separate file").
    """
    return checkout[0] < _TOKEN_ELSEWHERE


def uploads_hidden(upload: tuple[int, ...]) -> bool:
    """Whether a version of actions/upload-artifact takes hidden files without being told to.

    Sources: github.com/actions/upload-artifact, releases v4.4.0 and v3.2.0, and issue 602.

    >>> uploads_hidden((4, 3, 6)), uploads_hidden((4,))
    (True, False)
    """
    major = upload[0]
    if major in _LEAVES_OUT_HIDDEN:
        return len(upload) > 1 and upload < _LEAVES_OUT_HIDDEN[major]
    return major < min(_LEAVES_OUT_HIDDEN)
