"""`python -m tests.bench [--json FILE] [--rounds N] [PART …]`: measures, and prints what was reached."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.bench import Bench
from tests.bench.building import ENTRIES
from tests.bench.figures import Table
from tests.bench.measure import ROOT, FailedError, Subject, environment, once, python
from tests.bench.parts import PARTS


def main(arguments: list[str] | None = None) -> int:
    """Runs the parts that `arguments` name; returns the exit code, which says nothing about the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; all of them if left out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each process; the median counts")
    options = parser.parse_args(arguments)
    if unknown := [part for part in options.part if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; there are: {', '.join(PARTS)}")
    if missing := [name for name in ENTRIES if importlib.util.find_spec(name) is None]:
        parser.error(f"{', '.join(missing)}: not installed; get the peers with: pip install -e '.[bench]'")
    began = time.monotonic()
    print(f"{_machine()}\n", flush=True)
    tables: dict[str, Table] = {}
    try:
        with tempfile.TemporaryDirectory(prefix="alertflow-bench-") as folder:
            bench = _bench(Path(folder), options.rounds)
            for part in options.part or PARTS:
                tables[part] = PARTS[part](bench)
                print(f"{tables[part]}", flush=True)
    except FailedError as error:
        print(f"nothing to compare: {error}", file=sys.stderr)
        return 1
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Measured in {time.monotonic() - began:.0f} s: {_versions()}. {_floor(own)}")
    if options.json:
        data = {"machine": _machine(), "versions": _versions()} | {
            "parts": {part: table.data() for part, table in tables.items()}
        }
        options.json.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _bench(folder: Path, rounds: int) -> Bench:
    """A bench in `folder`, the byte code of alertflow and its peers compiled there beforehand."""
    env = environment(folder / "bytecode")
    found = [importlib.util.find_spec(name) for name in ENTRIES]
    places = [place for spec in found if spec for place in spec.submodule_search_locations or ()]
    compiling = python("-m", "compileall", "-q", *places, str(ROOT / "tests/bench"))
    _say("compiling the byte code of alertflow and its peers")
    once(Subject("compileall", compiling, folder), env)
    return Bench(folder, env, rounds, _say)


def _say(what: str) -> None:
    """Progress, on a terminal in one line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what} …", end="\r", file=sys.stderr, flush=True)
    else:
        print(f"{what} …", file=sys.stderr, flush=True)


def _machine() -> str:
    """The kind of machine, in general words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} processors, {memory:.0f} GiB, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


def _versions() -> str:
    """The version of each library."""
    from importlib.metadata import PackageNotFoundError, version  # after the measurement: see _floor

    said = []
    for name in ENTRIES:
        try:
            said.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # a checkout that is not installed
            said.append(f"{name} (checkout)")
    return ", ".join(said)


def _floor(own: float) -> str:
    """What the kernel cannot tell apart: a new process counts the memory of the one that starts it."""
    return f"Peak memory cannot show less than the {own:.0f} MiB of this program itself."


if __name__ == "__main__":
    sys.exit(main())
