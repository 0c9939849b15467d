"""The roots and functions of the expression language, as objects to build expressions with.

Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/contexts and …/expressions
"""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import Literal as Word

from alertflow.declared import DeclarationError, caller
from alertflow.github.expressions.tree import (
    Binary,
    Call,
    Context,
    Expr,
    Literal,
    Operand,
    Reference,
    Scalar,
    expression,
)

github = Context("github")
"""The run and its event: `github.run_id`, `github.event.client_payload.alert`."""
env = Context("env")
"""Variables set by `env` of the workflow, job or step."""
vars_ = Context("vars")
"""Configuration variables of the repository, environment or organisation (`vars` in GitHub's words)."""
secrets = Context("secrets")
"""Secrets; not available in any `if`."""
inputs = Context("inputs")
"""Inputs of `workflow_dispatch` and `workflow_call`; empty for other events."""
needs = Context("needs")
"""Results and outputs of needed jobs by id. Where the Job is at hand, use `job.output(…)` and
`job.result`.
"""
steps = Context("steps")
"""Outputs and outcomes of earlier steps by id. Where the step is at hand, use `step.output(…)`."""
job = Context("job")
"""The running job: `job.status`, its container and services."""
runner = Context("runner")
"""The machine: `runner.os`, `runner.temp`."""
matrix = Context("matrix")
"""This job's values of `strategy.matrix`."""
strategy = Context("strategy")
"""`strategy.job-index`, `strategy.job-total` and the like."""
jobs_ = Context("jobs")
"""Outputs of the jobs of a reusable workflow, in `on.workflow_call.outputs` only."""

CONTEXTS: dict[str, Context] = {
    one.name: one
    for one in (github, env, vars_, secrets, inputs, needs, steps, job, runner, matrix, strategy, jobs_)
}
"""Every context by its name in the expression language."""
FUNCTIONS: dict[str, tuple[str, int, int | None]] = {
    name.lower(): (name, least, most)
    for name, least, most in (
        ("contains", 2, 2),
        ("startsWith", 2, 2),
        ("endsWith", 2, 2),
        ("format", 1, None),
        ("join", 1, 2),
        ("toJSON", 1, 1),
        ("fromJSON", 1, 1),
        ("hashFiles", 1, None),
        ("success", 0, None),
        ("failure", 0, None),
        ("cancelled", 0, 0),
        ("always", 0, 0),
    )
}
"""Every function by its name in lower case: how it is written, the least and the most arguments."""


@lru_cache(maxsize=4096)
def output_of(context: Word["needs", "steps"], id_: str, name: str) -> Reference:
    """`needs.<id>.outputs.<name>` or `steps.<id>.outputs.<name>`; one object for all who read it."""
    return CONTEXTS[context][id_].outputs[name]


def literal(value: Scalar) -> Literal:
    """The constant `value`. `literal("${{")` is how the characters `${{` themselves get into a text."""
    return Literal(value)


def contains(search: Operand, item: Operand) -> Call:
    """Whether the text `search` contains the text `item`, or the array `search` has it; case is ignored."""
    return Call("contains", (search, item))


def starts_with(search: Operand, start: Operand) -> Call:
    """Whether `search` starts with `start`, whatever the case."""
    return Call("startsWith", (search, start))


def ends_with(search: Operand, end: Operand) -> Call:
    """Whether `search` ends with `end`, whatever the case."""
    return Call("endsWith", (search, end))


def format_(template: Operand, *values: Operand) -> Call:
    """`template` with `{0}`, `{1}`, … replaced; a brace itself is written `{{` or `}}`."""
    return Call("format", (template, *values))


def join(array: Operand, separator: Operand = ",") -> Call:
    """The values of `array` as one text, with `separator` between them."""
    return Call("join", (array, separator))


def to_json(value: Operand) -> Call:
    """`value` as JSON text, indented by two spaces."""
    return Call("toJSON", (value,))


def from_json(text: Operand) -> Call:
    """The value that the JSON `text` says."""
    return Call("fromJSON", (text,))


def hash_files(*patterns: Operand) -> Call:
    """One SHA-256 over the files in the workspace that match; '' where none does. Only within a job's
    steps.
    """
    return Call("hashFiles", patterns)


def success() -> Call:
    """True when all jobs before (in a job's `if`: all ancestors) or all steps before have succeeded."""
    return Call("success")


def failure() -> Call:
    """True when a job among the ancestors, or a step before, has failed."""
    return Call("failure")


def cancelled() -> Call:
    """True when the workflow run was cancelled."""
    return Call("cancelled")


def always() -> Call:
    """True even when the run was cancelled; `~cancelled()` is nearly always what is meant."""
    return Call("always")


def all_of(*conditions: Operand) -> Expr:
    """`a && b && …`. Raises DeclarationError when there is none."""
    return _chain("&&", conditions)


def any_of(*conditions: Operand) -> Expr:
    """`a || b || …`. Raises DeclarationError when there is none."""
    return _chain("||", conditions)


def one_of(value: Operand, choices: tuple[Scalar, ...] | list[Scalar] | tuple[str, ...] | list[str]) -> Expr:
    """Whether `value` equals one of `choices`: `a == 'x' || a == 'y'`. Raises DeclarationError when there
    is none.
    """
    return _chain("||", tuple([Binary("==", expression(value), Literal(one)) for one in choices]))


def _chain(operator: str, conditions: tuple[Operand, ...]) -> Expr:
    if not conditions:
        raise DeclarationError(
            f"there is nothing to join with {operator}: give at least one condition.", caller()
        )
    return reduce(lambda left, right: Binary(operator, left, right), [expression(one) for one in conditions])


__all__ = [
    "CONTEXTS",
    "FUNCTIONS",
    "Reference",
    "all_of",
    "always",
    "any_of",
    "cancelled",
    "contains",
    "ends_with",
    "env",
    "failure",
    "format_",
    "from_json",
    "github",
    "hash_files",
    "inputs",
    "job",
    "jobs_",
    "join",
    "literal",
    "matrix",
    "needs",
    "one_of",
    "runner",
    "secrets",
    "starts_with",
    "steps",
    "strategy",
    "success",
    "to_json",
    "vars_",
]
