import pytest

from alertflow.github.expressions import (
    ExpressionSyntaxError,
    condition,
    expressions_in,
    is_always_true,
    parse_condition,
    split,
    template,
)
from alertflow.github.expressions.contexts import github, inputs
from alertflow.github.expressions.functions import always


def test_a_text_is_split_into_words_and_expressions() -> None:
    parts = split("a ${{ inputs.x }} b${{'}}'}}")

    assert [one if isinstance(one, str) else (one[0].text_, one[1]) for one in parts] == [
        "a ",
        ("inputs.x", 2),
        " b",
        ("'}}'", 19),
    ]
    assert [one.text_ for one in expressions_in("${{ inputs.a }}${{ inputs.b }}")] == ["inputs.a", "inputs.b"]
    assert split("no expression") == ("no expression",)
    assert split("") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("${{ 'it''s' }}}", ["}"]),
        ("${{ '${{' }}", []),
        ("${{\n1\n}}\n", ["\n"]),
        ("$${{ 1 }}", ["$"]),
        ("}} ${{ 1 }}", ["}} "]),
        ("${ {1}} }}", ["${ {1}} }}"]),
    ],
)
def test_braces_end_an_expression_outside_of_quotes(text: str, words: list[str]) -> None:
    assert [one for one in split(text) if isinstance(one, str)] == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a ${{ inputs.x", "`${{ inputs.x` has no closing `}}`."),
        ("a ${{ 'x }}", "`${{ 'x }}` has no closing `}}`."),
        ("a ${{ nothing }}", "`${{ nothing }}` is not an expression: unknown name `nothing`."),
        ("a ${{ }}", "`${{ }}` is not an expression: it is empty."),
        ("a ${{ 1 } }}", "`${{ 1 } }}` is not an expression: unexpected `}`."),
    ],
)
def test_braces_that_hold_no_expression_are_refused_and_the_escape_is_said(text: str, message: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as caught:
        split(text)
    assert str(caught.value).startswith(message)
    assert "{literal('${{')}" in str(caught.value)
    assert caught.value.position == 2


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("words", "'words'"),
        ("", "''"),
        ("${{ inputs.a }}", "inputs.a"),
        ("a ${{ inputs.a }}", "format('a {0}', inputs.a)"),
        ("${{ inputs.a }}${{ inputs.b }}", "format('{0}{1}', inputs.a, inputs.b)"),
        ("{it's} ${{ 1 }}", "format('{{it''s}} {0}', 1)"),
    ],
)
def test_github_makes_one_expression_of_a_text(text: str, made: str) -> None:
    assert template(text).text_ == made


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 21_000 + "${{ inputs.a }}", "with 21,023 characters; it takes 21,000"),
        ("x${{ " + "!" * 49 + "true }}", "with 51 levels; it takes 50"),
        ("x" + "${{ 1 }}" * 255, "with 255 expressions; it takes 254"),
    ],
)
def test_what_github_makes_of_a_text_must_not_be_too_large_either(text: str, message: str) -> None:
    assert split(text)
    with pytest.raises(ExpressionSyntaxError) as caught:
        template(text)
    assert str(caught.value) == f"GitHub makes `format('…')` of it, {message}"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("inputs.a == 'x'", "inputs.a == 'x'"),
        ("${{ inputs.a }}", "inputs.a"),
        (f"{inputs.a} == 'x' && !cancelled()", "inputs.a == 'x' && !cancelled()"),
        (f"{inputs.a | inputs.b} && {always()}", "(inputs.a || inputs.b) && always()"),
        (f"!{github.ref == 'x'}", "!(github.ref == 'x')"),
        ("${{ '}}' }} == 'it''s'", "'}}' == 'it''s'"),
    ],
)
def test_a_condition_in_python_means_what_it_says_whatever_its_braces(text: str, meaning: str) -> None:
    assert parse_condition(text).text_ == meaning


def test_an_expression_within_the_quotes_of_a_condition_is_refused() -> None:
    with pytest.raises(ExpressionSyntaxError, match="write it without the quotes") as caught:
        parse_condition(f"inputs.a == '{inputs.b}'")
    assert caught.value.position == 13


@pytest.mark.parametrize(
    ("text", "evaluated"),
    [
        ("", "success()"),
        (" \n", "success()"),
        ("inputs.a == 'x'", "success() && inputs.a == 'x'"),
        ("inputs.a || inputs.b", "success() && (inputs.a || inputs.b)"),
        ("!inputs.a\n", "success() && !inputs.a"),
        ("${{ inputs.a }}", "success() && inputs.a"),
        ("${{ failure() }}", "failure()"),
        ("FAILURE() && inputs.a", "failure() && inputs.a"),
        ("contains(github.ref, toJSON(always()))", "contains(github.ref, toJSON(always()))"),
        ("github.event[cancelled()]", "github.event[cancelled()]"),
        ("github.success && 'failure()' != ''", "success() && github.success && 'failure()' != ''"),
        ("${{ inputs.a }} && inputs.b", "success() && format('{0} && inputs.b', inputs.a)"),
        ("!${{ always() }}", "format('!{0}', always())"),
        (" ${{ inputs.a }}", "success() && format(' {0}', inputs.a)"),
        ("${{ 'false' }}", "success() && false"),
        ("${{ '' }}", "success()"),
    ],
)
def test_a_condition_in_a_file_is_evaluated_as_github_converts_it(text: str, evaluated: str) -> None:
    assert condition(text).text_ == evaluated


@pytest.mark.parametrize(
    "text", ["inputs.a ==", "${{ 'no expression' }}", "${{ inputs.a", "!" * 49 + "inputs"]
)
def test_a_condition_that_github_cannot_read_is_refused(text: str) -> None:
    with pytest.raises(ExpressionSyntaxError):
        condition(text)


@pytest.mark.parametrize(
    ("text", "always"),
    [
        ("${{ inputs.a }} && inputs.b", True),
        ("!${{ inputs.a }}", True),
        ("${{ inputs.a }}\n", True),
        ("${{ inputs.a }}", False),
        ("${{ inputs.a }}${{ inputs.b }}", False),
        ("inputs.a && inputs.b", False),
        ("false", False),
        ("", False),
    ],
)
def test_words_beside_an_expression_make_a_condition_that_never_fails(text: str, always: bool) -> None:
    assert is_always_true(text) is always
