"""Groups, their files and objects, and what is said again and again."""

import pytest

from alertflow.declared import AlertflowError
from alertflow.documents import read
from alertflow.importer.draft import Chapter, Draft
from alertflow.importer.project import imported
from alertflow.importer.proof import prove
from alertflow.importer.rules import rules as import_rules
from alertflow.importer.writing.layout import text
from alertflow.importer.writing.nodes import Module
from alertflow.prometheus import RuleFile
from tests.importer.rules.importing import ORIGIN, of, rules, statement

ALERT = "{alert: %s, expr: up == 0, labels: {severity: info}}"


def test_a_group_says_all_that_it_has() -> None:
    made = of(
        "groups:\n  - {name: redis-gateway.rules, interval: 30s, query_offset: 1m, limit: 5, labels: {a: b}, "
        "rules: [{record: 'a:b', expr: up, labels: {c: d}}, " + ALERT % "Down" + "]}\n"
    )
    assert statement(made, "redis_gateway_rules") == (
        "redis_gateway_rules = RuleGroup(\n"
        '    "redis-gateway.rules",\n'
        '    interval="30s",\n'
        '    query_offset="1m",\n'
        "    limit=5,\n"
        '    labels={"a": "b"},\n'
        '    file="rules/file.yml",\n'
        '    rules=[RecordingRule("a:b", expr="up", labels={"c": "d"}), down],\n'
        ")"
    )


@pytest.mark.parametrize("path", ["monitoring/alert_rules.yml", "rules/x.yml"])
def test_the_file_is_said_where_it_is_not_the_usual_one(path: str) -> None:
    made = of(rules(ALERT % "Down"), path=path)
    assert (f'file="{path}"' in made.text) is (path == "rules/x.yml")


def test_a_file_of_many_groups_has_a_name() -> None:
    made = of("groups:\n" + "".join(f"  - {{name: g{n}, rules: [{ALERT % f'A{n}'}]}}\n" for n in range(3)))
    assert statement(made, "FILE_RULES") == 'FILE_RULES = "rules/file.yml"'


OBJECT = """
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: redis-alerts
  namespace: monitoring
  labels: {release: prometheus}
spec:
  groups:
    - name: a
      rules:
        # Somebody trips over a cable.
        - {alert: Down, expr: up == 0, labels: {severity: info}}
"""


def test_a_prometheus_rule_is_an_object_that_holds_the_group() -> None:
    made = of(OBJECT, path="k8s/redis.yaml")
    assert 'file=RuleObject(\n        "k8s/redis.yaml",\n        name="redis-alerts",' in made.text
    assert "# Somebody trips over a cable.\ndown = Alert(" in made.text


OTHER = "\n---\n" + OBJECT.replace("redis-alerts", "other-alerts").replace("Down", "Up")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (OBJECT, True),
        ("---\n# One.\n---" + OBJECT + "---\n", True),
        (OBJECT + OTHER, False),
        (OBJECT + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\n", False),
        ("apiVersion: v1\nkind: List\nitems:\n  - " + "\n    ".join(OBJECT.strip().split("\n")), False),
    ],
)
def test_one_of_several_objects_in_a_file_is_a_manifest_as_it_was(text: str, alone: bool) -> None:
    made = of(text, path="k8s/redis.yaml")
    assert ("RuleObject(" in made.text) is alone
    assert ("kubernetes.PrometheusRule(" in made.text) is not alone


PLAIN = "# By hand.\ngroups:\n" + OBJECT.partition("groups:\n")[2]


@pytest.mark.parametrize(
    ("plain", "is_copy"), [(PLAIN, True), (PLAIN.replace("up == 0", "up == 1"), False)], ids=["equal", "not"]
)
def test_promtools_copy_of_an_object_is_written_with_it(plain: str, is_copy: bool) -> None:
    found = [*read(OBJECT, "k8s/redis.yaml")[0], *read(plain, "monitoring/redis.yml")[0]]
    made = imported(found, ORIGIN)
    assert [str(one) for one in prove(made.text, found, ORIGIN).differences] == []
    assert ("RuleObject(" in made.text) is is_copy
    assert "# By hand." in made.text and made.text.count("# Somebody trips over a cable.") == 2 - is_copy
    copy = (
        "promtool's copy of its rules would have the path of monitoring/redis.yml, which says something else."
    )
    assert any(one.what.endswith(copy) for one in made.kept) is not is_copy


def test_two_groups_share_their_object() -> None:
    made = of(OBJECT + "    - name: b\n      rules: []\n", path="k8s/redis.yaml")
    assert made.text.count("RuleObject(") == 1
    assert made.text.count("file=REDIS_ALERTS") == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("groups: []\n", "it has no groups"),
        (
            f"groups: [{{name: a, labels: {{a.b: c}}, rules: [{ALERT % 'A'}]}}]\n",
            "the group a has labels whose",
        ),
        (
            "groups: [{name: a, rules: [{record: b, expr: 'up >'}]}]\n",
            "the group a records b, whose expression",
        ),
        (OBJECT.replace("namespace", "generateName: x\n  namespace"), "its metadata are more than"),
    ],
)
def test_a_file_that_no_group_can_say_stays_in_its_own_language(text: str, reason: str) -> None:
    made = of(text)
    (kept,) = made.kept
    assert kept.what.removeprefix("The file stays as it is, in its own language: ").startswith(reason)
    assert "files={" in made.text


def test_the_address_that_runbooks_begin_with_is_said_once() -> None:
    alert = (
        "{{alert: {0}, expr: {0} > 1, labels: {{severity: info}}, "
        "annotations: {{runbook_url: 'https://example.org/books/{1}'}}}}"
    )
    names = [("Aa", "x#a"), ("Bb", "y/b"), ("Cc", "c?d=e")]
    made = of(rules(*[alert.format(*one) for one in names]))
    assert statement(made, "RUNBOOKS") == 'RUNBOOKS = "https://example.org/books"'
    assert 'runbook=f"{RUNBOOKS}/y/b"' in made.text


def test_labels_that_many_alerts_have_are_said_once() -> None:
    alert = "{alert: %s, expr: %s > 1, labels: {severity: info, product: shop, kind: business}}"
    made = of(rules(*[alert % (one, query) for one, query in (("A", "a"), ("B", "b + c"), ("C", "max(d)"))]))
    assert 'SHOP_BUSINESS_LABELS = {"product": "shop", "kind": "business"}' in made.text
    assert made.text.count("labels=SHOP_BUSINESS_LABELS") == 3


COMMENTED = """\
# Copyright
# of the shop

# Before the groups.
groups:
  # About the group.
  - name: a  # behind its name
    interval: 30s  # fast
    rules:
      # About the alert.
      - alert: Down  # behind the alert
        # about the expression
        expr: up == 0
        for: 5m # flapping
        labels:
          # about the severity
          severity: info  # nobody is woken
          service: x  # about the service
        annotations:  # behind annotations
          summary: |  # behind the block
            # no comment
            Down
        # behind the alert's last line
      - record: a:b  # about the record
        expr: up
# At the end.
"""


def test_each_comment_stands_beside_what_it_is_about() -> None:
    made = of(COMMENTED)
    assert made.text[made.text.index("# Copyright") : made.text.index("project =")] == (
        "# Copyright\n# of the shop\n# Before the groups.\n# About the group.\n# behind its name\n"
        "# About the alert.\n# behind the alert\n"
        "down = Alert(\n"
        '    name="Down",\n'
        "    # about the expression\n"
        '    expr="up == 0",\n'
        '    for_="5m",  # flapping\n'
        "    # about the severity\n"
        "    severity=Severity.INFO,  # nobody is woken\n"
        "    # behind annotations\n"
        '    summary="# no comment\\nDown\\n",  # behind the block\n'
        '    runbook="",\n'
        '    labels={"service": "x"},  # about the service\n'
        ")\n\n"
        "# At the end.\n"
        "a = RuleGroup(\n"
        '    "a",\n'
        '    interval="30s",  # fast\n'
        '    file="rules/file.yml",\n'
        "    rules=[\n"
        "        down,\n"
        "        # behind the alert's last line\n"
        '        RecordingRule("a:b", expr="up"),  # about the record\n'
        "    ],\n"
        ")\n\n"
    )


def test_rules_that_follow_from_an_objective_are_left_out_and_their_comments_are_not() -> None:
    (found,), _ = read(
        COMMENTED + "  - name: b\n    rules:\n      # Of b.\n      - {record: c, expr: up}\n", "a.yml"
    )
    assert isinstance(found.document, RuleFile)
    first, second = found.document.groups
    draft = Draft()
    import_rules(draft, [found], lambda path: path, frozenset([id(first.rules[0]), id(second.rules[0])]))
    python = text(Module("", [draft.chapters[Chapter.ALERTS]]))
    assert "Alert(" not in python and 'RecordingRule("a:b"' in python and '"c"' not in python
    assert "# About the alert." in python and "# Of b." in python


def test_a_threshold_that_guards_the_same_thing_again_and_again_has_a_name() -> None:
    alert = "{alert: %sHighErrorRate, expr: '%s', for: %s, labels: {severity: %s}, annotations: {%s: x}}"
    ratio = 'sum(rate(errors_total{job="%s"}[5m])) / sum(rate(requests_total{job="%s"}[5m])) > 0.05'
    plain = 'errors:ratio{job="%s"} >5'
    made = of(
        rules(
            alert % ("Cart", ratio % ("cart", "cart"), "5m", "critical", "summary"),
            alert % ("Orders", ratio % ("orders", "orders"), "1h", "warning", "description"),
            alert % ("Search", ratio % ("search", "search"), "2h", "info", "value"),
            alert % ("Mail", plain % "a", "5m", "critical", "summary"),
            alert % ("Post", plain % "b", "5m", "critical", "description"),
            alert % ("Letter", plain % "c", "5m", "critical", "value"),
        )
    )
    assert statement(made, "ERROR_RATE_MAX").splitlines()[-2:] == [
        "ERROR_RATE_MAX = 0.05",
        "ERROR_RATE_MAX_2 = 5",
    ]
    ratio = 'error_ratio("errors_total", "requests_total", where={"job": "cart"})'
    assert f'    expr={ratio} + f" > {{ERROR_RATE_MAX}}",\n' in made.text
    assert """    expr=f'errors:ratio{{job="b"}} >{ERROR_RATE_MAX_2}',\n""" in made.text


def test_nothing_and_one_are_no_thresholds() -> None:
    alert = "{alert: %s, expr: '%s', labels: {severity: info}, annotations: {%s: x}}"
    for query in ('up{job="%s"} > 0', 'up{job="%s"} < 1', 'up{job="%s"} == 5', 'up{job="%s"} > 1e3'):
        made = of(rules(*[alert % (one, query % one, one) for one in ("summary", "description", "value")]))
        assert "_MAX" not in made.text and "_MIN" not in made.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "groups: [{name: a, rules: []}, {name: a, rules: []}]",
            "1:39: group a cannot be imported, for Prometheus",
        ),
        (
            "groups: [{name: a, rules: [{record: b, expr: c, labels: {__name__: d}}]}]",
            "1:68: b cannot be imported",
        ),
    ],
)
def test_what_prometheus_refuses_and_python_cannot_say_is_refused_with_its_place(
    text: str, message: str
) -> None:
    with pytest.raises(AlertflowError, match=message):
        of(text)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("{record: é.b, expr: up}", "The rule é.b stays as Prometheus has it: its name is more than letters"),
        (
            "{record: b, expr: up, labels: {a.b: c}}",
            "The rule b stays as Prometheus has it: the label 'a.b' is more",
        ),
    ],
)
def test_a_recording_rule_of_an_odd_name_stays_as_prometheus_has_it(rule: str, reason: str) -> None:
    made = of(rules(rule))
    assert "from alertflow.prometheus import RecordingRule" in made.text
    assert [one.what.startswith(reason) for one in made.kept] == [True]
