"""The examples that alertflow began with (tests/seeds), imported as they stand: each is proven to say the
same, or refused with the line and the way out.
"""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import alertflow_here, tree

SEEDS = Path(__file__).parents[2] / "seeds"
_STEPS = "these seem to be steps of a GitHub workflow without their job: above them belong 'on:', 'jobs:'"
_PLAYBOOK = "this seems to be a playbook of Ansible's, of which nothing is known here."
PROVEN = ("redis_alertmanager.yml", "redis_rules.yml", "threader_rules.yml")
REFUSED = {
    "alertmanager_dispatch.yml": [
        "1:1: 'route' is missing.",
        "6:9: receivers[0].webhook_configs[0]: a webhook has no 'headers': headers are http_config.",
        "9:9: receivers[0].webhook_configs[0]: a webhook has no 'client_auth': who asks is said by ",
    ],
    "alertmanager_inhibition.yml": ["2:1: this seems to be an Alertmanager configuration, but 'route' and"],
    "alertmanager_routes.yml": [
        "1:1: 'route' is missing.",
        "6:9: receivers[0].webhook_configs[0]: a webhook has no 'headers': headers are http_config.",
        "9:9: receivers[0].webhook_configs[0]: a webhook has no 'custom_headers': headers are http_config.",
        "12:1: there are no 'routes' here: they stand in 'route', which takes every alert.",
    ],
    "alertmanager_webhook.yml": ["2:1: 'route' is missing."],
    "inventory.yml": ["1:1: this is of no kind known here: its keys are 'threader_instances'. Known: "],
    "playbook_recovery.yml": [f"2:1: {_PLAYBOOK}"],
    "playbook_regions.yml": [f"2:1: {_PLAYBOOK}"],
    "playbook_scale_up.yml": ["2:1: a list stands at the top, where every kind of file known here has a"],
    "recording_rules.yml": ["1:3: these seem to be groups of rules: above them belongs the key 'groups:'."],
    "steps_application_down.yml": [f"1:1: {_STEPS}"],
    "steps_database_down.yml": [f"1:1: {_STEPS}"],
    "steps_high_cpu.yml": [f"1:1: {_STEPS}"],
    "steps_high_error_rate.yml": [f"1:1: {_STEPS}"],
    "steps_high_memory.yml": [f"1:1: {_STEPS}"],
    "steps_pipeline.yml": [f"2:1: {_STEPS}"],
    "workflow_trigger.yml": ["1:1: this seems to be a GitHub workflow, but 'jobs' is missing."],
}
"""By file: the place and the beginning of all that is said of it."""


def test_every_file_is_asked_for() -> None:
    assert sorted(one.name for one in SEEDS.glob("*.yml")) == sorted([*PROVEN, *REFUSED])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_whole_file_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    shutil.copy(SEEDS / name, tmp_path)
    before = tree(tmp_path)
    run = alertflow_here(tmp_path, "import", name, "-o", "alertflow.py")
    assert (run.exit_code, run.stdout) == (2, "")
    lines = run.stderr.splitlines()
    assert len(lines) == len(REFUSED[name])
    for line, words in zip(lines, REFUSED[name], strict=True):
        assert line.startswith(f"error: {name}:{words}")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", PROVEN)
def test_the_others_are_proven(name: str, tmp_path: Path) -> None:
    shutil.copy(SEEDS / name, tmp_path)
    run = alertflow_here(tmp_path, "import", name, "-o", "alertflow.py")
    assert run.exit_code == 0, run.stderr
    assert "proven: what is built of it means the same as each of these files." in run.stderr


def test_what_fix_mends_is_proven_too_and_without_what_was_mended(tmp_path: Path) -> None:
    name = "redis_alertmanager.yml"
    shutil.copy(SEEDS / name, tmp_path)
    assert "{{ .Annotations." in (tmp_path / name).read_text()
    alertflow_here(tmp_path, "check", "--fix", name)
    mended = (tmp_path / name).read_text()
    assert mended != (SEEDS / name).read_text()
    run = alertflow_here(tmp_path, "import", name, "-o", "alertflow.py")
    assert run.exit_code == 0, run.stderr
    assert "proven: " in run.stderr
    assert "{{ .CommonAnnotations." in (tmp_path / "alertflow.py").read_text()
