"""The two releases of promtool."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.prometheus.promtool import Promtool


@pytest.fixture
def promtool_old(programs: Callable[[str], Path]) -> Promtool:
    return Promtool(programs("promtool-old"))


@pytest.fixture
def promtool_new(programs: Callable[[str], Path]) -> Promtool:
    return Promtool(programs("promtool-new"))


@pytest.fixture
def promtools(promtool_old: Promtool, promtool_new: Promtool) -> list[Promtool]:
    return [promtool_old, promtool_new]
