import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.yaml import dump
from tests.yaml.data import AWKWARD

TEXTS = [text for text in AWKWARD if "{{" not in text]
"""What Prometheus does not take for a template."""


def _json(data: object) -> str:
    """JSON with each character outside ASCII as one escape where that is YAML too: Go refuses surrogates."""
    text = json.dumps(data, ensure_ascii=False)
    return re.sub(r"[\x7f-\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


@pytest.mark.parametrize("promtool", ["promtool-old", "promtool-new"])
def test_promtool_reads_each_awkward_string_as_it_was(
    promtool: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    """The expected annotations are JSON, not written by alertflow: a common misreading cannot hide."""
    annotations = {f"text_{i}": text for i, text in enumerate(TEXTS)}
    rule = {"alert": "Awkward", "expr": "vector(1)", "labels": {"yes": "on"}, "annotations": annotations}
    (tmp_path / "rules.yml").write_text(dump({"groups": [{"name": "12:30", "rules": [rule]}]}), "utf-8")
    expected = {"exp_labels": {"yes": "on"}, "exp_annotations": annotations}
    case = {"eval_time": "1m", "alertname": "Awkward", "exp_alerts": [expected]}
    test = {"rule_files": ["rules.yml"], "tests": [{"interval": "1m", "alert_rule_test": [case]}]}
    (tmp_path / "test.yml").write_text(_json(test), "utf-8")
    run = subprocess.run(
        [programs(promtool), "test", "rules", "test.yml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
