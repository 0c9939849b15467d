"""The school-timetable template, compiled; and the one line of it that act and the old actionlint refuse."""

from pathlib import Path

from alertflow.compiler import build, load, texts
from alertflow.model import Project

TEMPLATE = Path(__file__).parents[2] / "templates/school-timetable/alertflow.py"
V1 = "alert-triggered-remediation.yml"
V2 = "alert-triggered-remediation-v2.yml"


def template() -> Project:
    return load(TEMPLATE)


def files(project: Project) -> dict[str, str]:
    """The text of every file of `project`, by path, as `alertflow build` writes it."""
    return {path: text.decode() for path, text in texts(build(project), TEMPLATE.name).items()}


def without_queue(workflow: str) -> str:
    """A workflow without its `queue` lines, otherwise the same."""
    return "".join(line for line in workflow.splitlines(True) if line.strip() != "queue: max")
