"""From a workflow to the graph of its jobs: what each waits for, when it runs, where, and how often.

It reads the workflow as it stands in the file, so it draws one that was read as well as one that was written
in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alertflow.declared import AlertflowError, suggestion
from alertflow.github.drawing.conditions import in_short
from alertflow.github.drawing.graph import Arrow, Box, Graph, Kind, Note, circle_in, without_implied
from alertflow.github.workflows import Workflow

RUNS = Kind("runs steps", "blue")
CALLS = Kind("calls a workflow", "grey")
DEPLOYS = Kind("in an environment, which may ask a person", "purple")


def jobs_graph(workflow: Workflow, *, subtitle: str = "", kinds: Mapping[str, Kind] | None = None) -> Graph:
    """The jobs of `workflow`, with an arrow from each to those that wait for it, if no others imply it.

    `subtitle` stands before the triggers; `kinds` says what some jobs are, by their ids, where that is known.
    Raises AlertflowError, with the workflow's place, for a job that is needed and not there, and for jobs
    that wait for each other.
    """
    data = workflow.to_data()
    jobs: Mapping[str, Mapping[str, Any]] = data["jobs"]
    needs = {id_: _needs(job) for id_, job in jobs.items()}
    known = {id_.lower(): id_ for id_ in jobs}
    arrows = []
    for id_, waits in needs.items():
        for one in waits:
            if one.lower() not in known:
                raise AlertflowError(
                    f"job '{id_}' needs '{one}', which is not among the jobs. {suggestion(one, jobs)}",
                    workflow.source,
                )
            arrows.append(Arrow(known[one.lower()], id_))
    if circle := circle_in({id_: [known[one.lower()] for one in waits] for id_, waits in needs.items()}):
        path = " -> ".join([f'"{id_}"' for id_ in circle])
        raise AlertflowError(f"jobs wait for each other and would never start: {path}.", workflow.source)
    boxes = [
        Box(id_, _title(id_, job), (kinds or {}).get(id_) or _kind(job), tuple(_notes(job)))
        for id_, job in jobs.items()
    ]
    triggers = f"runs on {', '.join(_triggers(data.get('on')))}"
    title = str(data.get("name") or subtitle or "Workflow")
    said = " · ".join(part for part in (subtitle, triggers) if part and part != title)
    return Graph(title, said, tuple(boxes), without_implied(arrows))


def _needs(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs") or []
    return [needs] if isinstance(needs, str) else list(needs)


def _title(id_: str, job: Mapping[str, Any]) -> str:
    """The job's name, or its id where the name is made when it runs."""
    name = str(job.get("name") or "")
    return name if name and "${{" not in name else id_


def _kind(job: Mapping[str, Any]) -> Kind:
    if "uses" in job:
        return CALLS
    return DEPLOYS if job.get("environment") else RUNS


def _triggers(on: object) -> list[str]:
    if isinstance(on, str):
        return [on]
    return [str(one) for one in on] if isinstance(on, (dict, list)) else []


def _notes(job: Mapping[str, Any]) -> Iterator[Note]:
    if (condition := job.get("if")) is not None:
        yield Note("if", in_short(condition), str(condition))
    if called := job.get("uses"):
        yield Note("calls", str(called).removeprefix("./.github/workflows/"))
    if environment := job.get("environment"):
        name = environment.get("name") if isinstance(environment, dict) else environment
        yield Note("environment", _plain(name))
    if strategy := job.get("strategy"):
        yield Note("matrix", _matrix(strategy.get("matrix") if isinstance(strategy, dict) else strategy))
    if group := job.get("concurrency"):
        name = group.get("group") if isinstance(group, dict) else group
        yield Note("one at a time", _plain(name))


def _matrix(matrix: object) -> str:
    """Each name with how many values it has; where they are made when it runs, only the names."""
    if not isinstance(matrix, dict):
        return "made when it runs"
    names = {name: values for name, values in matrix.items() if name not in ("include", "exclude")}
    if not names:
        included = matrix.get("include")
        return f"{len(included)} jobs" if isinstance(included, list) else "made when it runs"
    told = [
        f"{len(values)} {name}" if isinstance(values, list) else str(name) for name, values in names.items()
    ]
    changed = [f"{word}d" for word in ("exclude", "include") if matrix.get(word)]
    return " \N{MULTIPLICATION SIGN} ".join(told) + (f", some {' and '.join(changed)}" if changed else "")


def _plain(text: object) -> str:
    """`text` with its expressions in short: `on-${{ needs.x.outputs.target }}` is `on-<target>`."""
    found = []
    for number, part in enumerate(str(text).split("${{")):
        expression, end, rest = part.partition("}}")
        found.append(f"<{in_short(expression)}>{rest}" if number and end else part)
    return "".join(found)


__all__ = ["CALLS", "DEPLOYS", "RUNS", "jobs_graph"]
