"""Comments land beside what they were about, and none is lost."""

import re

from tests.github.reading import corpus
from tests.importer.workflows.importing import imported, python_of


def test_comments_stand_where_they_stood() -> None:
    found = python_of(
        """# Of the shop.
# Ask the platform team.
on: push  # whenever

jobs:
  # Makes it.
  build:
    runs-on: x  # a large one
    env:
      A: "1"
      # What B is for.
      B: "2"
    steps:
      # First of all.
      - run: make
        # Not forever.
        timeout-minutes: 5
      # - run: commented out
"""
    )
    lines = found.split("\n")

    def above(text: str) -> str:
        return lines[next(index for index, line in enumerate(lines) if text in line) - 1].strip()

    assert above("ci = Workflow(") == "# Ask the platform team."
    assert above("build = Job(") == "# Makes it."
    assert above('"B": "2"') == "# What B is for."
    assert above("RunStep(") in ("# First of all.", "# - run: commented out")
    assert above("timeout_minutes=5") == "# Not forever."
    assert 'runs_on="x",  # a large one' in found
    assert 'on="push",  # whenever' in found


def test_comments_of_a_shared_step_are_said_once_unless_they_differ() -> None:
    step = "- uses: actions/checkout@v7 # {}\n        with: {{fetch-depth: 0}}"
    found = python_of(
        "on: push\njobs:\n"
        + "".join(
            f"  {name}:\n    runs-on: x\n    steps:\n      {step.format(why)}\n"
            for name, why in (("a", "all of it"), ("b", "all of it"), ("c", "for the tags"))
        )
    )
    assert found.count("# all of it") == 1
    assert found.count("# for the tags") == 1


def test_no_comment_of_the_corpus_is_lost() -> None:
    for path in corpus.WORKFLOWS:
        found = imported({path.name: corpus.text(path)})
        marks = re.findall(r"# ([A-Z][a-z]+ [a-z ]+\w)$", corpus.text(path), re.MULTILINE)
        scripts = [mark for mark in marks if mark in found.documents[path.name].to_yaml()]
        for mark in set(marks) - set(scripts):
            assert f"# {mark}" in found.python, (path.name, mark)
