"""GitHub's own parser, for the tests that ask it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.github.reading.engine import Parser


@pytest.fixture(scope="session")
def parser(programs: Callable[[str], Path]) -> Iterator[Parser]:
    parser = Parser(programs("github-parser"))
    yield parser
    parser.close()
