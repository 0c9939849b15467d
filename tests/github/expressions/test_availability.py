"""The table of what is available, against the schema of GitHub's own parser and against its documentation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alertflow.github.expressions.availability import AVAILABLE, NOTHING, Allowed, allowed_at

DIFFERENT = {
    "jobs.<>.container.env.<>": "steps",
    "jobs.<>.services.<>.env.<>": "steps",
}
"""Keys where GitHub's parser takes a context that its documentation does not list, as containers start before
any step has run: it would always be null.
"""


@pytest.fixture(scope="module")
def schemas(programs: Callable[[str], Path]) -> Path:
    """The folder with the schemas of GitHub's parser."""
    tree = programs("github-parser").resolve().parent.parent
    return tree / "node_modules" / "@actions" / "workflow-parser" / "dist"


def keys_of(schema: Path, root: str) -> Iterator[tuple[str, Allowed]]:
    """Every key that takes a single value, with what the schema allows in it and around it."""
    definitions: dict[str, Any] = json.loads(schema.read_text("utf-8"))["definitions"]
    seen: set[tuple[str, str]] = set()

    def visit(name: str, path: str, above: frozenset[str]) -> Iterator[tuple[str, Allowed]]:
        definition = definitions.get(name, {})
        allowed = above | frozenset(definition.get("context", ()))
        if (name, path) in seen:
            return
        seen.add((name, path))
        mapping = definition.get("mapping", {})
        for key, value in mapping.get("properties", {}).items():
            inner = value if isinstance(value, str) else value["type"]
            yield from visit(inner, path if key == "parallel" else f"{path}.{key}".lstrip("."), allowed)
        if "loose-value-type" in mapping:
            yield from visit(mapping["loose-value-type"], f"{path}.<>".lstrip("."), allowed)
        if "sequence" in definition:
            yield from visit(definition["sequence"]["item-type"], path, allowed)
        for one in definition.get("one-of", ()):
            yield from visit(one, path, allowed)
        if not {"mapping", "sequence", "one-of"} & definition.keys():
            contexts = frozenset([one for one in allowed if "(" not in one])
            functions = frozenset([one.partition("(")[0] for one in allowed if "(" in one])
            yield path, Allowed(contexts, functions)

    yield from visit(root, "", frozenset())


@pytest.mark.parametrize(
    ("schema", "root", "least"),
    [
        ("workflow-v1.0.min.json", "workflow-root-strict", 200),
        ("action-v1.0.min.json", "action-root-strict", 30),
    ],
)
def test_it_is_what_githubs_parser_allows_in_every_key(
    schema: str, root: str, least: int, schemas: Path
) -> None:
    different: dict[str, str] = {}
    keys = list(keys_of(schemas / schema, root))
    assert len(keys) >= least
    for key, theirs in keys:
        ours = allowed_at(key) or NOTHING
        if ours != theirs:
            assert ours.contexts <= theirs.contexts and ours.functions == theirs.functions, key
            different[key] = ", ".join(sorted(theirs.contexts - ours.contexts))
    assert different == (DIFFERENT if root.startswith("workflow") else {})


def test_every_entry_is_a_key_of_the_schemas(schemas: Path) -> None:
    known = {key for key, _ in keys_of(schemas / "workflow-v1.0.min.json", "workflow-root-strict")}
    known |= {key for key, _ in keys_of(schemas / "action-v1.0.min.json", "action-root-strict")}
    for key in AVAILABLE:
        named = "<>".join([one.split(">")[-1] for one in key.split("<")])
        assert any(one == named or one.startswith(f"{named}.") for one in known), key


@pytest.mark.parametrize(
    ("key", "contexts", "functions"),
    [
        ("run-name", "github inputs vars", ""),
        ("env", "github inputs secrets vars", ""),
        ("jobs.<job_id>.if", "github inputs needs vars", "always cancelled failure success"),
        (
            "jobs.<job_id>.steps.if",
            "env github inputs job matrix needs runner steps strategy vars",
            "always cancelled failure hashFiles success",
        ),
        (
            "jobs.<job_id>.steps.run",
            "env github inputs job matrix needs runner secrets steps strategy vars",
            "hashFiles",
        ),
        ("jobs.<job_id>.with.<with_id>", "github inputs matrix needs strategy vars", ""),
        ("on.workflow_call.outputs.<output_id>.value", "github inputs jobs vars", ""),
        ("runs.steps.run", "env github inputs job matrix runner steps strategy", "hashFiles"),
    ],
)
def test_it_says_what_the_documentation_does(key: str, contexts: str, functions: str) -> None:
    assert AVAILABLE[key] == Allowed(frozenset(contexts.split()), frozenset(functions.split()))


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("jobs.<job_id>.strategy.matrix.<name>", "jobs.<job_id>.strategy"),
        ("jobs.<id>.services.<any>.env.<other>", "jobs.<job_id>.services.<service_id>.env.<env_id>"),
        ("jobs.<job_id>.steps.env.<env_id>", "jobs.<job_id>.steps.env"),
        ("env.<env_id>", "env"),
    ],
)
def test_a_key_within_a_key_allows_what_that_one_does(key: str, entry: str) -> None:
    assert allowed_at(key) == AVAILABLE[entry]


def test_nothing_is_said_of_a_key_that_is_not_known() -> None:
    assert allowed_at("jobs.<job_id>.steps.brand-new") is None
    assert allowed_at("") is None
    assert allowed_at("jobs.<job_id>.steps.uses") == NOTHING
