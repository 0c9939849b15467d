"""Text from outside that becomes part of a script."""

from typing import Any

import pytest

from alertflow.checks.expressions import read
from alertflow.github import (
    Defaults,
    Expr,
    RunStep,
    UsesStep,
    contains,
    format_,
    from_json,
    github,
    inputs,
    to_json,
)
from tests.checks.making import SHA, found, workflow

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
        github.event.issue.labels[...].name,
        github.head_ref,
        inputs.reason,
        "${{ github.EVENT['issue'].title }}",
    ],
)
def test_it_is_found_in_whatever_form(code: Expr | str) -> None:
    assert len(found(ID, workflow(scripted(code)))) == 1


def test_other_code_is_looked_at_too() -> None:
    ssh = scripted(f"echo {LABEL}", uses="Appleboy/SSH-action")
    shell = RunStep(run="true", shell="bash -c '${{ github.head_ref }}' {0}")
    extra = UsesStep(uses="./x", extra={"run": f"echo {LABEL}"})
    assert len(found(ID, workflow(ssh, shell, extra))) == 3
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
