"""Text from outside that becomes part of a script."""

from typing import Any

import pytest

from alertflow.checks.subject import Document
from alertflow.github import (
    Defaults,
    Expr,
    Input,
    RunStep,
    Triggers,
    UsesStep,
    Workflow,
    WorkflowDispatch,
    contains,
    format_,
    from_json,
    github,
    inputs,
    join,
    to_json,
)
from alertflow.github.references.walk import read
from tests.checks.making import SHA, found, parsed, places, workflow

ID = "github/script-injection"
LABEL = github.event.client_payload.alert


def scripted(code: Any, uses: str = "actions/github-script", key: str = "script") -> UsesStep:
    return UsesStep(id="say", uses=f"{uses}@{SHA}", with_={key: code})


def test_an_expression_in_a_github_script_is_found() -> None:
    assert found(ID, workflow(scripted(f"core.info('{LABEL}')"))) == [
        "error: input 'script' of 'say' (.github/workflows/answer.yml) is code, and "
        "github.event.client_payload.alert becomes part of it."
        " | Whoever writes that text runs commands with the job's token and secrets."
        ' | Pass it by env={"NAME": …}, and let the code read the variable NAME.'
    ]


@pytest.mark.parametrize(
    "code",
    [
        LABEL,
        LABEL | "none",
        (github.event_name == "x") & LABEL,
        format_("{0}", LABEL),
        to_json(github.event),
        to_json(github),
        from_json(LABEL).name,
        github.event["commits"][0].message,
        join(github.event.issue.labels[...].name),
        github.head_ref,
        inputs.reason,
        "${{ github.EVENT['issue'].title }}",
    ],
)
def test_it_is_found_in_whatever_form(code: Expr | str) -> None:
    by_hand = Triggers(workflow_dispatch=WorkflowDispatch(inputs={"reason": Input()}))
    assert len(found(ID, workflow(scripted(code), on=by_hand))) == 1


def test_other_code_is_looked_at_too() -> None:
    ssh = scripted(f"echo {LABEL}", uses="Appleboy/SSH-action")
    extra = UsesStep(uses="./x", extra={"run": f"echo {LABEL}"})
    assert len(found(ID, workflow(ssh, extra))) == 2
    assert len(found(ID, workflow(RunStep(run="true"), defaults=Defaults(shell=f"{LABEL}")))) == 1


def test_a_step_s_script_keeps_expressions_out_by_itself() -> None:
    assert found(ID, workflow(RunStep(run=f"echo {LABEL}"), RunStep(run="true", shell="bash"))) == []


@pytest.mark.parametrize(
    "code",
    [
        "core.info(process.env.ALERT)",
        f"if ({LABEL == 'x'}) core.info('x')",
        f"const n = {github.event.issue.number}",
        f"const sha = '{github.event.pull_request.head.sha}'",
        f"const repo = '{github.repository}'",
        f"const name = '{LABEL & 'known'}'",
        f"const no = {~LABEL}",
        f"const any = {contains(LABEL, 'x')}",
        "const ok = '${{ job.status }}'",
    ],
)
def test_what_others_cannot_write_is_right(code: str) -> None:
    assert found(ID, workflow(scripted(code))) == []


def test_what_is_no_expression_github_cannot_read_either() -> None:
    assert read("const open = '${{ not an expression'") == ()


def test_an_input_that_is_no_code_may_have_any_text() -> None:
    assert found(ID, workflow(scripted(LABEL, uses="actions/upload-artifact", key="name"))) == []
    assert found(ID, workflow(scripted(LABEL, key="result-encoding"))) == []


def test_in_a_file_every_expression_of_a_script_reaches_the_shell() -> None:
    text = """
on: pull_request
jobs:
  build:
    runs-on: ubuntu-latest
    env: {BRANCH: '${{ github.head_ref }}'}
    steps:
      - id: direct
        run: git switch ${{ github.head_ref }}
      - id: indirect
        run: git switch ${{ env.BRANCH }}
      - run: git switch "$BRANCH"
"""
    path = ".github/workflows/build.yml"
    direct, indirect = found(ID, {path: Workflow.parse(text, path)})
    assert direct.startswith(
        f"error: run of 'direct' ({path}) is code, and github.head_ref becomes part of it."
    )
    assert indirect.startswith(
        f"error: run of 'indirect' ({path}) is code, and env.BRANCH, which holds github.head_ref, "
        "becomes part of it."
    )


STEP = "on: {on}\npermissions: {{}}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - {step}\n"


def one_step(step: str, on: str = "[issues, push]") -> dict[str, Document]:
    return parsed(STEP.format(on=on, step=step))


def test_the_place_is_that_of_the_expression_within_the_script() -> None:
    document = one_step("run: |\n          make\n          echo ${{ github.event.issue.title }}")
    assert places(ID, document) == [(9, 16)]


def test_what_people_of_the_repository_write_is_a_warning() -> None:
    (said,) = found(ID, one_step("run: git switch ${{ github.ref_name }}"))
    assert said.startswith("warning: ")


@pytest.mark.parametrize(
    ("step", "what"),
    [
        (
            "{id: b, run: make, env: {NODE_OPTIONS: '${{ github.event.issue.title }}'}}",
            "NODE_OPTIONS of 'b' (.github/workflows/file.yml) says which code is loaded, and "
            "github.event.issue.title chooses it. | Whoever writes that text runs code of theirs in the job.",
        ),
    ],
)
def test_so_is_what_says_which_code_is_loaded(step: str, what: str) -> None:
    (said,) = found(ID, one_step(step))
    assert said.startswith(f"error: {what}")


def test_so_are_images_and_options_that_outsiders_choose() -> None:
    container = "{image: '%s', options: '--cpus %s'}"
    text = STEP.replace("    steps:", "    container: CONTAINER\n    steps:").format(
        on="issues", step="run: make"
    )
    theirs, own = "${{ github.event.issue.title }}", "${{ inputs.image }}"
    assert len(found(ID, parsed(text.replace("CONTAINER", container % (theirs, theirs))))) == 2
    assert found(ID, parsed(text.replace("CONTAINER", container % (own, own)))) == []


def test_the_action_of_an_event_is_free_text_in_a_dispatch_of_any_type() -> None:
    step = "run: echo ${{ github.event.action }}"
    assert len(found(ID, one_step(step, "repository_dispatch"))) == 1
    assert found(ID, one_step(step, "{repository_dispatch: {types: [alert]}}")) == []
    assert found(ID, one_step(step, "issues")) == []


def test_a_composite_action_is_looked_at_too() -> None:
    text = (
        "name: x\ndescription: x\ninputs: {title: {}}\nruns:\n  using: composite\n  steps:\n"
        "    - {id: say, shell: bash, run: 'echo ${{ inputs.title }}'}\n"
        "    - {shell: bash, run: 'echo ${{ github.event.action }}'}\n"
    )
    document = parsed(text, "x/action.yml")
    assert [said.partition(" | ")[0] for said in found(ID, document)] == [
        "warning: run of 'say' (x/action.yml) is code, and inputs.title becomes part of it."
    ]
    assert places(ID, document) == [(7, 41)]
    other = parsed("name: x\ndescription: x\nruns: {using: node24, main: x.js}\n", "y/action.yml")
    assert found(ID, other) == []
