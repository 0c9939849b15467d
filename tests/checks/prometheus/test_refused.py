"""What Prometheus or promtool refuse."""

from alertflow.model import Severity
from alertflow.prometheus import AlertingRule, RuleFile, RuleGroup
from tests.checks.making import alert, found, places, project, rule, rules, written

ID = "prometheus/refused"


def test_two_groups_of_one_name_are_found_at_their_place() -> None:
    text = "groups:\n  - {name: a, rules: []}\n  - {name: a, rules: []}\n"
    assert found(ID, written(text)) == [
        "error: group a of rules.yml: two groups of the file are named 'a'. Rename one, or make them one."
        " | Prometheus refuses the whole file."
        " | Mend it; promtool says the same."
    ]
    assert places(ID, written(text)) == [(3, 12)]


def test_the_name_of_the_series_cannot_be_a_label() -> None:
    text = "groups: [{name: a, rules: [{alert: A, expr: up, labels: {__name__: b}}]}]"
    (said,) = found(ID, written(text))
    assert "the label __name__ is the name of the series" in said


def test_alerts_that_nothing_tells_apart_are_found() -> None:
    (said,) = found(ID, rules(rule("A", "x > 1", a="b"), rule("A", "y > 1", a="b")))
    assert said.startswith("error: A of rules.yml: another rule of the file has the same name and labels")
    assert "promtool check rules --lint-fatal" in said


def test_a_label_may_make_severities_of_a_project_the_same() -> None:
    severe = {"severity": "page"}
    twice = [alert(labels=severe), alert(labels=severe, severity=Severity.WARNING)]
    assert len(found(ID, project(*twice))) == 1


def test_what_other_checks_tell_of_is_not_told_twice() -> None:
    broken = AlertingRule("A", expr="up ==", annotations={"summary": "{{ $nothing }}"})
    assert found(ID, rules(broken)) == []


def test_files_that_are_right_are_left_in_peace() -> None:
    one, other = RuleGroup("a", rules=[rule("A", a="b")]), RuleGroup("b", rules=[rule("A", a="c")])
    assert found(ID, {"rules.yml": RuleFile(groups=[one, other])}) == []
    assert found(ID, {"1.yml": RuleFile(groups=[one]), "2.yml": RuleFile(groups=[one])}) == []
