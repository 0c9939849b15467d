"""A comment that silences nothing."""

from textwrap import dedent

from alertflow.checks import Subject
from alertflow.checks.ignored import Ignore
from alertflow.declared import Location
from tests.checks.making import found, found_in

ID = "ignore/silences-nothing"


def comment(check: str = "github/step-timeout", reason: str = "it is fine", silenced: int = 0) -> Subject:
    return Subject({}, ignores=(Ignore(Location("alertflow.py", 3), check, reason, range(4, 5), silenced),))


def test_it_is_reported() -> None:
    assert found(ID, comment()) == [
        "warning: github/step-timeout finds nothing on line 4, which this comment is about."
        " | It would hide the next mistake on that line."
        " | Remove the comment, or put it behind the line that the finding names, or alone above it."
    ]


def test_one_that_silences_is_left_in_peace_however_many_it_silences() -> None:
    assert found(ID, comment(silenced=1)) == []
    assert found(ID, comment(silenced=1000)) == []


def test_one_that_is_wrong_already_is_not_reported_twice() -> None:
    assert found(ID, comment(reason="")) == []
    assert found(ID, comment(check="github/nothing")) == []


RULE = """
    groups:
      - name: a
        rules:
          - alert: Down  # alertflow: ignore[loop/unreachable-receiver] nobody is told yet
            expr: up == 0
            labels: {severity: critical}
            annotations: {runbook_url: https://example.org/, summary: Down}
    """
CONFIG = """
    ---
    route: {receiver: a}
    receivers: [{name: a, webhook_configs: [{url_file: /a}]}]
    """


def test_what_shows_only_beside_a_configuration_is_no_mistake_without_one() -> None:
    assert found_in(RULE, ID) == []
    (said,) = found_in(dedent(RULE) + dedent(CONFIG).lstrip(), ID)
    assert said.startswith("file.yml:5:22 warning: loop/unreachable-receiver finds nothing on line 5")
