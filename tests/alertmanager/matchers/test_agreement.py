"""Matchers are read as each release of Alertmanager reads them: refused or taken, and with what meaning."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager import Matcher, all_match
from alertflow.alertmanager.matchers import reading
from alertflow.declared import AlertflowError
from tests.alertmanager.asking import checked, of_patterns, taken, taken_by
from tests.alertmanager.conftest import Amtool
from tests.alertmanager.live import running
from tests.alertmanager.matchers.texts import REFUSED, SINCE_0_27, WRITTEN, alerts, made

VERSION = {"old": "0.25", "new": "0.33"}
RELEASES = pytest.mark.parametrize("release", VERSION)
NAMES = {
    "old": ["a", "b", "foo_bar"],
    "new": ["a", "b", "foo_bar", "Σ", "x-y", "a.b", "b c", "é", '"', "a:b"],
}


def _read(text: str, version: str) -> tuple[Matcher, ...] | None:
    try:
        return Matcher.of_text(text, version)
    except AlertflowError:
        return None


@RELEASES
def test_what_is_read_is_taken_and_takes_the_same_alerts(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    later = SINCE_0_27 if release == "new" else []
    read = {text: _read(text, VERSION[release]) for text in (*WRITTEN, *later, *made(1, 3000))}
    right = {text: matchers for text, matchers in read.items() if matchers is not None}
    assert {*WRITTEN, *later} <= right.keys()
    labels = alerts(2, 150, NAMES[release])
    config = json.dumps(of_patterns(list(right)))
    with running(programs(f"alertmanager-{release}"), config, tmp_path) as alertmanager:
        found = taken_by(alertmanager, labels)
    for one, receivers in zip(labels, found, strict=True):
        ours = [f"r{n}" for n, matchers in enumerate(right.values()) if all_match(matchers, one)]
        assert receivers == (ours or ["none"]), one


@RELEASES
def test_what_is_refused_is_refused(release: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    amtool = request.getfixturevalue(f"amtool_{release}")
    earlier = SINCE_0_27 if release == "old" else []
    refused = [text for text in (*REFUSED, *earlier, *made(3, 40)) if _read(text, VERSION[release]) is None]
    assert {*REFUSED, *earlier} <= set(refused)
    found = taken(amtool, (of_patterns([text]) for text in refused), tmp_path)
    assert [text for text, right in zip(refused, found, strict=True) if right] == []


def test_alertmanager_warns_where_it_is_said_to(tmp_path: Path, amtool_new: Amtool) -> None:
    """But for no matchers at all: of those it says that the grammars disagree, and they do not."""
    texts = [text for text in (*WRITTEN, *made(4, 1500)) if _read(text, "0.33")]
    _, said = checked(amtool_new, of_patterns(texts), tmp_path)
    warned = {}
    for line in said.splitlines():
        if found := re.search(r'msg="(.*?[^\\])" input=("(?:[^"\\]|\\.)*"|\S*) ', line):
            text = found[2]
            warned[text] = "disagreement" if "disagreement" in found[1] else "incompatible"
    ours = [reading(text).warned for text in texts]
    for kind in ("incompatible", "disagreement"):
        assert ours.count(kind) == list(warned.values()).count(kind) > 10


@pytest.mark.parametrize("release", VERSION)
def test_what_is_written_is_read_the_same_by_all(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    """A value may hold anything; a name of more than ASCII needs 0.27."""
    values = [
        "",
        " ",
        "b c",
        "a,b",
        '"',
        "\\",
        "\\\\n",
        "\n",
        "\t",
        "\x01",
        "é",
        "{x}",
        "}",
        "'",
        "`",
        "\u2028",
        "中",
    ]
    names = NAMES[release]
    matchers = [Matcher(name, "=", value) for name in names for value in values]
    config = json.dumps(of_patterns([str(one) for one in matchers]))
    labels = [{name: value} for name in names for value in values if value]
    with running(programs(f"alertmanager-{release}"), config, tmp_path) as alertmanager:
        found = taken_by(alertmanager, labels)
    for one, receivers in zip(labels, found, strict=True):
        assert receivers == [f"r{n}" for n, matcher in enumerate(matchers) if matcher.matches(one)], one
