import json
from pathlib import Path

from alertflow.checks import Edit, Finding, Fix, Severity, report
from alertflow.declared import Location

FINDINGS = [
    Finding(
        "loop/unreachable-receiver",
        Severity.ERROR,
        Location("ops/alertflow.py", 7, 3),
        "the receiver 'night, shift' is never reached: 50% of alerts\nare lost.",
        "Nobody is told.",
        "Give it a route.",
    ),
    Finding("external/promtool", Severity.WARNING, None, "it is odd.", "", ""),
    Finding("safety/x", Severity.INFO, Location("a b.py", 1), "a hint.", "", "Look."),
]


def test_text_says_where_what_then_and_how_to_mend_it() -> None:
    assert report.text(FINDINGS) == (
        "ops/alertflow.py:7:3: error: the receiver 'night, shift' is never reached: 50% of alerts\n"
        "are lost. [loop/unreachable-receiver]\n"
        "  Nobody is told.\n"
        "  Give it a route.\n"
        "warning: it is odd. [external/promtool]\n"
        "a b.py:1: info: a hint. [safety/x]\n"
        "  Look.\n"
        "1 error, 1 warning, 1 info\n"
    )
    assert report.text([]) == "nothing found\n"


def test_text_for_a_terminal_is_the_same_with_colours() -> None:
    coloured = report.text(FINDINGS, colours=True)
    assert "\x1b[31merror\x1b[0m" in coloured
    for code in ("0", "1", "2", "31", "33", "36"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == report.text(FINDINGS)


def test_several_findings_of_a_severity_are_counted_in_the_plural() -> None:
    assert report.summary([FINDINGS[0], FINDINGS[0], FINDINGS[2], FINDINGS[2]]) == "2 errors, 2 info"


def test_json_has_an_object_for_each_finding() -> None:
    first, second, _ = json.loads(report.as_json(FINDINGS))
    assert first == {
        "id": "loop/unreachable-receiver",
        "severity": "error",
        "file": "ops/alertflow.py",
        "line": 7,
        "column": 3,
        "message": FINDINGS[0].message,
        "consequence": "Nobody is told.",
        "remedy": "Give it a route.",
        "fixable": False,
    }
    assert (second["file"], second["line"], second["column"]) == (None, None, None)


def test_github_annotations_are_escaped_so_that_no_text_ends_a_command() -> None:
    assert report.github(FINDINGS).splitlines() == [
        "::error file=ops/alertflow.py,line=7,col=3,title=loop/unreachable-receiver::"
        "the receiver 'night, shift' is never reached: 50%25 of alerts%0Aare lost."
        "%0ANobody is told.%0AGive it a route.",
        "::warning title=external/promtool::it is odd.",
        "::notice file=a b.py,line=1,title=safety/x::a hint.%0ALook.",
    ]
    odd = Finding("a/b", Severity.ERROR, Location("a,b:c.py", 1), "x", "", "")
    assert report.github([odd]).startswith("::error file=a%2Cb%3Ac.py,line=1")


def test_sarif_is_what_code_scanning_takes() -> None:
    log = json.loads(report.sarif([*FINDINGS, FINDINGS[0]._replace(location=Location("/elsewhere/x.py", 2))]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["external/promtool", "loop/unreachable-receiver", "safety/x"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error"]
    places = [result.get("locations", [{}])[0].get("physicalLocation") for result in run["results"]]
    assert places[0] == {
        "artifactLocation": {"uri": "ops/alertflow.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 3},
    }
    assert places[1] is None
    assert places[2]["artifactLocation"]["uri"] == "a%20b.py"
    assert places[3]["artifactLocation"] == {"uri": "file:///elsewhere/x.py"}
    assert "Nobody is told. Give it a route." in run["results"][0]["message"]["text"]


def test_a_finding_is_shown_relative_to_a_folder(tmp_path: Path) -> None:
    finding = FINDINGS[2]._replace(location=Location(f"{tmp_path}/a.py", 1))
    assert finding.relative_to(tmp_path).location == Location("a.py", 1)
    assert FINDINGS[1].relative_to(tmp_path) == FINDINGS[1]


def shown(line: str, column: int) -> list[str]:
    """The lines below a finding at this column of a file's second line."""
    one = Finding("x/y", Severity.INFO, Location("a.yml", 2, column), "m", "", "")
    return report.text([one], texts={"a.yml": f"first\n{line}\n"}).splitlines()[1:-1]


def test_the_line_of_a_file_is_shown_with_a_mark_below_the_column() -> None:
    assert shown("    for: soon", 10) == ["  2 | for: soon", "    |      ^"]
    assert shown("a: 'äß漢字' b", 12) == ["  2 | a: 'äß漢字' b", "    |              ^"]
    assert shown("a:\tb", 4) == ["  2 | a: b", "    |    ^"]


def test_of_a_long_line_what_is_around_the_column_is_shown() -> None:
    line, mark = shown(f"a: {'x' * 300}!{'y' * 300}", 304)
    assert line.startswith("  2 | …xxx") and line.endswith("yyy…")
    assert line[mark.index("^")] == "!"
    assert len(line) < 120


def test_no_line_is_shown_where_none_is_known() -> None:
    assert shown("a: b", 90) == []
    assert report.text(FINDINGS, texts={"other.yml": "a"}) == report.text(FINDINGS)


def test_what_can_be_mended_is_counted() -> None:
    place = Location("a.yml", 1, 1)
    fixed = FINDINGS[0]._replace(fix=Fix("mend", (Edit(place, place, "x"),)))
    unsafe = FINDINGS[0]._replace(fix=Fix("mend", (Edit(place, place, "x"),), safe=False))
    assert report.summary([fixed, unsafe]) == "2 errors; 1 of them can be mended by --fix"
