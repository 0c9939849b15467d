"""Versions that lose their last zero."""

import pytest

from tests.checks.making import found_in, mended

ID = "github/lost-zero"

WORKFLOW = """
on: push
permissions: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 1.50
    strategy:
      matrix: {python: [3.9, 3.10]}
    steps:
      - uses: actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e
        with:
          go-version: 1.20   # not newer
          other: "1.30"
"""


def test_they_are_found_where_they_are_given_on() -> None:
    assert found_in(WORKFLOW, ID) == [
        "file.yml:9:30 warning: 3.10 (file.yml) is a number to YAML, and arrives as 3.1.",
        "file.yml:13:23 warning: 1.20 (file.yml) is a number to YAML, and arrives as 1.2.",
    ]


def test_they_are_put_into_quotes() -> None:
    assert mended(WORKFLOW) == WORKFLOW.replace("3.10", '"3.10"').replace("1.20", '"1.20"')


@pytest.mark.parametrize("value", ["3.1", "10", '"3.10"', "v3.10", "3.10.0"])
def test_others_keep_what_they_are(value: str) -> None:
    assert found_in(WORKFLOW.replace("1.20", value).replace("3.10", "3.11"), ID) == []
