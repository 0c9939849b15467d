"""Whatever stands in a file, it is read or refused with its place: no crash, no hang."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.github import ActionFile, Workflow
from tests.github.reading import corpus

WORDS = (
    *("on", "push", "jobs", "a", "runs-on", "steps", "run", "uses", "if", "env", "matrix", "strategy", "x"),
    *(": ", ":", "\n", "\n  ", "\n    ", "\n      - ", "- ", "[", "]", "{", "}", ", ", "|", ">", "'", '"'),
    *("${{ ", " }}", "github.sha", "&a ", "*a", "!!str ", "#", "? ", "\t", "\r\n", "\ufeff", "\x00", "\x85"),
    *("\u2028", "😀", "é", "\ud800", "1", "true", "null", "~", "---\n", "...\n", "%YAML 1.2\n", "<<", "\\"),
)


def read_or_refused(text: str) -> None:
    """Reads `text` as both kinds of file, and asks what is wrong with the meaning of what was read."""
    for kind in (Workflow, ActionFile):
        try:
            found = kind.parse(text, "f.yml")
        except AlertflowError as error:
            assert error.location is not None and error.location.path == "f.yml"
            assert len(str(error)) < 100_000
        else:
            found.problems()
            assert corpus.says_the_same(found.to_yaml(), text)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
@example("on: push\njobs: {a: {runs-on: x, steps: [{run: '${{'}]}}")
def test_words_of_the_language_in_any_order(text: str) -> None:
    read_or_refused(text)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda some: some.decode("utf-8", "replace")))
def test_text_that_is_no_workflow(text: str) -> None:
    read_or_refused(text)


@given(st.sampled_from(corpus.WORKFLOWS), st.data())
def test_a_workflow_that_was_cut_and_pasted(path: Path, data: st.DataObject) -> None:
    text = corpus.text(path)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    at = data.draw(st.integers(0, len(text)))
    read_or_refused(text[:at] + text[start:end] + text[at:])


def bomb(levels: int) -> str:
    """Aliases of aliases, ten of each."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


HUGE = 10_000_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (bomb(12), "its aliases stand for more than 100,000 values"),
        ("on: push\nenv: &a {X: *a}\n", r"\*a stands inside what it names"),
        ("x" * HUGE, "larger than 500 KB"),
        ("é" * 300_000, "larger than 500 KB"),
        ("[" * 10_000, "nests deeper than 100 levels"),
        ("{a: " * 10_000, "nests deeper than 100 levels"),
        ("- " * 10_000 + "x", "nests deeper than 100 levels"),
        ("? " * 10_000, "nests deeper than 100 levels"),
        ("on: " + "x" * 400_000, "is not known here"),
        ("on: [" + "push, " * 10_000, "this is not YAML"),
        ("on: [" + "x:y, " * 10_000 + "}", "f.yml:1:50006: this is not YAML"),
        ("a\x00b", r"holds the character U\+0000"),
        ("on: &" + "a" * 100_000 + " *" + "b" * 100_000, "this is not YAML"),
        ("on: *" + "b" * 100_000, "b… before it"),
        (f"on: push\n{'x' * 1000}: 1\n{'x' * 1000}: 2\n", "x…' is given twice"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_huge_or_deep_is_refused_at_once(text: str, said: str) -> None:
    with pytest.raises(AlertflowError, match=said) as caught:
        Workflow.parse(text, "f.yml")
    assert len(str(caught.value)) < 1000


def test_an_action_of_ten_megabytes_is_read() -> None:
    text = f"name: a\ndescription: {'x' * HUGE}\nruns: {{using: node24, main: a.js}}\n"
    assert len(ActionFile.parse(text).description) == HUGE


def test_ten_megabytes_that_are_no_action_are_refused() -> None:
    with pytest.raises(AlertflowError, match="this is not YAML"):
        ActionFile.parse("name: a\n" + "x y z\n" * (HUGE // 6), "action.yml")


def test_a_byte_order_mark_and_windows_line_breaks_are_no_matter() -> None:
    text = (
        "\ufeffon: push\r\njobs:\r\n  a:\r\n    runs-on: x\r\n    steps:\r\n      - run: |\r\n          a\r\n"
    )
    read_or_refused(text)
    assert Workflow.parse(text).to_data()["jobs"]["a"]["steps"] == [{"run": "a\n"}]
