import pytest

from alertflow.github.expressions.checking import problems
from alertflow.github.expressions.tree import Call
from tests.github.expressions.checked import found, messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("contains(github, 'x')", "contains() never finds anything in an object; `github.*` are its values."),
        ("contains(needs.build.outputs, 'x')", "`needs.build.outputs.*` are its values."),
        ("contains(3, 'x')", "contains() looks in text or in an array; `3` is a number."),
        ("contains(strategy.job-total, '1')", "`strategy.job-total` is a number."),
        ("contains(github.ref, github)", "`github` is an object, which is never found."),
        (
            "contains(needs.*.result, 'failed')",
            "`needs.*.result` never holds 'failed'. Did you mean 'failure'?",
        ),
        ("contains(steps.*.outcome, 'x')", "They can be 'success', 'failure', 'cancelled', 'skipped'."),
        ("startsWith(github.event, 'x')", "startsWith() takes text; `github.event` is an object"),
        ("endsWith('x', needs.*.result)", "endsWith() takes text; `needs.*.result` is an array"),
        ("startsWith(github.ref, 'release/')", "Write 'refs/heads/release/' or 'refs/tags/release/'."),
        ("join(github, ',')", "join() of an object is always ''"),
        ("join(github.ref, ',')", "`github.ref` is text, which it gives back as it is."),
        ("join(needs.*.result, github)", "join() takes text between the values; `github` is an object"),
        ("format('{0} {2}', 1, 2, github.ref)", "does not use `2`"),
        ("format('{0} {1}', 1)", "'{0} {1}' has {1}, but 1 values are given; the first is {0}."),
        ("format('{1} {2}', 1, 2)", "has {2}, but 2 values are given"),
        ("format('{0', 1)", "'{0' has a single '{'"),
        ("format('{}', 1)", "'{}' has a single '{'"),
        ("format('{0} }', 1)", "has a single '}'"),
        ("format('{0}', github)", "format() takes values that can be printed; `github` is an object"),
        ("fromJSON(github.event)", "fromJSON() reads JSON text; `github.event` is an object already."),
        ("fromJSON(null)", "`null` is null already."),
        ("fromJSON('{')", "fromJSON(): '{' is no JSON:"),
        ("fromJSON('')", "'' is no JSON"),
        (f"fromJSON('{'[' * 80}')", "… is no JSON:"),
        ("hashFiles(github)", "hashFiles() takes patterns for files; `github` is an object"),
        ("case(github.ref, 1, 2)", "case(): the condition `github.ref` is text, not true or false."),
    ],
)
def test_a_call_that_cannot_give_what_is_meant_is_told(text: str, message: str) -> None:
    said = messages(text)
    assert any(message in one for one in said), said
    assert {one.kind for one in found(text)} == {"type-mismatch"}


@pytest.mark.parametrize(
    "text",
    [
        "contains('abc', 'a')",
        "contains(github.event.issue.labels.*.name, 'bug')",
        "contains(fromJSON('[1, 2]'), 2)",
        "contains(fromJSON('[\"push\"]'), github.event_name)",
        "contains(needs.*.result, 'FAILURE')",
        "contains(needs.*.result, needs.build.outputs.image)",
        "contains(needs.*.outputs.image, 'x')",
        "contains(inputs.flag, 'true')",
        "startsWith(github.ref, 'refs/tags/v')",
        "startsWith(github.ref, 'ref')",
        "startsWith(github.ref, needs.build.outputs.image)",
        "startsWith(github.head_ref, 'release/')",
        "endsWith(github.ref, '/main')",
        "startsWith(inputs.flag, 't')",
        "join(github.event.commits.*.message, ', ')",
        "join(fromJSON(vars.LIST))",
        "format('{0} {1} {0}', 1, github.ref)",
        "format('{{0}} {0:x}', 1)",
        "format(vars.TEMPLATE, 1, 2)",
        "format('}}{{')",
        "fromJSON(needs.build.outputs.image)",
        "fromJSON('\"text\"')",
        "fromJSON(inputs.flag)",
        "toJSON(github)",
        "hashFiles('**/a', github.ref)",
        "case(inputs.flag, 1, 2)",
        "case(inputs.flag, 1, github.event.x, 2, 3)",
        "case(inputs.unknown, 1, github.event.x, 2, 3)",
        "success() || cancelled()",
    ],
)
def test_a_call_that_may_be_right_is_left_alone(text: str) -> None:
    assert messages(text) == []


def test_a_call_made_in_python_with_too_many_arguments_or_too_few_is_told() -> None:
    assert [one.message for one in problems(Call("contains", ("a",)))] == [
        "contains() cannot be called with 1 arguments."
    ]
    assert len(problems(Call("toJSON", (1, 2)))) == 1
    assert problems(Call("format", ("{0}{1}{2}", 1, 2, 3))) == []
