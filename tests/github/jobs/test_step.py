from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    CHECKOUT,
    UPLOAD_ARTIFACT,
    Action,
    CancelStep,
    ParallelStep,
    RunStep,
    Step,
    UnknownPropertyError,
    UsesStep,
    Verbatim,
    WaitAllStep,
    WaitStep,
    cancelled,
    from_json,
    github,
    inputs,
    literal,
)

SERVER = RunStep(id="server", run="./server", background=True)


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
                background=True,
                extra={"newer": True},
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
                "background": True,
                "run": "one\n  two\n",
                "newer": True,
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
                extra={"newer": ["x", inputs.a]},
            ),
            {
                "id": "c",
                "if": "inputs.a == 'x'",
                "uses": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
                "with": {"persist-credentials": False, "ref": "${{ inputs.ref }}"},
                "env": {"A": "b"},
                "timeout-minutes": "${{ inputs.minutes }}",
                "continue-on-error": True,
                "newer": ["x", "${{ inputs.a }}"],
            },
        ),
        (UsesStep(uses="./action"), {"uses": "./action"}),
        (
            UsesStep(uses="docker://alpine:3.22", with_={"entrypoint": "/bin/echo", "args": "hello"}),
            {"uses": "docker://alpine:3.22", "with": {"entrypoint": "/bin/echo", "args": "hello"}},
        ),
        (
            UsesStep(uses="$/x", with_=from_json(inputs.w), env=from_json(inputs.e)),
            {"uses": "$/x", "with": "${{ fromJSON(inputs.w) }}", "env": "${{ fromJSON(inputs.e) }}"},
        ),
        (RunStep(run="true", if_=False), {"if": False, "run": "true"}),
        (
            RunStep(run="true", if_=literal("${{") == inputs.a),
            {"if": "${{ '${{' == inputs.a }}", "run": "true"},
        ),
        (
            RunStep(run="true", timeout_minutes=Verbatim("5", 5), name=Verbatim("7", 7)),
            {"name": 7, "timeout-minutes": 5, "run": "true"},
        ),
        (WaitStep(SERVER), {"wait": "server"}),
        (WaitStep([SERVER]), {"wait": ["server"]}),
        (WaitStep(Verbatim("a"), name="Wait"), {"name": "Wait", "wait": "a"}),
        (
            WaitAllStep(id="all", continue_on_error=True),
            {"id": "all", "continue-on-error": True, "wait-all": None},
        ),
        (WaitAllStep(wait_all=True), {"wait-all": True}),
        (CancelStep(SERVER), {"cancel": "server"}),
        (ParallelStep([RunStep(run="a"), RunStep(run="b")]), {"parallel": [{"run": "a"}, {"run": "b"}]}),
    ],
)
def test_a_step_is_written_in_the_customary_order(step: Step, data: dict[str, Any]) -> None:
    assert step.to_data() == data
    assert list(step.to_data()) == list(data)


def test_a_script_that_is_verbatim_is_written_to_the_letter() -> None:
    script = Verbatim("  echo ${{ inputs.a }}\n\n")

    assert RunStep(run=script).to_data() == {"run": "  echo ${{ inputs.a }}\n\n"}


def test_moved_expressions_avoid_the_variables_of_the_step_and_around_it() -> None:
    step = RunStep(run=f"echo {inputs.a}", env={"INPUT_A": 1})

    assert step.to_data(taken=["INPUT_A_2"]) == {
        "env": {"INPUT_A": 1, "INPUT_A_3": "${{ inputs.a }}"},
        "run": 'echo "$INPUT_A_3"',
    }


def test_what_a_step_gives_is_read_through_it() -> None:
    step = RunStep(id="logs", run="true", outputs=["count", "odd-name"])

    assert step.outputs.count.text_ == "steps.logs.outputs.count"
    assert step.outputs["odd-name"].text_ == "steps.logs.outputs.odd-name"
    assert step.outcome.text_ == "steps.logs.outcome"
    assert step.conclusion.text_ == "steps.logs.conclusion"
    assert step.outcome.steps_ == {"logs"}
    assert WaitStep(SERVER, id="w").outcome.text_ == "steps.w.outcome"


def test_an_actions_outputs_are_known() -> None:
    upload = UsesStep(id="up", uses=UPLOAD_ARTIFACT, outputs=["more"])

    assert upload.outputs["artifact-url"].text_ == "steps.up.outputs.artifact-url"
    assert upload.outputs.more.text_ == "steps.up.outputs.more"
    assert UsesStep(id="x", uses="./a", outputs=["o"]).outputs.o.text_ == "steps.x.outputs.o"
    own = Action("a/b", sha="0" * 40, version="v1")
    with pytest.raises(UnknownPropertyError, match=r"step 'x' has no output 'o'\. None is known here\."):
        _ = UsesStep(id="x", uses=own).outputs.o


def test_an_output_that_is_not_declared_is_refused() -> None:
    step = RunStep(id="logs", run="true", outputs=["count"])

    with pytest.raises(
        DeclarationError,
        match=r"step 'logs' has no output 'coun'. Did you mean 'count'\? A step lists what it writes to",
    ) as caught:
        _ = step.outputs.coun
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_a_step_without_an_id_cannot_be_referred_to() -> None:
    with pytest.raises(DeclarationError, match="step 'Say' has no id"):
        _ = RunStep(name="Say", run="true", outputs=["a"]).outputs.a
    with pytest.raises(DeclarationError, match="step `true` has no id"):
        _ = RunStep(run="true").outcome


@pytest.mark.parametrize(
    ("step", "label"),
    [
        (RunStep(run="make", id="build", name="Build"), "'build'"),
        (RunStep(run="make", name="Build"), "'Build'"),
        (RunStep(run="make", name=github.ref), "'${{ github.ref }}'"),
        (RunStep(run="\n    npm ci  \n    npm test\n"), "`npm ci`"),
        (RunStep(run="x" * 41), f"`{'x' * 39}…`"),
        (RunStep(run=""), "'run'"),
        (UsesStep(uses=CHECKOUT), "actions/checkout"),
        (UsesStep(uses="actions/cache/save@v5"), "actions/cache/save"),
        (UsesStep(uses="docker://alpine:3.22"), "docker://alpine:3.22"),
        (WaitStep(SERVER), "'wait'"),
        (WaitAllStep(), "'wait-all'"),
        (CancelStep(SERVER), "'cancel'"),
        (ParallelStep([RunStep(run="a")]), "'parallel'"),
    ],
)
def test_in_messages_a_step_without_a_name_is_called_by_what_it_does(step: Step, label: str) -> None:
    assert step.label == label


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
        (
            lambda: RunStep(run="x", id="a b"),
            "RunStep(…): id: 'a b' is no id for a step: it starts with a letter",
        ),
        (lambda: UsesStep(uses="./a", id="1"), "UsesStep(…): id: '1' is no id for a step"),
        (
            lambda: WaitStep("server"),  # type: ignore[arg-type]  # the mistake
            "WaitStep(…): wait: should be a RunStep or a UsesStep, or a list of them",
        ),
        (lambda: WaitStep(RunStep(run="x")), "WaitStep(…): wait: step `x` has no id, so nothing can"),
        (lambda: WaitStep([]), "WaitStep(…): wait: there is nothing to wait for."),
        (
            lambda: CancelStep(RunStep(run="x", name="X")),
            "CancelStep(…): cancel: step 'X' has no id, so nothing",
        ),
        (
            lambda: WaitAllStep(wait_all=False),
            "WaitAllStep(…): wait_all: True, or nothing: a step that does not",
        ),
        (lambda: ParallelStep([]), "ParallelStep(…): parallel: there is nothing to run."),
        (
            lambda: ParallelStep([SERVER]),
            "ParallelStep(…): parallel: step 'server' cannot have background here: all of these steps run in",
        ),
        (
            lambda: ParallelStep([WaitAllStep()]),  # type: ignore[list-item]  # the mistake
            "ParallelStep(…): parallel[0]: should be a RunStep or a UsesStep, not a WaitAllStep.",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_expected(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)
