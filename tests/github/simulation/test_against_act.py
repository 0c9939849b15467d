"""Simulated runs against runs of act: the same jobs and steps run, and end alike.

act is another reader of GitHub's documentation, not GitHub. Where it does something else than the page says,
`DIFFERENCES` says so, with the page; what is documented is tested there too, and in the other files of this
folder.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from alertflow.github.simulation import Event, JobRun, Run, simulate
from tests.github.simulation.dags import EVENT, Drawn, drawn
from tests.github.simulation.runner import Ended, Runner, matrix_key
from tests.github.simulation.runs import CONTEXTS, EVENTS, SYNTAX

GRAPHS = 30
"""Graphs of jobs in one workflow, so that act starts only once for all of them."""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory, programs: Callable[[str], Path]) -> Runner:
    return Runner(tmp_path_factory.mktemp("runner"), programs)


def simulated(run: Run) -> dict[str, list[Ended]]:
    """What a simulated run did, as act tells of it."""
    jobs: dict[str, list[JobRun]] = {}
    for one in run.jobs:
        if one.runs:
            jobs.setdefault(one.id, []).append(one)
    return {
        id_: [_ended(one) for one in sorted(runs, key=lambda one: matrix_key(one.to_data()["matrix"]))]
        for id_, runs in jobs.items()
    }


def _ended(run: JobRun) -> Ended:
    steps = {step.id or "": step for step in run.steps if step.runs}
    said = {id_: re.search(r'echo "(saw .*?)"(;|$)', step.command) for id_, step in steps.items()}
    return Ended(
        run.outcome,
        {id_: step.outcome for id_, step in steps.items()},
        {id_: found[1] for id_, found in said.items() if found},
    )


def comparable(made: Drawn, run: Run) -> list[str]:
    """The jobs in which the first of DIFFERENCES does not show: no job in the chain reads the outputs of one
    that was skipped.
    """
    skipped = {one.id for one in run.jobs if one.result == "skipped"}
    spoilt: set[str] = set()
    needs = {one.id: set(one.needs) for one in run.jobs}
    for id_, job in made.jobs.items():  # a job stands behind those that it needs
        reads = {need for need in needs[id_] if f"needs.{need}.outputs" in str(job)}
        if reads & skipped or needs[id_] & spoilt:
            spoilt.add(id_)
    return [id_ for id_ in made.jobs if id_ not in spoilt]


@pytest.mark.parametrize("seed", [26, 42])
def test_jobs_and_steps_run_and_end_as_under_act(runner: Runner, seed: int) -> None:
    made = drawn(seed, GRAPHS)
    run = simulate(
        made.workflow, Event("repository_dispatch", EVENT), outcomes=made.outcomes, outputs=made.outputs
    )
    theirs, ours = runner.run(made.workflow, "repository_dispatch", EVENT), simulated(run)
    ids = comparable(made, run)
    assert len(ids) > 100
    for id_ in ids:
        # act has one result for all variations of a job: that of the one that failed
        assert _worst(theirs.get(id_, [])) == _worst(ours.get(id_, [])), (id_, made.jobs[id_])
        for their, our in zip(theirs.get(id_, []), ours.get(id_, []), strict=True):
            assert (their.steps, their.said) == (our.steps, our.said), (id_, made.jobs[id_])


def _worst(ended: list[Ended]) -> str:
    results = {one.result for one in ended}
    return "failure" if "failure" in results else "".join(results)


class Difference(NamedTuple):
    """What act does, what GitHub documents, and where."""

    what: str
    jobs: dict[str, dict[str, Any]]
    act: dict[str, str]
    """The steps that ran and how they ended, by job; those that never started are not there."""
    github: dict[str, str]
    source: str


def _job(*steps: Any, **keys: Any) -> dict[str, Any]:
    written = [
        {"id": f"s{n}", **(step if isinstance(step, dict) else {"run": step})} for n, step in enumerate(steps)
    ]
    return {
        "runs-on": "ubuntu-latest",
        **{name.replace("_", "-"): one for name, one in keys.items()},
        "steps": written,
    }


FORGIVEN: dict[str, Any] = {"run": "${{ fromJSON('{') }}", "continue-on-error": True}
DIFFERENCES = [
    Difference(
        "outputs of a skipped job are not evaluated, and so not empty",
        {
            "off": _job("true", **{"if": "false"}, outputs={"o": "${{ steps.s0.outputs.o }}"}),
            "reads": _job("true", needs="off", **{"if": "always() && needs.off.outputs.o == ''"}),
        },
        {},
        {"reads": "s0 success"},
        f"{CONTEXTS}#needs-context",
    ),
    Difference(
        "continue-on-error of a job is not looked at",
        {"forgiven": _job("exit 1", **{"continue-on-error": True}), "next": _job("true", needs="forgiven")},
        {"forgiven": "s0 failure"},
        {"forgiven": "s0 failure", "next": "s0 success"},
        f"{SYNTAX}#jobsjob_idcontinue-on-error",
    ),
    Difference(
        "fail-fast does not stop the other variations",
        {"fast": _job("${{ matrix.do }}", "true", strategy={"matrix": {"do": ["exit 1", "sleep 0.4"]}})},
        {"fast": "s0 failure, s0 success s1 success"},
        {"fast": "s0 failure, s0 cancelled"},
        f"{SYNTAX}#jobsjob_idstrategyfail-fast",
    ),
    Difference(
        "jobs in one concurrency group run at the same time",
        {name: _job("true", concurrency="group") for name in ("one", "two", "three")},
        {"one": "s0 success", "two": "s0 success", "three": "s0 success"},
        {"one": "s0 success", "three": "s0 success"},
        f"{SYNTAX}#jobsjob_idconcurrency",
    ),
    Difference(
        "the names of env are found in any case",
        {"case": _job({"run": "true", "if": "env.a == 'x'"}, env={"A": "x"})},
        {"case": "s0 success"},
        {"case": ""},
        "github.com/actions/runner, src/Runner.Worker/StepsRunner.cs",
    ),
    Difference(
        "a script or variable that cannot be evaluated is left empty",
        {
            "script": _job(FORGIVEN | {"continue-on-error": False}, "true"),
            "variable": _job({"run": "true", "env": {"A": "${{ fromJSON('{') }}"}}, "true"),
        },
        {"script": "s0 success s1 success", "variable": "s0 success s1 success"},
        {"script": "s0 failure", "variable": ""},
        "github.com/actions/runner, src/Runner.Worker/StepsRunner.cs",
    ),
]
GIVEN = {"forgiven": "failure", "fast (exit 1)/s0": "failure"}


def test_act_differs_where_it_is_known_to(runner: Runner) -> None:
    jobs = {id_: job for one in DIFFERENCES for id_, job in one.jobs.items()}
    data = {"name": "differences", "on": "push", "jobs": jobs}
    theirs = {id_: _steps(ended) for id_, ended in runner.run(data, "push", {}).items()}
    run = simulate(data, Event("push"), outcomes=GIVEN)  # type: ignore[arg-type]  # mypy sees texts
    ours = {id_: _steps(ended) for id_, ended in simulated(run).items()}
    for one in DIFFERENCES:
        assert {id_: theirs[id_] for id_ in one.jobs if id_ in theirs} == one.act, one.what
        assert {id_: ours[id_] for id_ in one.jobs if id_ in ours} == one.github, one.source
        assert one.act != one.github


def _steps(ended: list[Ended]) -> str:
    return ", ".join(" ".join(f"{id_} {result}" for id_, result in one.steps.items()) for one in ended)


@pytest.mark.parametrize(
    ("on", "event", "source"),
    [
        ({"repository_dispatch": {"types": ["x"]}}, Event("repository_dispatch", {"action": "y"}), EVENTS),
        ({"workflow_dispatch": {"inputs": {"x": {"required": True}}}}, Event("workflow_dispatch"), EVENTS),
        ({"push": {"branches": ["other"]}}, Event("push", {"ref": "refs/heads/main"}), SYNTAX),
    ],
)
def test_act_starts_what_github_does_not(runner: Runner, on: Any, event: Event, source: str) -> None:
    data = {"name": "starts", "on": on, "jobs": {"a": _job("true")}}
    assert "a" in runner.run(data, event.name, event.payload)
    assert not simulate(data, event).triggered, source
