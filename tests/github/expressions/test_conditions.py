import pytest

from tests.github.expressions.checked import found, messages

IF = "jobs.<job_id>.steps.if"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("github.event_name == 'push' || 'pull_request'", "'pull_request' stands alone as a condition"),
        ("github.ref_protected && 0", "0 stands alone as a condition, where it always counts as false."),
        ("!('x') || github.ref_protected", "'x' stands alone"),
        ("''", "'' stands alone as a condition, where it always counts as false."),
        ("NaN", "where it always counts as false"),
        ("needs.build.result", "`needs.build.result` is never empty, so it always counts as true."),
        ("always() && steps.meta.outcome", "`steps.meta.outcome` is never empty"),
        ("runner.os", "`runner.os` is never empty"),
    ],
)
def test_a_condition_that_always_counts_the_same_is_told(text: str, message: str) -> None:
    (problem,) = found(text, IF)
    assert problem.kind == "constant"
    assert message in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "false && github.ref_protected",
        "null",
        "github.ref",
        "runner.debug",
        "inputs.level",
        "steps.meta.outputs.flag",
        "github.event.inputs",
        "github.event.pull_request && 'x' == github.ref_name",
        "contains('a b', github.ref_name)",
        "(inputs.flag && 'a' || 'b') == github.ref_name",
    ],
)
def test_a_condition_that_may_differ_is_left_alone(text: str) -> None:
    assert [one for one in messages(text, IF) if "inputs.level" not in one] == []


def test_a_constant_is_right_where_a_value_is_wanted() -> None:
    assert messages("github.ref_name || 'none'", "jobs.<job_id>.steps.run") == []
    assert messages("needs.build.result", "jobs.<job_id>.steps.run") == []


@pytest.mark.parametrize("falsy", ["''", "0", "false", "null", "NaN"])
def test_a_choice_that_never_gives_its_first_value_is_told(falsy: str) -> None:
    (problem,) = found(f"inputs.flag && {falsy} || 'b'")
    assert problem.kind == "constant"
    assert f"always gives the last value: {falsy} counts as false" in problem.message


@pytest.mark.parametrize(
    "text", ["inputs.flag && 'a' || ''", "inputs.flag && github.ref || 'b'", "'' || 'b'", "inputs.flag && ''"]
)
def test_another_choice_is_left_alone(text: str) -> None:
    assert messages(text) == []
