"""The variations of a matrix, their order and their names."""

from typing import Any

import pytest

from alertflow.github.simulation.evaluating import ImpossibleError
from alertflow.github.simulation.matrix import variation_name, variations
from tests.github.simulation.runs import SYNTAX, job, ran, results

MATRIX = f"{SYNTAX}#jobsjob_idstrategymatrix"
INCLUDE = f"{SYNTAX}#jobsjob_idstrategymatrixinclude"
EXCLUDE = f"{SYNTAX}#jobsjob_idstrategymatrixexclude"
BUILDER = "github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs"
FRUIT = {
    "fruit": ["apple", "pear"],
    "animal": ["cat", "dog"],
    "include": [
        {"color": "green"},
        {"color": "pink", "animal": "cat"},
        {"fruit": "apple", "shape": "circle"},
        {"fruit": "banana"},
        {"fruit": "banana", "animal": "cat"},
    ],
}
"""The example of GitHub's page on include."""
FRUIT_NAMES = [
    f"b ({values})"
    for values in ("apple, cat", "apple, dog", "pear, cat", "pear, dog", "banana", "banana, cat")
]


@pytest.mark.parametrize(
    ("source", "matrix", "rows"),
    [
        (MATRIX, {"version": [10, 12, 14]}, [{"version": 10}, {"version": 12}, {"version": 14}]),
        (
            MATRIX,
            {"os": ["u22", "u24"], "version": [10, 12]},
            [
                {"os": "u22", "version": 10},
                {"os": "u22", "version": 12},
                {"os": "u24", "version": 10},
                {"os": "u24", "version": 12},
            ],
        ),
        (
            MATRIX,
            {"os": ["u"], "node": [{"version": 14}, {"version": 20, "env": "X"}]},
            [{"os": "u", "node": {"version": 14}}, {"os": "u", "node": {"version": 20, "env": "X"}}],
        ),
        (
            INCLUDE,
            FRUIT,
            [
                {"fruit": "apple", "animal": "cat", "color": "pink", "shape": "circle"},
                {"fruit": "apple", "animal": "dog", "color": "green", "shape": "circle"},
                {"fruit": "pear", "animal": "cat", "color": "pink"},
                {"fruit": "pear", "animal": "dog", "color": "green"},
                {"fruit": "banana"},
                {"fruit": "banana", "animal": "cat"},
            ],
        ),
        (
            INCLUDE,
            {"include": [{"site": "a", "dc": 1}, {"site": "b"}]},
            [{"site": "a", "dc": 1}, {"site": "b"}],
        ),
        (
            INCLUDE,
            {"os": ["w", "l"], "include": [{"os": "w", "npm": 6, "node": 16}]},
            [{"os": "w", "npm": 6, "node": 16}, {"os": "l"}],
        ),
        (
            EXCLUDE,
            {
                "os": ["m", "w"],
                "v": [12, 14],
                "env": ["s", "p"],
                "exclude": [{"os": "m", "v": 12, "env": "p"}, {"os": "w", "v": 14}],
            },
            [
                {"os": "m", "v": 12, "env": "s"},
                {"os": "m", "v": 14, "env": "s"},
                {"os": "m", "v": 14, "env": "p"},
                {"os": "w", "v": 12, "env": "s"},
                {"os": "w", "v": 12, "env": "p"},
            ],
        ),
        (
            f"{EXCLUDE}: all include combinations are processed after exclude",
            {"os": ["m", "w"], "exclude": [{"os": "m"}], "include": [{"os": "m", "x": 1}]},
            [{"os": "w"}, {"os": "m", "x": 1}],
        ),
        (f"{BUILDER}: nothing is left", {"os": ["m"], "exclude": [{"os": "m"}]}, []),
        (f"{BUILDER}: compared as by ==", {"os": ["M", 1], "exclude": [{"os": "m"}, {"os": "1"}]}, []),
        (
            f"{BUILDER}: values are compared leaf by leaf",
            {"n": [{"v": 1, "w": [1, 2]}, {"v": 2}], "exclude": [{"n": {"w": [1]}}]},
            [{"n": {"v": 2}}],
        ),
        (
            f"{BUILDER}: what only stands in include is no condition",
            {"os": ["l"], "include": [{"x": 1}, {"x": 2}]},
            [{"os": "l", "x": 2}],
        ),
    ],
)
def test_a_matrix_makes_these_variations(source: str, matrix: Any, rows: list[dict[str, Any]]) -> None:
    assert [one.values for one in variations(matrix)] == rows, source


@pytest.mark.parametrize(
    ("matrix", "names"),
    [
        ({"os": ["u", "w"], "v": [3.11, 3.0]}, ["b (u, 3.11)", "b (u, 3)", "b (w, 3.11)", "b (w, 3)"]),
        (FRUIT, FRUIT_NAMES),
        ({"include": [{"x": 1, "y": "z"}]}, ["b (1, z)"]),
        ({"os": ["l"], "include": [{"y": "z", "os": "w"}]}, ["b (l)", "b (w, z)"]),
        ({"n": [{"a": 1, "b": [True, None, ""]}]}, ["b (1, true)"]),
        ({"n": [""]}, ["b"]),
        ({"n": ["x" * 97]}, ["b (" + "x" * 94 + "..."]),
    ],
)
def test_a_variation_is_named_by_its_values(matrix: Any, names: list[str]) -> None:
    assert [variation_name("b", one) for one in variations(matrix)] == names, BUILDER


@pytest.mark.parametrize(
    ("matrix", "problem"),
    [
        ("os", "its matrix is 'os', not names with lists"),
        (None, "its matrix is null, not names with lists"),
        ({}, "its matrix has neither a list nor an include"),
        ({"os": []}, "its matrix has an empty list for 'os'"),
        ({"os": "linux"}, "its matrix has 'linux' for 'os', not a list"),
        ({"os": ["l"], "exclude": [{"v": 1}]}, "exclude has 'v', which its matrix has not"),
        ({"os": ["l"], "exclude": [{}]}, "exclude has empty, not names with values"),
        ({"os": ["l"], "include": "x"}, "include is 'x', not a list"),
        ({"os": ["l"], "include": [3.0]}, "include has 3, not names with values"),
        ({"a": list(range(17)), "b": list(range(16))}, "its matrix makes 272 jobs, and GitHub takes 256"),
        ({name: list(range(20)) for name in "abcd"}, "its matrix makes more than 65536 combinations"),
    ],
)
def test_what_is_no_matrix_fails(matrix: Any, problem: str) -> None:
    with pytest.raises(ImpossibleError) as error:
        variations(matrix)
    assert str(error.value) == problem


def test_a_matrix_may_come_from_a_job_before() -> None:
    plan = job({"id": "p", "run": "x"}, outputs={"list": "${{ steps.p.outputs.list }}"})
    build = job(
        "${{ matrix.x }}",
        needs="plan",
        strategy={"matrix": {"x": "${{ fromJSON(needs.plan.outputs.list) }}"}},
    )
    run = ran({"plan": plan, "build": build}, outputs={"plan/p": {"list": '["a", {"b": 2}]'}})
    assert results(run) == {"plan": "success", "build (a)": "success", "build (2)": "success"}
    assert run.job("build (2)").matrix == {"x": {"b": 2}}


def test_a_matrix_that_nobody_knows_fails_as_it_would_there() -> None:
    plan = job({"id": "p", "run": "x"}, outputs={"list": "${{ steps.p.outputs.list }}"})
    build = job(needs="plan", strategy={"matrix": "${{ fromJSON(needs.plan.outputs.list) }}"})
    run = ran({"plan": plan, "build": build})
    assert run.job("build").reason.startswith("it cannot be evaluated: ")
    assert run.assumed == ("Output 'list' of step 'p' in job 'plan' is taken to be ''.",)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Test", ["Test (l)", "Test (w)"]),
        ("Test on ${{ matrix.os }}", ["Test on l", "Test on w"]),
        ("${{ matrix.nothing }}", ["${{ matrix.nothing }} (l)", "${{ matrix.nothing }} (w)"]),
        ("", ["build (l)", "build (w)"]),
    ],
)
def test_a_name_without_expression_gets_the_values(name: str, names: list[str]) -> None:
    run = ran({"build": job(name=name, strategy={"matrix": {"os": ["l", "w"]}})})
    assert [one.name for one in run.jobs] == names


def test_the_strategy_is_known_in_the_job() -> None:
    keys = ("job-index", "job-total", "max-parallel", "fail-fast")
    script = " ".join(f"${{{{ strategy.{key} }}}}" for key in keys)
    run = ran({"a": job(script, strategy={"matrix": {"x": [1, 2, 3]}, "max-parallel": 2}), "b": job(script)})
    assert [one.steps[0].command for one in run.jobs] == [
        "0 3 2 true",
        "1 3 2 true",
        "2 3 2 true",
        "0 1 1 true",
    ]


def test_a_matrix_that_leaves_nothing_runs_the_job_once() -> None:
    run = ran({"a": job("${{ toJSON(matrix) }}", strategy={"matrix": {"x": [1], "exclude": [{"x": 1}]}})})
    assert [(one.name, one.matrix, one.steps[0].command) for one in run.jobs] == [("a", None, "null")], (
        BUILDER
    )


FAIL_FAST = f"{SYNTAX}#jobsjob_idstrategyfail-fast"


@pytest.mark.parametrize(
    ("strategy", "failing", "expected"),
    [
        ({}, {"a (2)": "failure"}, "cancelled failure cancelled cancelled"),
        (
            {"fail-fast": True},
            {"a (2)": "failure", "a (3)": "success"},
            "cancelled failure success cancelled",
        ),
        ({"fail-fast": False}, {"a (2)": "failure"}, "success failure success success"),
        ({"fail-fast": "${{ false }}"}, {"a (2)": "failure"}, "success failure success success"),
        ({"max-parallel": 1}, {"a (2)": "failure"}, "success failure cancelled cancelled"),
        ({"max-parallel": 2}, {"a (2)": "failure"}, "cancelled failure cancelled cancelled"),
        ({}, {"a (2)": "failure", "a (4)": "failure"}, "cancelled failure cancelled failure"),
        ({}, {"a": "failure"}, "failure failure failure failure"),
        ({}, {"a (2)/1": "failure"}, "cancelled failure cancelled cancelled"),
    ],
)
def test_fail_fast_stops_the_others(strategy: dict[str, Any], failing: Any, expected: str) -> None:
    run = ran(
        {"a": job(strategy={"matrix": {"x": [1, 2, 3, 4]}, **strategy}), "b": job(needs="a")},
        outcomes=failing,
    )
    *variations_, after = run.jobs
    assert " ".join(one.result for one in variations_) == expected, FAIL_FAST
    assert (after.result, after.reason) == ("skipped", "job 'a', which it needs, failed")


def test_a_variation_that_cannot_start_fails_the_others_too() -> None:
    runs_on = "${{ matrix.x == 2 && fromJSON('{') || 'linux' }}"
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "cancelled failure"),
        ({"max-parallel": 1}, "success failure"),
    ]
    for strategy, expected in cases:
        run = ran({"a": job(runs_on=runs_on, strategy={"matrix": {"x": [1, 2]}, **strategy})})
        assert " ".join(one.result for one in run.jobs) == expected, FAIL_FAST
    one_by_one = {"matrix": {"x": [1, 2]}, "max-parallel": 1}
    run = ran({"a": job(runs_on=runs_on, strategy=one_by_one)}, outcomes={"a (1)": "failure"})
    assert [one.result for one in run.jobs] == ["failure", "failure"]


def test_a_variation_that_may_fail_stops_no_other() -> None:
    matrix = {"version": [6, 7], "experimental": [False], "include": [{"version": 9, "experimental": True}]}
    build = job(strategy={"matrix": matrix}, continue_on_error="${{ matrix.experimental }}")
    run = ran({"a": build, "b": job(needs="a")}, outcomes={"a (9, true)": "failure"})
    assert results(run) == {
        "a (6, false)": "success",
        "a (7, false)": "success",
        "a (9, true)": "success",
        "b": "success",
    }
    assert run.job("a (9, true)").outcome == "failure", FAIL_FAST


def test_who_is_stopped_by_fail_fast_says_so() -> None:
    run = ran(
        {"a": job(strategy={"matrix": {"x": [1, 2]}, "max-parallel": 1})}, outcomes={"a (1)": "failure"}
    )
    assert (run.jobs[1].reason, run.jobs[1].runs) == ("fail-fast: 'a (1)' failed", False)
    run = ran({"a": job(strategy={"matrix": {"x": [1, 2]}})}, outcomes={"a (1)": "failure"})
    assert (run.jobs[1].reason, run.jobs[1].runs) == ("fail-fast: 'a (1)' failed while it ran", True)
    assert run.assumed == ("'a (2)' still runs when 'a (1)' fails.",)
