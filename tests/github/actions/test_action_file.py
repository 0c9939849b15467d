import json
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    CHECKOUT,
    ActionFile,
    ActionInput,
    ActionOutput,
    Branding,
    Composite,
    Docker,
    JavaScript,
    RunStep,
    UsesStep,
    inputs,
    runner,
)
from alertflow.yaml import parse

RELEASE = RunStep(
    id="release",
    name=f"Release {inputs.version}",
    if_=inputs.dry_run != "true",
    run=f"""
        ./release.sh "{inputs.version}"
        echo "url=$(cat url)" >> "$GITHUB_OUTPUT"
    """,
    shell="bash",
    working_directory="tools",
    env={"A": 1},
    continue_on_error=False,
    outputs=["url"],
)
COMPOSITE = ActionFile(
    name="Release",
    author="Somebody",
    description="Releases a version",
    inputs={
        "version": ActionInput(description="The version", required=True),
        "dry_run": ActionInput(description="Only try", default="true", deprecation_message="Use mode"),
    },
    outputs={"url": ActionOutput(description="Where it is", value=RELEASE.outputs.url)},
    runs=Composite(steps=[UsesStep(uses=CHECKOUT, with_={"ref": inputs.version}), RELEASE]),
    branding=Branding(icon="package", color="blue"),
)
NODE = ActionFile(
    name="Greet",
    description="Greets",
    outputs={"words": ActionOutput(description="What was said")},
    runs=JavaScript(
        using="node24",
        main="main.js",
        pre="before.js",
        pre_if=runner.os == "Linux",
        post="after.js",
        post_if="success()",
    ),
)
IMAGE = ActionFile(
    name="Greet",
    description="Greets",
    inputs={"who": ActionInput(description="Whom")},
    runs=Docker(
        image="Dockerfile",
        args=["--to", inputs.who],
        env={"WHO": inputs.who},
        entrypoint="/greet",
        pre_entrypoint="/before",
        pre_if=True,
        post_entrypoint="/after",
        post_if="always()",
    ),
)


def test_a_composite_action_is_written_with_its_expressions_moved_out_of_scripts() -> None:
    assert COMPOSITE.to_data() == {
        "name": "Release",
        "author": "Somebody",
        "description": "Releases a version",
        "inputs": {
            "version": {"description": "The version", "required": True},
            "dry_run": {"description": "Only try", "default": "true", "deprecationMessage": "Use mode"},
        },
        "outputs": {"url": {"description": "Where it is", "value": "${{ steps.release.outputs.url }}"}},
        "runs": {
            "using": "composite",
            "steps": [
                {"uses": CHECKOUT.pin, "with": {"ref": "${{ inputs.version }}"}},
                {
                    "name": "Release ${{ inputs.version }}",
                    "id": "release",
                    "if": "inputs.dry_run != 'true'",
                    "shell": "bash",
                    "working-directory": "tools",
                    "env": {"A": 1, "INPUT_VERSION": "${{ inputs.version }}"},
                    "continue-on-error": False,
                    "run": './release.sh "$INPUT_VERSION"\necho "url=$(cat url)" >> "$GITHUB_OUTPUT"\n',
                },
            ],
        },
        "branding": {"icon": "package", "color": "blue"},
    }


def test_the_other_kinds_are_written_too() -> None:
    assert NODE.to_data()["runs"] == {
        "using": "node24",
        "main": "main.js",
        "pre": "before.js",
        "pre-if": "runner.os == 'Linux'",
        "post": "after.js",
        "post-if": "success()",
    }
    assert IMAGE.to_data()["runs"] == {
        "using": "docker",
        "image": "Dockerfile",
        "env": {"WHO": "${{ inputs.who }}"},
        "entrypoint": "/greet",
        "pre-entrypoint": "/before",
        "pre-if": True,
        "post-entrypoint": "/after",
        "post-if": "always()",
        "args": ["--to", "${{ inputs.who }}"],
    }


@pytest.mark.parametrize(
    "action", [COMPOSITE, NODE, IMAGE.replace(runs=Docker(image="docker://alpine:3.22"))]
)
def test_githubs_parser_and_the_schema_find_nothing(
    action: ActionFile, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "action.yml"
    file.write_text(action.to_yaml("Made by a test."))
    done = subprocess.run([programs("github-parser"), file], capture_output=True, text=True, check=False)

    assert json.loads(done.stdout) == []
    schema = files("check_jsonschema") / "builtin_schemas/vendor/github-actions.json"
    jsonschema.validate(parse(file.read_text()), json.loads(schema.read_text()))


def test_what_is_written_is_read_back() -> None:
    read = ActionFile.parse(COMPOSITE.to_yaml(), "action.yml")

    assert read.problems() == ()
    assert read.to_data() == COMPOSITE.to_data()
    assert isinstance(read.runs, Composite)
    assert read.runs.steps[1].outputs.anything.text_ == "steps.release.outputs.anything"


def _composite(*steps: RunStep | UsesStep, **settings: Any) -> ActionFile:
    return ActionFile(name="x", description="x", runs=Composite(steps=steps), **settings)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: _composite(RunStep(run="x")),
            'Composite(…): step `x` needs a shell in an action: shell="bash".',
        ),
        (
            lambda: _composite(UsesStep(uses="./a", timeout_minutes=3)),
            "Composite(…): step ./a cannot have timeout_minutes in an action, only in a job.",
        ),
        (
            lambda: _composite(UsesStep(uses="./a"), outputs={"o": ActionOutput(description="o")}),
            "ActionFile(…): output 'o' of a composite action needs a value: a step's output.",
        ),
        (
            lambda: NODE.replace(outputs={"o": ActionOutput(description="o", value="x")}),
            "ActionFile(…): output 'o' cannot have a value: only a composite action gives one.",
        ),
        (
            lambda: NODE.replace(inputs={"a b": ActionInput()}),
            "ActionFile(…): 'a b' is no name for an input: it starts with a letter or _",
        ),
        (
            lambda: _composite(RunStep(run=f"echo {inputs.who}", shell="bash")),
            "run: `inputs` has no input 'who'.",
        ),
        (
            lambda: _composite(RunStep(run="x", shell="bash", if_="steps.a.outcome == 'success'")),
            "step `x` reads from step 'a', which is not a step of the action.",
        ),
        (
            lambda: _composite(RunStep(run=f"echo '{runner.os}'", shell="python")),
            "run: an expression in a script for python would be run as code",
        ),
        (
            lambda: JavaScript(using="node18", main="x"),  # type: ignore[arg-type]  # the mistake
            "JavaScript(…): using: should be 'node12', 'node16', 'node20' or 'node24', not 'node18'.",
        ),
        (lambda: Branding(color="pink"), "Branding(…): color: should be 'white', 'black', 'yellow', 'blue'"),  # type: ignore[arg-type]  # the mistake
        (lambda: Composite(steps=[], main="x"), "Composite(…): unknown name 'main'."),  # type: ignore[call-arg]  # the mistake
    ],
)
def test_what_github_would_refuse_is_refused(wrong: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)
    assert caught.value.location is not None
    assert caught.value.location.path == __file__
