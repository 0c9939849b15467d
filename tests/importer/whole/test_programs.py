"""What the real programs took before the import they take after it, in the oldest release and the newest."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.yaml import dump, parse
from tests.importer.whole.bringing import brought, built
from tests.importer.whole.repositories import Files, repository

Programs = Callable[[str], Path]
SEEDS = range(20, 28)


@pytest.mark.parametrize("release", ["old", "new"])
def test_promtool_takes_the_rules_that_it_took(release: str, programs: Programs, tmp_path: Path) -> None:
    taken = 0
    for seed in SEEDS:
        before = {path: text for path, text in repository(seed).items() if "slo" not in path}
        after = built(brought(before).made.text)
        for path, text in before.items():
            if not path.startswith(("prometheus/rules", "k8s/rules")):
                continue
            was = _takes(programs(f"promtool-{release}"), ["check", "rules"], _rules(text), tmp_path)
            now = _takes(programs(f"promtool-{release}"), ["check", "rules"], _rules(after[path]), tmp_path)
            assert was == now, f"{seed}: {path}"
            taken += was
    assert taken > 1


@pytest.mark.parametrize("release", ["old", "new"])
def test_amtool_takes_the_configurations_that_it_took(
    release: str, programs: Programs, tmp_path: Path
) -> None:
    taken = 0
    for seed in SEEDS:
        before = {path: text for path, text in repository(seed).items() if "slo" not in path}
        after = built(brought(before).made.text)
        for path in before.keys() & {"alertmanager/alertmanager.yml", "k8s/alertmanager.yaml"}:
            was = _takes(programs(f"amtool-{release}"), ["check-config"], _config(before, path), tmp_path)
            now = _takes(programs(f"amtool-{release}"), ["check-config"], _config(after, path), tmp_path)
            assert was == now, f"{seed}: {path}"
            taken += was
    assert taken > 3


def _rules(text: str) -> str:
    data = parse(text)
    return text if "groups" in data else dump({"groups": data["spec"]["groups"]})


def _config(files: Files, path: str) -> str:
    if path.startswith("k8s"):
        text: str = parse(files[path])["stringData"]["alertmanager.yaml"]
        return text
    return files[path]


def _takes(program: Path, words: list[str], text: str, folder: Path) -> bool:
    """Whether the program loads `text`."""
    file = folder / "file.yml"
    file.write_bytes(text.encode())
    return (
        subprocess.run([program, *words, file], capture_output=True, check=False, timeout=30).returncode == 0
    )
