import pytest

from tests.github.expressions.checked import messages


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        (
            "jobs.<job_id>.timeout-minutes",
            "needs.build.outputs.image",
            "timeout-minutes takes a number; `needs.build.outputs.image` is text. "
            "fromJSON(needs.build.outputs.image) makes it one.",
        ),
        (
            "jobs.<job_id>.steps.timeout-minutes",
            "inputs.flag",
            "takes a number; `inputs.flag` is true or false.",
        ),
        ("jobs.<job_id>.strategy.max-parallel", "github.run_id", "max-parallel takes a number"),
        ("jobs.<job_id>.continue-on-error", "matrix.os", "continue-on-error takes true or false"),
        ("jobs.<job_id>.steps.continue-on-error", "env.X", "fromJSON(env.X) makes it one."),
        ("jobs.<job_id>.strategy.fail-fast", "1", "fail-fast takes true or false; `1` is a number."),
        ("concurrency.cancel-in-progress", "github.event", "`github.event` is an object"),
        ("run-name", "github.event", "of which GitHub makes no text"),
        ("jobs.<job_id>.name", "needs", "`needs` is an object, of which GitHub makes no text"),
        ("jobs.<job_id>.steps.run", "needs.*.result", "`needs.*.result` is an array"),
        ("jobs.<job_id>.steps.env.<env_id>", "github", "or use toJSON(…)"),
        ("env.<env_id>", "github", "or use toJSON(…)"),
        ("jobs.<job_id>.outputs.<output_id>", "steps.meta.outputs", "`steps.meta.outputs` is an object"),
        ("jobs.<job_id>.container.image", "github.event", "or use toJSON(…)"),
        ("jobs.<job_id>.runs-on", "github.ref_protected", "runs-on takes a label or several"),
        ("jobs.<job_id>.strategy.matrix", "needs.build.outputs.image", "JSON that came as text is read by"),
        ("jobs.<job_id>.strategy.matrix", "fromJSON('[1]')", "matrix takes an object; `fromJSON('[1]')` is"),
        ("jobs.<job_id>.strategy.matrix.<name>", "inputs.level", "a matrix takes an array of values"),
        (
            "jobs.<job_id>.strategy.matrix.<name>",
            "github.event",
            "takes an array of values; `github.event` is an",
        ),
    ],
)
def test_a_value_that_its_key_does_not_take_is_told(key: str, text: str, message: str) -> None:
    (said,) = messages(text, key)
    assert message in said


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("jobs.<job_id>.timeout-minutes", "inputs.count"),
        ("jobs.<job_id>.timeout-minutes", "fromJSON(needs.build.outputs.image)"),
        ("jobs.<job_id>.timeout-minutes", "inputs.flag && 5 || 10"),
        ("jobs.<job_id>.timeout-minutes", "inputs.unknown"),
        ("jobs.<job_id>.continue-on-error", "inputs.flag"),
        ("jobs.<job_id>.continue-on-error", "github.ref == 'refs/heads/main'"),
        ("jobs.<job_id>.continue-on-error", "inputs.unknown && true"),
        ("jobs.<job_id>.steps.run", "toJSON(github)"),
        ("jobs.<job_id>.steps.run", "inputs.flag"),
        ("jobs.<job_id>.steps.run", "strategy.job-index"),
        ("jobs.<job_id>.steps.with.<with_id>", "github.event.issue"),
        ("jobs.<job_id>.steps.env", "needs.build.outputs"),
        ("jobs.<job_id>.runs-on", 'fromJSON(\'["a", "b"]\')'),
        ("jobs.<job_id>.runs-on", "matrix.os"),
        ("jobs.<job_id>.container", 'fromJSON(\'{"image": "x"}\')'),
        ("jobs.<job_id>.strategy.matrix", "fromJSON(needs.build.outputs.image)"),
        ("jobs.<job_id>.strategy.matrix", 'fromJSON(\'{"os": ["a"]}\')'),
        ("jobs.<job_id>.strategy.matrix.<name>", "fromJSON('[1]')"),
        ("jobs.<job_id>.strategy.matrix.<name>", "github.event.commits.*.id"),
        ("jobs.<job_id>.strategy.matrix.<name>.<item>", "inputs.level"),
        ("jobs.<job_id>.steps.timeout-minutes", "null"),
    ],
)
def test_a_value_that_its_key_may_take_is_left_alone(key: str, text: str) -> None:
    assert messages(text, key) == []
