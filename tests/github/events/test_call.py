from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    CallInput,
    CallOutput,
    CallSecret,
    Expr,
    WorkflowCall,
    format_,
    github,
    jobs_,
    needs,
    vars_,
)


def test_a_reusable_workflow_is_written_as_github_reads_it() -> None:
    call = WorkflowCall(
        inputs={
            "image": CallInput(type="string", required=True, description="What to deploy"),
            "replicas": CallInput(type="number", default=vars_.REPLICAS),
            "dry_run": CallInput(type="boolean", default=False),
        },
        outputs={"url": CallOutput(description="Where it runs", value=jobs_.deploy.outputs.url)},
        secrets={"token": CallSecret(required=True), "other": CallSecret(), "third": None},
    )

    assert call.to_data() == {
        "inputs": {
            "image": {"description": "What to deploy", "required": True, "type": "string"},
            "replicas": {"type": "number", "default": "${{ vars.REPLICAS }}"},
            "dry_run": {"type": "boolean", "default": False},
        },
        "outputs": {"url": {"description": "Where it runs", "value": "${{ jobs.deploy.outputs.url }}"}},
        "secrets": {"token": {"required": True}, "other": {}, "third": None},
    }
    assert WorkflowCall().to_data() is None


def test_inputs_and_secrets_are_read_by_their_names() -> None:
    call = WorkflowCall(inputs={"image": CallInput(type="string")}, secrets={"access-token": None})

    assert call.inputs.image.text_ == "inputs.image"
    assert call.secrets["access-token"].text_ == "secrets.access-token"
    with pytest.raises(DeclarationError, match=r"the workflow has no input 'imag'. Did you mean 'image'\?"):
        _ = call.inputs.imag
    with pytest.raises(DeclarationError, match="the workflow is passed no secret 'token'"):
        _ = call.secrets.token


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (needs.build.outputs.image, "${{ jobs.build.outputs.image }}"),
        (needs["odd-id"].outputs["odd-name"], "${{ jobs.odd-id.outputs.odd-name }}"),
        (jobs_.build.outputs.image, "${{ jobs.build.outputs.image }}"),
        (github.sha, "${{ github.sha }}"),
        (format_("{0}", jobs_.a.outputs.b), "${{ format('{0}', jobs.a.outputs.b) }}"),
        ("v1 ${{ jobs.a.outputs.b }}", "v1 ${{ jobs.a.outputs.b }}"),
    ],
)
def test_an_output_takes_what_a_job_puts_out(value: str | Expr, written: str) -> None:
    assert CallOutput(value=value).to_data() == {"value": written}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "'type' is missing."),
        ({"type": "choice"}, "type: should be 'string', 'boolean' or 'number', not 'choice'."),
        ({"type": "boolean", "default": "true"}, "default: 'true' does not fit type=\"boolean\"."),
        ({"type": "string", "default": 3}, 'default: 3 does not fit type="string".'),
        ({"type": "string", "options": ["a"]}, "unknown name 'options'."),
    ],
)
def test_an_input_that_cannot_be_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        CallInput(**settings)
    assert caught.value.message.startswith(f"CallInput(…): {message}")


def test_a_default_may_be_an_expression_whatever_the_type() -> None:
    assert CallInput(type="boolean", default="${{ vars.DRY }}").to_data()["default"] == "${{ vars.DRY }}"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"inputs": {"1st": CallInput(type="string")}}, "'1st' is no name for an input"),
        ({"outputs": {"a b": CallOutput(value="x")}}, "'a b' is no name for an output"),
        ({"secrets": {"a.b": None}}, "'a.b' is no name for a secret"),
        ({"secrets": {"TOKEN": None, "token": None}}, "'token' and 'TOKEN' are one name to GitHub"),
        ({"secrets": {"github_token": None}}, "secrets: 'github_token' is there in every workflow"),
    ],
)
def test_names_are_githubs(given: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        WorkflowCall(**given)
    assert caught.value.message.startswith(f"WorkflowCall(…): {message}")
