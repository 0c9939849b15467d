"""What the `uses` of a step names, whether it is an Action or text: the action, and as far as can be told its
version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from alertflow.github.actions.action import Action, Uses, version_number
from alertflow.github.actions.catalogue import SEEN
from alertflow.github.jobs.step import UsesStep
from alertflow.github.values import variables

_DOUBLED = re.compile(r"/(?:\.?/)+")


def name_of(uses: Action | str) -> str:
    """The action in lower case and without its version, as GitHub finds it: `actions/cache/save`.

    >>> name_of("Actions/Checkout@v5")
    'actions/checkout'
    """
    name = uses.name if isinstance(uses, Action) else uses.partition("@")[0]
    return _DOUBLED.sub("/", name.lower()).rstrip("/")


def version_of(uses: Action | str) -> tuple[int, ...] | None:
    """The numbers of the version, most significant first; None where nothing tells: a branch, or a commit
    that the catalogue does not know.

    >>> version_of("actions/checkout@v4.1"), version_of("actions/checkout@main")
    ((4, 1), None)
    """
    if isinstance(uses, Action):
        return version_number(uses.version)
    named = Uses.of(uses)
    if named is None:
        return None
    if named.is_commit:
        return next((version_number(one.version) for one in SEEN if one.sha == named.ref), None)
    return version_number(named.ref)


def inputs_of(step: UsesStep) -> Mapping[str, Any]:
    """What a step gives to its action, by the lower case of the names, as GitHub compares them."""
    return {name.lower(): value for name, value in variables(step.with_).items()}
