"""promtool's notation for series: what it stands for, and that both promtools read and refuse the same."""

import json
import math
from pathlib import Path

import pytest

from alertflow.declared import DeclarationError
from alertflow.prometheus import InputSeries, Value, expanded, read_series
from alertflow.prometheus.series import ensure_series
from tests.prometheus.promtool import Promtool

H = "{{schema:0 sum:5 count:4 buckets:[1 2 1]}}"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("1 2 3", [1, 2, 3]),
        ("  1   2\t3 \n", [1, 2, 3]),
        ("0+60x3", [0, 60, 120, 180]),
        ("1-2x3", [1, -1, -3, -5]),
        ("-2+4x3", [-2, 2, 6, 10]),
        ("5x3", [5, 5, 5, 5]),
        ("5x0", [5]),
        ("1.5e2-.5x1", [150, 149.5]),
        ("_", [None]),
        ("_x3 1", [None, None, None, 1]),
        ("_x0 1", [1]),
        ("1 stale +Inf -inf", [1, "stale", math.inf, -math.inf]),
        (f"{H} 1", [H, 1]),
        (f"{H}x2", [H, H, H]),
        (f"{H}+{H}x1", [f"{H}+{H}x1"] * 2),
        ("", []),
    ],
)
def test_values_are_expanded(values: str, expected: list[Value]) -> None:
    assert expanded(values) == expected
    assert InputSeries("up", values).expanded == expected


def test_steps_are_added_up_as_promtool_does() -> None:
    assert expanded("0+0.1x3")[3] == 0.1 + 0.1 + 0.1 != 0.3


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ("1x", "'1x' is no values: behind x stands how often it goes on, as in 1x10."),
        ("0+5*10", "'0+5*10' is no values: behind x stands how often it goes on, as in 0+5x10."),
        ("1 null", "'null' is no value; write _ for one that is missing."),
        (
            "1,2",
            "'1,2' is no value; write numbers, 0+60x10, 5x10, _ (missing) or stale, with blanks between.",
        ),
        ("{{sum:}}", "'{{sum:}}' is no histogram; write one as {{schema:0 sum:5 count:4 buckets:[1 2 1]}}."),
        ("1 2\n3 4", "the values of a series stand on one line"),
        ("1x9999999", "'1x9999999' stands for more than a million values; use a longer interval."),
    ],
)
def test_wrong_values_are_refused_where_they_are_written(values: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        expanded(values)
    assert str(refused.value).startswith(sentence)
    if "9999" not in values:
        with pytest.raises(DeclarationError) as declared:
            InputSeries("up", values)
        assert sentence in declared.value.message


@pytest.mark.parametrize(
    ("text", "name", "labels"),
    [
        ("up", "up", {}),
        ('up{job="a", instance="b:80"}', "up", {"job": "a", "instance": "b:80"}),
        ('{__name__="up",job="a"}', "up", {"job": "a"}),
        ('{job="a"}', "", {"job": "a"}),
        ("{ }", "", {}),
        (r'up{a="b\"c\\d"}', "up", {"a": 'b"c\\d'}),
    ],
)
def test_a_series_is_read(text: str, name: str, labels: dict[str, str]) -> None:
    assert read_series(text) == (name, labels)


@pytest.mark.parametrize(
    "text", ["up{", "up offset 5m", "sum(up)", 'up{a=~"b"}', 'up{a!="b"}', "1", "up[5m]"]
)
def test_what_is_no_series_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no series|is a pattern, no series"):
        read_series(text)
    with pytest.raises(ValueError, match=r"is no series|is a pattern, no series"):
        ensure_series(text)


def test_what_is_alike_is_refused_each_for_itself() -> None:
    for text in ('up{a="b"}', 'up{a="c"}', 'up{a="c",d="~"}'):
        ensure_series(text)
    for text in ('up{a!="b"}', 'up{a=~"c"}', 'up{a="b"'):
        with pytest.raises(ValueError, match="series"):
            ensure_series(text)


VALUES = [
    "1 2 3", "0+60x10", "5x10", "_", "_x4", "stale", "1-2x3", "-1x3", "+5", "|.5", ".5", "5.", "1e3",
    "1e3x2", "1E-2x2", "1e", "1x", "1x-1", "1x1.5", "x5", "1+x5", "1+2", "1+2x", "Inf", "inf", "+Inf",
    "-inf", "NaN", "Infx3", "NaNx2", "stalex3", "stale stale", "_x", "_5", "__", "1__0", "0x10", "0x1F",
    "1x0", "_x0", "1*3", "1X3", "1,2", '"1"', "1 2x3 _ stale 5-1x2", "1+-2x3", "--1", "-_", "1-1e1x2",
    "1e+2x2", "null", "none", "1m", "5mx3", "1..2", ".", "-", "1.5.5", "1 2 # c", "007", "1x007", "1e5e5",
    "5e", "_1", "1._5", "  1   2  ", "1 \t2", "1+1x1_0", "1 x3", "1 +2x3",
]  # fmt: skip
HISTOGRAMS = [
    "{{}}", H, f"{H}x3", f"{H}+{H}x3", f"{H}-{H}x3", "{{foo:1}}", "{{schema:1}", "{{ }}", "{{ schema:1}}",
    "{{schema:1 }}", "{{schema:1}} 5", "1 {{sum:1}}x2 _", "{{buckets:[1 2}}", "1+{{}}x2",
    "{{sum:-1 count:2.5}}", "{{schema:1.5}}", "{{buckets:[]}}", "{{buckets:[ 1 2 ]}}",
    "{{buckets:[1,2]}}", "{{counter_reset_hint:gauge}}", "{{sum:Inf}}", "{{counter_reset_hint:maybe}}",
    "{{offset:-2 n_offset:3}}", "{{z_bucket_w:-1}}", "{{sum :1}}", "{{sum: 1}}", "{{}}x",
]  # fmt: skip


def test_both_promtools_refuse_the_same_values(
    tmp_path: Path, promtool_old: Promtool, promtool_new: Promtool
) -> None:
    for promtool, values in ((promtool_old, VALUES), (promtool_new, VALUES + HISTOGRAMS)):
        paths = []
        for number, one in enumerate(values):
            unit = {"interval": "1m", "input_series": [{"series": "x", "values": one}]}
            paths.append(tmp_path / f"{number}.yml")
            paths[-1].write_text(json.dumps({"rule_files": [], "tests": [unit]}), encoding="utf-8")
        verdicts = promtool.failed(paths)
        for one, failed in zip(values, verdicts, strict=True):
            try:
                expanded(one)
            except ValueError:
                assert failed or one == "1+1x1_0", one
            else:
                assert not failed, one


def test_values_are_what_promtool_makes_of_them(tmp_path: Path, promtools: list[Promtool]) -> None:
    """Each value is asked for at its time: a missing one is the last before it, a stale one none."""
    notation = "3-0.1x4 _x2 1e2 stale 7x1 .5"
    values = expanded(notation)
    for promtool in promtools:
        for minute, value in enumerate(values):
            (answer,) = promtool.answers(tmp_path, {"x": notation}, ["x"], f"{minute}m")
            known = value if value is not None else values[4]
            assert float((answer or "nan").split()[-1]) == known or (value == "stale" and not answer)
