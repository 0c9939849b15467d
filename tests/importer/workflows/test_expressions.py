"""GitHub's expressions become the Python that builds the same tree, or stay text."""

import pytest

from alertflow.github import parse
from alertflow.importer.workflows.expressions import Scope, said
from alertflow.importer.writing.layout import text
from alertflow.importer.writing.nodes import Assignment, Module, Variable

SCOPE = Scope(
    jobs={"build": Variable("build"), "build-all": Variable("build_all")}, steps={"meta": Variable("meta")}
)


def python(expression: str) -> str:
    """The Python of an expression; '' where it stays text."""
    found = said(parse(expression), SCOPE)
    if found is None:
        return ""
    return text(Module("x", [[Assignment("v", found)]])).partition("\nv = ")[2].rstrip("\n")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("github.ref", "github.ref"),
        ("github['ref']", "github.ref"),
        ("github.event.pull_request.head.ref", "github.event.pull_request.head.ref"),
        ("github.event['x-y'].z", 'github.event["x-y"].z'),
        ("github.event.labels[0].name", "github.event.labels[0].name"),
        ("github.event.x[matrix.a]", "github.event.x[matrix.a]"),
        ("github.repositoryUrl", "github.repository_url"),
        ("strategy.job-index", "strategy.job_index"),
        ("vars.REGION", "vars_.REGION"),
        ("jobs.other.outputs.x", "jobs_.other.outputs.x"),
        ("secrets.GITHUB_TOKEN", "secrets.GITHUB_TOKEN"),
        ("env._x", 'env["_x"]'),
        ("matrix.class", 'matrix["class"]'),
        ("inputs.text_", 'inputs["text_"]'),
        ("inputs.dry-run", 'inputs["dry-run"]'),
        ("job.services.db.ports['5432']", 'job.services.db.ports["5432"]'),
    ],
)
def test_a_context_is_the_typed_one(expression: str, expected: str) -> None:
    assert python(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("needs.build.outputs.tag", "build.outputs.tag"),
        ("needs['build-all'].outputs['odd-name']", 'build_all.outputs["odd-name"]'),
        ("needs.build.result", "build.result"),
        ("jobs.build.outputs.tag", "build.outputs.tag"),
        ("steps.meta.outputs.version", "meta.outputs.version"),
        ("steps.meta.outcome", "meta.outcome"),
        ("steps.meta.conclusion", "meta.conclusion"),
        ("steps.other.outputs.x", "steps.other.outputs.x"),
        ("needs.other.result", "needs.other.result"),
        ("toJSON(steps.meta)", "to_json(steps.meta)"),
        ("needs.Build.result", "needs.Build.result"),
    ],
)
def test_what_has_a_variable_is_read_of_it(expression: str, expected: str) -> None:
    assert python(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("github.ref == 'refs/heads/main'", 'github.ref == "refs/heads/main"'),
        ("github.run_attempt > 1", "github.run_attempt > 1"),
        ("!cancelled()", "~cancelled()"),
        ("!(github.ref == 'x')", '~(github.ref == "x")'),
        ("success() && (inputs.a || inputs.b)", "success() & (inputs.a | inputs.b)"),
        ("inputs.a || 'x'", 'inputs.a | "x"'),
        ("inputs.a && inputs.b && inputs.c", "all_of(inputs.a, inputs.b, inputs.c)"),
        ("inputs.a || inputs.b || 'c'", 'any_of(inputs.a, inputs.b, "c")'),
        (
            "github.ref == 'a' && github.sha == 'b' && always()",
            'all_of(github.ref == "a", github.sha == "b", always())',
        ),
        ("contains(github.ref, 'x') && !endsWith(env.A, 'y')", None),
        ("startsWith(github.ref, 'refs/tags/')", 'starts_with(github.ref, "refs/tags/")'),
        ("fromJSON(vars.LIST)[0]", "from_json(vars_.LIST)[0]"),
        ("hashFiles('**/a', '**/b')", 'hash_files("**/a", "**/b")'),
        ("format('{0}-x', github.sha)", 'format_("{0}-x", github.sha)'),
        ("join(github.event.x, ', ')", 'join(github.event.x, ", ")'),
    ],
)
def test_operators_are_pythons(expression: str, expected: str | None) -> None:
    assert python(expression) == (expected or 'contains(github.ref, "x") & ~ends_with(env.A, "y")')


@pytest.mark.parametrize(
    "expression",
    [
        "'x' == github.ref",  # Python would turn it round
        "matrix.x == true",  # no linter lets this stand
        "github.event.x != null",
        "github.event.commits.*.id",
        "github.event.x && 'a' && 'b' || 'c' && !inputs.a || inputs.b && !inputs.c || inputs.d",
        "'a' && 'b'",
        "'a'",
        "case(inputs.a, 'b', 'c')",
        "GITHUB.ref",
        "github.reff",
    ],
)
def test_what_reads_no_better_in_python_stays_text(expression: str) -> None:
    assert python(expression) == ""
