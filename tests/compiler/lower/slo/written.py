"""The generated files of objectives, in a folder for promtool."""

from collections.abc import Callable
from pathlib import Path

from alertflow.compiler.lower.prometheus import lower as lower_rules
from alertflow.compiler.lower.slo import lower as lower_tests
from alertflow.model import Project
from alertflow.slo import Slo
from alertflow.yaml import dump

Edit = Callable[[str], str]


def written_rules(folder: Path, *slos: Slo, edit: Edit = str) -> list[Path]:
    """The rule files of a project with these objectives; `edit` changes their text."""
    return [
        _written(folder / path, edit(dump(document.to_data())))
        for path, document in lower_rules(_project(slos)).items()
    ]


def written(folder: Path, *slos: Slo, edit: Edit = str) -> list[Path]:
    """The test files of a project with these objectives, with the rules beside them."""
    written_rules(folder, *slos, edit=edit)
    return [
        _written(folder / path, dump(document.to_data()))
        for path, document in lower_tests(_project(slos)).items()
    ]


def _project(slos: tuple[Slo, ...]) -> Project:
    return Project(name="shop", slos=slos)


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
