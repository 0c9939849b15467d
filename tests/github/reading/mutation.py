"""Workflows that somebody got wrong: of the corpus, with something dropped, renamed, exchanged, added."""

from __future__ import annotations

import copy
from typing import Any, TypeAlias

from hypothesis import strategies as st

from alertflow.yaml import dump
from tests.github.reading import corpus

Path: TypeAlias = tuple[str | int, ...]

ODD: tuple[Any, ...] = (
    *("", " ", "x", "push", "a b", "1", "true", "read", "inherit", "build", "5 * * * *", "**", "9a", "__a"),
    *("${{ github.ref }}", "a ${{ vars.X }} b", "${{ fromJSON('[1]') }}", "${{ github.reff", "${{ }}"),
    *("${{ success() }}", "${{ secrets.X }}", "${{ matrix.x == 1 }}", "${{ nothing.x }}", "${{ f(1) }}"),
    *("${{ insert }}", "}} ${{", "${{ 'it''s' }}", "always()", "github.ref == 'x'", "steps.x.outputs.y"),
    *(0, 1, -1, 1.5, 10, 360, True, False, None),
    *([], {}, [[]], [{}], {"x": 1}, ["a"], ["a", "a"], [1, True, None], [""], {"": 1}, {"x": None}),
    *(
        {"run": "echo"},
        {"uses": "a/b@c"},
        {"group": "g"},
        {"name": "n"},
        {"image": "i"},
        {"types": ["created"]},
    ),
    *([{"run": "echo"}], [{"uses": "a/b@c", "run": "echo"}], {"matrix": {"x": [1]}}, {"branches": ["a"]}),
)
"""Values that fit somewhere, and nowhere else."""
KEYS = (
    *(
        "name",
        "on",
        "jobs",
        "steps",
        "run",
        "uses",
        "with",
        "env",
        "if",
        "id",
        "needs",
        "runs-on",
        "strategy",
    ),
    *("matrix", "include", "exclude", "types", "branches", "branches-ignore", "inputs", "secrets", "outputs"),
    *("required", "type", "default", "options", "group", "queue", "permissions", "contents", "container"),
    *("image", "services", "environment", "defaults", "concurrency", "timeout-minutes", "continue-on-error"),
    *("shell", "working-directory", "push", "schedule", "cron", "workflow_call", "background", "wait", "x"),
    *("RUN", "Name", "${{ insert }}", "description", "<<"),
)


def places(data: Any, path: Path = ()) -> list[Path]:
    """The way to everything within data."""
    found: list[Path] = []
    entries: Any = (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    )
    for key, value in entries:
        found += [(*path, key), *places(value, (*path, key))]
    return found


def at(data: Any, path: Path) -> Any:
    """What stands at `path`."""
    for step in path:
        data = data[step]
    return data


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, str]:
    """The name of a workflow of the corpus, and its text with one or two changes."""
    file = draw(st.sampled_from(corpus.WORKFLOWS))
    data = copy.deepcopy(corpus.data(corpus.text(file)))
    for _ in range(draw(st.integers(1, 2))):
        everywhere = places(data)
        if everywhere:
            _change(draw, data, draw(st.sampled_from(everywhere)), everywhere)
    return corpus.name(file), dump(data)


def _change(draw: st.DrawFn, data: Any, path: Path, everywhere: list[Path]) -> None:
    owner, step = at(data, path[:-1]), path[-1]
    value = owner[step]
    match draw(st.sampled_from(["drop", "odd", "odd", "other", "rename", "add", "wrap", "twice", "spoil"])):
        case "drop":
            del owner[step]
        case "odd":
            owner[step] = copy.deepcopy(draw(st.sampled_from(ODD)))
        case "other":
            owner[step] = copy.deepcopy(at(data, draw(st.sampled_from(everywhere))))
        case "rename" if isinstance(owner, dict):
            owner[draw(st.sampled_from(KEYS))] = owner.pop(step)
        case "add" if isinstance(value, dict):
            value[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(ODD)))
        case "wrap":
            owner[step] = draw(st.sampled_from([[value], {"x": value}]))
        case "twice" if isinstance(owner, dict):
            owner[str(step).swapcase()] = copy.deepcopy(value)
        case "twice":
            owner.append(copy.deepcopy(value))
        case "spoil" if isinstance(value, str):
            cut = draw(st.integers(0, len(value)))
            owner[step] = (
                value[:cut] + draw(st.sampled_from(["${{", "}}", "'", "x", "", " && "])) + value[cut:]
            )
        case _:
            owner[step] = None


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """The name of a workflow of the corpus, and its text with some characters or lines wrong."""
    file = draw(st.sampled_from(corpus.WORKFLOWS))
    lines = corpus.text(file).splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 2))):
        number = draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        column = draw(st.integers(0, max(len(line) - 2, 0)))
        match draw(st.sampled_from(["without", "twice", "deeper", "higher", "insert", "delete", "exchange"])):
            case "without":
                lines[number] = ""
            case "twice":
                lines[number] = line * 2
            case "deeper":
                lines[number] = draw(st.sampled_from([" ", "  ", "\t"])) + line
            case "higher":
                lines[number] = line.removeprefix(draw(st.sampled_from([" ", "  "])))
            case "insert":
                some = st.sampled_from(
                    [*":-#'\"{}[],&*!|>%@`?~ \t$=<", ": ", "- ", " #", "&a ", "*a", "!!str "]
                )
                lines[number] = line[:column] + draw(some) + line[column:]
            case "delete":
                lines[number] = line[:column] + line[column + 1 :]
            case "exchange":
                other = draw(st.integers(0, len(lines) - 1))
                lines[number], lines[other] = lines[other], line
    return corpus.name(file), "".join(lines)
