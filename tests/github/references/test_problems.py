"""What is wrong with a file that is a workflow by its structure: every problem, with its place."""

from textwrap import dedent, indent

import pytest

from alertflow.declared import Location
from alertflow.github import (
    ActionFile,
    Job,
    Problem,
    RunStep,
    Triggers,
    Workflow,
    WorkflowDispatch,
)
from alertflow.github.references import scopes

ALWAYS = "if: GitHub takes words beside `${{ … }}` for a text, which is always true. Write it without."


def _problems(text: str) -> list[str]:
    """Each problem of a workflow, as `line:column kind message`."""
    return _told(Workflow.parse(dedent(text), "w.yml").problems())


def _told(problems: tuple[Problem, ...]) -> list[str]:
    return [
        f"{one.location.line}:{one.location.column} {one.kind} {one.message.partition('; available')[0]}"
        for one in problems
        if one.location is not None
    ]


def _steps(text: str) -> list[str]:
    """The problems of a job with these steps, the lines counted from the first of them."""
    head = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"
    problems = Workflow.parse(head + indent(dedent(text), "      ")).problems()
    return [f"{one.location.line - 5} {one.kind} {one.message}" for one in problems if one.location]


def test_a_right_workflow_has_none() -> None:
    assert (
        _problems(
            """\
            on: {workflow_dispatch: {inputs: {who: {type: string}}}}
            jobs:
              build:
                runs-on: ubuntu-latest
                outputs: {v: "${{ steps.v.outputs.v }}"}
                steps:
                  - id: v
                    run: echo "v=$(git describe)" >> "$GITHUB_OUTPUT"
              deploy:
                needs: build
                if: needs.build.result == 'success' && inputs.who != ''
                runs-on: ubuntu-latest
                steps: [{run: "echo ${{ needs.build.outputs.v }} by ${{ inputs.who }}"}]
            """
        )
        == []
    )


def test_everything_is_listed_in_the_order_of_the_file() -> None:
    assert _problems(
        """\
        on: push
        jobs:
          a:
            needs: c
            runs-on: ubuntu-latest
            steps:
              - id: x
                run: "true"
              - id: X
                run: |
                  echo ${{ steps.x.outcom }}
                  echo ${{ steps.later.outputs.w }}
                  echo ${{ github.event. }} ${{ github.reff }}
              - id: later
                if: secrets.TOKEN != ''
                uses: actions/checkout
          b:
            needs: [a, nobody]
            if: needs.c.result == 'success'
            runs-on: ubuntu-latest
            concurrency: {group: x, queue: max, cancel-in-progress: true}
            steps: [run: "true"]
          c:
            needs: [b]
            runs-on: ubuntu-latest
            outputs: {o: "${{ steps.none.outputs.x }}"}
            steps: [run: "true"]
          1d:
            uses: deploy.yml
        """
    ) == [
        '4:12 circle jobs wait for each other and would never start: "a" -> "c" -> "b" -> "a".',
        "9:13 duplicate-id two steps have the id 'X'; an id is unique in its job, whatever its case.",
        "11:16 unknown-property run: `steps.x` has no property 'outcom'. Did you mean 'outcome'?",
        "12:16 later-step step 'X' reads from step 'later', which does not come before it.",
        "13:16 unreadable-expression run: `${{ github.event. }}` is not an expression: it ends too early.",
        "13:37 unknown-property run: `github` has no property 'reff'. Did you mean 'ref'?",
        "15:13 unavailable-context if: `secrets` is not available in jobs.<job_id>.steps.if",
        "16:15 invalid-value uses: 'actions/checkout' names no version: owner/repository@<commit>, ./path or "
        "docker://image.",
        "18:12 unknown-job job 'b' needs job 'nobody', which is not among the workflow's jobs. "
        "Known: 1d, a, b, c.",
        "19:9 not-needed job 'b' reads from job 'c' without needing it, so there is nothing to read. "
        "Add 'c' to its needs.",
        '21:36 invalid-value queue="max" and cancel_in_progress=True exclude each other.',
        "26:19 unknown-step job 'c' reads from step 'none', which is not a step of job 'c'. "
        "None is known here.",
        "28:3 invalid-id id: '1d' is no id for a job: it starts with a letter or _ and goes on with letters, "
        "digits, - and _.",
        "29:11 invalid-value uses: 'deploy.yml' is no workflow: ./.github/workflows/<file>.yml, or "
        "owner/repository/.github/workflows/<file>.yml@<commit>.",
    ]


def test_what_is_read_although_nothing_sets_it_is_found_where_that_is_certain() -> None:
    assert _problems(
        """\
        on: {workflow_dispatch: {inputs: {who: {type: string}}}}
        jobs:
          a:
            runs-on: ${{ matrix.os }}
            strategy: {matrix: {os: [ubuntu-latest], include: [{node: 22}]}}
            outputs: {version: "${{ steps.v.outputs.vresion }}"}
            steps:
              - id: v
                run: echo "version=1" >> "$GITHUB_OUTPUT"
              - id: unknown
                run: ./build.sh
              - id: node
                uses: actions/setup-node@v6
              - run: echo ${{ steps.unknown.outputs.x }} ${{ steps.node.outputs.y }} ${{ matrix.node }}
              - run: echo ${{ matrix.nod }} ${{ inputs.whom }} ${{ env.WHATEVER }} ${{ vars.WHATEVER }}
          b:
            needs: a
            runs-on: ubuntu-latest
            steps: [run: "echo ${{ needs.a.outputs.verison }}"]
        """
    ) == [
        "6:25 unknown-property outputs: `steps.v.outputs` has no output 'vresion'. Did you mean 'version'?",
        "15:19 unknown-property run: `matrix` has no value 'nod'. Did you mean 'node'?",
        "15:37 unknown-property run: `inputs` has no input 'whom'. Did you mean 'who'?",
        "19:24 unknown-property run: `needs.a.outputs` has no output 'verison'. Did you mean 'version'?",
    ]


@pytest.mark.parametrize(
    ("values", "condition", "problem"),
    [
        ("[1, 2]", "matrix.x < 'a'", "type-mismatch"),
        ("[1, 2]", "matrix.x == 1", ""),
        ("[1, a]", "matrix.x == 'a'", ""),
        ("[a, b]", "matrix.x == 'a'", ""),
        ("[a, b]", "matrix.x.y == 'a'", "unknown-property"),
        ("[true, false]", "matrix.x.y == 'a'", "unknown-property"),
        ("[{y: 1}]", "matrix.x.y == 1", ""),
        ("['${{ github.ref }}']", "matrix.x.y == 'a'", ""),
    ],
)
def test_the_values_of_a_matrix_have_kinds(values: str, condition: str, problem: str) -> None:
    found = _problems(
        f"""\
        on: push
        jobs:
          a:
            runs-on: x
            strategy: {{matrix: {{x: {values}}}}}
            steps: [{{run: "true", if: "{condition}"}}]
        """
    )
    assert [one.split()[1] for one in found] == ([problem] if problem else [])


def test_what_is_remembered_of_expressions_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes, "MOST_KNOWN", 2)
    steps = [f"- {{run: a, if: github.actor == '{number}'}}" for number in range(10)]

    assert _steps("\n".join([*steps, "- {run: a, if: github.actr == 'a'}"])) == [
        "11 unknown-property if: `github` has no property 'actr'. Did you mean 'actor'?"
    ]
    assert len(scopes._known) <= 2


@pytest.mark.parametrize(
    ("matrix", "nothing"),
    [
        ("'${{ fromJSON(vars.M) }}'", True),
        ("{os: [a], include: '${{ fromJSON(vars.I) }}'}", True),
        ("{os: '${{ fromJSON(vars.I) }}'}", False),
    ],
)
def test_of_a_matrix_that_only_github_knows_nothing_is_said(matrix: str, nothing: bool) -> None:
    problems = _problems(
        f"""\
        on: push
        jobs:
          a:
            runs-on: x
            strategy: {{matrix: {matrix}}}
            steps: [run: "echo ${{{{ matrix.x }}}}"]
        """
    )
    assert (problems == []) == nothing


def test_steps_that_run_together_see_what_came_before_but_not_each_other() -> None:
    assert _steps(
        """\
        - {id: first, run: ./a}
        - parallel:
          - {id: one, run: 'echo ${{ steps.first.outcome }}'}
          - {id: two, run: 'echo ${{ steps.one.outcome }}'}
          - {id: one, run: a}
        - run: echo ${{ steps.one.outcome }} ${{ steps.two.outcome }} ${{ steps.three.outcome }}
        """
    ) == [
        "4 later-step step 'two' reads from step 'one', which does not come before it.",
        "5 duplicate-id two steps have the id 'one'; an id is unique in its job, whatever its case.",
        "6 unknown-step step `echo ${{ steps.one.outcome }} ${{ steps…` reads from step 'three', which is "
        "not a step of job 'a'. Known: first, one, two.",
    ]


def test_only_steps_that_came_before_can_be_waited_for_or_cancelled() -> None:
    assert _steps(
        """\
        - {id: server, run: ./server, background: true}
        - wait: [server, servre]
        - cancel: later
        - {id: later, run: a, background: true}
        """
    ) == [
        "2 unknown-step step 'wait' waits for step 'servre', which is not a step of job 'a'. "
        "Did you mean 'server'?",
        "3 later-step step 'cancel' ends step 'later', which does not come before it.",
    ]


def test_a_text_that_is_always_true_is_found() -> None:
    assert _steps(
        """\
        - {run: a, if: "${{ github.ref_name == 'x' }} && true"}
        - {run: a, if: "${{ github.ref_name == 'x' }}"}
        - {run: a, if: ""}
        - {run: a, if: "github.ref_name =="}
        - run: a
          if: |
            ${{ github.ref_name == 'x' }}
        """
    ) == [
        f"1 constant {ALWAYS}",
        "4 unreadable-expression if: it ends too early.",
        f"7 constant {ALWAYS}",
    ]


def test_an_if_in_a_file_is_read_as_github_reads_it() -> None:
    assert _steps(
        """\
        - {run: a, if: "not ${{ github.ref_protected }}"}
        - {run: a, if: "${{ github.ref_protected }} && ${{ steps.b.outcome == 'x' }}"}
        - {run: a, if: "${{ github.ref = 'x' }}"}
        - {run: a, if: "${{ 'github.reff' }}"}
        - {run: a, if: "${{ '' }}"}
        """
    ) == [
        f"1 constant {ALWAYS}",
        f"2 constant {ALWAYS}",
        "2 unknown-step step `a` reads from step 'b', which is not a step of job 'a'. None is known here.",
        "3 unreadable-expression if: `${{ github.ref = 'x' }}` is not an expression: unexpected `= 'x'`. "
        "Did you mean '=='?",
        "4 unknown-property if: `github` has no property 'reff'. Did you mean 'ref'?",
    ]


def test_the_jobs_that_an_if_in_a_file_reads_from_are_found_in_words_too() -> None:
    workflow = Workflow.parse(
        "on: push\njobs:\n"
        "  a: {runs-on: x, steps: [run: a]}\n"
        "  b: {runs-on: x, if: 'so ${{ needs.a.result }}', steps: [run: a]}\n"
    )
    assert [one.kind for one in workflow.problems()] == ["constant", "not-needed"]


def test_in_python_an_if_means_what_it_says() -> None:
    a = Job("a", runs_on="x", steps=[RunStep(run="a")])
    condition = f"{a.result == 'failure'} && ${{{{ always() }}}}"
    b = Job("b", runs_on="x", if_=condition, steps=[RunStep(run="a")])
    workflow = Workflow(name="W", on="push", jobs=[a, b])
    assert workflow.problems() == ()
    assert workflow.to_data()["jobs"]["b"]["if"] == "needs.a.result == 'failure' && always()"


def test_an_expression_without_an_end_is_found() -> None:
    assert _steps("- run: echo ${{ github.ref } ${{ github.actor\n") == [
        "1 unreadable-expression run: `${{ github.ref } ${{ github.actor` has no closing `}}`."
    ]


def test_a_text_with_an_expression_that_is_too_long_is_found() -> None:
    (problem,) = _steps(f"- run: echo ${{{{ github.ref }}}} {'x' * 21_000}\n")
    assert problem.startswith("1 unreadable-expression run: GitHub makes `format('…')` of it, with 21,0")


def test_of_thousands_of_mistakes_in_one_text_the_first_are_told() -> None:
    problems = _steps("- run: " + "${{ . }}" * 5_000 + "\n")

    assert len(problems) == 20
    assert set(problems) == {"1 unreadable-expression run: `${{ . }}` is not an expression: unexpected `.`."}


def test_outside_the_jobs_and_in_calls_little_is_available() -> None:
    assert _problems(
        """\
        on:
          workflow_call:
            outputs:
              image: {value: "${{ jobs.call.outputs.image }}"}
              other: {value: "${{ jobs.cal.outputs.image }}"}
        run-name: ${{ env.A }}
        name: ${{ github.ref }}
        jobs:
          call:
            uses: ./.github/workflows/x.yml
            with: {a: "${{ secrets.A }}"}
        """
    ) == [
        "5:23 unknown-property value: `jobs` has no job 'cal'. Did you mean 'call'?",
        "6:11 unavailable-context run_name: `env` is not available in run-name",
        "7:7 unavailable-context name: GitHub evaluates no expression in name.",
        "11:16 unavailable-context with: `secrets` is not available in jobs.<job_id>.with.<with_id>",
    ]


def test_needs_are_those_of_the_file_and_unknown_ones_are_left_out() -> None:
    workflow = Workflow.parse(
        dedent(
            """\
            on: push
            jobs:
              a: {runs-on: x, steps: [run: "true"]}
              b: {needs: [A, nobody], runs-on: x, steps: [run: "true"]}
              c: {runs-on: x, if: needs.a.result == 'success', steps: [run: "true"]}
            """
        )
    )
    assert [workflow.needs(job) for job in workflow.jobs] == [(), ("a",), ()]
    assert workflow.to_data()["jobs"]["b"]["needs"] == ["A", "nobody"]
    assert "needs" not in workflow.to_data()["jobs"]["c"]


def test_a_job_of_a_file_in_a_workflow_made_in_python_needs_what_it_reads() -> None:
    read = Workflow.parse(
        dedent(
            """\
            on: push
            jobs:
              a: {runs-on: x, steps: [run: "true"]}
              b: {needs: a, runs-on: x, steps: [run: "true"]}
            """
        )
    )
    own = Job("own", runs_on="x", steps=[RunStep(run="true")], needs=read.jobs[1])
    made = Workflow(on=read.on, jobs=[*read.jobs, own])

    assert made.to_data()["jobs"]["b"]["needs"] == "a"
    assert made.to_data()["jobs"]["own"]["needs"] == "b"


def test_what_a_person_made_in_python_has_none() -> None:
    job = Job("a", runs_on="x", steps=[RunStep(run="true")])
    workflow = Workflow(on=Triggers(workflow_dispatch=WorkflowDispatch()), jobs=[job])

    assert workflow.problems() == ()


def test_an_actions_problems_are_listed_too() -> None:
    action = ActionFile.parse(
        dedent(
            """\
            name: x
            description: y
            inputs: {a: {description: b}, "1": {}}
            outputs: {o: {description: p}, q: {value: "${{ steps.z.outputs.v }}"}}
            runs:
              using: composite
              steps:
              - run: echo ${{ inputs.b }} ${{ secrets.X }}
                shell: bash
              - id: z
                run: echo "w=1" >> $GITHUB_OUTPUT
                shell: bash
                if: steps.y.outcome == 'success'
            """
        ),
        "action.yml",
    )

    assert _told(action.problems()) == [
        "3:9 invalid-value '1' is no name for an input: it starts with a letter or _ and goes on with "
        "letters, digits, - and _.",
        "4:10 invalid-value output 'o' of a composite action needs a value: a step's output.",
        "4:44 unknown-property value: `steps.z.outputs` has no output 'v'. Known: w.",
        "8:15 unknown-property run: `inputs` has no input 'b'. Known: 1, a.",
        "8:31 unavailable-context run: `secrets` is not available in runs.steps.run",
        "13:9 unknown-step step 'z' reads from step 'y', which is not a step of the action. "
        "None is known here.",
    ]


def test_a_problem_is_told_with_its_place() -> None:
    assert str(Problem("circle", "jobs wait.", Location("w.yml", 3, 4))) == "w.yml:3:4: jobs wait."
    assert str(Problem("circle", "jobs wait.", None)) == "jobs wait."
