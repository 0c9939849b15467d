"""What names and expressions look like in Prometheus's files, as types that pydantic's core checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from alertflow.declared import Expected

Text = Annotated[str, StringConstraints(min_length=1), Expected("Should be a text that is not empty")]
"""A text that says something."""

LabelName = Annotated[
    str, StringConstraints(min_length=1), Expected("Should be the name of a label, which is not empty")
]
"""A label's name: any text since 3.0, before that one that `is_plain_label`.

Source: https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels.
"""

RecordedName = Annotated[
    str,
    StringConstraints(pattern=r"^[^{}]+$"),
    Expected("Should be the name of a metric; what selects series belongs into expr"),
]
"""A recorded series' name: any text without braces since 3.0, before that one that `is_plain_metric`."""

is_plain_label = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*", re.ASCII).fullmatch
"""Whether a label's name has the form that every release takes."""

is_plain_metric = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*", re.ASCII).fullmatch
"""Whether a metric's name has the form that every release takes; colons are for recording rules."""

_VERBATIM: ContextVar[bool] = ContextVar("_VERBATIM", default=False)


@contextmanager
def verbatim() -> Iterator[None]:
    """Within it, expressions are kept as they stand: those of a file have the places of their characters."""
    token = _VERBATIM.set(True)
    try:
        yield
    finally:
        _VERBATIM.reset(token)


def tidied(expr: str) -> str:
    """`expr` without the indentation of the code around it and without blanks at the ends of its lines.

    What stands between backticks is left as it is: blanks count there. Raises ValueError if nothing is left.
    """
    if not expr or expr.isspace():
        raise ValueError("the expression is empty; write what to ask Prometheus, such as up == 0.")
    if _VERBATIM.get():
        return expr
    if "\n" not in expr or "`" in expr:
        return expr.strip()
    first, *rest = [line.rstrip() for line in expr.split("\n")]
    margin = min([len(line) - len(line.lstrip()) for line in rest if line], default=0)
    return "\n".join([first.lstrip(), *[line[margin:] for line in rest]]).strip("\n")


Expression = Annotated[str, AfterValidator(tidied)]
"""A PromQL expression, tidied; whether it parses is for `alertflow.prometheus.parse` to say."""

__all__ = [
    "Expression",
    "LabelName",
    "RecordedName",
    "Text",
    "is_plain_label",
    "is_plain_metric",
    "tidied",
    "verbatim",
]
