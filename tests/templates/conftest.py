"""Each template, compiled once; a test that asks for `template` runs for every one of them."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from alertflow.compiler import build, load, texts
from alertflow.compiler.build import Build
from alertflow.model import Project
from alertflow.yaml import parse

ROOT = Path(__file__).parents[2]
NAMES = sorted(one.parent.name for one in (ROOT / "templates").glob("*/alertflow.py"))


class Template(NamedTuple):
    """A template, and the repository that it becomes."""

    name: str
    project: Project
    build: Build
    folder: Path
    """A folder with every generated file in it."""

    @property
    def configs(self) -> dict[str, list[str]]:
        """Each Alertmanager configuration, and the releases that it is for."""
        of = {
            self.project.config_of(way): getattr(way, "alertmanager", "") or self.project.targets.alertmanager
            for way in self.project.dispatches
        }
        return {path: ["old", "new"] if version == "0.25" else ["new"] for path, version in of.items()}

    def workflows(self) -> list[Path]:
        """The files of its workflows."""
        return sorted((self.folder / ".github/workflows").iterdir())

    def parsed(self, path: str | Path) -> Any:
        """One of its YAML files, as data."""
        return parse((self.folder / path).read_text(encoding="utf-8"))

    def rule_files(self) -> list[Path]:
        """The files of rules for Prometheus."""
        return sorted((self.folder / "monitoring").glob("*_rules.yml"))

    def rules(self) -> Iterator[dict[str, Any]]:
        """Every alerting rule, those of escalations, too."""
        for file in self.rule_files():
            for group in self.parsed(file)["groups"]:
                yield from (rule for rule in group["rules"] if "alert" in rule)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Template]:
    """The name of a template -> the template."""

    @cache
    def of(name: str) -> Template:
        project = load(ROOT / "templates" / name / "alertflow.py")
        made, folder = build(project), tmp_path_factory.mktemp(name)
        for path, text in texts(made, f"templates/{name}/alertflow.py").items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
        return Template(name, project, made, folder)

    return of


@pytest.fixture(params=NAMES)
def template(request: pytest.FixtureRequest, compiled: Callable[[str], Template]) -> Template:
    return compiled(request.param)
