"""Secrets that GitHub lets nobody create."""

from textwrap import dedent

from alertflow.github import RunStep, Workflow, github, secrets
from alertflow.model import Command, Pipeline, Project, Secret, Slack, Stage
from alertflow.model.pipeline import AlertContext, Investigate, Notify
from tests.checks.making import alert, found, project, remedied, workflow

ID = "github/reserved-secret-name"


def with_secrets(*asked: Secret) -> Project:
    command = Command("look", title="Look", script="true", secrets=asked)
    return project(alert(remediation=remedied(diagnose=[command])))


def test_it_is_found_where_a_command_names_it() -> None:
    assert found(ID, with_secrets(Secret("GITHUB_PAT"), Secret("github_pat"), Secret("OTHER"))) == [
        "error: the secret GITHUB_PAT cannot exist: GitHub keeps names that begin with GITHUB_ for itself."
        " | It is always empty, and what needs it is skipped or fails."
        " | Name it otherwise, such as GH_PAT, there and on GitHub."
    ]


def test_it_is_found_in_stages() -> None:
    look = Command("look", title="Look", script="true", secrets=[Secret("GITHUB_A")])
    stages: list[Stage] = [
        AlertContext(),
        Investigate(commands=[look]),
        Notify(receivers=[Slack(channel="#a", secret="GITHUB_B")]),
    ]
    said = found(ID, project(alert(remediation=remedied()), pipelines=[Pipeline(stages=stages)]))
    assert [one.split()[3] for one in said] == ["GITHUB_B", "GITHUB_A"]


def test_it_is_found_in_any_workflow() -> None:
    text = """
        on: push
        jobs:
          a:
            runs-on: ubuntu-24.04
            steps:
              - run: true
                env:
                  TOKEN: ${{ secrets.GITHUB_PAT }}
                  B: ${{ secrets['github_b'] }}
              - run: true
                if: env.A == secrets.github_c
    """
    read = Workflow.parse(dedent(text))
    assert [one.split()[3] for one in found(ID, {".github/workflows/read.yml": read})] == [
        "GITHUB_PAT",
        "github_b",
        "github_c",
    ]


def test_the_token_that_github_makes_is_right() -> None:
    token = RunStep(run="true", env={"A": secrets.GITHUB_TOKEN, "B": github.token, "C": secrets.github_token})
    assert found(ID, workflow(token)) == []


def test_a_variable_may_have_such_a_name() -> None:
    assert found(ID, with_secrets(Secret("GH_PAT", env="GITHUB_PAT"))) == []
    said = RunStep(run="true", env={"A": "secrets.GITHUB_PAT", "GITHUB_PAT": secrets.GH_PAT})
    assert found(ID, workflow(said)) == []
