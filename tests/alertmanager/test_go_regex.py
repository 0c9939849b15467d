"""Go's regular expressions: the same matches and the same refusals as amtool's."""

import json
from pathlib import Path

import pytest

from alertflow.alertmanager.go_regex import RegexError, compiled
from tests.alertmanager.conftest import Amtool

PATTERNS = [
    "a|b",
    "a.*",
    "(?i)abc",
    "a(?i)bc|d",
    "(x|a(?i)b|D)(c|)",
    "(a(?i)b)c",
    "a(?i)b(?-i)c",
    "(?i:ab)c",
    "(?P<x>a)b",
    "(?<x>a)b",
    r"\Qa.b\E",
    r"\d+",
    r"\w+-\d{2}",
    "[[:alpha:]]+",
    "[[:digit:]a-c]+",
    r"[\d.]+",
    "[]a]+",
    "[^]a]+",
    "[[]x",
    r"\x61\x{62}",
    r"[\x{61}-\x{63}]+",
    "^abc$",
    r"\Aabc\z",
    "(a|ab)(c|bcd)",
    "a{2}",
    "a{,2}",
    "a}+",
    "a{1,2}?",
    "x*?y",
    "(?s).*",
    "",
    "()",
    "(?U)a+",
    r"\.",
    r"a\tb",
    "[a-z]+(-[0-9]+)?",
    "[+*]+",
    r"\babc\b",
]
TEXTS = [
    *("a", "b", "ab", "abc", "ABC", "aBC", "aBc", "abC", "abcd", "d", "D", "aa", "xyz", "pod-7", "ab-42"),
    *("a.b", "a|b", "a{,2}", "]a]", "[x", "y", "xxy", "+*", ".", "42", "a\tb", "é", "ß", "٣", ""),
]
REFUSED = [
    "(?=a)",
    "(?!a)",
    "(?<=a)b",
    "(?<!a)b",
    r"(a)\1",
    "a++",
    "a*+",
    "a{2}+",
    "a{2}{3}",
    "(?>a)",
    "(",
    "a)",
    r"\Z",
    "*a",
    "[b-a]",
    r"\y",
    r"\Qa|b",
]


def test_the_same_texts_match(tmp_path: Path, amtool_new: Amtool) -> None:
    """One route for each pattern, each going on to the next: amtool names those that match."""
    routes = [
        {"receiver": f"r{number}", "matchers": [f"a=~{json.dumps(pattern)}"], "continue": True}
        for number, pattern in enumerate(PATTERNS)
    ]
    names = ["none", *(f"r{number}" for number in range(len(PATTERNS)))]
    config = {
        "route": {"receiver": "none", "routes": routes},
        "receivers": [{"name": name} for name in names],
    }
    path = tmp_path / "alertmanager.yml"
    path.write_text(json.dumps(config), encoding="utf-8")
    for text in TEXTS:
        quoted = json.dumps(text, ensure_ascii=False).replace("\\t", "\t")
        done = amtool_new("config", "routes", "test", f"--config.file={path}", f"a={quoted}", "b=c")
        assert done.returncode == 0, done.stdout + done.stderr
        matched = [name for name, pattern in zip(names[1:], PATTERNS, strict=True) if _matches(pattern, text)]
        assert done.stdout.strip().split(",") == (matched or ["none"]), text


def _matches(pattern: str, text: str) -> bool:
    return compiled(pattern).fullmatch(text) is not None


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_go_refuses_is_refused(tmp_path: Path, pattern: str, amtool_new: Amtool) -> None:
    with pytest.raises(RegexError):
        compiled(pattern)
    route = {"receiver": "a", "routes": [{"matchers": [f"a=~{json.dumps(pattern)}"]}]}
    path = tmp_path / "alertmanager.yml"
    path.write_text(json.dumps({"route": route, "receivers": [{"name": "a"}]}), encoding="utf-8")
    assert amtool_new("check-config", path).returncode != 0


@pytest.mark.parametrize("pattern", [r"\pL", r"[\p{Greek}]", "[[:^alpha:]]"])
def test_what_python_cannot_say_is_refused_and_not_guessed(pattern: str) -> None:
    with pytest.raises(RegexError, match="cannot be given in Python"):
        compiled(pattern)
