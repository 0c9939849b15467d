"""Asks the models that are made from Kubernetes' own types, and those of the two operators."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Validate = Callable[[Sequence[Any]], list[list[str]]]
"""Manifests as plain data -> what is wrong with each."""
Keys = Callable[[Sequence[tuple[str, str]]], list[list[str]]]
"""Models and their types -> the keys of each."""


@pytest.fixture(scope="session")
def validate(programs: Callable[[str], Path]) -> Validate:
    def ask(manifests: Sequence[Any]) -> list[list[str]]:
        told: list[list[str]] = _asked(programs("kubernetes-validator"), list(manifests))
        return told

    return ask


@pytest.fixture(scope="session")
def keys(programs: Callable[[str], Path]) -> Keys:
    def ask(types: Sequence[tuple[str, str]]) -> list[list[str]]:
        questions = [{"model": model, "type": name} for model, name in types]
        told: list[list[str]] = _asked(programs("kubernetes-validator"), questions, "--keys")
        return told

    return ask


def _asked(program: Path, question: Any, *arguments: str) -> Any:
    done = subprocess.run(
        [program, *arguments], input=json.dumps(question), capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)
