"""Specifications of Sloth's as Slos: what a person would have written, with the same meaning."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alertflow.sloth import SlothSpec
from alertflow.yaml import dump
from tests.importer.objectives.bringing import brought
from tests.importer.objectives.generated import sloth_rules

ERRORS = 'sum(rate(requests_total{code=~"(5..|429)"}[{{.window}}]))'
TOTAL = "sum(rate(requests_total[{{.window}}]))"
USUAL = {
    "page_alert": {"labels": {"severity": "critical"}},
    "ticket_alert": {"labels": {"severity": "warning"}},
}


def slo(name: str = "requests", **changes: Any) -> dict[str, Any]:
    events = {"error_query": changes.pop("errors", ERRORS), "total_query": changes.pop("total", TOTAL)}
    alerting = {"name": "ShopErrors", **USUAL, **changes.pop("alerting", {})}
    return {"name": name, "objective": 99.9, "sli": {"events": events}, "alerting": alerting, **changes}


def spec(*slos: dict[str, Any], **changes: Any) -> str:
    return dump({"version": "prometheus/v1", "service": "shop", **changes, "slos": list(slos or [slo()])})


def test_the_usual_objective_is_what_a_person_would_write() -> None:
    made = brought(spec())
    assert (
        made.text
        == '''\
"""Shop: its objectives."""

from alertflow import Project, Slo
from alertflow.slo import Availability

requests = Slo(
    "requests",
    service="shop",
    objective=0.999,
    indicator=Availability(
        errors='requests_total{code=~"(5..|429)"}',
        total="requests_total",
    ),
    period_ratio="averaged",
    runbook="",
    alert="ShopErrors",
    tiers_only=True,
)

project = Project(
    name="shop",
    slos=[requests],
)
'''
    )
    assert (made.kept, made.differs) == ([], [])
    assert made.same == [
        "shop/requests: the same, now as the Slo shop/requests; its labels are service, slo and burn, for "
        "sloth_service, sloth_slo and sloth_id"
    ]


LATENCY = (
    'sum(rate(seconds_count{verb!="WATCH"}[{{.window}}])) - '
    'sum(rate(seconds_bucket{le="0.4",verb!="WATCH"}[{{.window}}]))'
)
COUNT = 'sum(rate(seconds_count{verb!="WATCH"}[{{.window}}]))'
CLIENTS = "sum_over_time((count(satisfaction_ratio < 0.75))[{{.window}}:]) OR on() vector(0)"


@pytest.mark.parametrize(
    ("errors", "total", "indicator"),
    [
        (LATENCY, COUNT, """Latency(histogram='seconds{verb!="WATCH"}', within="400ms")"""),
        (f"({LATENCY})", COUNT, """Latency(histogram='seconds{verb!="WATCH"}', within="400ms")"""),
        (LATENCY.replace("0.4", "fast"), COUNT, "Ratio("),
        (LATENCY.replace('le="0.4"', 'le="0.4",x="y"'), COUNT, "Ratio("),
        (CLIENTS, "sum_over_time((count(satisfaction_ratio))[{{.window}}:])", "Ratio("),
        (f"{ERRORS} + sum(rate(lost_total[{{{{ .window }}}}]))", TOTAL, "Ratio("),
        (ERRORS.replace("rate", "increase"), TOTAL.replace("rate", "increase"), "Ratio("),
        (f"  {ERRORS}\n", f"{TOTAL}\n", "Availability("),
    ],
)
def test_an_indicator_is_the_helper_that_asks_for_the_same(errors: str, total: str, indicator: str) -> None:
    made = brought(spec(slo(errors=errors, total=total)))
    assert f"indicator={indicator}".replace("\n", "") in "".join(
        line.strip() for line in made.text.splitlines()
    ).replace(",)", ")").replace('", within', '", within').replace("',within", "', within")
    assert (made.kept, made.differs) == ([], [])


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sli": {"plugin": {"id": "a/b"}}}, "its queries are those of the plugin a/b"),
        (
            {"sli": {"raw": {"error_ratio_query": "x{w='{{.window}}'}"}}},
            "its ratio is reckoned by something else",
        ),
        ({"errors": "sum by (job) (rate(a_total[{{.window}}]))"}, "a query gives several series"),
        ({"errors": "max_over_time(a_total[{{.window}}])"}, "a query gives several series"),
        ({"errors": "sum(max_over_time(a_total[{{.window}}]))"}, "a query is no count of events"),
        ({"errors": "sum(rate(a_total[5m]))"}, "a query has no window"),
        ({"errors": "sum(rate(a_total[{{.window}}])"}, "a query is wrong"),
        ({"objective": 100}, "its objective is not between 0 and 100 %"),
        ({"plugins": {"chain": [{"id": "a/b"}]}}, "the plugins a/b change its rules"),
        ({"surprise": 1}, "it has keys that are not known here: surprise"),
        ({"labels": {"service": "other"}}, "its label 'service' is one that an Slo sets itself"),
        ({"labels": {"a.b": "c"}}, "'a.b' cannot be the name of a label"),
        (
            {"alerting": {"page_alert": {}, "ticket_alert": {"labels": {"severity": "critical"}}}},
            "two of its alerts have the same name and severity",
        ),
        ({"alerting": {"name": "Errors of shop"}}, "'Errors of shop' cannot be the name of an alert here"),
        (
            {"alerting": {"page_alert": {"labels": {"severity": "P 1"}}}},
            "'P 1' cannot be the name of a severity",
        ),
    ],
)
def test_what_an_slo_cannot_say_stays_in_its_file_and_is_told(changes: dict[str, Any], why: str) -> None:
    made = brought(spec(slo("kept", **changes), slo("said")))
    assert [one for one in made.kept if f"shop/kept stays as Sloth has it: {why}" in one], made.kept
    assert made.differs == []
    assert "sloth.SlothSpec(" in made.text
    assert "said = Slo(" in made.text
    assert 'name="said"' not in made.text


def test_a_ratio_that_divides_two_counts_is_one_of_them() -> None:
    ratio = """\
1 - (
  sum(sum_over_time(satisfaction_ratio[{{.window}}]))
  /
  sum(count_over_time(satisfaction_ratio[{{.window}}]))
)"""
    made = brought(spec(slo(sli={"raw": {"error_ratio_query": ratio}})))
    assert (
        """\
    indicator=Ratio(
        bad=(
            "sum(count_over_time(satisfaction_ratio[$window])) - "
            "sum(sum_over_time(satisfaction_ratio[$window]))"
        ),
        total="sum(count_over_time(satisfaction_ratio[$window]))",
    ),
"""
        in made.text
    )
    assert (made.kept, made.differs) == ([], [])


def test_tiers_are_written_where_labels_or_severities_are_not_the_usual_ones() -> None:
    paging = {"labels": {"severity": "page", "key": "shop"}, "annotations": {"tell": "all"}}
    made = brought(spec(slo(alerting={"page_alert": paging})))
    assert 'PAGE = Severity("page", rank=50)' in made.text
    assert made.text.count("BurnTier(\n") == 4
    assert 'labels={"key": "shop"},' in made.text
    assert 'annotations={"tell": "all"},' in made.text
    assert made.differs == []


def test_one_alert_alone_is_half_of_the_usual_tiers() -> None:
    assert "tiers=MONTHLY[:2]," in brought(spec(slo(alerting={"ticket_alert": {"disable": True}}))).text
    assert "tiers=MONTHLY[2:]," in brought(spec(slo(alerting={"page_alert": {"disable": True}}))).text


def test_without_alerts_there_are_no_tiers() -> None:
    off = {"disable": True}
    made = brought(spec(slo(alerting={"page_alert": off, "ticket_alert": off})))
    assert "tiers=[]," in made.text
    assert made.differs == []


def test_an_alert_that_could_never_fire_is_left_out_as_it_says() -> None:
    made = brought(spec(slo(objective=92)))
    assert "# 14.4 times too fast over 1h is left out: that is 115% of all events." in made.text
    assert made.differs == []


def test_what_objectives_share_is_said_once() -> None:
    alerting = {"page_alert": {"labels": {"severity": "page"}}}
    slos = [slo(f"s{n}", alerting={"name": f"Shop{n}", **alerting}) for n in range(3)]
    made = brought(spec(*slos, labels={"owner": "web", "team": "shop"}))
    assert made.text.count('{"owner": "web"}') == 1
    assert made.text.count("BurnTier(") == 4
    assert made.text.count("labels=SHOP_LABELS,") == 3
    assert made.text.count("tiers=SHOP_TIERS,") == 3
    assert made.text.count("team=shop,") == 3
    assert made.differs == []


def test_comments_and_descriptions_come_along() -> None:
    text = spec(slo(description="Answered in time."))
    text = "# Of the shop.\n" + text.replace("  - name", "  # The first.\n  - name").replace(
        "objective: 99.9", "objective: 99.9  # agreed in May"
    )
    made = brought(text)
    assert "# Of the shop.\n# The first.\n# agreed in May\n# Answered in time.\nrequests = Slo(" in made.text


def test_names_that_are_no_names_here_are_told() -> None:
    made = brought(spec(slo("Requests.OK"), service="Shop"))
    assert "# 'Shop' is called 'shop' here.\n# 'Requests.OK' is called 'requests-ok' here.\n" in made.text
    assert made.differs == []


def test_alerts_of_one_name_have_names_of_their_own() -> None:
    made = brought(spec(slo("one"), slo("two")))
    assert "# Its alerts were called ShopErrors, as others are.\ntwo = Slo(" in made.text
    assert made.text.count('alert="ShopErrors"') == 1
    assert made.differs == []
    assert any("its alerts are ShopTwoErrorBudgetBurnPageQuick" in one for one in made.same)


def test_two_objectives_of_one_name_cannot_both_be() -> None:
    made = brought({"a.yml": spec(), "b.yml": spec(slo(objective=99))})
    assert made.kept == [
        "b.yml:4:5: shop/requests stays as Sloth has it: another objective is called shop/requests."
    ]


def test_labels_that_routes_read_are_kept() -> None:
    routes = """\
route:
  receiver: all
  routes: [{receiver: all, matchers: ['sloth_severity="page"', 'sloth_service="shop"']}]
receivers: [{name: all}]
"""
    made = brought({"slo.yml": spec(), "alertmanager.yml": routes})
    assert 'labels={"sloth_severity": "page"}' in made.text
    assert 'labels={"sloth_service": "shop"}' in made.text
    assert [one for one in made.differs if one.startswith("shop/")] == []


def test_rules_that_sloth_generated_of_it_are_left_out() -> None:
    rules = dump(sloth_rules(SlothSpec.parse(spec(), "slo.yml")))
    made = brought({"slo.yml": spec(), "rules.yml": rules})
    assert "RuleGroup" not in made.text
    assert made.differs == []
    assert made.same[-1] == "rules.yml: 9 rules that Sloth generated are those of Slos now"


def test_generated_rules_alone_become_the_objective_again() -> None:
    made = brought({"rules.yml": dump(sloth_rules(SlothSpec.parse(spec(), "slo.yml")))})
    assert 'requests = Slo(\n    "requests",\n    service="shop",\n    objective=0.999,' in made.text
    assert "RuleGroup" not in made.text
    assert made.differs == []


def test_the_form_of_a_cluster_says_the_same() -> None:
    events = {"errorQuery": ERRORS, "totalQuery": TOTAL}
    alerting = {"name": "ShopErrors", "pageAlert": {"labels": {"severity": "critical"}}}
    levels = {
        "service": "shop",
        "slos": [{"name": "requests", "objective": 99, "sli": {"events": events}, "alerting": alerting}],
    }
    made = brought(
        dump(
            {
                "apiVersion": "sloth.slok.dev/v1",
                "kind": "PrometheusServiceLevel",
                "metadata": {"name": "shop"},
                "spec": levels,
            }
        )
    )
    assert "indicator=Availability(\n" in made.text
    assert made.differs == []
    assert made.kept[0].startswith("slo.yml:1:1: shop: Sloth's controller made a PrometheusRule of it")


names = st.from_regex(r"[a-z][a-z0-9]{1,6}", fullmatch=True)
labels = st.dictionaries(names.map("l_{}".format), names, max_size=2)
alerts = st.fixed_dictionaries(
    {},
    optional={
        "labels": st.builds(
            lambda more, severity: {**more, "severity": severity},
            labels,
            st.sampled_from(["critical", "warning", "page", "slack"]),
        ),
        "annotations": labels,
        "disable": st.booleans(),
    },
)
queries = st.sampled_from(
    [(ERRORS, TOTAL), (LATENCY, COUNT), (CLIENTS, "sum_over_time(count(x)[{{.window}}:])")]
)


@st.composite
def specs(draw: st.DrawFn) -> str:
    slos = []
    for name in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        errors, total = draw(queries)
        alerting = {"name": f"A{name}", "labels": draw(labels), "annotations": draw(labels)}
        alerting |= {"page_alert": draw(alerts), "ticket_alert": draw(alerts)}
        objective = draw(st.sampled_from([50, 90, 95.5, 99, 99.9, 99.95, 99.999]))
        slos.append(
            slo(name, errors=errors, total=total, objective=objective, labels=draw(labels), alerting=alerting)
        )
    return spec(*slos, service=draw(names), labels=draw(labels))


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(specs())
def test_whatever_is_imported_means_the_same(text: str) -> None:
    made = brought(text)
    assert made.differs == [], json.dumps(text)
    assert all("the same name and severity" in one for one in made.kept), made.kept
