import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alertflow.declared import DeclarationError
from alertflow.github import (
    Defaults,
    ExpressionSyntaxError,
    Job,
    RunStep,
    Triggers,
    Workflow,
    WorkflowDispatch,
    github,
    hoist,
    inputs,
    literal,
    needs,
)
from alertflow.github.scripts.hoisting import script_text
from alertflow.github.scripts.shell import MARK
from tests.github.scripts.test_shell import REFUSED

alert = needs["alert-context"].outputs.alert


@pytest.mark.parametrize(
    ("script", "hoisted", "env"),
    [
        (f"echo {alert}", 'echo "$ALERT_CONTEXT_ALERT"', {"ALERT_CONTEXT_ALERT": alert.text_}),
        (
            f'echo "{alert}: {alert}s"',
            'echo "$ALERT_CONTEXT_ALERT: ${ALERT_CONTEXT_ALERT}s"',
            {"ALERT_CONTEXT_ALERT": alert.text_},
        ),
        (
            f'echo "{alert}[0]{github.actor}x"',
            'echo "${ALERT_CONTEXT_ALERT}[0]${ACTOR}x"',
            {"ALERT_CONTEXT_ALERT": alert.text_, "ACTOR": "github.actor"},
        ),
        (f"cat <<E\n{inputs.a}_\nE", "cat <<E\n${INPUT_A}_\nE", {"INPUT_A": "inputs.a"}),
        (
            f"echo {inputs['a-b']} {inputs.a_b}",
            'echo "$INPUT_A_B" "$INPUT_A_B_2"',
            {"INPUT_A_B": "inputs.a-b", "INPUT_A_B_2": "inputs.a_b"},
        ),
        (f"INPUT_A=1; echo {inputs.a}", 'INPUT_A=1; echo "$INPUT_A_2"', {"INPUT_A_2": "inputs.a"}),
        (f"# of {inputs.a}\ntrue", "# of inputs.a\ntrue", {}),
        (f"# {literal('${{')} and {literal(chr(10))}\ntrue", "# '…' and ' '\ntrue", {}),
        (f"echo {literal('${{')}", 'echo "$TEXT"', {"TEXT": "'${{'"}),
        ("echo plain", "echo plain", {}),
    ],
)
def test_an_expression_becomes_a_quoted_variable(script: str, hoisted: str, env: dict[str, str]) -> None:
    text, moved = hoist(script)

    assert text == hoisted
    assert {name: tree.text_ for name, tree in moved.items()} == env


def test_a_variable_that_is_taken_is_not_used_again() -> None:
    assert hoist(f"echo {inputs.a}", ["INPUT_A"])[0] == 'echo "$INPUT_A_2"'


def test_a_script_with_a_nul_is_refused() -> None:
    with pytest.raises(ExpressionSyntaxError, match="NUL"):
        hoist(f"echo {MARK} {inputs.a}")


@pytest.mark.parametrize(
    ("given_", "text"),
    [
        ("echo a", "echo a"),
        ("\n    echo a\n", "echo a"),
        ("\n    if a; then\n      b\n    fi\n    ", "if a; then\n  b\nfi\n"),
        ("a\n  b", "a\n  b\n"),
        ("a\nb\n\n", "a\nb\n"),
        ("", ""),
    ],
)
def test_a_script_loses_the_indentation_its_lines_share(given_: str, text: str) -> None:
    assert script_text(given_) == text


# What a real shell does with the hoisted script

CONTEXTS = [
    "printf '%s' @ > out",
    'printf %s "@" > out',
    'printf %s "$(printf %s @)" > out',
    'x=@; printf %s "$x" > out',
    'x=$(printf %s "@"; echo .); printf %s "${x%.}" > out',
    "f() { printf %s @; }\nf > out",
    "cat > out <<E\n@\nE",
    "if true; then cat <<-E > out\n\t@\n\tE\nfi",
    "case @ in x) ;; *) printf %s @ ;; esac > out",
    'for x in @; do printf %s "$x"; done > out',
    "sh -c 'printf %s \"$1\"' _ @ > out",
    'export X=@; printf %s "$X" > out',
    "# @ `it's\nprintf %s @ > out",
    "printf %s @ | cat > out",
    "if [ @ = @ ]; then printf %s @ > out; fi",
]
BASH_CONTEXTS = [
    'a=(x @); printf %s "${a[1]}" > out',
    '[[ @ == "@" ]] && printf %s @ > out',
    "cat <(printf %s @) > out",
    "cat <<< @ > out",
    'printf -v x %s @; printf %s "$x" > out',
    'declare -A m=([k]=@); printf %s "${m[k]}" > out',
]
HOSTILE = [
    '"; touch pwned; "',
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    "${{ github.token }}",
    "a\nE\ntouch pwned\n\tE\n",
    "a[$(touch pwned)]",
    "x\\",
    "*",
    "~ $HOME ! -n -e %s \\n",
    " spaces ",
    "",
    "ä\u2028🎉",
    "& touch pwned & | ; > pwned",
    "long " * 12_000,
]


def _arrives(shell: str, context: str, value: str, folder: Path) -> None:
    """Runs the context with the value; asserts that it arrives as it is and nothing else happens."""
    text, moved = hoist(context.replace("@", str(inputs.value)))
    assert "${{" not in text
    for file in folder.iterdir():
        file.unlink()
    done = subprocess.run(
        [shell, "-eu", "-c", text],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": "/nowhere"} | dict.fromkeys(moved, value),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert [file.name for file in folder.iterdir()] == ["out"]
    out = (folder / "out").read_bytes().decode()
    assert out.removesuffix("\n") == value or out == value or _trimmed(context, out, value)


def _trimmed(context: str, out: str, value: str) -> bool:
    """`$( … )` drops the newlines at the end of what it reads."""
    return "$(printf %s @)" in context and out == value.rstrip("\n")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    ("shell", "context"),
    [("bash", one) for one in CONTEXTS + BASH_CONTEXTS] + [("sh", one) for one in CONTEXTS],
)
def test_a_hostile_value_arrives_as_it_is_and_nothing_runs(
    shell: str, context: str, value: str, tmp_path: Path
) -> None:
    _arrives(shell, context, value, tmp_path)


PIECES = st.sampled_from(
    [
        "'",
        '"',
        "$",
        "`",
        "\\",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ";",
        "&",
        "|",
        "\n",
        " ",
        "<",
        ">",
        "#",
        "!",
        "touch pwned",
        "$(",
        "${",
        "${{",
        "}}",
        "E",
        "a",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(CONTEXTS + BASH_CONTEXTS), st.lists(PIECES, max_size=12).map("".join))
@example("cat > out <<E\n@\nE", "E\ntouch pwned")
def test_any_value_arrives_as_it_is(tmp_path: Path, context: str, value: str) -> None:
    _arrives("bash", context, value, tmp_path)


SURROUNDINGS = st.lists(
    st.sampled_from(
        [
            "'",
            '"',
            "$(",
            ")",
            "`",
            "\\",
            "$",
            "${x:-",
            "}",
            "$((",
            "))",
            "((",
            "<<E\n",
            "<<'E'\n",
            "\nE\n",
            "# ",
            "\n",
            "echo ",
            "@",
            "@",
            " ",
            ";",
            "|",
            "case x in x) ",
            " ;; esac",
            "[[ ",
            " ]]",
            " -eq ",
            "a=(",
            "eval ",
            "bash -c ",
            "x=",
        ]
    ),
    min_size=2,
    max_size=10,
).map("".join)
MARKER = "$(touch pwned)`touch pwned`'\";touch pwned;a[$(touch pwned)]"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(SURROUNDINGS.filter(lambda script: "@" in script))
@example("eval @")
@example("x=$((@))")
@example("[[ @ -eq @ ]]")
def test_in_whatever_script_a_value_is_accepted_nothing_runs(tmp_path: Path, script: str) -> None:
    try:
        text, moved = hoist(script.replace("@", str(inputs.value)))
    except ValueError:
        return
    subprocess.run(
        ["bash", "-c", text],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]} | dict.fromkeys(moved, MARKER),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=20,
    )
    assert not (tmp_path / "pwned").exists(), text


# What a person is told

JOB = {"id": "j", "runs_on": "ubuntu-24.04"}


def _refusal(step: RunStep, defaults: Defaults | None = None) -> DeclarationError:
    with pytest.raises(DeclarationError) as caught:
        Workflow(
            name="w",
            on=Triggers(workflow_dispatch=WorkflowDispatch()),
            defaults=defaults,
            jobs=[Job("j", runs_on="ubuntu-24.04", steps=[step])],
        )
    return caught.value


def test_the_refusal_names_the_expression_the_reason_and_the_line() -> None:
    step = RunStep(
        name="say",
        run=f"""
            echo one
            echo 'the actor is {github.actor}'
        """,
    )
    error = _refusal(step)

    assert error.message.startswith(
        "run: ${{ github.actor }} stands in single quotes, where the shell reads no variable. Close the"
    )
    assert step.source is not None
    assert error.location is not None
    assert (error.location.path, error.location.line) == (__file__, step.source.line + 4)


@pytest.mark.parametrize("shell", ["pwsh", "python", "perl {0}"])
def test_other_shells_than_bash_and_sh_get_no_expression(shell: str) -> None:
    step = RunStep(run=f"print({github.actor})", shell=shell)

    assert _refusal(step).message.startswith(
        f"run: an expression in a script for {shell} would be run as code"
    )
    assert 'env={"NAME": …}' in _refusal(RunStep(run=f"{github.actor}"), Defaults(shell=shell)).message


def test_text_that_is_no_expression_is_refused_with_the_way_out() -> None:
    error = _refusal(RunStep(run="docker inspect -f '${{.Id}}'"))

    assert "`${{.Id}}` is not an expression" in error.message
    assert "{literal('${{')}" in error.message


@pytest.mark.parametrize("script", [script for script, _ in REFUSED])
def test_every_refusal_says_what_to_do_instead(script: str) -> None:
    message = _refusal(RunStep(run=script.replace("@", str(inputs.a)))).message

    assert message.startswith("run: ${{ inputs.a }} ")
    assert message.count(". ") >= 1
    assert message.endswith(".")


def test_the_step_keeps_the_variables_it_has() -> None:
    step = RunStep(run=f"echo {inputs.a} $X", env={"X": 1, "INPUT_A": "mine"})

    assert step.to_data({"INPUT_A_2"}) == {
        "env": {"X": 1, "INPUT_A": "mine", "INPUT_A_3": "${{ inputs.a }}"},
        "run": 'echo "$INPUT_A_3" $X',
    }
