"""Which contexts and which special functions each key of a workflow or action file may use.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/contexts, "Context availability", and
`workflow-v1.0.json` and `action-v1.0.json` in github.com/actions/languageservices, which know some keys that
the page does not (snapshots, action files).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

STATUS = frozenset(("always", "cancelled", "failure", "success"))
"""Functions that say how the run has gone, in `if` only."""
SPECIAL = STATUS | {"hashFiles"}
"""Every function that is not available everywhere."""


@dataclass(frozen=True)
class Allowed:
    """What the expressions of one key may use."""

    contexts: frozenset[str]
    functions: frozenset[str]
    """The special ones; all others are available wherever an expression is."""


NOTHING = Allowed(frozenset(), frozenset())
"""No expression at all: GitHub refuses `${{` there."""

_RUN = frozenset(("github", "inputs", "vars"))
_BEFORE_MATRIX = _RUN | {"needs"}
_JOB = _BEFORE_MATRIX | {"matrix", "strategy"}
_ON_RUNNER = _JOB | {"env", "job", "runner"}
_STEP = _ON_RUNNER | {"secrets", "steps"}
_ACTION = frozenset(("env", "github", "inputs", "job", "matrix", "runner", "steps", "strategy"))
"""A composite action sees neither secrets nor needs: what it shall know it is given as an input."""
_FILES = frozenset(("hashFiles",))


def _allow(
    contexts: frozenset[str], *keys: str, functions: frozenset[str] = frozenset()
) -> dict[str, Allowed]:
    return dict.fromkeys(keys, Allowed(contexts, functions))


AVAILABLE: Mapping[str, Allowed] = {
    # A workflow
    **_allow(_RUN, "run-name", "concurrency", "on.workflow_call.inputs.<inputs_id>.default"),
    **_allow(_RUN | {"secrets"}, "env"),
    **_allow(_RUN | {"jobs"}, "on.workflow_call.outputs.<output_id>.value"),
    **_allow(frozenset(), "name", "description", "on", "permissions", "defaults"),
    # A job
    **_allow(_BEFORE_MATRIX, "jobs.<job_id>.if", functions=STATUS),
    **_allow(_BEFORE_MATRIX, "jobs.<job_id>.strategy"),
    **_allow(
        _JOB,
        "jobs.<job_id>.cancel-timeout-minutes",
        "jobs.<job_id>.concurrency",
        "jobs.<job_id>.container",
        "jobs.<job_id>.container.image",
        "jobs.<job_id>.continue-on-error",
        "jobs.<job_id>.environment",
        "jobs.<job_id>.name",
        "jobs.<job_id>.runs-on",
        "jobs.<job_id>.services",
        "jobs.<job_id>.snapshot.if",
        "jobs.<job_id>.timeout-minutes",
        "jobs.<job_id>.with.<with_id>",
    ),
    **_allow(_JOB | {"env"}, "jobs.<job_id>.defaults.run"),
    **_allow(_JOB | {"secrets"}, "jobs.<job_id>.env", "jobs.<job_id>.secrets.<secrets_id>"),
    **_allow(
        _JOB | {"env", "secrets"},
        "jobs.<job_id>.container.credentials",
        "jobs.<job_id>.services.<service_id>.credentials",
    ),
    **_allow(
        _ON_RUNNER | {"secrets"},
        "jobs.<job_id>.container.env.<env_id>",
        "jobs.<job_id>.services.<service_id>.env.<env_id>",
    ),
    **_allow(_ON_RUNNER | {"steps"}, "jobs.<job_id>.environment.url"),
    **_allow(_STEP, "jobs.<job_id>.outputs.<output_id>"),
    **_allow(
        frozenset(),
        "jobs.<job_id>.needs",
        "jobs.<job_id>.permissions",
        "jobs.<job_id>.snapshot",
        "jobs.<job_id>.uses",
    ),
    # A step
    **_allow(_ON_RUNNER | {"steps"}, "jobs.<job_id>.steps.if", functions=SPECIAL),
    **_allow(
        _STEP,
        "jobs.<job_id>.steps.continue-on-error",
        "jobs.<job_id>.steps.env",
        "jobs.<job_id>.steps.name",
        "jobs.<job_id>.steps.run",
        "jobs.<job_id>.steps.timeout-minutes",
        "jobs.<job_id>.steps.with",
        "jobs.<job_id>.steps.working-directory",
        functions=_FILES,
    ),
    **_allow(
        frozenset(),
        "jobs.<job_id>.steps.background",
        "jobs.<job_id>.steps.cancel",
        "jobs.<job_id>.steps.id",
        "jobs.<job_id>.steps.shell",
        "jobs.<job_id>.steps.uses",
        "jobs.<job_id>.steps.wait",
        "jobs.<job_id>.steps.wait-all",
    ),
    # An action file
    **_allow(_ACTION - {"env", "inputs", "steps"}, "inputs.<input_id>.default", functions=_FILES),
    **_allow(_ACTION, "outputs.<output_id>.value"),
    **_allow(frozenset(("inputs",)), "runs.args", "runs.env"),
    **_allow(_ACTION - {"steps"}, "runs.pre-if", "runs.post-if", functions=SPECIAL),
    **_allow(_ACTION, "runs.steps.if", functions=SPECIAL),
    **_allow(
        _ACTION,
        "runs.steps.continue-on-error",
        "runs.steps.env",
        "runs.steps.name",
        "runs.steps.run",
        "runs.steps.shell",
        "runs.steps.with",
        "runs.steps.working-directory",
        functions=_FILES,
    ),
    **_allow(
        frozenset(),
        "author",
        "branding",
        "inputs.<input_id>.deprecationMessage",
        "inputs.<input_id>.description",
        "inputs.<input_id>.required",
        "runs.entrypoint",
        "runs.image",
        "runs.main",
        "runs.post",
        "runs.post-entrypoint",
        "runs.pre",
        "runs.pre-entrypoint",
        "runs.steps.id",
        "runs.steps.uses",
        "runs.using",
    ),
}
"""Key -> what it allows, the key as GitHub's page writes it. See `allowed_at` for keys within keys."""


def allowed_at(key: str) -> Allowed | None:
    """What the expressions in `key` may use: what its own entry says, or that of the key it is part of.

    None for a key that is not known here.

    >>> sorted(allowed_at("jobs.<job_id>.strategy.matrix.<name>").contexts)
    ['github', 'inputs', 'needs', 'vars']
    >>> allowed_at("jobs.<job_id>.steps.uses") == NOTHING
    True
    """
    key = _unnamed(key)
    while key:
        if (allowed := _BY_KEY.get(key)) is not None:
            return allowed
        key = key.rpartition(".")[0]
    return None


_unnamed = lru_cache(maxsize=512)(partial(re.compile(r"<[^>]*>").sub, "<>"))
"""A key without the words between `<` and `>`: those are only for people."""
_BY_KEY = {_unnamed(key): allowed for key, allowed in AVAILABLE.items()}
