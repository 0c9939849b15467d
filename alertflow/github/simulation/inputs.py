"""What a workflow gets as its `inputs`: each value of its kind, with the defaults, or why it is refused.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax,
on.workflow_dispatch.inputs and on.workflow_call.inputs; what a missing value is: github.com/actions/runner,
src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs, ConvertToWorkflowJobInputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alertflow.declared import suggestion
from alertflow.github.expressions import to_text
from alertflow.github.simulation.evaluating import ImpossibleError

_EMPTY: Mapping[str, Any] = {"boolean": False, "number": 0.0}
"""What an input without a value and a default is, by its type; '' for every other type."""


def input_values(definitions: Mapping[str, Any] | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """The `inputs` context: every declared input by name, as its type says.

    `given` are values as a person or a caller gives them: texts, or already of the type. Raises
    ImpossibleError for a required one that is missing, one that is not declared, and a value that does not
    fit.
    """
    declared = definitions or {}
    names = {name.lower(): name for name in declared}
    for name in given:
        if name.lower() not in names:
            raise ImpossibleError(f"it has no input '{name}'. {suggestion(name, declared)}".rstrip("."))
    values = {names[name.lower()]: value for name, value in given.items()}
    return {name: _value(name, settings or {}, values.get(name)) for name, settings in declared.items()}


def as_texts(inputs: Mapping[str, Any]) -> dict[str, str]:
    """`github.event.inputs`: the same values, each as text."""
    return {name: to_text(value) for name, value in inputs.items()}


def _value(name: str, settings: Mapping[str, Any], given: Any) -> Any:
    kind = settings.get("type", "string")
    if given is None:
        default = settings.get("default")
        if default is None and settings.get("required"):
            raise ImpossibleError(f"its input '{name}' is required, and no value was given")
        return _EMPTY.get(kind, "") if default is None else _of_kind(name, kind, default)
    value = _of_kind(name, kind, given)
    options = [to_text(one) for one in settings.get("options", ())]
    if kind == "choice" and value not in options:
        raise ImpossibleError(f"its input '{name}' cannot be '{value}': it is one of {', '.join(options)}")
    return value


def _of_kind(name: str, kind: str, given: Any) -> Any:
    text = to_text(given)
    if kind == "boolean":
        if text not in ("true", "false"):
            raise ImpossibleError(f"its input '{name}' is a boolean: true or false, not '{text}'")
        return text == "true"
    if kind == "number":
        try:
            return float(text)
        except ValueError:
            raise ImpossibleError(f"its input '{name}' is a number, not '{text}'") from None
    return text
