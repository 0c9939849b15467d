"""Why a context or function is not available in a key, and the way out, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertflow.github.expressions.availability import SPECIAL, STATUS, Allowed
from alertflow.github.expressions.tree import Call, Context

_SPECIAL = {name.lower(): name for name in SPECIAL}
_STATUS = {name.lower() for name in STATUS}
_of_step = re.compile(r"jobs\.<[^>]*>\.steps\.|runs\.").match
_ACTION_KEYS = ("runs.", "inputs.", "outputs.")
_NOT_IN_ACTIONS = frozenset(("needs", "secrets", "vars"))
_of_job = re.compile(r"jobs\.<[^>]*>\.").match


def context_mistake(node: Context, key: str, allowed: Allowed) -> str | None:
    """What is wrong with reading a context in `key`, with what is available there and the way out."""
    name = node.name_.lower()
    if name in allowed.contexts:
        return None
    help_ = _way_out(name, key)
    available = ", ".join(sorted(allowed.contexts))
    return f"`{name}` is not available in {key}; available: {available}.{' ' + help_ if help_ else ''}"


def function_mistakes(node: Call, key: str, allowed: Allowed) -> Iterator[str]:
    """What is wrong with calling a function in `key`."""
    name = _SPECIAL.get(node.function_.lower())
    if name is None:
        return
    if name in allowed.functions:
        if node.arguments_ and name in STATUS and (_of_step(key) or not _of_job(key)):
            yield f"{name}() takes the names of jobs only in the `if` of a job; here it takes nothing."
        return
    if name in STATUS:
        if _of_step(key):
            help_ = "Elsewhere in a step, `job.status` says how the job has gone so far."
        elif _of_job(key):
            help_ = "In other keys of a job, `needs.<job_id>.result` says how a job before it has ended."
        else:
            help_ = ""
        yield f"{name}() is available in `if` only, not in {key}. {help_}".rstrip()
    else:
        yield (
            f"{name}() is available in the steps of a job only, where there are files, not in {key}. "
            "Call it in a step, and pass its value on as an output."
        )


def _way_out(context: str, key: str) -> str:
    """How to come by what a context says where it is not available; '' where there is nothing to say."""
    step, job = _of_step(key), _of_job(key)
    if key.startswith(_ACTION_KEYS):
        return "An action is given what it needs as an input." if context in _NOT_IN_ACTIONS else ""
    match context:
        case "secrets" if step:
            return "Set it in `env` of the job, and ask for the variable: env.NAME != ''."
        case "secrets" if job:
            return "Let a job before this one ask whether it is set, and pass the answer on as an output."
        case "env" if job or key.startswith(("run-name", "concurrency")):
            return "It is filled in on the runner, later. Use `vars`, an input, or an output of a job before."
        case "matrix" | "strategy" if job:
            return "It is evaluated once, before the matrix makes its jobs. Use `if` of a step, or `exclude`."
        case "steps" if job:
            return "No step of this job has run yet. Read the output of a job before it, from `needs`."
        case "runner" | "job" if job:
            return "There is no runner yet when this is evaluated; steps and outputs can read it."
        case "jobs":
            return "It is for the outputs of a reusable workflow; a job reads those before it from `needs`."
        case "needs" | "matrix" | "strategy" | "job" | "steps" | "runner" | "env" if not job:
            return "It has values only within a job."
    return ""
