"""Text becomes a workflow or an action file, or every mistake is told with its place."""

from __future__ import annotations

from typing import Any

import pytest

from alertflow.declared import AlertflowError
from alertflow.github import (
    ActionFile,
    CallJob,
    Composite,
    Docker,
    JavaScript,
    Job,
    RunStep,
    Strategy,
    Triggers,
    UsesStep,
    Verbatim,
    WaitAllStep,
    WaitStep,
    Workflow,
)
from alertflow.yaml import parse

JOBS = "jobs: {a: {runs-on: x, steps: [{run: echo}]}}\n"


def job(text: str) -> Any:
    """The job that has `text` besides a machine and a step."""
    return Workflow.parse(f"on: push\njobs: {{a: {{runs-on: x, steps: [{{run: echo}}], {text}}}}}").jobs[0]


def step(text: str) -> Any:
    """The step that `text` is."""
    (made,) = Workflow.parse(f"on: push\njobs: {{a: {{runs-on: x, steps: [{text}]}}}}").jobs
    assert isinstance(made, Job)
    return made.steps[0]


def told(text: str) -> list[str]:
    """What is said of `text`, line by line."""
    with pytest.raises(AlertflowError) as caught:
        Workflow.parse(text, "ci.yml")
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{run: echo}", RunStep),
        ("{uses: a/b@v1}", UsesStep),
        ("{wait: [x]}", WaitStep),
        ("{wait-all: }", WaitAllStep),
    ],
)
def test_the_keys_of_a_step_tell_its_kind(text: str, kind: type) -> None:
    assert type(step(text)) is kind


def test_the_keys_of_a_job_tell_its_kind() -> None:
    read = Workflow.parse(
        "on: push\njobs: {a: {runs-on: x, steps: [{run: echo}]}, b: {uses: ./.github/workflows/b.yml}}"
    )
    assert [(type(one), one.id) for one in read.jobs] == [(Job, "a"), (CallJob, "b")]


@pytest.mark.parametrize(
    ("runs", "kind"),
    [
        ("{using: composite, steps: []}", Composite),
        ("{using: node24, main: a.js}", JavaScript),
        ("{using: docker, image: Dockerfile}", Docker),
    ],
)
def test_the_keys_of_an_action_tell_its_kind(runs: str, kind: type) -> None:
    assert type(ActionFile.parse(f"name: a\ndescription: b\nruns: {runs}").runs) is kind


def test_plain_values_stay_plain_and_the_rest_is_verbatim() -> None:
    read = step(
        "{run: echo, name: Build, shell: bash, timeout-minutes: 5, env: {A: a, B: 1, C: true, D: 1.5}}"
    )
    assert type(read.name) is str
    assert type(read.run) is Verbatim
    assert read.env == {"A": "a", "B": 1, "C": True, "D": 1.5}
    assert read.timeout_minutes == 5
    read = step("{run: echo, name: '${{ github.sha }}', if: failure(), timeout-minutes: '${{ 5 }}'}")
    assert type(read.name) is type(read.if_) is type(read.timeout_minutes) is Verbatim


@pytest.mark.parametrize(
    ("written", "text", "scalar"),
    [
        ("123", "123", 123),
        ("1.10", "1.1", 1.1),
        ("true", "true", True),
        ("0x10", "16", 16),
        ("1e3", "1000", 1000.0),
    ],
)
def test_a_scalar_that_is_no_text_is_the_text_that_github_takes_it_for(
    written: str, text: str, scalar: Any
) -> None:
    name = job(f"name: {written}").name
    assert (type(name), name, name.scalar) == (Verbatim, text, scalar)


def test_nothing_where_text_can_be_is_not_given_and_printed_again() -> None:
    text = "name:\non:\n  push:\njobs:\n  a: {runs-on: x, steps: [{run: , name: , if: '', env: {A: }}]}\n"
    read = Workflow.parse(text)
    (made,) = read.jobs
    assert isinstance(made, Job)
    one = made.steps[0]
    assert isinstance(one, RunStep)
    assert (read.name, one.name, one.if_, one.run, one.env) == (None, None, None, "", {"A": ""})
    assert parse(read.to_yaml()) == parse(text)


def test_what_is_empty_is_printed_again() -> None:
    text = (
        "on: {push: {}, pull_request: {branches: []}}\npermissions: {}\nenv: {}\njobs:\n"
        "  a: {runs-on: x, env: {}, outputs: {}, defaults: {run: {}}, strategy: {matrix: {include: []}},"
        " needs: [], steps: [{run: echo, env: {}}]}\n"
    )
    assert parse(Workflow.parse(text).to_yaml()) == parse(text)


@pytest.mark.parametrize("on", ["push", "[push, pull_request]", "{push: }", "{push: {branches: [main]}}"])
def test_events_are_printed_as_they_were_written(on: str) -> None:
    text = f"on: {on}\n{JOBS}"
    assert parse(Workflow.parse(text).to_yaml())["on"] == parse(on)


def test_what_a_file_does_not_say_of_permissions_is_not_said() -> None:
    read = Workflow.parse(f"on: push\n{JOBS}")
    assert read.permissions is None
    assert "permissions" not in read.to_data()


def test_include_and_exclude_are_taken_out_of_the_matrix_and_printed_in_it() -> None:
    text = "strategy: {matrix: {os: [a, b], include: [{os: c}], exclude: '${{ fromJSON(vars.X) }}'}}"
    made = job(text)
    assert isinstance(made.strategy, Strategy)
    assert made.strategy.axes == {"os": ("a", "b")}
    assert made.strategy.include == ({"os": "c"},)
    assert type(made.strategy.exclude) is Verbatim
    assert made.to_data()["strategy"] == parse(text)["strategy"]


def test_jobs_that_are_needed_are_ids() -> None:
    made = job("needs: [b, c]")
    assert made.needs == ("b", "c")
    assert [type(one) for one in made.needs] == [Verbatim, Verbatim]
    assert type(job("needs: b").needs) is Verbatim


def test_an_expression_can_give_a_whole_mapping_or_list() -> None:
    made = job(
        "env: '${{ fromJSON(vars.E) }}', container: '${{ vars.C }}', strategy: '${{ fromJSON(vars.S) }}'"
    )
    assert type(made.env) is type(made.container) is type(made.strategy) is Verbatim


def test_a_script_is_not_touched() -> None:
    read = step("{run: 'echo ${{ github.ref }}'}")
    assert read.to_data() == {"run": "echo ${{ github.ref }}"}


def test_unknown_keys_of_an_input_of_an_action_are_kept() -> None:
    text = "name: a\ndescription: b\ninputs: {x: {type: string}}\nruns: {using: node24, main: a}\n"
    read = ActionFile.parse(text)
    assert read.inputs["x"].extra == {"type": "string"}
    assert parse(read.to_yaml()) == parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ci.yml:1: this file is empty."),
        ("# nothing\n", "ci.yml:1: this file is empty."),
        ("a\n", "ci.yml:1:1: should be a mapping, not 'a'."),
        ("- a\n", "ci.yml:1:1: should be a mapping, not a list."),
        (JOBS, "ci.yml:1:1: 'on' is missing."),
        ("on: push\n", "ci.yml:1:1: 'jobs' is missing."),
        (f"on: push\nnmae: x\n{JOBS}", "ci.yml:2:1: unknown key 'nmae'. Did you mean 'name'?"),
        (f"on: push\n1: x\n{JOBS}", "ci.yml:2:1: a key is text, not the number 1."),
        (
            f"on: push\nenv: &a {{X: y}}\n<<: *a\n{JOBS}",
            "ci.yml:3:1: '<<' is no key here: GitHub reads anchors and aliases, but does not merge mappings.",
        ),
        (f"on: psuh\n{JOBS}", "ci.yml:1:5: on: 'psuh' is not known here. Did you mean 'push'?"),
        (f"on: []\n{JOBS}", "ci.yml:1:5: on: should not be empty."),
        ("on: push\njobs: {}\n", "ci.yml:2:7: jobs: should not be empty."),
        ("on: push\njobs: []\n", "ci.yml:2:7: jobs: should be a mapping, not a list."),
        ("on: push\njobs: {a: x}\n", "ci.yml:2:11: jobs.a: should be a mapping, not 'x'."),
        (
            "on: push\njobs: {a: {name: x}}\n",
            "ci.yml:2:11: jobs.a: should have 'runs-on', 'steps' or 'uses'.",
        ),
        (
            "on: push\njobs: {a: {runs-on: x, uses: y}}\n",
            "ci.yml:2:11: jobs.a: has 'runs-on' and 'uses', which exclude each other.",
        ),
        (f"on: push\nenv: {{A: 1, a: 2}}\n{JOBS}", "'a' stands here twice: 'A' is the same to GitHub."),
        (f"on: push\nenv: {{1: 2}}\n{JOBS}", "env: a key is text, not the number 1. Write it in quotes."),
        (
            f"on: push\nenv: 5\n{JOBS}",
            "env: should be an expression (${{ … }}) or a mapping, not the number 5.",
        ),
        (f"on: push\nenv:\n{JOBS}", "env: should be an expression (${{ … }}) or a mapping, not nothing."),
        (
            f"on: push\npermissions: {{contents: all}}\n{JOBS}",
            "permissions.contents: 'all' is not known here.",
        ),
        (f"on: {{push: {{branches: ['']}}}}\n{JOBS}", "on.push.branches[0]: should not be empty."),
        (f"on: push\ndefaults: {{shell: x}}\n{JOBS}", "defaults: unknown key 'shell'. Known: run."),
        (f"on: push\ndefaults: {{run: x}}\n{JOBS}", "defaults.run: should be a mapping, not 'x'."),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, said: str) -> None:
    (line,) = told(text)
    assert said in line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{run: echo, uses: a}", "has 'run' and 'uses', which exclude each other."),
        ("{name: x}", "should have 'run', 'uses', 'wait', 'wait-all', 'cancel' or 'parallel'."),
        ("{run: {}}", "steps[0].run: should be text, not a mapping."),
        ("{run: echo, timeout-minutes: soon}", "should be a number or an expression (${{ … }}), not 'soon'."),
        ("{run: echo, timeout-minutes: '5'}", "should be a number or an expression (${{ … }}), not '5'."),
        (
            "{run: echo, continue-on-error: yes}",
            "should be true, false or an expression (${{ … }}), not 'yes'.",
        ),
        (
            "{run: echo, continue-on-error: }",
            "should be true, false or an expression (${{ … }}), not nothing.",
        ),
        ("{uses: }", "steps[0].uses: should be text, not nothing."),
        ("{run: echo, id: ''}", "steps[0].id: should not be empty."),
        ("{run: echo, env: {'a b': []}}", "steps[0].env['a b']: should be text, not a list."),
        (f"{{run: echo, timeout-minutes: {'x' * 61}}}", f"not '{'x' * 59}…'."),
        ('{run: echo, timeout-minutes: "a\\tb"}', r"not 'a\tb'."),
    ],
)
def test_a_mistake_in_a_step_is_told(text: str, said: str) -> None:
    (line,) = told(f"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - {text}\n")
    assert said in line


def test_all_mistakes_are_told_in_the_order_of_the_file() -> None:
    text = "on: push\njobs:\n a:\n  runs-on: x\n  step: []\n  steps:\n  - run: a\n    shel: b\nnmae: x\n"
    assert told(text) == [
        "ci.yml:5:3: jobs.a: unknown key 'step'. Did you mean 'steps'?",
        "ci.yml:8:5: jobs.a.steps[0]: unknown key 'shel'. Did you mean 'shell'?",
        "ci.yml:9:1: unknown key 'nmae'. Did you mean 'name'?",
    ]


def test_of_many_mistakes_twenty_are_told() -> None:
    lines = told("on: push\n" + "".join(f"x{number}: 1\n" for number in range(30)) + JOBS)
    assert len(lines) == 21
    assert lines[-1] == "… and 10 more."


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{run: echo}", "action.yml:3:34: runs.steps[0]: 'shell' is missing."),
        ("{run: a, shell: sh, timeout-minutes: 5}", "3:54: runs.steps[0]: unknown key 'timeout-minutes'."),
        ("{uses: a/b@c, background: true}", "3:48: runs.steps[0]: unknown key 'background'."),
    ],
)
def test_a_step_of_an_action_has_other_keys(step: str, said: str) -> None:
    text = f"name: a\ndescription: b\nruns: {{using: composite, steps: [{step}]}}"
    with pytest.raises(AlertflowError) as caught:
        ActionFile.parse(text, "action.yml")
    assert said in str(caught.value)


def test_an_action_says_what_it_uses() -> None:
    with pytest.raises(AlertflowError, match=r"runs: 'using' is missing"):
        ActionFile.parse("name: a\ndescription: b\nruns: {steps: []}")


def test_the_settings_of_triggers_are_objects() -> None:
    read = Workflow.parse(f"on: {{push: {{branches: main}}, workflow_dispatch: }}\n{JOBS}")
    assert isinstance(read.on, Triggers)
    assert read.on.push is not None and read.on.push.branches == "main"
    assert read.on.workflow_dispatch is not None
