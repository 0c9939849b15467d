"""What Alertmanager refuses is refused, and what it takes is taken: mutants of configurations, by amtool.

`python -m tests.alertmanager.test_acceptance SEED COUNT` looks at more of them.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from alertflow.alertmanager import Config, refusals, unsupported
from alertflow.declared import AlertflowError
from alertflow.yaml import dump
from tests.alertmanager.conftest import Amtool
from tests.alertmanager.mutants import mutants
from tests.alertmanager.samples import Data
from tests.programs import program

SEED, COUNT, PARTS = 7, 320, 8


def _configuration(text: str) -> Config | None:
    """The configuration that `text` is for the newest Alertmanager; None for what it would refuse."""
    try:
        config = Config.parse(text)
    except AlertflowError:
        return None
    return None if refusals(config) else config


def _holds_nothing_in_a_list(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (isinstance(value, list) and None in value) or any(map(_holds_nothing_in_a_list, inner))


def _differs_knowingly(what: str, data: Data) -> str | None:
    """Why alertflow refuses what amtool takes, where that is meant."""
    if _holds_nothing_in_a_list(data):
        return "an item that is nothing is an empty rule, or a crash, to Alertmanager"
    if "kafka_outputs" in what:
        return "Debian builds Alertmanager without Kafka, and so without these checks"
    if "'timeout') replaced by" in what:
        return "a number alone is nanoseconds to Alertmanager"
    if "rocketchat" in what and "token" in what:
        return "an empty token is one to Alertmanager"
    return None


def _compared(what: str, data: Data, folder: Path, new: Amtool, old: Amtool) -> str | None:
    """How alertflow and amtool differ about `data`; None where they do not."""
    text = dump(data)
    path = folder / "alertmanager.yml"
    path.write_text(text, encoding="utf-8")
    config = _configuration(text)
    ours = config is not None and not unsupported(config, "0.33")
    done = new("check-config", path)
    theirs = done.returncode == 0
    if ours is not theirs and not (theirs and _differs_knowingly(what, data)):
        return f"{what}: ours {ours}, the new amtool's {theirs}\n{done.stdout}"
    if not ours or config is None:
        return None
    written = config.to_data()
    path.write_text(dump(written), encoding="utf-8")
    if Config.parse(dump(written)).to_data() != written or new("check-config", path).returncode != 0:
        return f"{what}: written otherwise than read"
    old_takes = old("check-config", path).returncode == 0
    if old_takes is not (not unsupported(config, "0.25")) and "client_secret" not in what:
        return f"{what}: the old amtool's {old_takes}"  # which wants a client_secret, as later ones do not
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_mutants_are_taken_and_refused_alike(
    part: int, tmp_path: Path, amtool_new: Amtool, amtool_old: Amtool
) -> None:
    for what, data in mutants(SEED + part, COUNT // PARTS):
        assert _compared(what, data, tmp_path, amtool_new, amtool_old) is None


def test_the_mutants_are_of_both_kinds() -> None:
    taken = [_configuration(dump(data)) is not None for _, data in mutants(SEED, COUNT // PARTS)]
    assert taken.count(True) > 3 and taken.count(False) > 20


if __name__ == "__main__":
    import tempfile

    def _amtool(name: str) -> Amtool:
        def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
            command = [program(name), *arguments]
            return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

        return run

    with tempfile.TemporaryDirectory() as scratch:
        for told, made in mutants(int(sys.argv[1]), int(sys.argv[2])):
            if found := _compared(told, made, Path(scratch), _amtool("amtool-new"), _amtool("amtool-old")):
                print(found)
