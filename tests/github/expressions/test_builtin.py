from typing import Any

import pytest

from alertflow.github.expressions import EvaluationError, evaluate

INPUTS = {
    "inputs": {
        "list": ["a", "B", 1, None, True],
        "objects": [{"n": 1}, {"N": "2"}, {}],
        "empty": [],
        "object": {"a": 1},
        "text": "Hello World",
    }
}


@pytest.mark.parametrize(
    ("expr", "value"),
    [
        ("contains('Hello', 'ELL')", True),
        ("contains('Hello', '')", True),
        ("contains('', 'x')", False),
        ("contains('Straße', 'STRASSE')", False),
        ("contains(123, 2)", True),
        ("contains(null, '')", True),
        ("contains('x', inputs.list)", False),
        ("contains(inputs.list, 'b')", True),
        ("contains(inputs.list, '1')", True),
        ("contains(inputs.list, 0)", True),
        ("contains(inputs.list, 'Hello')", False),
        ("contains(inputs.empty, fromJSON(''))", False),
        ("contains(inputs.object, 'a')", False),
        ("contains(inputs.objects.*.n, 2)", True),
        ("contains(fromJSON('[[]]'), fromJSON('[]'))", False),
        ("startsWith('Hello', 'HE')", True),
        ("startsWith(123, 12)", True),
        ("startsWith('x', inputs.list)", False),
        ("startsWith(inputs.list, fromJSON(''))", False),
        ("endsWith('Hello', 'LO')", True),
        ("endsWith('Hello', 'He')", False),
        ("endsWith(true, 'UE')", True),
        ("join(inputs.list)", "a,B,1,,true"),
        ("join(inputs.list, '')", "aB1true"),
        ("join(inputs.list, 0)", "a0B0100true"),
        ("join(inputs.list, inputs.list)", "a,B,1,,true"),
        ("join(inputs.objects, ' ')", "Object Object Object"),
        ("join('text', '-')", "text"),
        ("join(null)", ""),
        ("join(inputs.object)", ""),
        ("join(inputs.empty, fromJSON(''))", ""),
        ("format('{0} {1} {0}', 'a', 1.50)", "a 1.5 a"),
        ("format('{{{0}}} {{}} {{0}}', null)", "{} {} {0}"),
        ("format(1)", "1"),
        ("format('{00}{0:}', inputs.list)", "ArrayArray"),
        ("format('{1}', fromJSON(''), 'x')", "x"),
        ("toJSON(inputs.object)", '{\n  "a": 1\n}'),
        ("toJSON(inputs.objects.*.n)", '[\n  1,\n  "2"\n]'),
        ("fromJSON('[1, 2]')[1]", 2.0),
        ("fromJSON(true)", True),
        ("fromJSON(toJSON(inputs.text))", "Hello World"),
        ("case(false, 1, true, 2, 3)", 2.0),
        ("case(false, fromJSON(''), 3)", 3.0),
        ("case(true, inputs.object, fromJSON('')).a", 1.0),
    ],
)
def test_a_function_gives_what_the_runner_gives(expr: str, value: Any) -> None:
    assert evaluate(expr, INPUTS) == value
    assert type(evaluate(expr, INPUTS)) is type(value)


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        ("format('{1}', 1)", "format: `{1}` asks for {1}, and there are 1 arguments"),
        ("format('{12345678901}')", "format: `{12345678901}` asks for {12345678901}"),
        ("format('{')", "format: `{` has a brace that is neither `{0}` nor doubled"),
        ("format('{0}}', 1)", "format: `{0}}` has a brace"),
        ("format('{a}', 1)", "format: `{a}` has a brace"),
        ("format('{ 0}', 1)", "format: `{ 0}` has a brace"),
        ("format('{0:x}', 1)", "format: `{0:x}` has a brace"),
        ("format('{0:}}', 1)", "format: `{0:}}` has a brace"),
        ("case(1, 2, 3)", "case: `1` gives neither true nor false"),
        ("fromJSON(inputs.object)", "fromJSON cannot read `Object`"),
        ("join(fromJSON(inputs.text))", "fromJSON cannot read `Hello World`"),
    ],
)
def test_what_the_runner_fails_to_evaluate_is_an_error(expr: str, message: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        evaluate(expr, INPUTS)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "expr",
    [
        "format('{0}{0}{0}{0}', " * 40 + "'x'" + ")" * 40,
        "join(fromJSON(format('[{0},{0}]', join(fromJSON(toJSON(inputs.big))))))",
        "join(inputs.big, inputs.long)",
        "toJSON(inputs.long)",
        "format('{0}{0}', inputs.long)",
    ],
)
def test_a_text_that_grows_without_end_is_refused(expr: str) -> None:
    long = "x" * 5_000_000
    with pytest.raises(EvaluationError, match=r"a text becomes longer than|cannot read"):
        evaluate(expr, {"inputs": {"big": [long] * 3, "long": "\n" * 5_000_000}})
