"""What zizmor finds in workflows that are open to attack: each is found here as well, in the same lines, or
it stands below why not.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from alertflow.checks import Finding, check
from alertflow.github import Workflow

FOLDER = Path(__file__).parent / "insecure"
SAME: Mapping[str, tuple[str, ...]] = {
    "artipacked": ("persisted-credentials",),
    "bot-conditions": ("spoofable-bot-condition",),
    "excessive-permissions": ("excessive-permissions",),
    "github-app": ("app-token-permissions",),
    "hardcoded-container-credentials": ("hardcoded-credentials",),
    "insecure-commands": ("insecure-commands",),
    "misfeature": ("unknown-shell",),
    "obfuscation": ("obfuscated-uses", "overprovisioned-secrets", "type-mismatch"),
    "overprovisioned-secrets": ("overprovisioned-secrets",),
    "secrets-inherit": ("secrets-inherit",),
    "self-hosted-runner": ("self-hosted-runner",),
    "template-injection": ("script-injection",),
    "unpinned-images": ("unpinned-image", "unpinned-action"),
    "unpinned-uses": ("unpinned-action",),
    "unredacted-secrets": ("unredacted-secret",),
    "unsound-condition": ("always-true-condition",),
    "unsound-contains": ("unsound-contains",),
    "unsound-ternary": ("always-true-condition",),
    "use-trusted-publishing": ("trusted-publishing",),
}
"""An audit of zizmor, and the checks that find the same."""
LEFT_OUT: Mapping[str, str] = {
    "adhoc-packages": "which tools come from a lock file is a matter of taste, not of the workflow",
    "anonymous-definition": "a name is for people: nothing goes wrong without one",
    "archived-uses": "which repositories are archived changes, and is known online only",
    "cache-poisoning": "doubtful: most caches of a release can be written by nobody from outside",
    "concurrency-limits": "doubtful: most workflows may run side by side, and for events a limit loses runs",
    "dangerous-triggers": "doubtful: what is dangerous is to run the code of others: untrusted-checkout",
    "secrets-outside-env": "doubtful: an environment is of use by its rules, which no file says",
    "self-repository": "doubtful: older servers do not know $/",
    "superfluous-actions": "a matter of taste",
    "typosquat-uses": "doubtful: a name like another's may be meant",
    "undocumented-permissions": "comments are for people",
}
"""An audit that has no check here, and why."""
NOT_HERE: Mapping[tuple[str, str, int], str] = {
    ("artipacked", "checkout.yml", 29): "this version of the checkout keeps the token elsewhere",
    ("excessive-permissions", "permissions.yml", 3): "told once for the whole file, in its first line",
    ("obfuscation", "uses.yml", 20): "an expression that is constant does no harm",
    ("obfuscation", "uses.yml", 22): "an expression that is constant does no harm",
    ("self-hosted-runner", "runners.yml", 16): "a group may be of larger runners of GitHub's own",
    ("template-injection", "injections.yml", 32): "nobody but GitHub writes these",
    ("template-injection", "injections.yml", 40): "a secret is written by those who own the repository",
    ("template-injection", "uses.yml", 20): "a constant",
    ("template-injection", "uses.yml", 21): "a constant",
    ("template-injection", "uses.yml", 23): "a number",
    ("use-trusted-publishing", "publish.yml", 30): "doubtful: twine may publish elsewhere",
}
"""An audit, a file and a line where it is wrong or doubtful, and why."""


class Said(NamedTuple):
    """A finding of zizmor: which audit, and in which lines it may be found as well."""

    audit: str
    file: str
    line: int
    lines: frozenset[int]


@pytest.fixture(scope="module")
def theirs(programs: Callable[[str], Path]) -> list[Said]:
    files = sorted(one.name for one in FOLDER.glob("*.yml"))
    options = ["--offline", "--no-config", "--persona", "auditor", "--no-exit-codes", "--format", "json"]
    run = subprocess.run(
        [programs("zizmor"), *options, *files], cwd=FOLDER, capture_output=True, text=True, check=True
    )
    return [_said(one) for one in json.loads(run.stdout)]


def _said(one: Mapping[str, object]) -> Said:
    lines: set[int] = set()
    primary: list[tuple[str, int]] = []
    for at in one["locations"]:  # type: ignore[attr-defined]  # JSON
        span = at["concrete"]["location"]
        first, last = span["start_point"]["row"] + 1, span["end_point"]["row"] + 1
        if at["symbolic"]["kind"] == "Primary":
            primary.append((at["symbolic"]["key"]["Local"]["verbatim_path"], first))
            lines.update(range(first, last + 1))
        else:
            lines.add(first)
    file, line = primary[0]
    return Said(str(one["ident"]), file, line, frozenset(lines))


@pytest.fixture(scope="module")
def ours() -> list[Finding]:
    documents = {one.name: Workflow.parse(one.read_text("utf-8"), one.name) for one in FOLDER.glob("*.yml")}
    return check(None, documents)


def is_found(said: Said, ours: list[Finding]) -> bool:
    checks = [f"github/{name}" for name in SAME.get(said.audit, ())]
    return any(
        one.id in checks
        and one.location is not None
        and one.location.path == said.file
        and one.location.line in said.lines
        for one in ours
    )


def test_what_zizmor_finds_is_found_in_the_same_lines_or_there_is_a_reason(
    theirs: list[Said], ours: list[Finding]
) -> None:
    missed = {
        (said.audit, said.file, said.line)
        for said in theirs
        if said.audit not in LEFT_OUT and not is_found(said, ours)
    }
    assert missed == set(NOT_HERE)


def test_zizmor_finds_something_by_each_audit_that_is_named_here(theirs: list[Said]) -> None:
    assert {said.audit for said in theirs} == {*SAME, *LEFT_OUT}


def test_each_check_finds_something_that_zizmor_finds(theirs: list[Said], ours: list[Finding]) -> None:
    for audit in SAME:
        assert any(is_found(said, ours) for said in theirs if said.audit == audit), audit


def test_what_only_alertflow_finds(ours: list[Finding]) -> None:
    found = {(one.id, one.location.path, one.location.line) for one in ours if one.location}
    assert {
        ("github/environment-injection", "injections.yml", 28),
        ("github/environment-injection", "injections.yml", 30),
        ("github/lost-run", "lost.yml", 6),
        ("github/spoofable-bot-condition", "conditions.yml", 12),
        ("github/unpinned-image", "images.yml", 10),
        ("github/untrusted-checkout", "checkout.yml", 18),
    } <= found
