import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import Permissions
from alertflow.github.permissions import AnyPermissions
from alertflow.yaml import dump


@pytest.mark.parametrize(
    ("permissions", "data"),
    [
        (Permissions(), {}),
        (
            Permissions(issues="write", contents="read", id_token="write"),
            {"contents": "read", "id-token": "write", "issues": "write"},
        ),
        (Permissions(pull_requests="none"), {"pull-requests": "none"}),
        (
            Permissions(contents="read", extra={"new-scope": "read"}),
            {"contents": "read", "new-scope": "read"},
        ),
    ],
)
def test_the_scopes_that_are_named_are_written_in_the_alphabets_order(
    permissions: Permissions, data: dict[str, str]
) -> None:
    assert permissions.to_data() == data
    assert list(permissions.to_data()) == list(data)


def test_a_reason_stands_behind_its_scope() -> None:
    permissions = Permissions(issues="write", reasons={"issues": "opens the incident"})

    assert dump(permissions.to_data()) == "issues: write # opens the incident\n"


def test_a_wrong_scope_or_level_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"unknown name 'issue'. Did you mean 'issues'\?"):
        Permissions(issue="read")  # type: ignore[call-arg]  # the mistake under test
    with pytest.raises(DeclarationError, match="contents: should be 'read', 'write' or 'none'"):
        Permissions(contents="admin")  # type: ignore[arg-type]  # the mistake under test
    with pytest.raises(DeclarationError, match="models: should be 'read' or 'none'"):
        Permissions(models="write")  # type: ignore[arg-type]  # the mistake under test


def test_a_scope_given_twice_is_refused() -> None:
    with pytest.raises(DeclarationError, match="extra has 'contents', which is set already"):
        Permissions(contents="read", extra={"contents": "write"}).to_data()


def test_a_reason_for_a_scope_that_is_not_named_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"it names no scope 'issue'. Did you mean 'issues'\?"):
        Permissions(issues="write", reasons={"issue": "opens the incident"})


OURS = {
    Permissions.keys()[name]: set(get_args(get_args(hint)[0]))
    for name, hint in get_type_hints(Permissions).items()
    if name in Permissions.keys()  # noqa: SIM118  # a method of ours
}
"""Scope -> its levels."""


def test_scopes_and_levels_are_those_of_githubs_own_parser(programs: Callable[[str], Path]) -> None:
    package = programs("github-parser").resolve().parents[1] / "node_modules/@actions/workflow-parser"
    schema = json.loads((package / "dist/workflow-v1.0.min.json").read_text(encoding="utf-8"))
    definitions: dict[str, Any] = schema["definitions"]

    theirs = {
        scope: {definitions[level]["string"]["constant"] for level in definitions[said["type"]]["one-of"]}
        for scope, said in definitions["permissions-mapping"]["mapping"]["properties"].items()
    }
    words = [definitions[one]["string"]["constant"] for one in definitions["permissions"]["one-of"][1:]]
    assert theirs == OURS
    assert tuple(words) == get_args(get_args(AnyPermissions)[1])


NOT_IN_THE_SCHEMA = {
    ("drives", "read"): "newer",
    ("drives", "write"): "newer",
    ("drives", "none"): "newer",
    ("copilot-requests", "none"): "GitHub's parser takes it",
}
"""(Scope, level) -> why the published schema does not have it."""


def test_scopes_and_levels_are_those_of_the_published_schema() -> None:
    path = files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json"
    definitions = json.loads(path.read_text(encoding="utf-8"))["definitions"]
    theirs = {
        (scope, level)
        for scope, said in definitions["permissions-event"]["properties"].items()
        for level in said.get("enum", definitions["permissions-level"]["enum"])
    }

    ours = {(scope, level) for scope, levels in OURS.items() for level in levels}
    assert ours - theirs == set(NOT_IN_THE_SCHEMA)
    assert theirs - ours == set()


DOCUMENTED = {
    *("actions", "artifact-metadata", "attestations", "checks", "contents", "deployments", "discussions"),
    *("id-token", "issues", "models", "packages", "pages", "pull-requests", "repository-projects"),
    *("security-events", "statuses", "vulnerability-alerts"),
}
"""Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions, as of
August 2026.
"""


def test_scopes_are_those_of_the_documentation_and_three_that_it_does_not_tell_of() -> None:
    assert set(OURS) - DOCUMENTED == {"code-quality", "copilot-requests", "drives"}
    assert set(OURS) >= DOCUMENTED
