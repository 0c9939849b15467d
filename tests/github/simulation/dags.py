"""Makes workflows by chance: jobs that need each other, with conditions, failures, outputs and matrices.

What each step does is decided when it is written, so the same workflow goes to the runner as a file and to
`simulate` with the outcomes and outputs that the runner will see.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

RESULTS = ("success", "failure", "skipped", "cancelled")
VALUES = ("", "a", "b", "0")


@dataclass
class Drawn:
    """A workflow, and what its steps will do."""

    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    outcomes: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def workflow(self) -> dict[str, Any]:
        return {
            "name": "drawn",
            "on": "repository_dispatch",
            "env": {
                "LEVEL": "workflow",
                "FROM": "nowhere",
                "EVENT": "${{ github.event.client_payload.kind }}",
            },
            "jobs": self.jobs,
        }


EVENT = {"action": "drawn", "client_payload": {"kind": "b", "deep": {"list": ["x", "y"]}}}


def drawn(seed: int, graphs: int) -> Drawn:
    """Several graphs of jobs that have nothing to do with each other, in one workflow."""
    random, made = Random(seed), Drawn()
    for number in range(graphs):
        _graph(random, made, f"g{number}")
    return made


def _graph(random: Random, made: Drawn, name: str) -> None:
    ids: list[str] = []
    for number in range(random.randint(2, 8)):
        id_ = f"{name}-{number}"
        needs = [one for one in ids if random.random() < 0.4]
        job: dict[str, Any] = {"runs-on": "ubuntu-latest"}
        if needs:
            job["needs"] = needs[0] if len(needs) == 1 and random.random() < 0.5 else needs
        if random.random() < 0.6:
            job["if"] = _wrapped(random, _condition(random, _job_atoms(needs)))
        if random.random() < 0.2:
            job["strategy"] = {"fail-fast": False, "matrix": matrix(random)}
        if random.random() < 0.3:
            job["env"] = {"LEVEL": "job", "FROM": f"${{{{ {random.choice(_readable(needs))} }}}}"}
        job["outputs"] = {"out": "${{ steps.s1.outputs.out }}", "said": "${{ steps.s2.outcome }}"}
        if "strategy" in job:
            del job["outputs"]
        job["steps"] = [_step(random, made, id_, at, needs) for at in range(1, random.randint(1, 4) + 1)]
        made.jobs[id_] = job
        ids.append(id_)


def _step(random: Random, made: Drawn, job: str, number: int, needs: list[str]) -> dict[str, Any]:
    step: dict[str, Any] = {"id": f"s{number}"}
    if random.random() < 0.5:
        step["if"] = _wrapped(random, _condition(random, _step_atoms(number, needs)))
    if random.random() < 0.2:
        step["continue-on-error"] = random.choice([True, "${{ env.LEVEL == 'job' }}"])
    if random.random() < 0.3:
        step["env"] = {"LEVEL": "step", "OWN": "${{ env.LEVEL }}"}
    value, key = random.choice(VALUES), f"{job}/s{number}"
    script = f'echo "out={value}" >> "$GITHUB_OUTPUT"; echo "saw {_read(random, needs)}."'
    made.outputs[key] = {"out": value}
    if random.random() < 0.35:
        script += "; exit 1"
        made.outcomes[key] = "failure"
    return step | {"run": script}


def _read(random: Random, needs: list[str]) -> str:
    """An expression to be filled in."""
    return f"${{{{ {random.choice(['env.LEVEL', 'env.FROM', 'job.status', *_readable(needs)])} }}}}"


def _readable(needs: list[str]) -> list[str]:
    """What a job and its steps can read."""
    atoms = ["github.event.client_payload.deep.list[1]", "matrix.os"]
    return atoms + [f"needs.{one}.{key}" for one in needs for key in ("outputs.out", "result")]


def _job_atoms(needs: list[str]) -> list[str]:
    atoms = ["success()", "failure()", "always()", "!cancelled()", "cancelled()"]
    atoms += ["github.event.client_payload.kind == 'B'", "github.event.action != 'drawn'", "1 == 1"]
    for need in needs:
        atoms += [f"needs.{need}.result == '{result}'" for result in RESULTS[:3]]
        atoms += [
            f"needs.{need}.outputs.out == 'a'",
            f"needs.{need}.outputs.out",
            "contains(needs.*.result, 'failure')",
        ]
        atoms += [f"needs.{need}.outputs.said != 'success'", f"needs['{need}'].result != 'success'"]
    return atoms


def _step_atoms(number: int, needs: list[str]) -> list[str]:
    atoms = ["success()", "failure()", "always()", "!cancelled()", "env.LEVEL == 'job'", "matrix.os == 'l'"]
    atoms += ["env.EVENT == 'b'", "job.status == 'failure'"]
    for before in range(1, number):
        atoms += [
            f"steps.s{before}.{key} == '{one}'" for key in ("outcome", "conclusion") for one in RESULTS[:3]
        ]
        atoms += [f"steps.s{before}.outputs.out == 'b'", f"steps.s{before}.outputs.out"]
    return atoms + [f"needs.{need}.outputs.out != ''" for need in needs]


def _condition(random: Random, atoms: list[str], depth: int = 0) -> str:
    kind = random.random()
    if depth == 2 or kind < 0.45:
        return random.choice(atoms)
    if kind < 0.55:
        return f"!({_condition(random, atoms, depth + 1)})"
    parts = [_condition(random, atoms, depth + 1) for _ in range(random.randint(2, 3))]
    return f"({random.choice((' && ', ' || ')).join(parts)})"


def _wrapped(random: Random, condition: str) -> str:
    return f"${{{{ {condition} }}}}" if random.random() < 0.4 or condition[0] == "!" else condition


def matrix(random: Random) -> dict[str, Any]:
    """A matrix of one to three lists, with entries to take out and put in."""
    lists = {"os": ["l", "w", "m"], "v": [1, 2, 3.5], "deep": [{"a": 1}, {"a": 2, "b": True}]}
    found: dict[str, Any] = {
        name: random.sample(values, random.randint(1, len(values)))  # type: ignore[arg-type]
        for name, values in lists.items()
        if name == "os" or random.random() < 0.4
    }

    def entry(*extra: str) -> dict[str, Any]:
        names = [name for name in ("os", "v") if name in found and random.random() < 0.6] or ["os"]
        return {name: random.choice(lists[name]) for name in names} | dict.fromkeys(extra, "more")  # type: ignore[arg-type]

    if random.random() < 0.4:
        found["exclude"] = [entry() for _ in range(random.randint(1, 2))]
    if random.random() < 0.5:
        drawn_ = [entry(random.choice(("extra", "other"))) for _ in range(random.randint(1, 3))]
        found["include"] = [one for at, one in enumerate(drawn_) if one not in drawn_[:at]]
    return found
