"""What GitHub takes for the same, as data: `on: push` is `on: [push]`, `if: x` is `if: success() && (x)`.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_FILTERS = ("branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore")
_DEFAULT_TYPES = {
    name: ["opened", "reopened", "synchronize"] for name in ("pull_request", "pull_request_target")
}
"""The kinds of activity that start a workflow where none are given, and not all do."""
_LONGEST_JOB = 360
"""Minutes after which a job is stopped, if it does not say."""
_ALWAYS = ("true", "success() && true")


def workflow(data: Mapping[str, Any]) -> dict[str, Any]:
    """A workflow as `to_data` gives it, in one form of all that mean the same. Its jobs are by their id."""
    found = _texts(data, "name", "run-name", "description")
    found["on"] = _triggers(data.get("on"))
    _put(found, "permissions", _permissions(data.get("permissions")))
    found |= _shared(data)
    found["jobs"] = {name: job(one, name) for name, one in (data.get("jobs") or {}).items()}
    return _completed(found, data, "name run-name description on permissions env defaults concurrency jobs")


def job(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One job; its steps are a list, each in one form."""
    found = _texts(data, "name")
    if found.get("name") == name:
        del found["name"]
    found["if"] = condition(data.get("if"))
    _put(found, "needs", sorted(set(_listed(data.get("needs")))))
    runs_on = data.get("runs-on")
    if isinstance(runs_on, Mapping):
        labels = sorted(map(expression, _listed(runs_on.get("labels"))))
        runs_on = {**runs_on, "labels": labels} if "group" in runs_on else labels
    elif runs_on is not None:
        runs_on = sorted(map(expression, _listed(runs_on)))
    _put(found, "runs-on", runs_on[0] if isinstance(runs_on, list) and len(runs_on) == 1 else runs_on)
    _put(found, "permissions", _permissions(data.get("permissions")))
    found |= _shared(data)
    _put(found, "environment", _named(data.get("environment"), "name"))
    _put(found, "container", _container(data.get("container")))
    _put(found, "services", _each(data.get("services"), _container))
    strategy = _plain(data.get("strategy"))
    if isinstance(strategy, dict) and strategy.get("fail-fast") is True:
        del strategy["fail-fast"]
    _put(found, "strategy", strategy)
    _put(found, "timeout-minutes", _plain(data.get("timeout-minutes")), _LONGEST_JOB)
    _put(found, "continue-on-error", _plain(data.get("continue-on-error")), False)
    for key in ("outputs", "with", "secrets"):
        _put(found, key, _values(data.get(key)))
    if "steps" in data:
        found["steps"] = [step(one) for one in data["steps"] or ()]
    return _completed(found, data, _JOB)


_JOB = """
    name if needs runs-on permissions env defaults concurrency environment container services strategy
    timeout-minutes continue-on-error outputs with secrets steps
"""
_STEP = "name uses shell working-directory if with env run continue-on-error background parallel"


def step(data: Mapping[str, Any]) -> dict[str, Any]:
    """One step, or steps that run side by side."""
    found = _texts(data, "name", "uses", "shell", "working-directory")
    if "if" in data or not {"parallel", "wait", "wait-all", "cancel"} & data.keys():
        found["if"] = condition(data.get("if"))
    for key in ("with", "env"):
        _put(found, key, _values(data.get(key)))
    if "run" in data:
        found["run"] = "" if data["run"] is None else expression(data["run"]).rstrip("\n")
    _put(found, "continue-on-error", _plain(data.get("continue-on-error")), False)
    _put(found, "background", _plain(data.get("background")), False)
    if "parallel" in data:
        found["parallel"] = [step(one) for one in data["parallel"]]
    return _completed(found, data, _STEP)


def action(data: Mapping[str, Any]) -> dict[str, Any]:
    """An action file."""
    found = _texts(data, "name", "description", "author")
    _put(found, "inputs", _each(data.get("inputs"), _input))
    runs = dict(_plain(data.get("runs") or {}))
    for key in ("pre-if", "post-if"):
        if key in runs:
            runs[key] = condition(runs[key])
    if "env" in runs:
        runs["env"] = _values(runs["env"])
    if "steps" in runs:
        runs["steps"] = [step(one) for one in (data["runs"]["steps"] or ())]
    found["runs"] = runs
    return _completed(found, data, "name description author inputs runs")


def condition(value: Any) -> str:
    """What GitHub evaluates behind `if`; `success()` where nothing stands there."""
    from alertflow.github.expressions.interpolation import condition as meant
    from alertflow.github.expressions.lexer import ExpressionSyntaxError

    if value is None or value is True:
        return "success()"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    try:
        said = meant(text).text_
    except ExpressionSyntaxError:
        return text.strip()
    return "success()" if said in _ALWAYS else said


def expression(value: Any) -> str:
    """A text with each `${{ … }}` in it written in one way; a number or a switch as GitHub puts it."""
    from alertflow.github.expressions.coercion import to_text
    from alertflow.github.expressions.interpolation import split
    from alertflow.github.expressions.lexer import ExpressionSyntaxError

    text = value if isinstance(value, str) else to_text(value)
    if "${{" not in text:
        return text
    try:
        return "".join([one if isinstance(one, str) else f"${{{{ {one[0].text_} }}}}" for one in split(text)])
    except ExpressionSyntaxError:
        return text


def _triggers(on: Any) -> dict[str, Any]:
    """The events by name, each with its settings."""
    if isinstance(on, str):
        return {on: {}}
    if not isinstance(on, Mapping):
        return {str(name): {} for name in on or ()}
    return {str(name): _trigger(str(name), settings) for name, settings in on.items()}


def _trigger(name: str, settings: Any) -> Any:
    if name == "schedule":
        times = [{**one, "cron": " ".join(str(one.get("cron")).split())} for one in settings or ()]
        return sorted(times, key=str)
    if not isinstance(settings, Mapping):
        return {}
    found: dict[str, Any] = {}
    for key, value in settings.items():
        if key in _FILTERS:
            given = _listed(value)
            found[key] = given if any(one.startswith("!") for one in given) else sorted(set(given))
        elif key in ("types", "workflows", "names"):
            _put(
                found, key, sorted(set(_listed(value))), _DEFAULT_TYPES.get(name) if key == "types" else None
            )
        elif key in ("inputs", "outputs", "secrets"):
            _put(found, key, _each(value, _input))
        else:
            _put(found, key, _plain(value))
    return found


def _each(value: Any, one_form: Callable[[Any], Any]) -> Any:
    """Things by name, each in one form."""
    return (
        {str(name): one_form(one) for name, one in value.items()}
        if isinstance(value, Mapping)
        else _plain(value)
    )


def _input(data: Any) -> Any:
    """An input, an output or a secret that is declared."""
    if not isinstance(data, Mapping):
        return _plain(data) or {}
    found = {key: _plain(value) for key, value in (data or {}).items() if value is not None}
    if found.get("required") is False:
        del found["required"]
    if found.get("type") == "string":
        del found["type"]
    if "default" in found:
        found["default"] = expression(found["default"])
    return found


def _permissions(value: Any) -> Any:
    """What is not named is not allowed, and neither is what is `none`."""
    if not isinstance(value, Mapping):
        return value
    return {key: access for key, access in value.items() if access != "none"}


def _shared(data: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that workflows and jobs share."""
    found: dict[str, Any] = {}
    _put(found, "env", _values(data.get("env")))
    _put(found, "defaults", _each(data.get("defaults"), _plain))
    concurrency = _named(data.get("concurrency"), "group")
    if isinstance(concurrency, dict) and concurrency.get("cancel-in-progress") is False:
        del concurrency["cancel-in-progress"]
    _put(found, "concurrency", concurrency)
    return found


def _container(value: Any) -> Any:
    found = _named(value, "image")
    if isinstance(found, dict):
        found = {key: _values(one) if key == "env" else one for key, one in found.items()}
    return found


def _named(value: Any, key: str) -> Any:
    """What may also be said by one text alone."""
    return {key: expression(value)} if isinstance(value, str | int | float) else _plain(value)


def _values(value: Any) -> Any:
    """Values by name, all of which GitHub takes as text."""
    if not isinstance(value, Mapping):
        return _plain(value)
    return {str(name): "" if one is None else expression(one) for name, one in value.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return expression(value) if isinstance(value, str) else value


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [expression(one) for one in value] if isinstance(value, list | tuple) else [expression(value)]


def _texts(data: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: expression(data[key]) for key in keys if data.get(key) is not None}


def _put(found: dict[str, Any], key: str, value: Any, default: Any = None) -> None:
    """Puts what says something: no default, and nothing that is empty; but no permissions are some."""
    empty = value is None or (value in ({}, []) and key != "permissions")
    if not empty and (
        default is None or value != default or isinstance(value, bool) != isinstance(default, bool)
    ):
        found[key] = value


def _completed(found: dict[str, Any], data: Mapping[str, Any], known: str) -> dict[str, Any]:
    """`found`, and the keys of `data` that are not among those `known`, as they are."""
    for key, value in data.items():
        if key not in known.split():
            _put(found, key, _plain(value))
    return found


__all__ = ["action", "condition", "expression", "job", "step", "workflow"]
