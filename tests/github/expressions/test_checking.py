"""What `problems` finds in an expression at its place; the rules themselves have tests of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.github import Expr, Workflow, github, secrets
from alertflow.github.expressions.availability import AVAILABLE, NOTHING
from alertflow.github.expressions.checking import Problem, problems
from alertflow.github.expressions.parser import parse
from tests.github.expressions.checked import messages


def test_a_problem_has_a_kind_a_sentence_and_the_part_that_is_wrong() -> None:
    tree = parse("secrets.TOKEN != '' && github.reff")
    wrong, unknown = problems(tree, "jobs.<job_id>.if")
    assert wrong == Problem(
        "unavailable-context",
        "`secrets` is not available in jobs.<job_id>.if; available: github, inputs, needs, vars. "
        "Let a job before this one ask whether it is set, and pass the answer on as an output.",
        wrong.tree,
    )
    assert (wrong.tree.text_, unknown.kind, unknown.tree.text_) == (
        "secrets",
        "unknown-property",
        "github.reff",
    )


def test_the_same_problem_is_told_once() -> None:
    reff: Expr = parse("github.reff")
    assert len(problems((reff == "a") | (reff == "b"))) == 1
    assert len(problems(parse("secrets.A || secrets.B"), "concurrency")) == 1


def test_without_a_key_nothing_is_said_of_what_is_available() -> None:
    assert problems(secrets.TOKEN & parse("success()")) == []
    assert problems(github.event) == []


def test_a_key_that_is_not_known_allows_everything() -> None:
    assert problems(secrets.TOKEN & parse("success()"), "jobs.<job_id>.steps.brand-new") == []


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("jobs.<job_id>.steps.if", "secrets.TOKEN", "Set it in `env` of the job, and ask for the variable"),
        ("jobs.<job_id>.if", "matrix.os", "evaluated once, before the matrix makes its jobs"),
        ("jobs.<job_id>.if", "env.A", "It is filled in on the runner, later. Use `vars`"),
        ("jobs.<job_id>.runs-on", "steps.a.outputs.b", "No step of this job has run yet."),
        ("jobs.<job_id>.env", "runner.os", "There is no runner yet"),
        ("jobs.<job_id>.env", "jobs.a.result", "a job reads those before it from `needs`"),
        ("run-name", "env.A", "It is filled in on the runner, later."),
        ("env.<env_id>", "needs.build.result", "It has values only within a job."),
        (
            "env.<env_id>",
            "env.A",
            "`env` is not available in env.<env_id>; available: github, inputs, secrets, vars.",
        ),
        ("runs.steps.run", "secrets.A", "An action is given what it needs as an input."),
        ("inputs.<input_id>.default", "vars.A", "An action is given what it needs as an input."),
        ("runs.args", "github.ref", "`github` is not available in runs.args; available: inputs."),
        ("run-name", "SECRETS.A", "`secrets` is not available in run-name"),
        (
            "jobs.<job_id>.steps.uses",
            "github.ref",
            "GitHub evaluates no expression in jobs.<job_id>.steps.uses.",
        ),
    ],
)
def test_a_context_in_the_wrong_place_is_told_with_the_way_out(key: str, text: str, message: str) -> None:
    (problem,) = problems(parse(text), key)
    assert problem.kind == "unavailable-context"
    assert message in problem.message


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        (
            "jobs.<job_id>.steps.run",
            "success()",
            "in `if` only, not in jobs.<job_id>.steps.run. Elsewhere in a step",
        ),
        ("jobs.<job_id>.name", "FAILURE()", "`needs.<job_id>.result` says how a job before it has ended."),
        ("run-name", "always()", "always() is available in `if` only, not in run-name."),
        ("jobs.<job_id>.if", "hashFiles('a')", "hashFiles() is available in the steps of a job only"),
        (
            "jobs.<job_id>.env.<env_id>",
            "hashfiles('a')",
            "Call it in a step, and pass its value on as an output.",
        ),
        ("jobs.<job_id>.steps.if", "failure('build')", "takes the names of jobs only in the `if` of a job"),
        ("runs.steps.if", "success('a')", "here it takes nothing"),
    ],
)
def test_a_function_in_the_wrong_place_is_told_with_the_way_out(key: str, text: str, message: str) -> None:
    (problem,) = problems(parse(text), key)
    assert problem.kind == "unavailable-function"
    assert message in problem.message


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("jobs.<job_id>.if", "failure('build') || !cancelled() && github.ref_protected"),
        ("jobs.<job_id>.steps.if", "hashFiles('a') != '' && always() && env.A == 'b'"),
        ("jobs.<job_id>.steps.env.<env_id>", "secrets.TOKEN || github.token"),
        ("jobs.<job_id>.steps.with.<with_id>", "hashFiles('**/package-lock.json')"),
        ("jobs.<job_id>.container.credentials", "secrets.TOKEN"),
        ("on.workflow_call.outputs.<output_id>.value", "jobs.build.outputs.image"),
        ("runs.steps.if", "failure() && inputs.x"),
        ("runs.post-if", "always()"),
    ],
)
def test_what_is_available_is_left_alone(key: str, text: str) -> None:
    assert problems(parse(text), key) == []


@pytest.mark.parametrize("key", [key for key, allowed in AVAILABLE.items() if allowed != NOTHING])
def test_every_key_takes_what_its_entry_says_and_nothing_else(key: str) -> None:
    allowed = AVAILABLE[key]
    for name in ("github", "env", "vars", "secrets", "inputs", "needs", "steps", "job", "runner", "matrix"):
        said = [one.kind for one in problems(parse(f"toJSON({name})"), key)]
        assert ("unavailable-context" in said) == (name not in allowed.contexts), name
    for function in ("always", "cancelled", "failure", "success", "hashFiles"):
        call = f"{function}({'1' if function == 'hashFiles' else ''}) == true"
        said = [one.kind for one in problems(parse(call), key)]
        assert ("unavailable-function" in said) == (function not in allowed.functions), function


ROOT = Path(__file__).parents[3]
WRONG = {
    # What actionlint finds, we find.
    "github.reff": "both",
    "github['reff']": "both",
    "github.repository.owner": "both",
    "env.FOO.bar": "both",
    "env[0]": "both",
    "job.container.os": "both",
    "job.services.x.foo": "both",
    "runner.oss": "both",
    "matrix.oss": "both",
    "matrix.os.x": "both",
    "steps.unknown.outputs.x": "both",
    "steps.upload.outputs.x": "both",
    "steps.checkout.foo": "both",
    "needs.deploy.result": "both",
    "needs.build.outputs.nope": "both",
    "needs.build.foo": "both",
    "inputs.nope": "both",
    "inputs.flag.x": "both",
    "secrets.TOKEN.x": "both",
    "github.event": "both",
    "github.event[0]": "both",
    "github.event.inputs.nope": "both",
    "env": "both",
    "github.event.issue.labels.*.name": "both",
    "contains(github, 'x')": "both",
    "contains('a', github)": "both",
    "startsWith('a', github.event)": "both",
    "join(github, ',')": "both",
    "format('{0}', 1, 2)": "both",
    "format('{0} {1}', 1)": "both",
    "format(github, 1)": "both",
    "fromJSON(github)": "both",
    "hashFiles(github)": "both",
    "success()": "both",
    "always()": "both",
    "github.ref.*": "both",
    "env.*.x": "both",
    "needs.*.foo": "both",
    "vars.foo-bar": "both",
    "vars.GITHUB_X": "both",
    "github.ref[0]": "both",
    "github[0]": "both",
    "jobs.x.result": "both",
    # What only we find: this actionlint is old, or does not look.
    "strategy.foo": "ours",
    "contains(1, 'x')": "ours",
    "join('a', ',')": "ours",
    "format('{0}', github.event)": "ours",
    "fromJSON('{')": "ours",
    "fromJSON('{\"a\": 1}').b": "ours",
    "fromJSON('[1]').b": "ours",
    "github.event == 'x'": "ours",
    "github.ref < null": "ours",
    "github.run_number < 'x'": "ours",
    "inputs.flag == 'true'": "ours",
    "github.ref == 'main'": "ours",
    "needs.build.result == 'sucess'": "ours",
    # What only actionlint says: GitHub makes text of true, false and null itself, as its documentation says.
    "null": "theirs",
    "contains(true, 'x')": "theirs",
    "startsWith(true, 'a')": "theirs",
    "endsWith(null, 'a')": "theirs",
    "fromJSON(true)": "theirs",
    # Right for both.
    "github.event.foo.bar": "neither",
    "toJSON(env)": "neither",
    "contains(github.event.labels, 'x')": "neither",
    "github.run_number > 3": "neither",
    "job.services.db.id": "neither",
    "github.ref == 'refs/heads/main' && 'a' || 'b'": "neither",
}
"""Expression -> who finds something wrong with it in a script."""

_WORKFLOW = """
on:
  workflow_dispatch:
    inputs:
      flag: {type: boolean}
      count: {type: number}
jobs:
  build:
    runs-on: ubuntu-latest
    outputs: {image: x}
    steps: [{run: echo}]
  deploy:
    runs-on: ubuntu-latest
    steps: [{run: echo}]
  test:
    needs: build
    runs-on: ubuntu-latest
    strategy: {matrix: {os: [a, b]}}
    services: {db: {image: x}}
    steps:
    - {id: checkout, run: echo}
""".lstrip()


def test_what_actionlint_finds_in_expressions_is_found(
    programs: Callable[[str], Path], tmp_path: Path
) -> None:
    lines = _WORKFLOW.splitlines()
    at: dict[int, str] = {}
    for text in WRONG:
        lines.append("    - run: " + json.dumps(f"echo ${{{{ {text} }}}}"))
        at[len(lines)] = text
    lines.append("    - {id: upload, run: echo}")
    file = tmp_path / "workflow.yml"
    file.write_text("\n".join(lines) + "\n")

    answer = subprocess.run([programs("actionlint"), file], capture_output=True, text=True).stdout
    theirs = {at[one["line"]] for one in json.loads(answer) if one["kind"] == "expression"}
    ours = {text for text in WRONG if messages(text, "jobs.<job_id>.steps.run")}
    who = {
        (True, True): "both",
        (True, False): "ours",
        (False, True): "theirs",
        (False, False): "neither",
    }
    assert {text: who[text in ours, text in theirs] for text in WRONG} == WRONG


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("generated/*/.github/workflows/*.yml")), ids=lambda one: one.name
)
def test_no_workflow_of_ours_has_a_problem(path: Path) -> None:
    assert Workflow.parse(path.read_text("utf-8"), str(path)).problems() == ()
