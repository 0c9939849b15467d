from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import CHECKOUT, UPLOAD_ARTIFACT, RunStep, Step, UsesStep, cancelled, inputs, literal


@pytest.mark.parametrize(
    ("step", "data"),
    [
        (RunStep(run="true"), {"run": "true"}),
        (
            RunStep(
                id="s",
                name=f"Say {inputs.a}",
                if_=~cancelled(),
                run="""
                    one
                      two
                """,
                shell="bash",
                working_directory="src",
                env={"A": inputs.a, "B": 1, "C": True, "D": "text"},
                timeout_minutes=5,
                continue_on_error=inputs.b,
                extra={"background": True},
            ),
            {
                "name": "Say ${{ inputs.a }}",
                "id": "s",
                "if": "!cancelled()",
                "shell": "bash",
                "working-directory": "src",
                "env": {"A": "${{ inputs.a }}", "B": 1, "C": True, "D": "text"},
                "timeout-minutes": 5,
                "continue-on-error": "${{ inputs.b }}",
                "run": "one\n  two\n",
                "background": True,
            },
        ),
        (
            UsesStep(
                id="c",
                if_="${{ inputs.a }} == 'x'",
                uses=CHECKOUT,
                with_={"persist-credentials": False, "ref": inputs.ref},
                env={"A": "b"},
                timeout_minutes=inputs.minutes,
                continue_on_error=True,
                extra={"wait": ["x", inputs.a]},
            ),
            {
                "id": "c",
                "if": "inputs.a == 'x'",
                "uses": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
                "with": {"persist-credentials": False, "ref": "${{ inputs.ref }}"},
                "env": {"A": "b"},
                "timeout-minutes": "${{ inputs.minutes }}",
                "continue-on-error": True,
                "wait": ["x", "${{ inputs.a }}"],
            },
        ),
        (UsesStep(uses="./action"), {"uses": "./action"}),
        (RunStep(run="true", if_=False), {"if": False, "run": "true"}),
        (
            RunStep(run="true", if_=literal("${{") == inputs.a),
            {"if": "${{ '${{' == inputs.a }}", "run": "true"},
        ),
    ],
)
def test_a_step_is_written_in_the_customary_order(step: Step, data: dict[str, Any]) -> None:
    assert step.to_data() == data
    assert list(step.to_data()) == list(data)


def test_what_a_step_gives_is_read_through_it() -> None:
    step = RunStep(id="logs", run="true", outputs=["count", "odd-name"])

    assert step.output("count").text == "steps.logs.outputs.count"
    assert step.output("odd-name").text == "steps.logs.outputs.odd-name"
    assert step.outcome.text == "steps.logs.outcome"
    assert step.conclusion.text == "steps.logs.conclusion"
    assert step.outcome.steps == {"logs"}


def test_an_actions_outputs_are_known() -> None:
    upload = UsesStep(id="up", uses=UPLOAD_ARTIFACT, outputs=["more"])

    assert upload.output("artifact-url").text == "steps.up.outputs.artifact-url"
    assert upload.output("more").text == "steps.up.outputs.more"
    assert UsesStep(id="x", uses="./a", outputs=["o"]).output("o").text == "steps.x.outputs.o"


def test_an_output_that_is_not_declared_is_refused() -> None:
    step = RunStep(id="logs", run="true", outputs=["count"])

    with pytest.raises(
        DeclarationError, match=r"step 'logs' has no output 'coun'. Did you mean 'count'\?"
    ) as caught:
        step.output("coun")
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_a_step_without_an_id_cannot_be_referred_to() -> None:
    with pytest.raises(DeclarationError, match="step 'Say' has no id"):
        RunStep(name="Say", run="true", outputs=["a"]).output("a")
    with pytest.raises(DeclarationError, match="step 'RunStep' has no id"):
        _ = RunStep(run="true").outcome


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: RunStep(run=3), "RunStep(…): run: should be text, not 3."),  # type: ignore[arg-type]  # the mistake
        (lambda: RunStep(run="x", uses="y"), "RunStep(…): unknown name 'uses'."),  # type: ignore[call-arg]  # the mistake
        (lambda: UsesStep(uses="actions/checkout"), "UsesStep(…): uses: 'actions/checkout' names no version"),
        (
            lambda: RunStep(run="x", env={"A": None}),  # type: ignore[dict-item]  # the mistake
            "RunStep(…): env['A']: should be text, a number, True, False or an expression, not None.",
        ),
        (
            lambda: RunStep(run="x", timeout_minutes="5"),  # type: ignore[arg-type]  # the mistake
            "RunStep(…): timeout_minutes: should be a number or an expression, not '5'.",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_expected(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)
