"""Groups of rules in a project: what they take, what a project sees of them, and what does not fit."""

from typing import Any

import pytest

from alertflow.declared import AlertflowError, DeclarationError
from alertflow.model import Alert, Project, RecordingRule, RuleGroup, RuleObject, Severity, Slo, Team
from alertflow.prometheus import AlertingRule
from alertflow.prometheus import RecordingRule as RawRecordingRule
from alertflow.slo import Availability

RAW = AlertingRule("Redis down", expr="up == 0")


def alert(name: str = "Down", **more: Any) -> Alert:
    given: dict[str, Any] = {"name": name, "expr": "up == 0", "severity": Severity.CRITICAL}
    return Alert(**(given | more))


def group(name: str = "g", *rules: Any, **more: Any) -> RuleGroup:
    return RuleGroup(name, rules=rules, **more)


def slo(name: str = "availability") -> Slo:
    return Slo(
        name, service="shop", objective=0.99, indicator=Availability(errors="e_total", total="r_total")
    )


def problems(**more: Any) -> list[str]:
    return [one.message for one in Project(**({"name": "p"} | more)).problems()]


def test_a_group_takes_alerts_recording_rules_and_rules_in_prometheus_s_own_words() -> None:
    down, recorded, raw = alert(), RecordingRule("a:b", expr="sum(up)"), RawRecordingRule("c:d", expr="up")
    made = group("g", down, recorded, RAW, raw)
    assert made.alerts == (down,)
    assert made.recorded == (recorded, raw)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rules": [3]}, "rules[0]: should be an Alert, a RecordingRule or an AlertingRule, not 3."),
        ({"rules": [Severity.INFO]}, "should be an Alert, a RecordingRule or an AlertingRule"),
        ({"rules": alert()}, "rules: should be a list, not an Alert."),
        ({"name": ""}, "name: should be text that is not empty"),
        ({"limit": -1}, "limit: should be greater than or equal to 0"),
        ({"interval": "often"}, "interval: should be a duration"),
        ({"file": "../rules.yml"}, "the path of a file from the repository's root, as in"),
        ({"file": "/etc/rules.yml"}, "the path of a file"),
        ({"file": "rules/../rules.yml"}, "the path of a file"),
        ({"file": "rules/*.yml"}, "the path of a file"),
        ({"file": "rules/"}, "the path of a file"),
        ({"file": "a\nb.yml"}, "the path of a file"),
        ({"labels": {"a-b": "c"}}, "letters, digits and underscores"),
        ({"recording": []}, "unknown name 'recording'"),
    ],
)
def test_what_does_not_fit_is_told(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        RuleGroup(**({"name": "g", "rules": []} | wrong))
    assert said in caught.value.message


@pytest.mark.parametrize("path", ["rules.yml", ".rules/redis gateway.rules", "a/..b/é.yaml"])
def test_a_file_may_be_anywhere_below_the_root(path: str) -> None:
    assert group(file=path).path("monitoring") == path


def test_without_a_file_a_group_stands_among_the_others_of_its_kind() -> None:
    assert group("g", alert()).path("ops") == "ops/alert_rules.yml"
    assert group("g", RAW).path("ops") == "ops/alert_rules.yml"
    assert group("g", RecordingRule("a:b", expr="up")).path("ops") == "ops/recording_rules.yml"
    assert group("g").path("ops") == "ops/recording_rules.yml"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Redis_Rules"}, "name: 'Redis_Rules' is no name for an object"),
        ({"namespace": "a.b"}, "namespace: "),
        ({"labels": {"a b": "c"}}, "labels: "),
        ({"annotations": {"a b": "c"}}, "annotations: "),
    ],
)
def test_a_rule_object_is_one_that_a_cluster_takes(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        RuleObject("k8s/rules.yaml", **({"name": "redis"} | wrong))
    assert caught.value.message.startswith(f"RuleObject(…): {said}")


def test_a_project_sees_the_alerts_of_its_groups_behind_its_own_and_before_those_of_objectives() -> None:
    shop, team = slo(), Team("web")
    one, two, three = alert("One"), alert("Two", team=team), alert("Two", severity=Severity("page", rank=50))
    made = Project(
        name="p", alerts=[one], groups=[group("a", RAW, two), group("b", three, file="b.yml")], slos=[shop]
    )
    assert made.every_alert == (one, two, three, *shop.alerts)
    assert made.ungrouped == (one, *shop.alerts)
    assert made.alerts_by_name["Two"] == [two, three]
    assert made.teams == (team,)
    assert made.severities[0].name == "page"
    assert made.every_group == (*made.groups, shop.recording)
    assert [made.group_of(one), made.group_of(two), made.group_of(three)] == [None, *made.groups]
    assert made.problems() == []


def test_an_alert_stands_in_one_place() -> None:
    down = alert()
    both = problems(alerts=[down], groups=[group("g", down)])
    assert both == [
        "Alert(Down) is in alerts=[…] and in the group 'g', and would be evaluated twice. Take it out once."
    ]
    (twice,) = problems(groups=[group("g", down), group("h", down)])
    assert twice.startswith("Alert(Down) is in the group 'g' and in the group 'h'")
    (again,) = problems(groups=[group("g", down, down)])
    assert again.startswith("Alert(Down) is twice in the group 'g'")


def test_the_place_is_that_of_the_group_s_rules() -> None:
    down = alert()
    made = Project(
        name="p",
        alerts=[down],
        groups=[
            RuleGroup(
                "g",
                rules=[down],
            )
        ],
    )
    (problem,) = made.problems()
    source = made.groups[0].source
    assert source is not None
    assert problem.location == source._replace(line=source.line + 2)


def test_a_file_has_no_two_groups_of_one_name() -> None:
    up = RecordingRule("a:b", expr="up")
    assert problems(groups=[group("g", up), group("g", up, file="b.yml"), group("g", alert())]) == []
    (recorded,) = problems(groups=[group("g", up), group("g", up)])
    assert recorded.startswith(
        "RuleGroup(g): a file cannot have two groups of one name, and monitoring/recording_rules.yml has; "
        "the first is at "
    )
    (own,) = problems(alerts=[alert()], groups=[group("p", RAW)])
    assert "it is the name of the group of the project's other alerts" in own
    assert problems(groups=[group("p", RAW)]) == []
    (of_slo,) = problems(slos=[slo()], groups=[group("slo/shop/availability", up)])
    assert of_slo.startswith("RuleGroup(slo/shop/availability)")


def test_one_manifest_says_one_thing() -> None:
    one, other = RuleObject("k8s/a.yaml", name="a"), RuleObject("k8s/a.yaml", name="a", namespace="b")
    assert problems(groups=[group("g", RAW, file=one), group("h", RAW, file=one.replace())]) == []
    (differs,) = problems(groups=[group("g", RAW, file=one), group("h", RAW, file=other)])
    assert differs.startswith("RuleObject(k8s/a.yaml): another one at this path says something else.")
    elsewhere = RuleObject("other/a.yml", name="a")
    (beside,) = problems(groups=[group("g", RAW, file=one), group("h", RAW, file=elsewhere)])
    assert "its rules and those of k8s/a.yaml would be written to one rule file" in beside


def test_an_expression_of_a_group_that_does_not_parse_is_told_at_its_rule() -> None:
    told = problems(groups=[group("g", alert(expr="sum("), RecordingRule("a:b", expr="up +"))])
    assert [one.split(":")[0] for one in told] == ["Alert(Down)", "RecordingRule(a"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.yml": 3}, "files['a.yml']: should be a Workflow, an ActionFile, a RuleFile, a TestFile,"),
        ({"a.yml": RAW}, "files['a.yml']: should be a Workflow"),
        ({"a.yml": []}, "'a.yml' has no document."),
        ({".alertflow.json": []}, "'.alertflow.json' is not a file of yours to write."),
        ({".git/config": []}, "'.git/config' is not a file of yours to write."),
        ({"../a.yml": []}, "the path of a file from the repository's root"),
    ],
)
def test_a_file_of_one_s_own_is_a_document_at_a_path_below_the_root(files: dict[str, Any], said: str) -> None:
    with pytest.raises(AlertflowError) as caught:
        Project(name="p", files=files)
    assert said in caught.value.message


def test_a_configuration_of_one_s_own_is_one_of_alertmanager() -> None:
    with pytest.raises(DeclarationError, match=r"alertmanager: should be a Config, not 'am.yml'"):
        Project(name="p", alertmanager="am.yml")  # type: ignore[arg-type]  # what is tested
