"""What is remembered of an expression holds only where the same is known around it."""

from textwrap import dedent

from alertflow.github import Workflow


def problems(outputs: str, reading: str) -> list[str]:
    """What is wrong with a workflow whose job and step have these `outputs`, and whose next reads them."""
    text = dedent(f"""\
        on: push
        jobs:
          first:
            runs-on: ubuntu-24.04
            outputs:
              {outputs}: "1"
            steps:
              - id: find
                run: echo "{outputs}=1" >> "$GITHUB_OUTPUT"
              - run: echo "$A"
                env:
                  A: ${{{{ {reading.replace("needs.first", "steps.find")} }}}}
          second:
            needs: first
            runs-on: ubuntu-24.04
            steps:
              - run: echo "$A"
                env:
                  A: ${{{{ {reading} }}}}
    """)
    return [problem.message for problem in Workflow.parse(text).problems()]


def test_an_output_that_one_job_has_is_still_missed_in_another() -> None:
    for _ in range(2):
        assert problems("version", "needs.first.outputs.version") == []
        assert [message.partition(".")[0] for message in problems("name", "needs.first.outputs.version")] == [
            "env: `steps",
            "env: `needs",
        ]
        assert problems("name", "needs.first.outputs.name") == []


def test_so_it_is_where_an_expression_reads_a_whole_context_too() -> None:
    for _ in range(2):
        assert problems("version", "needs.first.outputs.version || toJSON(needs)") == []
        assert len(problems("name", "needs.first.outputs.version == toJSON(needs)")) == 2


def test_a_job_and_a_step_of_the_same_name_are_not_taken_for_each_other() -> None:
    text = """\
        on: push
        jobs:
          find:
            runs-on: ubuntu-24.04
            outputs:
              of-job: "1"
            steps:
              - run: make
          second:
            needs: find
            runs-on: ubuntu-24.04
            steps:
              - id: find
                run: echo "of-step=1" >> "$GITHUB_OUTPUT"
              - run: echo "$A"
                env:
                  A: ${{ needs.find.outputs.of-job }} ${{ steps.find.outputs.of-step }}
              - run: echo "$A"
                env:
                  A: ${{ needs.find.outputs.of-step }} ${{ steps.find.outputs.of-job }}
    """
    told = [problem.message for problem in Workflow.parse(dedent(text)).problems()]
    assert [message.split("'")[1] for message in told] == ["of-step", "of-job"]
