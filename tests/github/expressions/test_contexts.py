"""The contexts as typed objects."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.declared import AlertflowError
from alertflow.github import Expr, ExpressionSyntaxError, events, parse
from alertflow.github.expressions.contexts import (
    CONTEXTS,
    EVENTS,
    KINDS,
    env,
    github,
    inputs,
    job,
    jobs_,
    matrix,
    needs,
    runner,
    secrets,
    steps,
    strategy,
    vars_,
)
from alertflow.github.expressions.kinds import BOOLEAN, NUMBER, TEXT, Object, Text
from alertflow.github.expressions.known import Known, UnknownPropertyError

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (github.ref, "github.ref"),
        (github["ref"], "github.ref"),
        (github["REF"], "github.REF"),
        (github.repository_url, "github.repositoryUrl"),
        (github["repositoryurl"], "github.repositoryurl"),
        (github.event.pull_request.base.ref, "github.event.pull_request.base.ref"),
        (github.event.repository.name, "github.event.repository.name"),
        (github.event.index.function.arguments, "github.event.index.function.arguments"),
        (github.event["commits"][0].message, "github.event.commits[0].message"),
        (github[inputs.field], "github[inputs.field]"),
        (github[...], "github.*"),
        (runner.name, "runner.name"),
        (runner.tool_cache, "runner.tool_cache"),
        (strategy.job_index, "strategy.job-index"),
        (strategy["max-parallel"], "strategy.max-parallel"),
        (job.container.network, "job.container.network"),
        (job.services.db.ports["5432"], "job.services.db.ports['5432']"),
        (job.services["my-db"].id, "job.services.my-db.id"),
        (needs.build.result, "needs.build.result"),
        (needs["my-job"].outputs.image, "needs.my-job.outputs.image"),
        (needs[...].result, "needs.*.result"),
        (steps.test.outcome, "steps.test.outcome"),
        (steps.test.outputs["a b"], "steps.test.outputs['a b']"),
        (jobs_.build.outputs.image, "jobs.build.outputs.image"),
        (env.HOME, "env.HOME"),
        (vars_["odd name"], "vars['odd name']"),
        (secrets.TOKEN, "secrets.TOKEN"),
        (inputs.config.path, "inputs.config.path"),
        (matrix.include.deep, "matrix.include.deep"),
    ],
)
def test_reading_a_context_prints_githubs_path(read: Expr, text: str) -> None:
    assert read.text_ == text


@pytest.mark.parametrize(
    ("misspelt", "message"),
    [
        (lambda: github.reff, "`github` has no property 'reff'. Did you mean 'ref'?"),  # type: ignore[attr-defined]
        (lambda: github["reff"], "`github` has no property 'reff'. Did you mean 'ref'?"),
        (lambda: github.repositoryUrl, "Did you mean 'repository_url'?"),  # type: ignore[attr-defined]
        (lambda: runner.operating_system, "`runner` has no property"),  # type: ignore[attr-defined]
        (lambda: strategy["x"], "Known: fail-fast, job-index, job-total, max-parallel."),
        (lambda: needs.build.resultt, "Did you mean 'result'?"),  # type: ignore[attr-defined]
        (lambda: needs.build.output.x, "Did you mean 'outputs'?"),  # type: ignore[attr-defined]
        (lambda: steps["a"].conclusions, "Did you mean 'conclusion'?"),  # type: ignore[attr-defined]
        (lambda: job.services.db.port, "Did you mean 'ports'?"),  # type: ignore[attr-defined]
        (lambda: github.ref.name, "`github.ref` has no property 'name'. It is a single value."),  # type: ignore[attr-defined]
        (lambda: github.ref[0], "`github.ref` has no property '0'. It is a single value."),
        (lambda: env.HOME.path, "`env.HOME` has no property 'path'."),  # type: ignore[attr-defined]
    ],
)
def test_what_a_context_never_has_is_refused_where_it_is_written(
    misspelt: Callable[[], object], message: str
) -> None:
    with pytest.raises(UnknownPropertyError) as caught:
        misspelt()
    assert message in str(caught.value)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_the_error_is_pythons_for_a_missing_attribute_too() -> None:
    assert issubclass(UnknownPropertyError, AttributeError)
    assert issubclass(UnknownPropertyError, AlertflowError)
    assert not hasattr(github, "reff")
    assert not hasattr(github, "_repr_html_")
    assert not hasattr(needs, "__wrapped__")
    assert hasattr(github, "ref")


MISUSE = {
    "github.reff": '"Github" has no attribute "reff"',
    "github.ref.name": '"Value" has no attribute "name"',
    "needs.build.resultt": '"NeededJob" has no attribute "resultt"',
    "runner.oss": '"Runner" has no attribute "oss"',
    "env.HOME.path": '"Value" has no attribute "path"',
    "github.event.anything.at_all": None,
    "github.event.pull_request.base.ref": None,
    "needs.build.outputs.image": None,
    "matrix.os.name": None,
}
"""Code -> what a type checker says of it."""


def test_a_type_checker_knows_the_properties(tmp_path: Path) -> None:
    file = tmp_path / "misuse_of_contexts.py"
    names = "env, github, matrix, needs, runner"
    code = [
        f"from alertflow.github.expressions.contexts import {names}",
        *[f"print({one})" for one in MISUSE],
    ]
    file.write_text("\n".join(code) + "\n")
    options = ["--strict", "--no-error-summary", "--cache-dir", str(ROOT / ".mypy_cache")]
    command = [sys.executable, "-m", "mypy", *options, str(file)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    found: dict[str, str | None] = dict.fromkeys(MISUSE)
    for line in said:
        place, _, message = line.partition(": error: ")
        if file.name in place:
            at = int(place.rpartition(":")[2]) - 2
            found[list(MISUSE)[at]] = message.partition("  [")[0].partition(";")[0]
    assert found == MISUSE


def test_every_context_has_a_kind_and_every_kind_a_context() -> None:
    assert CONTEXTS.keys() == KINDS.keys()
    for name, context in CONTEXTS.items():
        assert context.text_ == name
        if isinstance(context, Known):
            assert KINDS[name] == type(context).kind()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("github.ref", Text(start="refs/")),
        ("github.ref_protected", BOOLEAN),
        ("github.run_number", Text(digits=True)),
        ("github.ref_type", Text(("branch", "tag"))),
        ("strategy.job-index", NUMBER),
        ("runner.os", Text(("Linux", "Windows", "macOS"))),
        ("needs.any.result", Text(("success", "failure", "cancelled", "skipped"))),
        ("needs.any.outputs.any", TEXT),
        ("job.services.any.ports.80", TEXT),
        ("env.any", TEXT),
    ],
)
def test_a_property_has_a_kind(path: str, kind: object) -> None:
    root, *names = path.split(".")
    found: object = KINDS[root]
    for name in names:
        assert isinstance(found, Object)
        found = found.property(name)
    assert found == kind


def test_the_events_are_those_that_can_start_a_workflow() -> None:
    triggers = {name for name in events.Triggers.keys().values() if name != "extra"}
    assert triggers == set(EVENTS) - {"dynamic"}


def test_an_unknown_context_is_no_expression() -> None:
    with pytest.raises(ExpressionSyntaxError, match="Did you mean 'needs'"):
        parse("need.build.result")
