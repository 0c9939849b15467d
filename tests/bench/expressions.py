"""Thousands of expressions as people write them, and the time that reading and evaluating them takes.

`python -m tests.bench.expressions FILE` takes the same file as `github-expressions --seconds FILE`, and
prints the same figure: seconds of processor time.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

TEMPLATES = """
github.event_name == 'push' && github.ref == 'refs/heads/release-{n}'
needs.build.outputs.image-{n}
!cancelled() && needs.test.result == 'success' && github.run_number > {n}
contains(github.event.pull_request.labels.*.name, 'deploy-{n}')
fromJSON(needs.setup.outputs.matrix)[{n}] || 'none'
format('{{0}}-{{1}}-{n}', runner.os, hashFiles('**/package-lock.json'))
github.event.inputs.environment || 'staging-{n}'
steps.check-{n}.outputs.changed == 'true' || github.event_name == 'workflow_dispatch'
startsWith(github.ref, 'refs/tags/v{n}') && !endsWith(github.ref, '-rc')
matrix.os == 'ubuntu-latest' && matrix.node >= {n}
secrets.TOKEN_{n} != '' && vars.ENABLED == 'true'
toJSON(github.event.commits) != '{n}'
always() && (needs.a.result == 'failure' || needs.b.result == 'failure' || {n} == 0)
github.event.head_commit.message == 'Release {n}'
inputs.dry_run != true && inputs.count < {n}
join(github.event.commits.*.id, ', {n}, ')
env.REGISTRY == 'registry-{n}.example.com' && github.event.commits[0].author.name != ''
case(inputs.count > {n}, 'many', inputs.count == {n}, 'enough', 'few')
github.actor != 'dependabot[bot]' && github.event.pull_request.head.repo.fork == false || {n} > 1e3
(github.event_name == 'schedule' && 'nightly' || github.sha) == 'v{n}'
""".strip().splitlines()
"""Conditions and values as they stand in workflows, each with a number in it."""

CONTEXT: dict[str, Any] = {
    "github": {
        "actor": "octocat",
        "event_name": "push",
        "ref": "refs/heads/main",
        "run_number": 42,
        "sha": "3d3c42e5aac5ba805825da76410c181273ba90b1",
        "event": {
            "commits": [{"id": f"c{n}", "author": {"name": "Mona"}, "distinct": True} for n in range(3)],
            "head_commit": {"message": "Release 7"},
            "inputs": {},
            "pull_request": {
                "labels": [{"name": "bug"}, {"name": "deploy-7"}],
                "head": {"repo": {"fork": False}},
            },
        },
    },
    "env": {"REGISTRY": "registry-7.example.com"},
    "vars": {"ENABLED": "true"},
    "secrets": {"TOKEN_7": "***"},
    "inputs": {"dry_run": False, "count": 7},
    "needs": {
        "setup": {"result": "success", "outputs": {"matrix": '["a", "b", "c"]'}},
        "build": {"result": "success", "outputs": {"image-7": "app:7"}},
        "test": {"result": "success", "outputs": {}},
    },
    "steps": {"check-7": {"outcome": "success", "outputs": {"changed": "true"}}},
    "matrix": {"os": "ubuntu-latest", "node": 20},
    "runner": {"os": "Linux"},
}
FUNCTIONS = {"always": True, "cancelled": False, "hashFiles": "0123456789abcdef"}


def questions(count: int) -> dict[str, Any]:
    """`count` expressions, no two of them the same, with what they need to have a value."""
    kinds = len(TEMPLATES)
    return {
        "expressions": [TEMPLATES[n % kinds].format(n=n // kinds) for n in range(count)],
        "context": CONTEXT,
        "functions": FUNCTIONS,
    }


def main(file: str) -> None:
    """Reads and evaluates each expression of `file` once."""
    from alertflow.github.expressions import evaluate

    asked = json.loads(Path(file).read_text(encoding="utf-8"))
    functions = {name: lambda *_, value=value: value for name, value in asked["functions"].items()}
    context = asked["context"]
    before = time.process_time()
    for expression in asked["expressions"]:
        evaluate(expression, context, functions)
    print(time.process_time() - before)


if __name__ == "__main__":
    main(sys.argv[1])
