"""The two releases of amtool."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Amtool = Callable[..., "subprocess.CompletedProcess[str]"]


def _amtool(program: Path) -> Amtool:
    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=60)

    return run


@pytest.fixture(scope="session")
def amtool_old(programs: Callable[[str], Path]) -> Amtool:
    return _amtool(programs("amtool-old"))


@pytest.fixture(scope="session")
def amtool_new(programs: Callable[[str], Path]) -> Amtool:
    return _amtool(programs("amtool-new"))
