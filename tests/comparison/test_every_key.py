"""What says the same in other words is the same, and each value that is another is told: for every key."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alertflow.comparison import Difference, differences
from alertflow.documents import Read, read
from tests.alertmanager.samples import Data, every_key
from tests.documents.corpus import FILES
from tests.github.reading.corpus import ACTIONS, WORKFLOWS, data, text

Way = tuple[str | int, ...]

SAME = {
    "Config.global": "it is empty",
    "Config.event_recorder": "it is empty",
    "EmailConfig.require_tls": "it is true without it",
    "Global.smtp_require_tls": "it is true without it",
    "HttpConfig.enable_http2": "it is true without it",
    "HttpConfig.follow_redirects": "it is true without it",
    "JiraField.enable_update": "it is true without it",
    "Route.active_time_intervals": "it is empty",
    "Route.continue": "no other route stands behind it",
    "Route.mute_time_intervals": "it is empty",
    "Route.receiver": "the one above is the same",
    "Route.routes": "there is one, that says nothing",
}
"""Keys of the samples that make no difference where they stand, and why."""

IN_JSON = [path for path in (*WORKFLOWS, *ACTIONS) if path.stem != "numbers-as-names"]
"""JSON has no number without end."""


def sides(*texts: str, path: str) -> list[list[Read]]:
    return [read(one, path, lenient=True)[0] for one in texts]


def written(value: Any) -> str:
    """As JSON, on one line: the same data in quite another layout."""
    return json.dumps(value, ensure_ascii=False)


def without(value: Any, key: str) -> Iterator[Any]:
    """`value` without a key, wherever it stands."""
    if isinstance(value, dict):
        for name in value:
            if name == key:
                yield {other: value[other] for other in value if other != name}
            for inner in without(value[name], key):
                yield {**value, name: inner}
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for inner in without(item, key):
                yield [*value[:index], inner, *value[index + 1 :]]


def test_each_key_of_a_configuration_makes_a_difference() -> None:
    """Of all keys that Alertmanager has: with it, and without it, where it reads both."""
    compared = 0
    for cls, key, sample in every_key():
        name = f"{cls.__name__}.{key}"
        for other in list(without(sample, key))[-1:]:
            old, new = sides(written(sample), written(other), path="alertmanager.yml")
            if old and new and not name.endswith(("send_resolved", "Config.http_config")):  # at its default
                compared += 1
                assert bool(differences(old, new)) is (name not in SAME), name
    assert compared > 400


def test_a_configuration_whose_keys_are_turned_around_is_the_same() -> None:
    for cls, key, sample in every_key():
        old, new = sides(written(sample), written(turned(sample)), path="alertmanager.yml")
        assert differences(old, new) == [], (cls, key)


def turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", IN_JSON, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_workflow_in_another_layout_is_the_same_and_each_other_value_is_told(path: Path) -> None:
    file = "action.yml" if path in ACTIONS else ".github/workflows/x.yml"
    meant = data(text(path))
    (old, new) = sides(text(path), written(meant), path=file)
    assert differences(old, new) == []
    assert not untold(new, meant, file, every=7)


@pytest.mark.parametrize("name", list(FILES))
def test_each_value_of_a_file_makes_a_difference(name: str) -> None:
    """Of the file of each kind in which every part stands once."""
    _, said = FILES[name]
    said = said.replace(" 0x10", ' "0x10"').replace("continue: yes", "continue: true")  # YAML 1.2 reads these
    parts = [json.loads(json.dumps(data(one))) for one in said.split("\n---\n")]
    (old, new) = sides(said, "\n---\n".join(map(written, parts)), path="x.yml")
    assert old
    assert differences(old, new) == []
    if len(parts) == 1:
        ignored = {("time_intervals", 0, "name")}  # no route names it, and what it holds is the same
        assert set(untold(new, parts[0], "x.yml")) <= ignored


def untold(reads: list[Read], meant: Data, path: str, every: int = 1) -> list[Way]:
    """Where another value is no difference; each place, or one of `every` so many, is given one or two."""
    found: list[Way] = []
    for way, value in list(scalars(meant))[::every]:
        for other in others(value):
            (changed,) = sides(written(put(meant, way, other)), path=path)
            if len(changed) == len(reads) and not differences(reads, changed):
                found.append(way)
    return found


def scalars(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    items = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if items is None:
        yield way, value
        return
    for key, inner in items:
        yield from scalars(inner, (*way, key))


def others(value: Any) -> Iterator[Any]:
    """Values in the place of `value`; not all of them are read there."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}x"
        yield "77m"


def put(data: Any, way: Way, value: Any) -> Any:
    copied = copy.deepcopy(data)
    held = copied
    for step in way[:-1]:
        held = held[step]
    held[way[-1]] = value
    return copied


def test_a_difference_says_where_it_stands() -> None:
    name = next(iter(FILES))
    old, new = sides(FILES[name][1], FILES[name][1].replace("for: 2m", "for: 3m"), path=name)
    (found,) = differences(old, new)
    assert isinstance(found, Difference)
    assert str(found) == "RedisDown: for 2m → 3m"
    assert found.location is not None
    assert FILES[name][1].splitlines()[found.location.line - 1].strip() == "for: 2m"
