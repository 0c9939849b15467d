"""Scalars and merges as the programs take them: yaml.v2 by amtool, yaml.v3 by promtool."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import Field

from alertflow.declared import Items
from alertflow.sections import GO_YAML_2, GO_YAML_3, Section, read
from tests.sections.sections import New, Old, told

SCALARS = [
    *(
        "5",
        "-5",
        "+5",
        "007",
        "08",
        "0x1F",
        "0b11",
        "0o17",
        "1_000",
        "1e3",
        "1.5",
        "1.",
        ".5",
        "-0b11",
        "0b2",
    ),
    *(
        ".inf",
        "-.inf",
        ".nan",
        "9223372036854775808",
        "99999999999999999999",
        "1e300",
        "0x",
        "_1",
        "1__2",
        "-",
    ),
    *("yes", "Yes", "YES", "yEs", "y", "Y", "on", "off", "No", "n", "true", "True", "TRUE", "tRue", "false"),
    *(
        "~",
        "null",
        "Null",
        "''",
        "'yes'",
        "'true'",
        "'5'",
        '"5"',
        "2001-01-01",
        "text",
        "12:30",
        "<<",
        "!!str 5",
    ),
    *("!!int 5", "!!bool true", "!!float 5"),
]


UNSIGNED = {("max_alerts", one) for one in ("-5", "-0b11", "-.inf", "9223372036854775808")}
"""A number that cannot be negative, which the type below does not say, and so can be larger; that less than
nothing without end is one of them to Go is not followed.
"""


class Hook(Section):
    url: str
    max_alerts: int | None = None
    send_resolved: bool | None = None


class Receiver(Section):
    name: str
    webhook_configs: Items[Hook] = ()


class Route(Section):
    receiver: str


class Config(Section):
    DIALECT: ClassVar = GO_YAML_2

    route: Route
    receivers: Items[Receiver]


class Rule(Section):
    alert: str
    expr: str
    labels: Mapping[str, str] = Field(default_factory=dict)


class Group(Section):
    name: str
    limit: int | None = None
    rules: Items[Rule] = ()


class Rules(Section):
    DIALECT: ClassVar = GO_YAML_3

    groups: Items[Group] = ()


Accepts = Callable[[str], bool]


@pytest.fixture
def amtool(programs: Callable[[str], Path], tmp_path: Path) -> Accepts:
    return _accepts(programs("amtool-new"), "check-config", tmp_path)


@pytest.fixture
def promtool(programs: Callable[[str], Path], tmp_path: Path) -> Accepts:
    return _accepts(programs("promtool-new"), "check rules", tmp_path)


def _accepts(program: Path, command: str, folder: Path) -> Accepts:
    def accepts(text: str) -> bool:
        path = folder / "f.yml"
        path.write_text(text, "utf-8")
        done = subprocess.run([program, *command.split(), path], capture_output=True, timeout=60, check=False)
        return done.returncode == 0

    return accepts


def hook(keys: str) -> str:
    return (
        f"route: {{receiver: a}}\nreceivers: [{{name: a, webhook_configs: [{{url: 'http://a', {keys}}}]}}]\n"
    )


@pytest.mark.parametrize("scalar", SCALARS)
def test_alertmanager_takes_the_same_scalars(scalar: str, amtool: Accepts) -> None:
    for key in ("max_alerts", "send_resolved"):
        text = hook(f"{key}: {scalar}")
        ours, theirs = told(Config, text) == [], amtool(text)
        if (key, scalar) in UNSIGNED:
            theirs = not theirs
        assert ours is theirs, text


@pytest.mark.parametrize("scalar", SCALARS)
def test_prometheus_takes_the_same_scalars(scalar: str, promtool: Accepts) -> None:
    limit = f"groups: [{{name: a, limit: {scalar}}}]\n"
    assert (told(Rules, limit) == []) is (promtool(limit) and scalar != "-.inf")
    label = f"groups: [{{name: a, rules: [{{alert: a, expr: up, labels: {{a: {scalar}}}}}]}}]\n"
    assert promtool(label) and told(Rules, label) == [], "any scalar is text"


@pytest.mark.parametrize("scalar", ["007", "0x1F", "yes", "1e3", "~a", "1_000", "2001-01-01", "12:30"])
def test_text_is_what_was_written(scalar: str, programs: Callable[[str], Path], tmp_path: Path) -> None:
    text = f"route: {{receiver: {scalar}}}\nreceivers: [{{name: {scalar}}}]\n"
    assert read(Config, text, "f").receivers[0].name == scalar
    path = tmp_path / "f.yml"
    path.write_text(text, "utf-8")
    command: list[str | Path] = [programs("amtool-new"), "config", "routes", "test", "a=b"]
    command += ["--config.file", path]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == scalar


def test_numbers_are_those_of_go() -> None:
    for scalar, number in {
        "007": 7,
        "08": 8,
        "0x1F": 31,
        "0b11": 3,
        "0o17": 15,
        "1_000": 1000,
        "1.9": 1,
    }.items():
        assert read(Old, f"name: a\nlimit: {scalar}", "f").limit == number
    assert read(Old, "name: a\nfactor: 1_0.5", "f").factor == 10.5


def test_anything_is_what_go_makes_of_it() -> None:
    text = "name: a\npayload: [yes, 010, 0x10, 2001-01-01, ~, '1', on, 1.0]"
    assert read(Old, text, "f").payload == [True, 8, 16, "2001-01-01", None, "1", True, 1.0]
    assert read(New, text, "f").payload == ["yes", 8, 16, "2001-01-01", None, "1", "on", 1.0]
    assert read(Old, "name: a\npayload: {yes: 1, 2: b}", "f").payload == {"yes": 1, "2": "b"}


MERGES = [
    ("{<<: *b, name: own}", "own", "own"),
    ("{name: own, <<: *b}", "base", "own"),
    ("{<<: [*b, *c]}", "base", "base"),
    ("{<<: {name: in place}}", "in place", "in place"),
    ("{<<: *d}", "base", "base"),
]


@pytest.mark.parametrize(("mapping", "old", "new"), MERGES)
def test_merging_is_that_of_the_program(
    mapping: str, old: str, new: str, programs: Callable[[str], Path], tmp_path: Path
) -> None:
    text = f"name: top\nnodes: [&b {{name: base}}, &c {{name: other}}, &d {{<<: *b, for: 5m}}, {mapping}]"
    assert read(Old, text, "f").nodes[-1].name == old
    assert read(New, text, "f").nodes[-1].name == new
    names = "&b {name: base}, &c {name: other}, &d {<<: *b, name: third}"
    config = f"route: {{receiver: last}}\nreceivers: [{names}, {mapping}, {{name: last}}]"
    path = tmp_path / "f.yml"
    path.write_text(config, "utf-8")
    done = subprocess.run([programs("amtool-new"), "check-config", path], capture_output=True, check=False)
    read_names = [receiver.name for receiver in read(Config, config, "f").receivers]
    assert (done.returncode == 0) is (len(read_names) == len(set(read_names)))


def test_what_cannot_be_merged_is_told() -> None:
    assert told(Old, "name: a\n<<: 5") == [
        "f:2:5: '<<' takes a mapping, or a list of them, not the number 5."
    ]
    assert told(Old, "name: a\n<<: [{for: 5m}, b]") == [
        "f:2:17: '<<' takes a mapping, or a list of them, not 'b'."
    ]
    assert told(Old, 'name: a\n"<<": {}')[0].startswith("f:2:1: unknown key '<<'.")


def test_a_merged_value_has_its_place_where_it_stands() -> None:
    node = read(Old, "name: a\nnodes: [&b {name: b, for: 5m}, {<<: *b, name: c}]", "f").nodes[1]
    place = node.place("for_")
    assert place is not None and (place.line, place.column) == (2, 27)
