"""Which steps of a generated workflow change something, and which only surround the commands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from alertflow.compiler.lower.github.steps import FOLDER, script
from alertflow.github import Workflow

_ACTS = re.compile(r"^begin act ", re.MULTILINE)
_PREPARES = f'mkdir -p "{FOLDER}/output"'
_REPORTS = "\nreport"
_KEPT = "${{ runner.temp }}/alertflow/output/"
_SURROUNDING = ("event.sh", "decision.sh", "approved.sh", "story.sh")


class Kinds(NamedTuple):
    """Steps by what they are for, as `job/<n>` with n from 1."""

    around: frozenset[str]
    changing: frozenset[str]


def kinds(workflow: Workflow) -> Kinds:
    """The kinds of the steps of `workflow`; none are in one that is not ours."""
    around: list[str] = []
    changing: list[str] = []
    for id_, job in workflow.to_data()["jobs"].items():
        for number, step in enumerate(job.get("steps", ()), 1):
            text = str(step.get("run", "")).rstrip("\n")
            if _surrounds(step, text):
                around.append(f"{id_}/{number}")
            elif _ACTS.search(text):
                changing.append(f"{id_}/{number}")
    return Kinds(frozenset(around), frozenset(changing))


def _surrounds(step: Mapping[str, Any], text: str) -> bool:
    """Whether a step prepares, decides, keeps what was printed, or reports."""
    if text.startswith(_PREPARES) or (FOLDER in text and text.endswith(_REPORTS)):
        return True
    return step.get("with", {}).get("path") == _KEPT or any(
        text.endswith(script(name)) for name in _SURROUNDING
    )


__all__ = ["Kinds", "kinds"]
