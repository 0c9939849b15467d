"""Steps: scripts, actions, conditions, and the variables of those that others refer to."""

import pytest

from tests.importer.workflows.importing import imported, job, python_of

SHA = "3d3c42e5aac5ba805825da76410c181273ba90b1"
"""The commit of actions/checkout v7.0.1, which the catalogue knows."""


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("- run: make", '[RunStep(run="make")]'),
        ("- run: |\n    make", '[RunStep(run="make")]'),
        (
            "- run: |\n    set -e\n      make",
            '[\n        RunStep(\n            run="""\n                set -e\n                  make\n'
            '            """,\n        ),\n    ]',
        ),
        ("- run: 10", '[RunStep(run=Verbatim("10", 10))]'),
        ("- run: echo ${{ github.sha }}", '[RunStep(run=Verbatim(f"echo {github.sha}"))]'),
        (
            "- run: echo ${{ github.sha }} ${HOME}",
            '[RunStep(run=Verbatim("echo ${{ github.sha }} ${HOME}"))]',
        ),
        (
            "- run: |\n    echo ${{ github.sha }}\n    make",
            '[\n        RunStep(\n            run=Verbatim(\n                """\n'
            "                    echo ${{ github.sha }}\n                    make\n"
            '                """,\n            ),\n        ),\n    ]',
        ),
    ],
)
def test_a_script_is_kept_to_the_letter(step: str, expected: str) -> None:
    assert job(step) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (f"- uses: actions/checkout@{SHA}", "[UsesStep(uses=CHECKOUT)]"),
        (f"- uses: actions/checkout@{SHA} # v7.0.1", "[UsesStep(uses=CHECKOUT)]"),
        ("- uses: actions/checkout@v7", '[UsesStep(uses="actions/checkout@v7")]'),
        (
            "- uses: actions/checkout@v7 # the newest",
            '[UsesStep(\n            uses="actions/checkout@v7",  # the newest',
        ),
        ("- uses: ./.github/actions/own", '[UsesStep(uses="./.github/actions/own")]'),
        ("- uses: docker://alpine:3.20", '[UsesStep(uses="docker://alpine:3.20")]'),
    ],
)
def test_an_action_is_the_catalogues_where_it_is_that_commit(step: str, expected: str) -> None:
    assert "".join(job(step).split()).startswith("".join(expected.split()))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("matrix.x == true", "matrix.x == literal(True)"),
        ("'a' != matrix.x", 'literal("a") != matrix.x'),
        ("fromJSON(matrix.x)", "from_json(matrix.x)"),
    ],
)
def test_where_no_text_can_stand_an_expression_does(value: str, expected: str) -> None:
    found = python_of(
        "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {x: [true, b]}}\n"
        f"    continue-on-error: ${{{{ {value} }}}}\n    steps: [{{run: make}}]\n"
    )
    assert f"continue_on_error={expected}," in found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("to ${{ github.ref }}", 'f"to {github.ref}"'),
        ("of ${{ github.head_ref || github.run_id }}", 'f"of {github.head_ref | github.run_id}"'),
        ("with ${{ hashFiles('**/lock') }}", "f\"with {hash_files('**/lock')}\""),
        ("with ${{ inputs['a-b'] || 'c' }}", "\"with ${{ inputs['a-b'] || 'c' }}\""),
        ("{0} of ${{ github.ref }}", '"{0} of ${{ github.ref }}"'),
        ("${{ github.ref }}", "github.ref"),
    ],
)
def test_a_text_with_expressions_is_an_f_string_where_that_is_short(name: str, expected: str) -> None:
    on = "{workflow_call: {inputs: {a-b: {type: string}}}}"
    found = python_of(
        f"on: {on}\njobs: {{a: {{runs-on: x, steps: [{{run: make, env: {{A: {name!r}}}}}]}}}}".replace(
            "\\'", "''"
        )
    )
    assert f'env={{"A": {expected}}}' in found


def test_an_action_of_which_a_comment_tells_the_version_is_pinned() -> None:
    found = job(f"- uses: acme/tool@{'ab' * 20} # v1.2.3")
    assert 'uses=Action("acme/tool", sha="' in " ".join(found.split()).replace("( ", "(")
    assert 'version="v1.2.3"' in found
    assert "#" not in found


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("github.actor == 'a'", 'github.actor == "a"'),
        ("${{ github.actor == 'a' }}", 'github.actor == "a"'),
        ("${{github.actor=='a'}}", 'github.actor == "a"'),
        ("true", "True"),
        ("inputs.a == true", '"inputs.a == true"'),
        ("${{ inputs.a }} && true", 'Verbatim("${{ inputs.a }} && true")'),
    ],
)
def test_a_condition_is_python_where_that_is_the_same(condition: str, expected: str) -> None:
    on = "workflow_dispatch: {inputs: {a: {type: boolean}}}"
    yaml = (
        f"on: {{{on}}}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n        if: {condition}\n"
    )
    assert f"if_={expected})" in python_of(yaml)


def test_a_step_that_others_refer_to_is_a_variable() -> None:
    found = python_of(
        """
        on: push
        jobs:
          build:
            runs-on: x
            outputs: {tag: "${{ steps.meta.outputs.tag }}"}
            steps:
              - id: meta
                uses: acme/meta@v1
              - id: unread
                run: make
              - if: steps.meta.outcome == 'failure'
                run: ./undo "$TAG"
                env: {TAG: "v${{ steps.meta.outputs['odd-tag'] }}"}
        """
    )
    assert 'meta = UsesStep(id="meta", uses="acme/meta@v1", outputs=["odd-tag", "tag"])' in found
    assert 'outputs={"tag": meta.outputs.tag}' in found
    assert 'if_=meta.outcome == "failure"' in found
    assert "f\"v{meta.outputs['odd-tag']}\"" in found
    assert 'RunStep(id="unread", run="make")' in found


def test_a_step_that_only_a_text_names_needs_no_variable() -> None:
    found = job(
        """
- {id: a, run: make}
- run: make
  if: steps.a.outcome == 'failure' && github.ref_protected == true
- run: echo ${{ steps.a.outcome }} ${{ 'x' || steps.a.outcome }}
        """
    )
    assert 'RunStep(id="a", run="make")' in found


def test_steps_in_the_background_are_waited_for_by_their_variables() -> None:
    found = python_of(
        """
        on: push
        jobs:
          test:
            runs-on: x
            steps:
              - {id: server, run: ./serve, background: true}
              - {id: cache, run: ./warm, background: true}
              - wait: cache
              - wait: [server, cache]
              - cancel: server
              - parallel: [{run: a}, {id: b, run: b}]
              - wait-all:
        """
    )
    assert "WaitStep(cache)" in found
    assert "WaitStep([server, cache])" in found
    assert "CancelStep(server)" in found
    assert 'ParallelStep([RunStep(run="a"), RunStep(id="b", run="b")])' in found
    assert "WaitAllStep()" in found


def test_scripts_with_expressions_are_told_of() -> None:
    yaml = "on: push\njobs: {a: {runs-on: x, steps: [{run: 'echo ${{ github.sha }}'}]}}"
    (kept,) = imported({"ci.yml": yaml}).kept
    assert kept.startswith("2: A script has ${{ … }} in the code, which Verbatim(…) keeps.")
