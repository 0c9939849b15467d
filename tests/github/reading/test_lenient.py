"""Workflows and actions read leniently: keys that GitHub does not have are kept, written again and told."""

import pytest

from alertflow.declared import Location
from alertflow.github import ActionFile, Workflow
from alertflow.github.reading import read_node
from alertflow.github.syntax import Syntax
from alertflow.sections import Mistakes
from alertflow.yaml import dump, read

TEXT = """\
on:
  push: {branches: [main]}
  moon_phase: {phase: full}
jobs:
  a:
    runs-on: x
    newer: [1, {b: ~}]
    steps:
      - run: echo
        mood: calm
"""


def lenient(cls: type[Syntax], text: str) -> tuple[Syntax | None, Mistakes]:
    document = read(text, "f.yml")
    assert document.root is not None
    mistakes = Mistakes(document, lenient=True)
    return read_node(cls, document.root, mistakes), mistakes


def test_unknown_keys_are_kept_and_told() -> None:
    workflow, mistakes = lenient(Workflow, TEXT)
    assert isinstance(workflow, Workflow)
    assert [(one.key, one.location) for one in mistakes.unknown] == [
        ("on.moon_phase", Location("f.yml", 3, 3)),
        ("jobs.a.newer", Location("f.yml", 7, 5)),
        ("jobs.a.steps[0].mood", Location("f.yml", 10, 9)),
    ]
    data = workflow.to_data()
    assert data["on"]["moon_phase"] == {"phase": "full"}
    assert data["jobs"]["a"]["newer"] == [1, {"b": None}]
    assert data["jobs"]["a"]["steps"][0]["mood"] == "calm"
    again, _ = lenient(Workflow, dump(data))
    assert again is not None
    assert again.to_data() == data


def test_what_is_kept_is_told_as_a_strict_reader_tells_it() -> None:
    _, mistakes = lenient(Workflow, TEXT.replace("mood", "sell"))
    assert mistakes.unknown[2].message == "unknown key 'sell'. Did you mean 'shell'?"


def test_wrong_values_stay_wrong() -> None:
    workflow, mistakes = lenient(Workflow, TEXT.replace("steps:\n", "steps: 1\n    env:\n"))
    assert workflow is None
    assert "f.yml:8:12: jobs.a.steps: should be a list, not the number 1." in map(str, mistakes.errors())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            TEXT.replace("newer: [1, {b: ~}]", "<<: {timeout-minutes: 5}"),
            "f.yml:7:5: jobs.a: '<<' is no key here: GitHub reads anchors and aliases, but does not merge "
            "mappings.",
        ),
        (
            "on: push\njobs: {a: &a {runs-on: x, steps: [{run: a}]}, b: {<<: *a}}\n",
            "f.yml:2:51: jobs.b: '<<' is no key here: GitHub reads anchors and aliases, but does not merge "
            "mappings.",
        ),
        (TEXT.replace("newer:", "1:"), "f.yml:7:5: jobs.a: a key is text, not the number 1."),
        (
            TEXT.replace("newer: [1, {b: ~}]", "defaults: {ran: {shell: sh}}"),
            "f.yml:7:16: jobs.a.defaults: unknown key 'ran'. Did you mean 'run'?",
        ),
    ],
)
def test_what_cannot_be_kept_is_a_mistake(text: str, told: str) -> None:
    workflow, mistakes = lenient(Workflow, text)
    assert workflow is None
    assert told in map(str, mistakes.errors())


def test_an_action_keeps_them_too() -> None:
    text = "name: a\ndescription: b\nicon: c\nruns: {using: node24, main: d.js, prae: e}\n"
    action, mistakes = lenient(ActionFile, text)
    assert isinstance(action, ActionFile)
    assert [one.key for one in mistakes.unknown] == ["icon", "runs.prae"]
    assert action.to_data()["runs"]["prae"] == "e"
