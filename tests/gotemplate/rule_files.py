"""What promtool says of many templates at once: each stands in an annotation of one rule."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_REFUSED = re.compile(r'annotation "t(\d+)": (template: .*)')
_EXPANDED = re.compile(r't(\d+)="((?:[^"\\]|\\.)*)"')


def _rules(texts: Sequence[str], folder: Path) -> Path:
    annotations = {f"t{number}": text for number, text in enumerate(texts)}
    rule = {"alert": "A", "expr": "up == 1", "annotations": annotations}
    path = folder / "rules.yml"
    path.write_text(json.dumps({"groups": [{"name": "g", "rules": [rule]}]}), encoding="utf-8")
    return path


def refused(promtool: Path, texts: Sequence[str], folder: Path) -> Mapping[int, str]:
    """The numbers of those `texts` that promtool does not read, and why."""
    said = subprocess.run(
        [promtool, "check", "rules", _rules(texts, folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "annotation" in said.stderr or not said.returncode, said.stderr
    return {int(number): why for number, why in _REFUSED.findall(said.stdout + said.stderr)}


def expanded(promtool: Path, texts: Sequence[str], folder: Path) -> list[str]:
    """What Prometheus makes of `texts` for an alert on `up{job="a", instance="b:1"} 1`."""
    _rules(texts, folder)
    series = {"series": 'up{job="a",instance="b:1"}', "values": "1"}
    alert = {"eval_time": "0m", "alertname": "A", "exp_alerts": []}
    test = {"interval": "1m", "input_series": [series], "alert_rule_test": [alert]}
    path = folder / "test.yml"
    path.write_text(json.dumps({"rule_files": ["rules.yml"], "tests": [test]}), encoding="utf-8")
    said = subprocess.run(
        [promtool, "test", "rules", path], capture_output=True, text=True, check=False, timeout=60
    )
    found = {int(number): text for number, text in _EXPANDED.findall(said.stdout + said.stderr)}
    assert len(found) == len(texts), said.stderr
    return [found[number] for number in range(len(texts))]
