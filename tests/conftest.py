"""What every test may ask for: the real programs."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.programs import ProgramMissingError, program

if os.environ.get("CI") != "true":  # there hypothesis has such a profile of its own
    settings.register_profile("unhurried", deadline=None)  # a busy machine is no mistake in the code
    settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def programs() -> Callable[[str], Path]:
    """Program name -> its executable file; see `tests.programs.NAMES`.

    A program that was not fetched skips the test on a developer's machine and fails it where CI=true.
    """

    def find(name: str) -> Path:
        try:
            return program(name)
        except ProgramMissingError as missing:
            if os.environ.get("CI") == "true":
                pytest.fail(str(missing))
            pytest.skip(str(missing))

    return find
