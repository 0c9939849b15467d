"""The template, compiled once; and for each test a world in which its workflows run."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.model import Project
from tests.loop.generated import files, template, without_queue
from tests.loop.standins import known
from tests.loop.world import World


@pytest.fixture(scope="session")
def project() -> Project:
    return template()


@pytest.fixture(scope="session")
def generated(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a repository with every generated file in it."""
    root = tmp_path_factory.mktemp("generated")
    for path, text in files(project).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def repository(
    generated: Path, tmp_path_factory: pytest.TempPathFactory, programs: Callable[[str], Path]
) -> Path:
    """A git repository with the workflows as act takes them."""
    root = tmp_path_factory.mktemp("repository")
    workflows = root / ".github/workflows"
    workflows.mkdir(parents=True)
    for file in (generated / ".github/workflows").iterdir():
        (workflows / file.name).write_text(without_queue(file.read_text(encoding="utf-8")), encoding="utf-8")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=alertflow", "-c", "user.email=alertflow@example.org")
        subprocess.run([programs("git"), *who, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "--initial-branch=main")
    git("remote", "add", "origin", f"https://github.com/{known.REPOSITORY}")
    git("add", ".")
    git("commit", "--message=generated")
    return root


@pytest.fixture
def world(tmp_path: Path, repository: Path, programs: Callable[[str], Path]) -> World:
    path = [programs("jq").parent.resolve(), *map(Path, os.environ["PATH"].split(os.pathsep))]
    path.insert(0, programs("jq").resolve().parent)
    return World(tmp_path, repository, programs("act"), path)
