"""GitHub's own parser, as the tests of the reader have it."""

from tests.github.reading.conftest import parser

__all__ = ["parser"]
