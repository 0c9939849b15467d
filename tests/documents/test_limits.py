"""How much memory a file takes, at the worst: measured in processes of their own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from alertflow.documents import LARGEST
from tests.documents import corpus

ASK = """
import gc, json, re, sys
gc.disable()  # as alertflow's command line does
from pathlib import Path
def most(): return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
from alertflow.documents import read_file
import alertflow.prometheus
before = most()
reads, unreadable = read_file(Path(sys.argv[1]))
after = most()
print(json.dumps([after - before, len(reads), [str(one.reason) for one in unreadable][:2]]))
"""
"""Memory is what the kernel says was the most: getrusage begins with what the process had that started it."""

MEGABYTE = 1_000_000


class Cost(NamedTuple):
    """What it took to read a file."""

    ratio: float
    """The memory that was added, as a multiple of the file."""
    reads: int
    reasons: list[str]


def cost(folder: Path, text: str) -> Cost:
    path = folder / "f.yml"
    path.write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    kilobytes, reads, reasons = json.loads(done.stdout)
    return Cost(kilobytes * 1024 / len(text), reads, reasons)


def test_rules_take_some_thirty_times_their_size(tmp_path: Path) -> None:
    group = corpus.RULES.split("\n", 2)[2].replace("&labels", "").replace("<<: *labels", "team: web")
    taken = cost(tmp_path, "groups:\n" + group * (3 * MEGABYTE // len(group)))
    assert (taken.reads, taken.reasons) == (1, [])
    assert taken.ratio < 40


@pytest.mark.parametrize(
    ("text", "reasons", "bound"),
    [
        (f"a: {'x' * 15 * MEGABYTE}", ["of no known kind"], 6),
        (f"a: '{'x' * 15 * MEGABYTE}'", ["of no known kind"], 6),
        (f"groups: |\n  {'x' * 15 * MEGABYTE}\n", ["refused"], 6),
        ("#" * 15 * MEGABYTE, ["of no known kind"], 6),
        ("[" * 15 * MEGABYTE, ["too large"], 6),
        ("- " * 7 * MEGABYTE, ["too large"], 6),
        ("a: " * 5 * MEGABYTE, ["not YAML"], 6),
        ("&a " * 5 * MEGABYTE, ["not YAML"], 6),
        ("---\na: b\n" * MEGABYTE, ["too large"], 45),
        ("x" * (LARGEST + 1), ["too large"], 1.5),
    ],
    ids=lambda value: f"{value[:12]}…" if isinstance(value, str) else None,
)
def test_what_is_hostile_takes_a_few_times_its_size(
    tmp_path: Path, text: str, reasons: list[str], bound: float
) -> None:
    taken = cost(tmp_path, text)
    assert taken.reasons == reasons
    assert taken.reads == 0
    assert taken.ratio < bound, taken


def test_aliases_cost_what_they_stand_for(tmp_path: Path) -> None:
    """A thousand values named a hundred times are read; the memory is that of a file without aliases."""
    rules = "".join(f"      - {{alert: A{number}, expr: up}}\n" for number in range(300))
    text = f"groups:\n  - name: g\n    rules: &rules\n{rules}" + "".join(
        f"  - {{name: g{number}, rules: *rules}}\n" for number in range(50)
    )
    taken = cost(tmp_path, text)
    assert (taken.reads, taken.reasons) == (1, [])
    assert taken.ratio * len(text) < 60 * MEGABYTE


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    taken = cost(tmp_path, corpus.RULES * (50 * MEGABYTE // len(corpus.RULES)))
    assert taken.reasons == ["too large"]
    assert taken.ratio < 0.2
