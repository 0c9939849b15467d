"""Every key is modelled, dated, and taken by the releases that have it."""

from pathlib import Path

import pytest

from alertflow.alertmanager import Config, unsupported
from alertflow.alertmanager.versions import OLDEST, SINCE
from alertflow.release import reaches
from alertflow.sections.shapes import keys_of
from alertflow.yaml import dump
from tests.alertmanager.conftest import Amtool
from tests.alertmanager.samples import Data, every_key, everything, sections

LISTED = Path(__file__).with_name("keys-0.33.txt")
SAMPLES = [(cls.__name__, key, data) for cls, key, data in every_key()]
NEW = {(name, key) for name, keys in SINCE.items() for key, since in keys.items() if since == "0.34"}
each = pytest.mark.parametrize("name", sorted({name for name, _, _ in SAMPLES}))


def _of(name: str) -> list[tuple[str, Data]]:
    return [(key, data) for cls, key, data in SAMPLES if cls == name]


def _file(folder: Path, data: Data) -> Path:
    path = folder / "alertmanager.yml"
    path.write_text(dump(data), encoding="utf-8")
    return path


def test_the_keys_are_those_of_alertmanagers_source() -> None:
    lines = [line for line in LISTED.read_text("utf-8").splitlines() if not line.startswith("#")]
    listed = {name: set(keys.split()) for name, _, keys in (line.partition(": ") for line in lines)}
    ours = {
        cls.__name__: {key for key in keys_of(cls) if (cls.__name__, key) not in NEW} for cls, _ in sections()
    }
    assert ours.pop("StdoutOutput") == {"name"}, "0.34 brought it"
    assert ours == listed


def test_the_table_names_sections_and_keys_that_exist() -> None:
    known = {cls.__name__: set(keys_of(cls)) for cls, _ in sections()}
    for name, keys in SINCE.items():
        assert set(keys) <= known[name], name
        assert all(reaches(since, OLDEST) for since in keys.values())


@each
def test_what_is_read_is_written_alike(name: str) -> None:
    for key, data in _of(name):
        assert Config.parse(dump(data)).to_data() == data, key


@each
def test_the_old_amtool_takes_just_the_keys_of_its_time(
    name: str, tmp_path: Path, amtool_old: Amtool
) -> None:
    for key, data in _of(name):
        needs = unsupported(Config.parse(dump(data)), "0.25")
        if needs and not needs[0].path.endswith(f".{key}"):
            continue  # what it stands in is refused already
        done = amtool_old("check-config", _file(tmp_path, data))
        assert (done.returncode == 0) is (not needs), f"{key}: {done.stdout}"


def test_the_new_amtool_takes_them_all(tmp_path: Path, amtool_new: Amtool) -> None:
    whole = everything(frozenset(NEW))
    assert unsupported(Config.parse(dump(whole)), "0.33") == []
    done = amtool_new("check-config", _file(tmp_path, whole))
    assert done.returncode == 0, done.stdout
    for key, data in _of("Global"):  # of which one file has not all at once
        done = amtool_new("check-config", _file(tmp_path, data))
        assert done.returncode == 0, f"{key}: {done.stdout}"


def test_and_none_of_the_keys_of_0_34(tmp_path: Path, amtool_new: Amtool) -> None:
    for name, key, data in SAMPLES:
        if (name, key) in NEW:
            (found,) = unsupported(Config.parse(dump(data)), "0.33")[:1]
            assert found.since == "0.34"
            assert amtool_new("check-config", _file(tmp_path, data)).returncode != 0, key


@pytest.mark.parametrize(
    ("inside", "path", "since"),
    [
        ("webhook_configs: [{url: 'http://a/{{ .Status }}'}]", "webhook_configs[0].url", "0.31"),
        (
            "pagerduty_configs: [{routing_key: x, details: {a: {b: c}}}]",
            "pagerduty_configs[0].details",
            "0.30",
        ),
        (
            "jira_configs: [{project: x, issue_type: y, api_url: 'http://a', summary: {template: z}}]",
            "jira_configs[0].summary",
            "0.30",
        ),
    ],
)
def test_some_values_have_a_date_of_their_own(inside: str, path: str, since: str) -> None:
    config = Config.parse(f"route: {{receiver: a}}\nreceivers: [{{name: a, {inside}}}]")
    found = {one.path: one for one in unsupported(config, "0.28")}
    assert found[f"receivers[0].{path}"].since == since
    assert f"receivers[0].{path}" not in {one.path for one in unsupported(config, since)}


def test_names_in_any_script_need_0_27(tmp_path: Path, amtool_old: Amtool, amtool_new: Amtool) -> None:
    text = (
        "route: {receiver: a, group_by: [größe], routes: [{matchers: ['\"größe\"=b']}]}\n"
        "receivers: [{name: a}]\n"
        "inhibit_rules: [{equal: [a, größe]}]\n"
    )
    config = Config.parse(text, "a.yml")
    assert [(one.path, one.since, str(one.location)) for one in unsupported(config, "0.25")] == [
        ("route.group_by[0]", "0.27", "a.yml:1:33"),
        ("route.routes[0].matchers[0]", "0.27", "a.yml:1:62"),
        ("inhibit_rules[0].equal[1]", "0.27", "a.yml:3:29"),
    ]
    path = tmp_path / "a.yml"
    path.write_text(text, "utf-8")
    assert amtool_old("check-config", path).returncode != 0
    assert amtool_new("check-config", path).returncode == 0


def test_what_is_unsupported_has_its_place() -> None:
    text = "route: {receiver: a}\nreceivers:\n  - name: a\n    labels: {b: c}\n"
    (found,) = unsupported(Config.parse(text, "a.yml"), "0.32")
    assert (found.path, found.since, str(found.location)) == ("receivers[0].labels", "0.33", "a.yml:4:13")
