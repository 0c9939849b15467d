"""Text of others that reaches code, in whole workflows."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertflow.github import (
    CallJob,
    Container,
    Defaults,
    Input,
    Job,
    RunStep,
    Service,
    Triggers,
    UsesStep,
    Workflow,
    WorkflowDispatch,
    github,
)
from alertflow.github.expressions.origins import Writer
from alertflow.github.injection import CODE_INPUTS, LOADING, SAFE_FORM, Sink, injections

ROOT = Path(__file__).parents[3]
HEAD = """
on: [issues, pull_request, workflow_dispatch, repository_dispatch]
jobs:
  build:
    runs-on: ubuntu-latest
"""


def said(text: str) -> list[str]:
    """What is found in a workflow file: `sink: where < through < part`."""
    return [
        f"{one.sink.name}: {one.where} < {one.found.told.replace('`', '')}"
        for one in injections(Workflow.parse(text))
    ]


def steps(*lines: str, top: str = "") -> list[str]:
    """The same for a job with these lines of steps."""
    return said(HEAD + "    steps:\n" + "\n".join([f"    {one}" for one in lines]) + f"\n{top}")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ["- run: echo ${{ github.event.issue.title }}", "  id: say"],
            ["CODE: run of 'say' < github.event.issue.title"],
        ),
        (
            ["- run: echo ${{ env.T }}", "  id: say", "  env: {T: '${{ github.head_ref }}'}"],
            ["CODE: run of 'say' < env.T, which holds github.head_ref"],
        ),
        (
            ["- uses: actions/github-script@v7", "  id: say", "  with: {script: '${{ inputs.x }}'}"],
            ["CODE: input 'script' of 'say' < inputs.x"],
        ),
        (
            ["- uses: azure/CLI@v2", "  id: say", "  with: {inlineScript: 'az ${{ github.ref_name }}'}"],
            ["CODE: input 'inlineScript' of 'say' < github.ref_name"],
        ),
        (
            ["- run: make", "  id: say", "  env: {NODE_OPTIONS: '${{ github.event.comment.body }}'}"],
            ["LOADED: NODE_OPTIONS of 'say' < github.event.comment.body"],
        ),
        (
            [
                '- run: echo "BODY=$BODY" >> "$GITHUB_ENV"',
                "  id: say",
                "  env: {BODY: '${{ github.event.issue.body }}'}",
            ],
            ["VARIABLES: $BODY, which 'say' writes to $GITHUB_ENV < github.event.issue.body"],
        ),
        (
            [
                '- run: echo "$LINE" >> "$GITHUB_ENV"',
                "  id: say",
                "  env: {LINE: '${{ github.event.issue.title }}'}",
            ],
            ["VARIABLES: $LINE, which 'say' writes to $GITHUB_ENV < github.event.issue.title"],
        ),
        (
            [
                '- run: echo "NODE_OPTIONS=$T" >> "$GITHUB_ENV"',
                "  id: say",
                "  env: {T: '${{ github.event.issue.title }}'}",
            ],
            ["VARIABLES: $T, which 'say' writes to $GITHUB_ENV < github.event.issue.title"],
        ),
        (
            [
                '- run: echo "tools/$T" >> "$GITHUB_PATH"',
                "  id: say",
                "  env: {T: '${{ github.head_ref }}'}",
            ],
            ["PATH: $T, which 'say' writes to $GITHUB_PATH < github.head_ref"],
        ),
        (
            [
                '- run: echo "body=$B" >> "$GITHUB_OUTPUT"',
                "  id: say",
                "  env: {B: '${{ github.event.client_payload.text }}'}",
            ],
            ["OUTPUTS: $B, which 'say' writes to $GITHUB_OUTPUT < github.event.client_payload.text"],
        ),
    ],
)
def test_text_of_others_that_becomes_code_is_found(lines: list[str], found: list[str]) -> None:
    assert steps(*lines) == found


@pytest.mark.parametrize(
    "lines",
    [
        ["- run: echo ${{ github.sha }} ${{ job.status }}"],
        ['- run: echo "$T"', "  env: {T: '${{ github.event.issue.title }}'}"],
        ["- run: echo ${{ env.T }}", "  env: {T: fixed}"],
        ["- run: echo ${{ env.UNKNOWN }}"],
        ["- name: About ${{ github.event.issue.title }}", "  run: make"],
        ["- run: make", "  working-directory: ${{ github.head_ref }}"],
        ["- run: make", "  if: github.event.issue.title == 'x'"],
        ["- uses: actions/upload-artifact@v4", "  with: {name: '${{ github.head_ref }}', path: x}"],
        ["- uses: actions/github-script@v7", "  with: {script: 'core.info(process.env.T)'}"],
        ["- uses: ./local", "  with: {script: '${{ github.head_ref }}'}"],
        ['- run: echo "T=$T" >> "$GITHUB_ENV"', "  env: {T: '${{ github.event.issue.title }}'}"],
        ['- run: echo "T=$T" >> "$GITHUB_OUTPUT"', "  env: {T: '${{ github.head_ref }}'}"],
        ['- run: echo "BODY=$BODY" >> "$GITHUB_ENV"'],
        ['- run: echo "BODY=$BODY" >> "$GITHUB_ENV"', "  env: {BODY: fixed}"],
        [
            '- run: echo "B=$B" >> "$GITHUB_ENV"',
            "  shell: pwsh",
            "  env: {B: '${{ github.event.issue.body }}'}",
        ],
        ["- run: echo ${{ broken"],
    ],
)
def test_what_is_no_code_or_not_from_others_is_right(lines: list[str]) -> None:
    assert steps(*lines) == []


def test_it_is_followed_from_a_script_to_an_output_to_another_job() -> None:
    text = """
on: issues
env: {TITLE: '${{ github.event.issue.title }}'}
jobs:
  read:
    runs-on: ubuntu-latest
    outputs: {title: '${{ steps.ask.outputs.title }}', other: '${{ steps.ask.outputs.other }}'}
    steps:
      - id: ask
        run: echo "title=$TITLE" >> "$GITHUB_OUTPUT"
  use:
    needs: read
    runs-on: ubuntu-latest
    steps:
      - id: say
        run: |
          echo ${{ needs.read.outputs.title }} ${{ needs.read.outputs.other }}
          echo ${{ steps.ask.outputs.title }}
"""
    assert said(text) == [
        "CODE: run of 'say' < needs.read.outputs.title, which holds steps.ask.outputs.title, "
        "which holds github.event.issue.title"
    ]


def test_what_is_not_known_is_left_alone() -> None:
    text = """
on: issues
env: {LD_PRELOAD: '${{ steps.a.outputs.b }}'}
jobs:
  call:
    uses: ./.github/workflows/other.yml
  build:
    needs: call
    runs-on: ubuntu-latest
    env: '${{ fromJSON(vars.ALL) }}'
    steps:
      - {id: act, uses: ./act}
      - run: echo ${{ needs.call.outputs.x }} ${{ env.T }}
      - run: echo ${{ steps.act.outputs.y }} ${{ steps.no.outputs.z }}
"""
    assert said(text) == []


def test_containers_and_shells_are_looked_at() -> None:
    text = """
on: pull_request
defaults: {run: {shell: bash}}
env: {LD_PRELOAD: '${{ github.head_ref }}'}
jobs:
  build:
    runs-on: ubuntu-latest
    defaults: {run: {shell: 'bash ${{ github.head_ref }} {0}'}}
    env: {BASH_ENV: '${{ github.event.pull_request.title }}'}
    container: {image: 'a:${{ github.head_ref }}', options: '--label ${{ github.head_ref }}'}
    services:
      db: {image: b, entrypoint: '${{ github.head_ref }}', env: {PATH: '${{ github.head_ref }}'}}
      cache: 'redis:7'
    steps: [{run: make}]
  call:
    uses: ./.github/workflows/other.yml
    with: {script: '${{ github.head_ref }}'}
"""
    assert [one.rpartition(" < ")[0] for one in said(text)] == [
        "LOADED: LD_PRELOAD of the workflow",
        "LOADED: BASH_ENV of job 'build'",
        "CODE: the shell of job 'build'",
        "IMAGE: image of 'container' of job 'build'",
        "OPTIONS: options of 'container' of job 'build'",
        "CODE: entrypoint of 'db' of job 'build'",
        "LOADED: PATH of 'db' of job 'build'",
    ]


@pytest.mark.parametrize(
    ("type_", "found"), [("string", 1), ("boolean", 0), ("number", 0), ("choice", 0), ("environment", 0)]
)
def test_an_input_whose_values_github_makes_sure_of_is_harmless(type_: str, found: int) -> None:
    options = "options: [a], " if type_ == "choice" else ""
    text = f"""
on: {{workflow_dispatch: {{inputs: {{Level: {{{options}type: {type_}}}}}}}}}
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{{run: 'echo ${{{{ inputs.level }}}}'}}]
"""
    assert len(said(text)) == found


def test_an_input_that_two_triggers_declare_otherwise_may_be_any_text() -> None:
    text = """
on:
  workflow_dispatch: {inputs: {a: {type: boolean}}}
  workflow_call: {inputs: {a: {type: string}}}
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{run: 'echo ${{ inputs.a }}'}]
"""
    assert len(said(text)) == 1


def test_a_script_in_python_keeps_expressions_out_by_itself() -> None:
    label = github.event.client_payload.alert
    built = Workflow(
        name="Answer",
        on=Triggers(workflow_dispatch=WorkflowDispatch(inputs={"reason": Input()})),
        jobs=[
            Job(
                "answer",
                runs_on="ubuntu-24.04",
                defaults=Defaults(shell="bash"),
                container=Container("node:22"),
                services={"db": Service("postgres:17")},
                steps=[RunStep(run=f"echo {label}"), UsesStep(uses="./x", extra={"run": f"echo {label}"})],
            ),
            CallJob("call", uses="./.github/workflows/other.yml"),
        ],
    )
    (found,) = injections(built)
    assert (found.sink, found.where, found.field) == (Sink.CODE, "run of ./x", "extra")
    assert found.owner is built.jobs[0].steps[1]  # type: ignore[union-attr]
    assert found.job is built.jobs[0]
    assert found.found.origin.writer is Writer.SENDER


def test_every_sink_has_a_safe_form() -> None:
    assert SAFE_FORM.keys() == set(Sink)
    assert all(text.endswith(".") for text in SAFE_FORM.values())


def test_inputs_that_are_code_are_in_lower_case() -> None:
    for action, names in CODE_INPUTS.items():
        assert (action, *names) == (action.lower(), *[one.lower() for one in names])
    assert {one.upper() for one in LOADING} == LOADING


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("generated/*/.github/workflows/*.yml")), ids=lambda one: one.name
)
def test_no_workflow_of_ours_lets_text_of_others_become_code(path: Path) -> None:
    workflow = Workflow.parse(path.read_text("utf-8"), str(path))
    assert list(injections(workflow)) == []
