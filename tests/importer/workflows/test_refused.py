"""What GitHub runs, or a person has, although Python would refuse it: kept as it stood, and told of."""

import pytest

from tests.importer.workflows.importing import imported

STEPS = "steps: [{run: make}]"


@pytest.mark.parametrize(
    ("job", "kept"),
    [
        (
            f"{{runs-on: x, if: '${{{{ github.ref }}}} && true', {STEPS}}}",
            "2: if: GitHub takes words beside",
        ),
        (
            f"{{runs-on: x, env: {{A: '${{{{ github.reff }}}}'}}, {STEPS}}}",
            "2: env: `github` has no property",
        ),
        (
            "{runs-on: x, steps: [{run: make, env: {A: '${{ steps.later.outcome }}'}}, {id: later, run: b}]}",
            "2: step `make` reads from step 'later', which does not come before it",
        ),
        (f"{{runs-on: x, env: {{A: '${{{{ secrets.A'}}, {STEPS}}}", "2: env: `${{ secrets.A` has no closing"),
    ],
)
def test_a_text_that_is_wrong_stays_as_it_stands(job: str, kept: str) -> None:
    texts = {"ci.yml": f"on: push\njobs: {{a: {job}}}"}
    found = imported(texts)
    assert found.same(texts)
    assert [one[: len(kept)] for one in found.kept] == [kept]
    assert "Verbatim(" in found.python
    told = found.documents["ci.yml"].problems()
    assert [one.message for one in told] and all(one.verbatim for one in told)


@pytest.mark.parametrize(
    ("jobs", "why"),
    [
        (
            f"a: {{runs-on: x, needs: b, {STEPS}}}, b: {{runs-on: x, needs: a, {STEPS}}}",
            "jobs wait for each other",
        ),
        (f"a: {{runs-on: x, needs: gone, {STEPS}}}", "job 'a' needs a job that is not there"),
        (
            f"a: {{runs-on: x, outputs: {{o: '1'}}, {STEPS}}}, "
            f"b: {{runs-on: x, env: {{A: '${{{{ needs.a.outputs.o }}}}'}}, {STEPS}}}",
            "job 'b' reads from a job that it does not need",
        ),
        ("a: {runs-on: x, steps: [{id: s, run: make}, {id: s, run: make}]}", "two steps have the id 's'"),
        ("a: {runs-on: x, steps: [{uses: acme/tool}]}", "UsesStep(…): uses: 'acme/tool' names no version"),
        ("a: {runs-on: x, steps: [{wait: gone}]}", "there is no step 'gone' before"),
        (f"a: {{runs-on: x, env: {{odd-name: '1'}}, {STEPS}}}", "Job(…): env: 'odd-name' is no name"),
    ],
)
def test_a_file_that_python_refuses_is_kept_as_text(jobs: str, why: str) -> None:
    texts = {"ci.yml": f"on: push\njobs: {{{jobs}}}"}
    found = imported(texts)
    assert found.same(texts)
    assert [one.startswith(f"1: The whole file is kept as text: {why}") for one in found.kept] == [True]
    assert "Workflow.parse(" in found.python


def test_unknown_keys_are_kept() -> None:
    texts = {"ci.yml": f"on: push\njobs: {{a: {{runs-on: x, newly: {{a: [1, two]}}, {STEPS}}}}}"}
    found = imported(texts)
    assert found.same(texts)
    assert 'extra={"newly": {"a": [1, "two"]}}' in found.python


def test_what_was_said_for_a_file_that_is_refused_is_taken_back() -> None:
    step = "{uses: actions/checkout@v7, with: {fetch-depth: 0}}"
    texts = {
        "bad.yml": f"on: push\njobs: {{a: {{runs-on: x, steps: [{step}, {{wait: gone}}]}}}}",
        "good.yml": f"on: push\njobs: {{a: {{runs-on: x, steps: [{step}]}}}}",
    }
    found = imported(texts)
    assert found.same(texts)
    assert found.python.count("UsesStep(") == 1
