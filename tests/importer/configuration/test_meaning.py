"""A configuration that is imported, built and read again means what it meant."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.alertmanager import Config
from alertflow.comparison import differences
from alertflow.declared import AlertflowError
from alertflow.documents import read
from tests.alertmanager.live import running
from tests.alertmanager.mutants import mutants
from tests.alertmanager.samples import every_key, everything
from tests.alertmanager.test_round_trip import LEFT_OUT
from tests.importer.configuration.importing import PATH, again, drafted, meaning, python, ran
from tests.importer.configuration.made import alerts, configurations

Programs = Callable[[str], Path]

TEXTS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=60)
FORMER = {
    *(("Route", key) for key in ("match", "match_re")),
    *(("InhibitRule", f"{side}_{key}") for side in ("source", "target") for key in ("match", "match_re")),
}
"""The matchers of before 0.22, which Alertmanager shows as what they are."""
KEYS = [(cls.__name__, key, data) for cls, key, data in every_key()]


def _text(data: Any) -> str:
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def test_every_key_that_alertmanager_has_is_kept() -> None:
    assert len(KEYS) > 500
    for cls, key, data in KEYS:
        text = _text(data)
        assert meaning(again(text)) == meaning(text), f"{cls}.{key}"


def test_all_keys_together_are_kept() -> None:
    text = _text(everything())
    assert meaning(again(text)) == meaning(text)


def test_what_is_unusual_is_kept() -> None:
    kept = 0
    for what, data in mutants(5, 700):
        text = _text(data)
        try:
            Config.parse(text)
        except AlertflowError:
            continue
        if data.get("receivers"):  # without one there is nobody to tell, and Alertmanager refuses it
            assert meaning(again(text)) == meaning(text), what
            kept += 1
    assert kept > 200


def test_200_configurations_mean_the_same() -> None:
    witnesses = alerts(3, 25)
    for text in configurations(1, 200):
        new = again(text)
        assert meaning(new) == meaning(text)
        told = [
            [
                [(n.receiver, n.group_by, n.group_wait, n.repeat_interval) for n in one.notifications]
                for one in routed
            ]
            for routed in (Config.parse(side).route_all(witnesses) for side in (text, new))
        ]
        assert told[0] == told[1]


def test_the_comparison_finds_no_difference() -> None:
    for text in configurations(1, 40):
        old, _ = read(text, PATH)
        new, _ = read(again(text), PATH)
        assert differences(old, new) == []


@pytest.mark.parametrize("name", ["amtool-new", "amtool-old"])
def test_amtool_takes_both_sides_alike(name: str, programs: Programs, tmp_path: Path) -> None:
    texts = list(configurations(1, 200))
    if name == "amtool-old":  # 0.25 knows no payload
        texts = [text for text in texts if "payload" not in text]
        assert len(texts) > 30
    files = []
    for number, text in enumerate(texts):
        for side, content in (("old", text), ("new", again(text))):
            file = tmp_path / f"{number}-{side}.yml"
            file.write_text(content, "utf-8")
            files.append(file.name)
    amtool = subprocess.run(
        [programs(name), "check-config", *files], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    told = dict(re.findall(r"Checking '(.+?)'(.*?)(?=Checking '|\Z)", amtool.stdout, re.DOTALL))
    assert amtool.returncode == 0, amtool.stdout[-2000:] + amtool.stderr[-2000:]
    for number in range(len(texts)):
        assert "SUCCESS" in told[f"{number}-old.yml"]
        assert told[f"{number}-new.yml"] == told[f"{number}-old.yml"]


def test_a_running_alertmanager_understands_both_sides_alike(programs: Programs, tmp_path: Path) -> None:
    text = _text(everything(LEFT_OUT | FORMER))
    with running(programs("alertmanager-new"), text, tmp_path) as api:
        before = api.ask("/api/v2/status")["config"]["original"]
        (tmp_path / "alertmanager.yml").write_text(again(text), "utf-8")
        api.ask("/-/reload", {})
        assert api.ask("/api/v2/status")["config"]["original"] == before


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=3, max_size=3))
def test_texts_of_any_characters_are_kept(texts: list[str]) -> None:
    title, text, colour = [one.replace("\r", "") for one in texts]
    channels = [{"title": title, "text": text, "color": colour, "api_url_file": "/x"} for _ in range(3)]
    data = {
        "route": {"receiver": "a", "labels": {"x": title}},
        "receivers": [{"name": "a", "slack_configs": channels}],
    }
    written = json.dumps(data)  # whose escapes every reader of YAML knows
    assert meaning(again(written)) == meaning(written)


def test_an_unknown_key_is_kept_in_extra() -> None:
    text = """
route: {receiver: a}
receivers:
  - name: a
    webhook_configs:
      - url: http://example.org/
        retries: {count: 3}
"""
    config = ran(python(drafted(text))).alertmanager
    assert config is not None
    assert config.receivers[0].webhook_configs[0].to_data() == {
        "url": "http://example.org/",
        "retries": {"count": 3},
    }


@pytest.mark.parametrize(
    "route",
    [
        "{receiver: a, group_by: []}",
        "{receiver: a, routes: [{receiver: a, group_by: [], match: {x: y}}]}",
    ],
)
def test_an_empty_grouping_stays_one(route: str) -> None:
    text = f"route: {route}\nreceivers: [{{name: a}}]\n"
    config = ran(python(drafted(text))).alertmanager
    assert config is not None
    old, new = (one.route({"x": "y"}).notifications for one in (Config.parse(text), config))
    assert [one.group_by for one in new] == [one.group_by for one in old] == [()]


def test_true_and_one_are_not_taken_for_the_same() -> None:
    payloads = [{"value": 1, "of": "x"}, {"value": True, "of": "x"}]
    data = {
        "route": {"receiver": "a"},
        "receivers": [
            {"name": "a", "webhook_configs": [{"url": "http://b", "payload": one} for one in payloads]}
        ],
    }
    assert [
        type(one["payload"]["value"])
        for one in meaning(again(_text(data)))["receivers"][0]["webhook_configs"]
    ] == [
        int,
        bool,
    ]
