"""The Python reads as a person writes it; that of a whole configuration is in docs/migrating/after."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from alertflow.yaml import dump
from tests.alertmanager.samples import everything
from tests.importer.configuration.importing import drafted, python
from tests.importer.configuration.made import configurations

ROOT = Path(__file__).parents[3]
PYPROJECT = ROOT / "pyproject.toml"
MYPY = ("--strict", "--config-file", str(PYPROJECT), "--cache-dir", str(ROOT / ".mypy_cache"))


def test_ruff_and_mypy_have_nothing_to_say(tmp_path: Path) -> None:
    payload = {"list": [], "of": {"what": []}}  # which has no type without its place
    hooks = [{"url": f"http://{name}.example.org/", "payload": payload} for name in ("a", "b")]
    vague = {"route": {"receiver": "a"}, "receivers": [{"name": "a", "webhook_configs": hooks}]}
    texts = [*configurations(9, 30), dump(everything()), dump(vague)]
    for number, text in enumerate(texts):
        (tmp_path / f"of_{number}.py").write_text(python(drafted(text)), "utf-8")
    for command in (
        ["ruff", "check", "--config", str(PYPROJECT), "."],
        ["ruff", "format", "--check", "--config", str(PYPROJECT), "."],
        ["mypy", *MYPY, *[f"of_{number}.py" for number in range(len(texts))]],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout


def test_what_stands_once_has_no_name() -> None:
    found = python(
        drafted(
            dump(
                {
                    "route": {"receiver": "a"},
                    "receivers": [
                        {
                            "name": "a",
                            "slack_configs": [
                                {"title": "{{ .CommonLabels.alertname }} fires", "api_url_file": "/s"}
                            ],
                        }
                    ],
                }
            )
        )
    )
    assert 'title="{{ .CommonLabels.alertname }} fires"' in found


def _slack(channel: str, **more: Any) -> dict[str, Any]:
    return {"channel": channel, "title": "fires", "text": "look", "api_url_file": "/s", **more}


def _receivers(*channels: dict[str, Any]) -> str:
    receivers = [{"name": f"r{n}", "slack_configs": [one]} for n, one in enumerate(channels)]
    return python(drafted(dump({"route": {"receiver": "r0"}, "receivers": receivers})))


def test_channels_that_differ_in_one_thing_are_made_by_a_function() -> None:
    found = _receivers(_slack("#a"), _slack("#b"))
    assert "def slack(channel: str) -> alertmanager.SlackConfig:" in found
    assert 'r1 = alertmanager.Receiver("r1", slack_configs=[slack("#b")])' in found


def test_one_that_has_a_thing_more_is_changed_from_it() -> None:
    found = _receivers(_slack("#a"), _slack("#b"), _slack("#c", username="bot"))
    assert 'slack("#c").replace(username="bot")' in found


def test_channels_that_have_little_in_common_are_written_out() -> None:
    found = _receivers(
        {"channel": "#a", "title": "x", "api_url_file": "/a"},
        {"channel": "#b", "title": "x", "api_url_file": "/b"},
    )
    assert "def " not in found


def test_a_second_function_is_called_after_a_receiver() -> None:
    quiet = [_slack(channel, title="quiet", text="hush", color="good") for channel in ("#c", "#d")]
    found = _receivers(_slack("#a"), _slack("#b"), *quiet)
    assert "def slack(" in found
    assert "def r2_message(" in found


def test_what_is_written_often_has_a_name() -> None:
    long = "{{ .CommonLabels.alertname }} on {{ .CommonLabels.instance }}"
    other = "{{ .CommonLabels.alertname }} of {{ .CommonLabels.cluster }}"
    found = _receivers(
        {"title": long, "api_url_file": "/a"},
        {"title": long, "api_url_file": "/b", "username": "x"},
        {"title": other, "api_url_file": "/c", "color": "good"},
        {"title": other, "api_url_file": "/c", "fallback": long},
    )
    assert f'SLACK_TITLE = "{long}"' not in found  # it is a fallback, too
    assert f'TEXT = "{long}"' in found
    assert f'SLACK_TITLE = "{other}"' in found


def test_a_large_part_of_the_tree_has_a_name_of_its_own() -> None:
    below = [{"receiver": "a", "matchers": [f'service="{name}"']} for name in "abcdefg"]
    tree = {"receiver": "a", "routes": [{"matchers": ['team="shop"'], "routes": below}]}
    found = python(drafted(dump({"route": tree, "receivers": [{"name": "a"}]})))
    assert "shop_routes = alertmanager.Route(" in found
    assert "routes=[shop_routes]" in found


def test_names_that_are_taken_say_what_they_are() -> None:
    draft = drafted(
        dump({"route": {"receiver": "import"}, "receivers": [{"name": "import"}, {"name": "5xx"}]})
    )
    found = python(draft)
    assert 'import_receiver = alertmanager.Receiver("import")' in found
    assert 'the_5xx = alertmanager.Receiver("5xx")' in found


def test_a_second_configuration_is_a_file_of_the_project() -> None:
    from alertflow.documents import read
    from alertflow.importer.configuration import configuration

    draft = drafted("route: {receiver: a}\nreceivers: [{name: a}]\n", "ops/alertmanager.yml")
    (second,), _ = read("route: {receiver: b}\nreceivers: [{name: b}]\n", "staging/am.yml")
    configuration(draft, second, "staging/am.yml")
    found = python(draft)
    assert 'alertmanager_file="ops/alertmanager.yml"' in found
    assert 'files={"staging/am.yml": staging_am_config}' in found


def test_a_secret_that_is_written_out_is_told() -> None:
    draft = drafted(
        "route: {receiver: a}\nreceivers:\n- name: a\n  pagerduty_configs:\n  - routing_key: 0123456789\n"
    )
    (kept,) = draft.kept
    assert kept.location.line == 5
    assert "the secret stands in the Python, too; give routing_key_file=…" in kept.what
