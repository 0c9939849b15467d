import pytest

from alertflow.github.expressions.comparisons import COMPARISONS
from tests.github.expressions.checked import messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inputs.flag == 'true'", "never equal. Write true or false without quotes."),
        ("'yes' != inputs.flag", "is text that says no number: they are never equal."),
        ("inputs.flag == github.event.inputs.flag", "('true', 'false') is text that says no number"),
        ("strategy.job-index == 'first'", "`strategy.job-index` is a number and 'first' is text"),
        ("strategy.job-index < 'first'", "they are in no order"),
        ("inputs.flag == (github.actor && 'a' || 'b')", "('a', 'b') is text that says no number"),
        ("!github.ref == 'refs/heads/main'", "The ! is taken first: write !=, or"),
        ("steps.meta.outputs.flag == true", "even the text 'true' does not equal true"),
        ("env.DEBUG != false", "Write 'false', in quotes."),
        ("needs.build.result == 'sucess'", "`needs.build.result` never is 'sucess'. Did you mean 'success'?"),
        ("'failed' == steps.meta.outcome", "Did you mean 'failure'?"),
        ("job.status != 'skipped'", "It can be 'success', 'failure', 'cancelled'."),
        ("runner.os == 'ubuntu-latest'", "It can be 'Linux', 'Windows', 'macOS'."),
        ("runner.os == needs.build.result", "`runner.os` never is `needs.build.result`."),
        ("runner.arch == 'amd64'", "`runner.arch` never is 'amd64'."),
        ("inputs.level == 'medium'", "It can be 'low', 'high'."),
        ("github.event_name == 'pull_requst'", "Did you mean 'pull_request'?"),
        ("github.ref == 'main'", "Write it in full, or compare `github.ref_name`."),
        ("github.run_number == 'first'", "is a number, written as text: it never is 'first'"),
        ("github.run_number < 'x'", "are text, compared letter by letter: '10' comes before '9'."),
        ("github.run_number >= '100'", "Write 100 without quotes."),
        ("github.run_number > github.run_attempt", "Make a number of one: fromJSON(…)."),
        ("steps.meta.outputs.count > '5'", "Write 5 without quotes."),
        ("'5' < steps.meta.outputs.count", "compared letter by letter"),
        ("github == 'x'", "`github` is an object, which never equals text."),
        ("github.event != 1", "`github.event` is an object, which never equals a number."),
        ("needs.*.result == 'success'", "`needs.*.result` is an array, which never equals text."),
        ("needs.*.result == github", "is an array, which never equals an object."),
        ("github < github.event", "is in no order: `<` is always false."),
        ("inputs.flag < 2", "`inputs.flag` is true or false, which has no order"),
        ("github.run_number > null", "`null` is null, which has no order"),
        ("1 < github.run_number < 3", "`1 < github.run_number` is true or false, which has no order"),
        ("'a' == 'b'", "`'a' == 'b'` compares two constants"),
    ],
)
def test_a_comparison_that_cannot_be_meant_is_told(text: str, message: str) -> None:
    said = messages(text)
    assert len(said) == 1, said
    assert message in said[0]


@pytest.mark.parametrize(
    "text",
    [
        "inputs.flag == true",
        "inputs.unknown == 'true'",
        "inputs.flag == 1",
        "inputs.flag == ''",
        "inputs.count > 3",
        "inputs.count == ''",
        "strategy.job-index == '0'",
        "strategy.job-index == 0",
        "steps.meta.outputs.flag == 'true'",
        "steps.meta.outputs.count > 5",
        "steps.meta.outputs.a < steps.meta.outputs.b",
        "steps.meta.outputs.flag == inputs.flag",
        "steps.meta.outcome == 'SUCCESS'",
        "steps.meta.outcome == ''",
        "steps.meta.outcome == null",
        "steps.meta.outcome == steps.checkout.outcome",
        "steps.meta.outcome == needs.build.outputs.image",
        "needs.build.result != 'skipped'",
        "runner.os == 'linux'",
        "runner.debug == '1'",
        "inputs.level == 'HIGH'",
        "github.event_name == 'brand_new_event'",
        "github.event_name == (inputs.flag && 'push' || 'brand_new_event')",
        "github.event_name == 'push'",
        "github.ref == 'refs/heads/main'",
        "github.ref == 'REFS/TAGS/v1'",
        "github.ref == needs.build.outputs.image",
        "github.ref == ''",
        "github.run_number == '1'",
        "github.run_number > 100",
        "github.event.number < 3",
        "github.event.before == 'x'",
        "github.event.pull_request == null",
        "matrix == null",
        "fromJSON(vars.LIST) == github.event",
        "github.actor < 'm'",
        "github.actor == 'dependabot[bot]'",
        "github.ref_protected",
        "github.event <= github.event",
        "case(github.ref_protected, 'a', 'b') == 'a'",
        "github.ref_protected == inputs.flag",
    ],
)
def test_a_comparison_that_may_be_right_is_left_alone(text: str) -> None:
    assert messages(text) == []


@pytest.mark.parametrize("operator", sorted(COMPARISONS))
def test_every_operator_is_looked_at(operator: str) -> None:
    (said,) = messages(f"github.event {operator} 'x'")
    assert "`github.event` is an object" in said
