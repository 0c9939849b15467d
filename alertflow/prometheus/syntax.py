"""What names and expressions look like in Prometheus's files, as types that pydantic's core checks."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from alertflow.declared import Expected

LabelName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]*$"),
    Expected("Should be a label name: letters, digits and underscores, no digit first"),
]
"""A label's name, in the form that every version takes.

Source: https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels.
"""

MetricName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-zA-Z_:][a-zA-Z0-9_:]*$"),
    Expected("Should be a metric name: letters, digits, underscores and colons, no digit first"),
]
"""A metric's name, in the form that every version takes; colons are for recording rules."""

Text = Annotated[str, StringConstraints(min_length=1), Expected("Should be a text that is not empty")]
"""A text that says something."""


def tidied(expr: str) -> str:
    """`expr` without the indentation of the code around it and without blanks at the ends of its lines.

    What stands between backticks is left as it is: blanks count there. Raises ValueError if nothing is left.
    """
    if not expr or expr.isspace():
        raise ValueError("the expression is empty; write what to ask Prometheus, such as up == 0.")
    if "\n" not in expr or "`" in expr:
        return expr.strip()
    first, *rest = [line.rstrip() for line in expr.split("\n")]
    margin = min([len(line) - len(line.lstrip()) for line in rest if line], default=0)
    return "\n".join([first.lstrip(), *[line[margin:] for line in rest]]).strip("\n")


Expression = Annotated[str, AfterValidator(tidied)]
"""A PromQL expression, tidied; whether it parses is for `alertflow.prometheus.parse` to say."""

__all__ = ["Expression", "LabelName", "MetricName", "Text", "tidied"]
