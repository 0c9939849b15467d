"""What GitHub wants of a file besides the kinds of the values, as data by keys and the names of classes."""

from __future__ import annotations

from collections.abc import Mapping

CONDITIONS = frozenset(("if", "pre-if", "post-if"))
"""Keys whose whole text is an expression, kept to the letter; a blank one is as good as none."""
PROGRAMS = CONDITIONS | {"run"}
"""The same, and scripts."""

FILLED = frozenset(
    (
        *("branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore"),
        *("types", "workflows", "names", "versions", "cron", "timezone"),
        *("needs", "runs-on", "group", "labels", "snapshot", "image-name", "version"),
        *("id", "uses", "shell", "wait", "cancel", "image", "ports", "volumes", "username", "password"),
        *("main", "pre", "post", "pre-entrypoint", "post-entrypoint"),
    )
)
"""Keys whose text is not empty, nor any of a list of texts. Source: github.com/actions/languageservices,
workflow-v1.0.json and action-v1.0.json (non-empty-string).
"""
FILLED_IN: Mapping[str, frozenset[str]] = {
    "ActionFile": frozenset(("name",)),
    "CallJob": frozenset(("concurrency",)),
    "Defaults": frozenset(("working-directory",)),
    "Docker": frozenset(("entrypoint",)),
    "Job": frozenset(("concurrency",)),
}
"""Keys of which this holds only in some classes. Source: the same."""

SOME_IN: Mapping[str, frozenset[str]] = {
    "Workflow": frozenset(("on", "jobs")),
    "Job": frozenset(("steps",)),
}
"""Keys behind which there is at least one thing. GitHub says "No event triggers defined in `on`", "No jobs
defined in `jobs`", "No steps defined in `steps`"; its parser in TypeScript does not know of the first and the
last. Source: github.com/actions/languageservices, pull request 98.
"""

NULL = frozenset(("wait-all",))
"""Keys behind which nothing may stand, besides the names of events. Source: workflow-v1.0.json."""

SAID = frozenset(("using",))
"""Keys that Python knows by the class and a file must have."""

INNER = ("include", "exclude")
"""What a file has in the `matrix` of a strategy and the model beside it."""

UNSAID: Mapping[str, Mapping[str, object]] = {"Workflow": {"permissions": None}}
"""Fields of which a file that does not name them says something else than Python does."""

LOOSE = frozenset(("ActionInput",))
"""Classes of which a file may have any further keys: GitHub passes over them. Source:
github.com/actions/languageservices, action-v1.0.json (input-strict).
"""

STEPS = frozenset(("RunStep", "UsesStep"))
NOT_IN_ACTIONS = frozenset(("timeout-minutes", "background"))
"""Keys of `STEPS` that a workflow may have and an action may not. Source: action-v1.0.json."""
NEEDED_IN_ACTIONS = frozenset(("shell",))
"""Keys of `STEPS` that an action must have and a workflow need not. Source: the same."""
