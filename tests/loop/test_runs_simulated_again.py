"""A run under act, simulated again with what its steps put out: the same jobs, steps and ends."""

from pathlib import Path
from typing import Any

import pytest

from alertflow.github.simulation import Event, Outcome, simulate
from alertflow.yaml import parse
from tests.loop.act import Run
from tests.loop.generated import V1
from tests.loop.standins import known
from tests.loop.world import World

ACTION = {"action": "prometheus-alert"}


def seen(run: Run, workflow: Any) -> tuple[dict[str, Outcome], dict[str, dict[str, str]]]:
    """How the steps of a run ended that did not succeed, and what all of them put out, by their numbers."""
    outcomes: dict[str, Outcome] = {}
    outputs: dict[str, dict[str, str]] = {}
    for id_, job in run.jobs.items():
        for number, step in enumerate(workflow["jobs"][id_]["steps"], 1):
            ended = job.steps.get(step.get("id") or step["name"])
            if ended is None:
                continue
            outputs[f"{id_}/{number}"] = ended.outputs
            if ended.result == "failure":
                outcomes[f"{id_}/{number}"] = "failure"
    return outcomes, outputs


@pytest.mark.parametrize(
    ("alert", "given", "without"),
    [
        ({"alert_type": "HighErrorRate", "severity": "critical"}, {}, []),
        ({"alert_type": "HighErrorRate", "severity": "critical"}, {"approved_by": "alice"}, []),
        ({"alert_type": "ApplicationDown", "severity": "critical"}, {}, ["KUBE_CONFIG_DATA"]),
        ({"alert_type": "NoSuchAlert", "severity": "critical"}, {}, []),
    ],
)
def test_a_simulated_run_is_the_run_itself(
    world: World, generated: Path, alert: dict[str, str], given: dict[str, Any], without: list[str]
) -> None:
    run = world.dispatch(alert, without=without, **given)
    workflow: Any = parse((generated / ".github/workflows" / V1).read_text(encoding="utf-8"))
    outcomes, outputs = seen(run, workflow)
    foretold = simulate(
        workflow,
        Event("repository_dispatch", {**ACTION, "client_payload": alert}),
        outcomes=outcomes,
        outputs=outputs,
        secrets={name: value for name, value in known.SECRETS.items() if name not in without},
    )
    assert {one.id: one.result for one in foretold.jobs} == run.results
    for one in foretold.jobs:
        steps = {step.id or step.name: step.outcome for step in one.steps if step.runs}
        assert steps == {name: step.result for name, step in run.jobs[one.id].steps.items()}, one.id
