"""Objects as the calls that make them: evaluated, they are the same objects again."""

from typing import Any

import pytest

from alertflow import Alert, Project, Severity, Team
from alertflow.alertmanager import Config
from alertflow.importer.writing.declared import expression
from alertflow.importer.writing.layout import text
from alertflow.importer.writing.nodes import Assignment, Expression, Module, Variable
from alertflow.prometheus import RuleFile
from alertflow.receivers import PagerDuty, Slack


def python(value: Expression) -> str:
    """The Python of one value, without its imports."""
    return text(Module("", [[Assignment("value", value)]])).partition("value = ")[2].strip()


def evaluated(value: Expression) -> Any:
    names: dict[str, Any] = {}
    exec(compile(text(Module("", [[Assignment("value", value)]])), "alertflow.py", "exec"), names)
    return names["value"]


def test_what_may_stand_by_position_does_and_only_what_was_given_is_said() -> None:
    assert python(expression(Team("platform"))) == 'Team("platform")'
    assert python(expression(Severity("page", rank=50))) == 'Severity("page", rank=50)'


def test_a_member_of_its_class_is_called_so() -> None:
    assert python(expression(Severity.CRITICAL)) == "Severity.CRITICAL"
    receiver = PagerDuty(min_severity=Severity.CRITICAL)
    assert python(expression(receiver)) == "PagerDuty(min_severity=Severity.CRITICAL)"


def test_a_keyword_is_the_word_that_python_has_for_it() -> None:
    alert = Alert(name="Down", expr="up == 0", for_="5m", severity=Severity.INFO)
    assert 'for_="5m"' in python(expression(alert))


CONFIG = """
route:
  receiver: team
  group_by: ['...']
  routes: [{matchers: ['severity="critical"', 'a=~"b|c"'], receiver: team, continue: true}]
receivers:
  - name: team
    slack_configs:
      - {channel: '#a', api_url_file: /etc/slack, send_resolved: true, fields: [{title: a, value: b}]}
    webhook_configs: [{url: 'https://example.org', max_alerts: 0}]
inhibit_rules: [{source_matchers: [a="b"], target_matchers: [a="c"], equal: [d]}]
"""
RULES = """
groups:
  - name: a
    limit: 3
    rules:
      - alert: Down
        expr: up == 0
        annotations: {summary: "it's \\"down\\""}
      - record: a:b
        expr: sum(up)
"""


@pytest.mark.parametrize(
    "document",
    [
        Config.parse(CONFIG, "alertmanager.yml"),
        RuleFile.parse(RULES, "rules.yml"),
        Slack(channel="#alerts"),
        Project(
            name="shop",
            team=Team("shop", receivers=[Slack(channel="#a")]),
            alerts=[Alert(name="Down", expr="up == 0", severity=Severity.INFO, labels={"a": "b"})],
        ),
    ],
    ids=lambda document: type(document).__name__,
)
def test_the_call_makes_the_same_object(document: Any) -> None:
    again = evaluated(expression(document))
    assert type(again) is type(document)
    if hasattr(document, "to_data"):
        assert again.to_data() == document.to_data()
    else:
        assert again == document


def test_a_variable_may_stand_in_the_place_of_an_object_or_a_text() -> None:
    team = Team("shop")
    alert = Alert(name="Down", expr="up == 0", severity=Severity.INFO, team=team, summary="Down")

    def replaced(value: object) -> Expression | None:
        return Variable("shop") if value is team else Variable("DOWN") if value == "Down" else None

    written = python(expression(alert, replaced=replaced))
    assert "name=DOWN" in written and "team=shop" in written and "summary=DOWN" in written


def test_comments_stand_beside_what_they_are_about() -> None:
    team = Team("shop", receivers=[Slack(channel="#a")])

    def beside(of: object, field: str) -> tuple[tuple[str, ...], str]:
        if isinstance(of, Slack) and field == "":
            return ("read by night",), ""
        return ((), "not #b") if isinstance(of, Slack) and field == "channel" else ((), "")

    assert python(expression(team, beside=beside)) == (
        'Team(\n    "shop",\n    receivers=[\n        # read by night\n'
        '        Slack(\n            channel="#a",  # not #b\n        ),\n    ],\n)'
    )


def test_what_has_no_form_in_python_is_refused() -> None:
    with pytest.raises(TypeError, match="a object has no form"):
        expression(object())
