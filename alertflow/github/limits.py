"""The limits that GitHub sets on workflows, with the rules for names; what is refused here GitHub would
refuse later.
"""

from __future__ import annotations

import re

EXPRESSION_LENGTH = 21_000
"""Characters of one expression. Source: github.com/actions/languageservices, `expressions`
(MAX_EXPRESSION_LENGTH).
"""
EXPRESSION_DEPTH = 50
"""Levels of nesting in one expression. Source: github.com/actions/languageservices, `expressions`."""
DISPATCH_INPUTS = 25
"""Inputs of `workflow_dispatch`. Source: docs.github.com, "Events that trigger workflows",
workflow_dispatch.
"""
DISPATCH_INPUT_CHARACTERS = 65_535
"""Characters of all inputs of one `workflow_dispatch` together. Source: the same page."""
EVENT_TYPE_LENGTH = 100
"""Characters of a `repository_dispatch` event type. Source: docs.github.com, REST, "Create a repository
dispatch event".
"""
CLIENT_PAYLOAD_KEYS = 10
"""Top-level keys of a `client_payload`. Source: the same page."""
CLIENT_PAYLOAD_BYTES = 65_536
"""A `client_payload` is smaller than this. Source: docs.github.com, "Events that trigger workflows"."""
FILE_BYTES = 500 * 1024
"""Size of one workflow file; a larger one does not run. Source: docs.github.com, "Usage limits"."""
MATRIX_JOBS = 256
"""Jobs that one matrix may make. Source: docs.github.com, "Running variations of jobs in a workflow"."""
SHORTEST_SCHEDULE_MINUTES = 5
"""The shortest interval of `schedule`. Source: docs.github.com, "Events that trigger workflows", schedule."""
JOB_OUTPUT_BYTES = 1024 * 1024
"""All outputs of one job together. Source: docs.github.com, "Workflow syntax", jobs.<job_id>.outputs."""

is_id = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*").fullmatch
"""Matches an id of a job, step, input or output. Source: docs.github.com, "Workflow syntax",
jobs.<job_id>.
"""
is_variable = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").fullmatch
"""Matches the name of a variable that a shell can read. Source: POSIX.1-2024, 3.216 Name."""
is_workflow = re.compile(
    r"\./\.github/workflows/[^/@]+\.ya?ml|[^/@]+/[^/@]+/\.github/workflows/[^/@]+\.ya?ml@.+"
).fullmatch
"""Matches what names a reusable workflow. Source: docs.github.com, "Workflow syntax", jobs.<job_id>.uses."""
ID_LENGTH = 100
"""An id of a job or step is shorter than this. Source: github.com/actions/languageservices, `workflow-parser`
(id-builder.ts).
"""

ID_RULE = "starts with a letter or _ and goes on with letters, digits, - and _"
"""`is_id` in words."""


def id_problem(id_: str, what: str) -> str | None:
    """Why no job or step can have this id, None where one can; `what` it is the id of ("a job").

    Sources: docs.github.com, "Workflow syntax", jobs.<job_id>; the length and the reserved names:
    github.com/actions/languageservices, `workflow-parser` (id-builder.ts).
    """
    if not is_id(id_):
        return f"'{id_}' is no id for {what}: it {ID_RULE}."
    if len(id_) >= ID_LENGTH:
        return f"'{id_[:20]}…' is no id for {what}: it has fewer than {ID_LENGTH} characters, not {len(id_)}."
    if id_.startswith("__"):
        return f"'{id_}' is no id for {what}: GitHub keeps those that start with __ for itself."
    return None


def secret_name_problem(name: str) -> str | None:
    """Why no secret or variable can have this name, None where it can.

    Source: docs.github.com, "Using secrets in GitHub Actions", naming your secrets.
    """
    if not is_variable(name):
        return f"'{name}' has other characters than letters, digits and _, or starts with a digit"
    if name.upper().startswith("GITHUB_"):
        return f"'{name}' starts with GITHUB_, which GitHub keeps for itself"
    return None
