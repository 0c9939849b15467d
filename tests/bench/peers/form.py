"""The form of the many workflows: what stands in them, whichever library builds them, and how that is run."""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple


class Size(NamedTuple):
    """How many workflows, jobs in each, and steps in each of those."""

    workflows: int
    jobs: int
    steps: int


BRANCHES = ["main"]
RUNNER = "ubuntu-24.04"
MINUTES = 10
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"
SETUP_PYTHON = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97"
PYTHON = {"python-version": "3.13", "cache": "pip"}


def command(workflow: int, job: int) -> str:
    """A script of one line."""
    return f"make --directory services/{workflow} target-{job}"


def script(workflow: int, job: int) -> str:
    """A script of several lines."""
    return (
        "set -u\n"
        f'for check in lint types "unit tests"; do\n'
        f'  ./services/{workflow}/check "$check" --job={job} || failed="$failed $check"\n'
        "done\n"
        'test -z "$failed"\n'
    )


def report(workflow: int, job: int) -> str:
    """A script that runs when a step before it has failed."""
    return f'echo "service {workflow}: job {job} has failed" >> "$GITHUB_STEP_SUMMARY"'


def run(texts: Callable[[Size], list[str]], started: float) -> None:
    """Builds and emits the workflows that the command line asks for: `WORKFLOWS JOBS STEPS [FILE]`.

    Prints the seconds of CPU spent on it, imports left out (`started` is when they were done); with FILE,
    the texts are written there, one YAML document each.
    """
    size = Size(*map(int, sys.argv[1:4]))
    made = texts(size)
    print(time.process_time() - started)
    if len(made) != size.workflows:
        raise SystemExit(f"{len(made)} workflows instead of {size.workflows}")
    for path in sys.argv[4:]:
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123  # pathlib is one more import to pay
            file.writelines(f"---\n{text.removeprefix('---')}\n" for text in made)
