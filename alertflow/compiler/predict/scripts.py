"""The steps that run a script of alertflow's: what each sets, and what that takes for granted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from alertflow.compiler.lower.github.steps import script
from alertflow.compiler.predict.event import read
from alertflow.compiler.predict.kinds import kinds
from alertflow.github import Workflow
from alertflow.github.simulation import Outcome

_CHOSEN = ("act", "approvals", "verify", "verify_approved")
"""The lists that are empty unless the decision is to act."""
_ALWAYS = "*"
"""Among the commands that want a secret: one that runs for every alert."""


class Wanted(NamedTuple):
    """A secret that steps need, and the environment that should hold it."""

    secret: str
    environment: str
    steps: frozenset[str]
    """As `job/step`."""


@dataclass(frozen=True)
class Prediction:
    """What the scripts of a workflow do about one event.

    The keys of `outputs` and `outcomes` are `job/step`, as `alertflow.github.simulation.simulate` takes them.
    """

    outputs: dict[str, Mapping[str, str]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """`failure` for the step that refuses the event."""
    event: Mapping[str, str] = field(default_factory=dict)
    """The outputs of the step that reads the event; none in a workflow without one."""
    history: str = ""
    """What the run history is taken to say, as a sentence; '' where it is not asked."""
    wanted: tuple[Wanted, ...] = ()
    reviewed: tuple[str, ...] = ()
    """The environments in which nothing is done unless a reviewer has approved it."""
    around: frozenset[str] = frozenset()
    """The steps (`job/<n>`) that only surround the commands: they prepare, decide, report."""
    changing: frozenset[str] = frozenset()
    """The steps (`job/<n>`) whose command changes something; in a dry run it is only named."""

    @property
    def dry_run(self) -> bool:
        """Whether what would change something is only named."""
        return self.event.get("dry_run") == "true"

    @property
    def refused(self) -> str:
        """Why the event is refused; '' where it is not."""
        return self.event.get("refusal", "")

    def assumed(self, ran: Collection[str]) -> list[str]:
        """What is taken for granted where the steps `ran` (`job/step`) run: sentences."""
        said = [self.history] if self.history else []
        secrets: dict[str, list[str]] = {}
        for one in self.wanted:
            if not one.steps.isdisjoint(ran) and one.secret not in secrets.setdefault(one.environment, []):
                secrets[one.environment].append(one.secret)
        for environment, names in secrets.items():
            said.append(
                f"The environment {environment} holds {', '.join(sorted(names))}; "
                "what needs a secret that is missing is skipped, with a warning."
            )
        return said


def predict(workflow: Workflow, trigger: str, event: Mapping[str, Any], run_id: int | str = 1) -> Prediction:
    """What the scripts of `workflow` set for the webhook payload `event` of the trigger named so.

    A workflow without such scripts gives an empty prediction.
    """
    outputs: dict[str, Mapping[str, str]] = {}
    outcomes: dict[str, Outcome] = {}
    told: Mapping[str, str] = {}
    history = ""
    wanted: list[Wanted] = []
    reviewed: list[str] = []
    for job, step in _scripts(workflow):
        key, text, env = f"{job}/{step['id']}", str(step["run"]).rstrip("\n"), step.get("env", {})
        if (catalogue := _catalogue(text)) is not None:
            told, refused = read(catalogue, trigger, event, run_id)
            outputs[key] = told
            if refused:
                outcomes[key] = "failure"
        elif text == script("decision.sh"):
            outputs[key], history = _decided(told), _history(trigger, told)
        elif text == script("approved.sh"):
            reviewed.append(str(env["ENVIRONMENT"]))
        elif text.endswith("\naccess") and "ALERTFLOW_WANTED" in env:
            needed = json.loads(env["ALERTFLOW_WANTED"])
            outputs[key] = {name.lower(): _value(name, one) for name, one in needed.items()}
            environment = str(env["ALERTFLOW_ENVIRONMENT"])
            wanted += [Wanted(name, environment, _users(key, one)) for name, one in needed.items()]
    return Prediction(outputs, outcomes, told, history, tuple(wanted), tuple(reviewed), *kinds(workflow))


def _scripts(workflow: Workflow) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every script with an id: its job's id, and its step as it stands in the file."""
    for id_, job in workflow.to_data()["jobs"].items():
        for step in job.get("steps", ()):
            if "run" in step and "id" in step:
                yield id_, step


def _catalogue(text: str) -> Any:
    """What the script that reads the event knows of the project; None for any other script."""
    ends = f"\nJSON\n{script('event.sh')}"
    head, _, data = text.removesuffix(ends).partition("\n")
    return json.loads(data) if text.endswith(ends) and head.endswith("<<'JSON'") else None


def _decided(told: Mapping[str, str]) -> dict[str, str]:
    """What `shell/decision.sh` sets where the run history has nothing against it."""
    acts = told.get("decision") == "act"
    chosen = {name: told.get(name, "") if acts else "[]" for name in _CHOSEN}
    return {"decision": told.get("decision", ""), "reason": told.get("reason", ""), **chosen}


def _history(trigger: str, told: Mapping[str, str]) -> str:
    """When `shell/decision.sh` asks for the run history, and what it must not find there."""
    acts = told.get("decision") == "act"
    sent = trigger == "repository_dispatch"
    if told.get("decision") in (None, "stop") or not (acts or sent):
        return ""
    said = ["can be read"]
    if sent:
        said.append("holds no other run of this incident (else it stops)")
    if acts and told["action"] == "auto" and told["dry_run"] != "true":
        said.append(
            f"fewer than {told['budget_runs']} runs that acted on {told['alert']} in the last "
            f"{int(told['budget_seconds']) // 60} minutes (else it only investigates)"
        )
    *most, last = said
    return f"The run history {', '.join(most)}{' and ' if most else ''}{last}."


def _users(key: str, wanted: Mapping[str, Any]) -> frozenset[str]:
    job = key.partition("/")[0]
    return frozenset(key if name == _ALWAYS else f"{job}/{name}" for name in wanted["commands"])


def _value(secret: str, wanted: Mapping[str, Any]) -> str:
    """What `access` puts out for a secret that is set: where its file lies, or only that it is there."""
    return f"$RUNNER_TEMP/alertflow/{secret}" if wanted["file"] else "set"


__all__ = ["Prediction", "Wanted", "predict"]
