"""Every key of the published JSON schemas of workflow and action files, as check-jsonschema has them."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

Path: TypeAlias = tuple[str, ...]
"""The way to a key: names, `*` for any name, `[]` for any item, `=word` for a word that may stand there."""

_PATTERNS = {
    "^(in|ex)clude$": ("include", "exclude"),
    "^branches(-ignore)?$": ("branches", "branches-ignore"),
}


@cache
def schema(kind: str) -> dict[str, Any]:
    """The schema `github-workflows` or `github-actions`."""
    vendored = files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{kind}.json"
    loaded: dict[str, Any] = json.loads(vendored.read_text(encoding="utf-8"))
    return loaded


def keys_of(kind: str) -> list[Path]:
    """The path of every key and word of a schema, once, references followed, loops gone through once."""
    whole = schema(kind)
    return sorted(set(_below(whole, whole, (), frozenset())))


def _below(node: Any, whole: dict[str, Any], path: Path, through: frozenset[str]) -> Iterator[Path]:
    if not isinstance(node, dict):
        return
    reference = node.get("$ref")
    if reference is not None and reference not in through:
        target: Any = whole
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        yield from _below(target, whole, path, through | {reference})
    for name, one in node.get("properties", {}).items():
        yield (*path, name)
        yield from _below(one, whole, (*path, name), through)
    for pattern, one in node.get("patternProperties", {}).items():
        for name in _PATTERNS.get(pattern, ("*",)):
            yield (*path, name)
            yield from _below(one, whole, (*path, name), through)
    if isinstance(node.get("additionalProperties"), dict):
        yield (*path, "*")
        yield from _below(node["additionalProperties"], whole, (*path, "*"), through)
    if "items" in node:
        yield from _below(node["items"], whole, (*path, "[]"), through)
    for word in node.get("enum", [node["const"]] if "const" in node else []):
        if isinstance(word, str):
            yield (*path, f"={word}")
    for combined in ("oneOf", "anyOf", "allOf"):
        for one in node.get(combined, []):
            yield from _below(one, whole, path, through)
    for conditional in ("if", "then", "else"):
        yield from _below(node.get(conditional), whole, path, through)
