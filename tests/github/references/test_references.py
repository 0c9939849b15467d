from collections.abc import Sequence
from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import (
    Concurrency,
    Defaults,
    Environment,
    Expr,
    Job,
    RunStep,
    Strategy,
    Triggers,
    UsesStep,
    Workflow,
    WorkflowDispatch,
    from_json,
    needs,
    steps,
)

VERSION = RunStep(id="version", run="true", outputs=["name"])
BUILD = Job("build", runs_on="x", steps=[VERSION], outputs={"name": VERSION.outputs.name})
NAME = BUILD.outputs.name


def _job(id_: str = "use", **settings: Any) -> Job:
    return Job(id_, **({"runs_on": "x", "steps": [RunStep(run="true")]} | settings))


def _workflow(*jobs: Job, **settings: Any) -> Workflow:
    return Workflow(name="w", on=Triggers(workflow_dispatch=WorkflowDispatch()), jobs=jobs, **settings)


def _refusal(*jobs: Job, **settings: Any) -> DeclarationError:
    with pytest.raises(DeclarationError) as caught:
        _workflow(*jobs, **settings)
    return caught.value


@pytest.mark.parametrize(
    "settings",
    [
        {"name": f"On {NAME}"},
        {"if_": NAME == "x"},
        {"if_": f"{NAME} == 'x'"},
        {"if_": "needs.build.result == 'success'"},
        {"needs": [BUILD]},
        {"runs_on": NAME},
        {"runs_on": ["self-hosted", NAME]},
        {"environment": Environment(NAME)},
        {"environment": Environment("a", url=f"https://{NAME}")},
        {"concurrency": Concurrency(f"a-{NAME}")},
        {"outputs": {"o": NAME}},
        {"outputs": {"o": f"a {NAME}"}},
        {"env": {"A": NAME}},
        {"env": from_json(NAME)},
        {"defaults": Defaults(working_directory=NAME)},
        {"strategy": Strategy(matrix=from_json(NAME))},
        {"strategy": Strategy(matrix={"a": ["x", NAME]})},
        {"strategy": Strategy(matrix={"a": ["x"]}, include=[{"a": NAME}])},
        {"timeout_minutes": from_json(NAME)},
        {"continue_on_error": NAME == "x"},
        {"extra": {"container": {"image": f"debian:{NAME}"}}},
        {"steps": [RunStep(run=f"echo {NAME}")]},
        {"steps": [RunStep(run="true", name=f"Say {NAME}")]},
        {"steps": [RunStep(run="true", if_=BUILD.result == "success")]},
        {"steps": [RunStep(run="true", env={"A": f"{NAME}!"})]},
        {"steps": [RunStep(run="true", working_directory=NAME)]},
        {"steps": [UsesStep(uses="./a", with_={"x": 1, "name": NAME})]},
        {"steps": [RunStep(run="true", timeout_minutes=from_json(NAME))]},
    ],
)
def test_using_a_jobs_output_anywhere_makes_it_a_need(settings: dict[str, Any]) -> None:
    use = _job(**settings)
    workflow = _workflow(use, BUILD)

    assert workflow.needs(use) == ("build",)
    assert workflow.needs(BUILD) == ()
    assert workflow.to_data()["jobs"]["use"]["needs"] == ["build"]


def test_needs_stand_in_the_workflows_order_whatever_the_order_of_use() -> None:
    jobs = [_job("a"), _job("b"), _job("c")]
    last = _job("last", needs=[jobs[2]], if_=(jobs[1].result == "success") & (jobs[0].result == "success"))

    assert _workflow(*jobs, last).needs(last) == ("a", "b", "c")


def test_ids_are_found_whatever_their_case_as_github_does() -> None:
    use = _job(if_=needs["BUILD"].result == "success")

    assert _workflow(BUILD, use).needs(use) == ("build",)


def test_an_if_can_be_written_for_a_job_that_is_referred_to_by_id_only() -> None:
    first = _job("first", if_=needs["second"].result == "success")

    assert _workflow(first, _job("second")).needs(first) == ("second",)


def _line(step_or_job: Any, more: int = 0) -> int:
    return int(step_or_job.source.line) + more


def test_a_job_that_is_not_in_the_workflow_is_refused_at_the_argument_that_reads_it() -> None:
    use = Job(
        "use",
        runs_on="x",
        if_=needs["buidl"].result == "success",
        steps=[RunStep(run="true")],
    )
    error = _refusal(BUILD, use)

    assert error.message == (
        "job 'use' reads from job 'buidl', which is not among the workflow's jobs. Did you mean 'build'?"
    )
    assert error.location is not None
    assert error.location.line == _line(use, 3)


def test_a_needed_job_that_is_not_in_the_workflow_is_refused() -> None:
    assert "job 'use' needs job 'build', which is not among" in _refusal(_job(needs=[BUILD])).message


def test_a_job_that_needs_itself_is_refused() -> None:
    assert _refusal(_job(if_=needs["use"].result == "failure")).message == "job 'use' needs itself."


def test_jobs_that_wait_for_each_other_are_refused_with_the_way_round() -> None:
    jobs = [
        _job("start"),
        _job("a", needs=[_job("start")], if_=needs["c"].result == "failure"),
        _job("b", if_=needs["a"].result == "failure"),
        _job("c", if_=needs["b"].result == "failure"),
    ]
    error = _refusal(*jobs)

    assert error.message == 'jobs wait for each other and would never start: "a" -> "c" -> "b" -> "a".'
    assert error.location == jobs[1].source


@pytest.mark.parametrize(
    ("jobs", "message"),
    [
        ([BUILD, _job("Build")], "two jobs have the id 'Build'; an id is unique in its workflow"),
        (
            [_job(steps=[RunStep(id="a", run="x"), RunStep(id="A", run="x")])],
            "two steps have the id 'A'; an id is unique in its job",
        ),
        (
            [_job(name="a ${{ nothing.x }}")],
            "name: `${{ nothing.x }}` is not an expression: unknown name `nothing`",
        ),
        ([_job(if_="needs.build.result = 1")], "if: unexpected `= 1`"),
        ([_job(steps=[RunStep(run="x", if_="always(")])], "if: it ends too early"),
        (
            [_job(steps=[RunStep(name="Say", run=f"echo {VERSION.outputs.name}")])],
            "step 'Say' reads from step 'version', which is not a step of job 'use'. None is known here.",
        ),
        (
            [_job(steps=[RunStep(id="s", run=f"echo {VERSION.outcome}"), VERSION])],
            "step 's' reads from step 'version', which does not come before it.",
        ),
        (
            [_job(steps=[VERSION], outputs={"o": steps["versoin"].outcome})],
            "job 'use' reads from step 'versoin', which is not a step of job 'use'. Did you mean 'version'?",
        ),
    ],
)
def test_what_github_would_refuse_is_refused(jobs: Sequence[Job], message: str) -> None:
    error = _refusal(*jobs)

    assert error.message.startswith(message)
    assert error.location is not None
    assert error.location.path == __file__


@pytest.mark.parametrize(("expression", "context"), [(NAME, "needs"), (VERSION.outcome, "steps")])
def test_outside_the_jobs_nothing_of_a_job_can_be_read(expression: Expr, context: str) -> None:
    assert _refusal(BUILD, run_name=f"Run {expression}").message == (
        f"run_name: `{context}` is not available in run-name; available: github, inputs, vars. "
        "It has values only within a job."
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: _job(outputs={"a b": "x"}),
            "Job(…): outputs: 'a b' is no name for an output: it",
        ),
        (
            lambda: _job(env={"a-b": "x"}),
            "Job(…): env: 'a-b' is no name for a variable: letters",
        ),
        (lambda: RunStep(run="x", env={"1a": "x"}), "RunStep(…): env: '1a' is no name for a variable"),
        (lambda: _workflow(BUILD, env={"A-B": 1}), "Workflow(…): env: 'A-B' is no name for a variable"),
    ],
)
def test_names_that_a_shell_could_not_read_are_refused(wrong: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        wrong()
    assert caught.value.message.startswith(message)


def test_an_environments_url_may_read_the_jobs_steps() -> None:
    url = Environment("prod", url=f"https://x/{VERSION.outputs.name}")

    assert _workflow(_job(steps=[VERSION], environment=url)).to_data()["jobs"]["use"]["environment"][
        "url"
    ] == ("https://x/${{ steps.version.outputs.name }}")


def test_a_windows_job_takes_no_expression_in_a_script_without_a_shell() -> None:
    error = _refusal(BUILD, _job(runs_on="windows-2025", steps=[RunStep(run=f"echo {NAME}")]))

    assert error.message.startswith("run: an expression in a script for pwsh would be run as code")
