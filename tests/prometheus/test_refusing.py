"""What Prometheus and promtool refuse although its form is right: found, at its place, and nothing else."""

from pathlib import Path

import pytest

from alertflow.declared import AlertflowError
from alertflow.prometheus import (
    AlertingRule,
    InputSeries,
    RuleFile,
    RuleGroup,
    TestFile,
    UnitTest,
    experimental,
    refusals,
    unsupported,
)
from tests.prometheus.mutants import BASE, mutants
from tests.prometheus.promtool import Promtool


def told(text: str) -> list[str]:
    return [f"{one.location}: {one.where}: {one.reason}" for one in refusals(RuleFile.parse(text, "f.yml"))]


def group(*rules: str) -> str:
    return "\n".join(["groups:", "- name: a", "  rules:", *(f"  - {rule}" for rule in rules)])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "groups:\n- name: a\n- name: b\n- name: a\n",
            "f.yml:4:9: group a: two groups of the file are named 'a'. Rename one, or make them one.",
        ),
        (group("{alert: A, expr: sum(up}"), "f.yml:4:25: A: this is not PromQL at column 4: '(' is not"),
        (
            group("alert: A\n    expr: |\n      up ==\n        and 1"),
            "f.yml:7:9: A: this is not PromQL at line 2, column 3: a value is missing before 'and'.",
        ),
        (group("{record: a, expr: no(up)}"), "f.yml:4:23: a: this is not PromQL at column 1: there is no"),
        (group("{alert: A, expr: up, labels: {__name__: x}}"), "f.yml:4:45: A: the label __name__ is"),
        ("groups:\n- {name: a, labels: {__name__: x}}", "f.yml:2:32: group a: the label __name__ is"),
        (
            group("{alert: A, expr: up, annotations: {summary: '{{ $value | humanise }}'}}"),
            "f.yml:4:62: A: summary: Prometheus's templates have no function 'humanise'.",
        ),
        (group("{alert: A, expr: up, labels: {a: '{{ $foo }}'}}"), "f.yml:4:42: A: a: "),
        (group("{alert: A, expr: up, labels: {a: '{{ if $value }}'}}"), "A: a: Go cannot read this template"),
        (
            group("{alert: A, expr: up, labels: {a: b}}", "{alert: A, expr: up == 1, labels: {a: b}}"),
            "f.yml:5:13: A: another rule of the file has the same name and labels",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_with_its_place(text: str, sentence: str) -> None:
    (found,) = told(text)
    assert sentence in found


@pytest.mark.parametrize(
    "text",
    [
        group("{alert: A, expr: up, labels: {a: b}}", "{alert: A, expr: up, labels: {a: c}}"),
        group("{alert: A, expr: up, labels: {alertname: b}}", "{record: a b, expr: up}"),
        group("{alert: A, expr: up, annotations: {a: '{{ .Foo }} }} {{ $labels.x }}'}}"),
        group("{record: a, expr: up, labels: {a: '{{ nothing'}}"),
        "groups:\n- {name: a, labels: {x: '1'}, rules: [{record: r, expr: up}]}\n"
        "- {name: b, labels: {x: '2'}, rules: [{record: r, expr: up}]}",
    ],
)
def test_what_is_unusual_but_right_is_not(text: str) -> None:
    assert told(text) == []


def test_what_was_made_in_python_is_found_at_its_line() -> None:
    file = RuleFile(groups=[RuleGroup("a", rules=[AlertingRule("A", expr="up ==")])])
    (found,) = refusals(file)
    assert (found.where, found.field, found.by) == ("A", "expr", "Prometheus")
    assert found.location is not None
    assert found.location.path == __file__


def test_series_that_promtool_would_leave_out_are_found() -> None:
    series = [InputSeries("up", "1x5\n"), InputSeries("down", "1x5")]
    (found,) = refusals(TestFile(tests=[UnitTest(name="t", interval="1m", input_series=series)]))
    assert found.reason.startswith("a line break ends the list")
    assert refusals(TestFile(tests=[UnitTest(interval="1m", input_series=series[::-1])])) == []


def test_promtool_indeed_leaves_them_out(tmp_path: Path, promtools: list[Promtool]) -> None:
    for promtool in promtools:
        assert promtool.answers(tmp_path, {"up": "1x5\n", "down": "1x5"}, ["up", "down"], "5m") == [
            '{__name__="up"} 1E+00',
            "",
        ]


def refused(text: str, version: str) -> str:
    """Why alertflow says that this release of Prometheus would refuse `text`; '' if it says nothing."""
    try:
        file = RuleFile.parse(text, "f.yml")
    except AlertflowError as error:
        return str(error)
    return "\n".join(
        map(str, [*refusals(file, version), *unsupported(file, version), *experimental(file, version)])
    )


def test_both_promtools_refuse_just_what_is_told(
    tmp_path: Path, promtool_old: Promtool, promtool_new: Promtool
) -> None:
    texts = mutants(1, 200)
    paths = [tmp_path / f"{number}.yml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    for promtool, version in ((promtool_old, "2.42"), (promtool_new, "3.5")):
        taken = [not found for found in promtool.refused(paths)]
        assert 40 < sum(taken) < 160
        for text, accepted in zip(texts, taken, strict=True):
            assert (refused(text, version) == "") is accepted, (version, text, refused(text, version))


def test_the_file_that_mutants_are_made_of_is_right() -> None:
    assert refused(str(BASE).replace("'", '"').replace("\\n", " "), "2.42") == ""
