"""Passwords that stand in the file."""

from alertflow.github import Container, Credentials, RunStep, secrets
from tests.checks.making import found, parsed, places, workflow

ID = "github/hardcoded-credentials"
JOB = """
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    container:
      image: registry.example.org/example/build
      credentials:
        username: robot
        password: %s
    services:
      plain: postgres:17
      db:
        image: registry.example.org/example/db
        credentials:
          username: robot
          password: %s
    steps: [{run: make}]
"""


def test_a_password_is_found_in_a_container_and_in_a_service() -> None:
    document = parsed(JOB % ("correct-horse", "battery-staple"))
    assert places(ID, document) == [(10, 19), (17, 21)]
    first, second = found(ID, document)
    assert first == (
        "error: the password for the image of the container of job 'test' stands in the file."
        " | Whoever can read the repository, or its history, can use it."
        " | Change the password, keep the new one as a secret, and read it: ${{ secrets.NAME }}."
    )
    assert "of service 'db' of job 'test'" in second
    assert "horse" not in first


def test_an_expression_is_right() -> None:
    assert found(ID, parsed(JOB % ("${{ secrets.A }}", "${{ github.token }}"))) == []


def test_it_is_found_in_python_too() -> None:
    for password, times in (("correct-horse", 1), (secrets.PASSWORD, 0)):
        container = Container(
            "registry.example.org/example/build", credentials=Credentials(username="a", password=password)
        )
        assert len(found(ID, workflow(RunStep(run="make"), container=container))) == times
