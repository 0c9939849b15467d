"""What a workflow or action file means, as data: what GitHub takes for the same is the same here.

Written apart from `alertflow.comparison`, which proves the import, so that one is held against the other.
"""

from typing import Any

from alertflow.github import ExpressionSyntaxError
from alertflow.github.expressions.interpolation import is_always_true, split, written_condition
from tests.github.reading import corpus

_ONE_FORM = {"environment": "name", "container": "image", "concurrency": "group", "snapshot": "image-name"}
"""Keys of a job that may hold a text, and the key of the mapping that says the same."""
_VALUES = ("env", "with", "outputs", "secrets")
"""Keys of mappings from names to texts: nothing is an empty text there."""


def meaning(yaml: str) -> Any:
    """What the YAML of a workflow or an action means."""
    data = corpus.data(yaml)
    if not isinstance(data, dict):
        return data
    data = {key: value for key, value in data.items() if not _is_nothing(key, value)}
    if "on" in data:
        data["on"] = _on(data["on"])
    return _meaning(data, ())


def _on(on: Any) -> Any:
    names = [on] if isinstance(on, str) else on
    if isinstance(names, list):
        return dict.fromkeys(names)
    events = {name: _settings(event) or None for name, event in names.items()}
    by_hand = events.get("workflow_dispatch")
    if isinstance(by_hand, dict) and isinstance(by_hand.get("inputs", {}), dict):
        inputs = {name: {"type": "string"} | one for name, one in (by_hand.get("inputs") or {}).items()}
        events["workflow_dispatch"] = {**by_hand, "inputs": inputs}
    return events


def _settings(event: Any) -> Any:
    """What is said of an event; of a list or mapping with nothing in it, nothing is."""
    if not isinstance(event, dict) or _is_hollow(event):
        return event if isinstance(event, list) else None
    said = {key: value for key, value in event.items() if value not in (None, {}, [])}
    for key in ("inputs", "outputs"):
        if isinstance(said.get(key), dict):
            said[key] = {name: _said(one) for name, one in said[key].items()}
    return said


def _said(data: Any) -> Any:
    """A mapping without the keys that say nothing; nothing is one of none."""
    if data is None or isinstance(data, dict):
        return {key: value for key, value in (data or {}).items() if value is not None}
    return data


def _meaning(value: Any, path: tuple[str, ...]) -> Any:
    key = path[-1] if path else ""
    if path[2:4] == ("strategy", "matrix"):  # what stands there is data
        return _text(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        kept = {
            name: one
            for name, one in value.items()
            if not _is_nothing(name, one) or path[:1] == ("on",) or key in _VALUES or name == "run"
        }
        if len(path) == 3 and key in _ONE_FORM and list(kept) == [_ONE_FORM[key]]:
            return _meaning(kept[_ONE_FORM[key]], (*path, _ONE_FORM[key]))
        if not path and list(kept.get("concurrency", ())) == ["group"]:
            kept["concurrency"] = kept["concurrency"]["group"]
        return {name: _meaning(one, (*path, str(name))) for name, one in kept.items()}
    if key == "needs":
        return sorted({str(one).lower() for one in (value if isinstance(value, list) else [value])})
    if isinstance(value, list):
        return [_meaning(one, path) for one in value]
    if key in ("if", "pre-if", "post-if") and isinstance(value, str):
        return _condition(value)
    if key == "run" and isinstance(value, str):
        return _text(value.rstrip("\n"))
    if value is None and path[:1] != ("on",):
        return ""
    return _text(value) if isinstance(value, str) else value


def _is_nothing(key: str, value: Any) -> bool:
    if key in ("permissions", "matrix") or value is False or value == 0 or value == "":
        return key in ("if", "pre-if", "post-if") and value == ""
    if key in ("if", "pre-if", "post-if") and isinstance(value, str):
        return not value.strip()
    if key in _VALUES:
        return not value
    return (value in ({}, []) or _is_hollow(value)) and key != "default"


def _is_hollow(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and all(_is_hollow(one) for one in value.values()))


def _condition(text: str) -> Any:
    try:
        tree = None if is_always_true(text) else written_condition(text)
    except ExpressionSyntaxError:
        tree = None
    return text if tree is None else ("if", tree.text_)


def _text(text: str) -> str:
    try:
        parts = split(text)
    except ExpressionSyntaxError:
        return text
    return "".join([part if isinstance(part, str) else f"${{{{ {part[0].text_} }}}}" for part in parts])
