"""Go's regular expressions: the same matches and the same refusals as in Alertmanager itself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from alertflow.alertmanager.go_regex import RegexError, ScriptError, check, compiled
from tests.alertmanager.asking import of_patterns, taken, taken_by
from tests.alertmanager.go_regex.patterns import REFUSED, TEXTS, WRITTEN, made
from tests.alertmanager.live import running

RELEASES = pytest.mark.parametrize("release", ["old", "new"])


def _matcher(pattern: str) -> str:
    return "a=~" + json.dumps(pattern, ensure_ascii=False).replace("\\t", "\t")


def _is_taken(pattern: str) -> bool:
    try:
        check(pattern)
    except RegexError:
        return False
    return True


@RELEASES
def test_what_is_taken_is_taken_by_go_and_matches_the_same_texts(
    release: str, tmp_path: Path, programs: Callable[[str], Path]
) -> None:
    patterns = [pattern for pattern in (*WRITTEN, *made(1, 2000)) if _is_taken(pattern)]
    config = of_patterns([_matcher(pattern) for pattern in patterns])
    with running(programs(f"alertmanager-{release}"), json.dumps(config), tmp_path) as alertmanager:
        found = taken_by(alertmanager, [{"a": text} for text in TEXTS])
    for text, receivers in zip(TEXTS, found, strict=True):
        ours = [f"r{number}" for number, one in enumerate(patterns) if compiled(one).search(text)]
        assert receivers == (ours or ["none"]), text
    assert len(patterns) > 500


@RELEASES
def test_what_go_refuses_is_refused(release: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    amtool = request.getfixturevalue(f"amtool_{release}")
    refused = [pattern for pattern in (*REFUSED, *made(2, 60)) if not _is_taken(pattern)]
    assert set(REFUSED) <= set(refused)
    found = taken(amtool, (of_patterns([_matcher(pattern)]) for pattern in refused), tmp_path)
    assert [pattern for pattern, right in zip(refused, found, strict=True) if right] == []


def test_a_script_is_taken_and_not_guessed() -> None:
    check(r"[\p{Greek}\d]+")
    with pytest.raises(ScriptError, match="cannot be told in Python"):
        compiled(r"[\p{Greek}\d]+")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=b)", "it has no group '(?=b…'; it cannot look ahead or behind"),
        ("a++", "there is a repetition before '+'; Go has no possessive ones"),
        ("*a", "nothing stands before '*'"),
        ("a{1001}", "'{1001}' is no number of times up to 1000"),
        ("(a{2}){600}", "'{600}' makes more than 1000 repetitions"),
        ("(a", "a group is not closed"),
        ("[b-a]", "the range from 'b' to 'a' is empty"),
        (r"(a)\1", r"it has no '\1'"),
        ("[[:foo:]]", "it has no class '[:foo:]'"),
    ],
)
def test_a_refusal_says_why(pattern: str, reason: str) -> None:
    with pytest.raises(RegexError) as refused:
        compiled(pattern)
    assert str(refused.value) == f"'{pattern}' is not a regular expression of Go: {reason}."
