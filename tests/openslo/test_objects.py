"""Objects of OpenSLO: every key is read, with its place, and written again; what is wrong is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.declared import AlertflowError
from alertflow.openslo import (
    KINDS,
    AlertNotificationTarget,
    AlertNotificationTargetSpec,
    AlertPolicy,
    Calendar,
    DataSource,
    DataSourceSpec,
    Indicator,
    Metadata,
    Metric,
    MetricSource,
    Objective,
    OpenSlo,
    PolicyRef,
    RatioMetric,
    Service,
    ServiceSpec,
    Sli,
    SliSpec,
    Slo,
    SloSpec,
    TimeWindow,
)
from alertflow.sections import Section, every_section
from alertflow.yaml import dump, parse

OBJECTS = [
    """\
apiVersion: openslo/v1
kind: SLO
metadata:
  name: web-availability
  displayName: The web is there
  labels: {env: [prod, test], team: web}
  annotations: {example.org/dashboard: "7"}
spec:
  description: Most searches are answered.
  service: web
  indicator:
    metadata: {name: web-ok}
    spec:
      description: Searches.
      ratioMetric:
        counter: true
        good:
          metricSource: {metricSourceRef: prom, type: Prometheus, spec: {query: ok_total, x: [1, {a: b}]}}
        total: {metricSource: {spec: {query: all_total}}}
  timeWindow:
  - duration: 1M
    isRolling: false
    calendar: {startTime: 2024-01-01 00:00:00, timeZone: Europe/Berlin}
  budgetingMethod: Timeslices
  objectives:
  - {displayName: Good, op: gte, value: 2.5, target: 0.995, timeSliceTarget: 0.95, timeSliceWindow: 1m}
  - {targetPercent: 99.5, timeSliceWindow: 5, compositeWeight: 2, indicatorRef: other}
  - {target: 0.9, indicator: {metadata: {name: x}, spec: {thresholdMetric: {metricSource: {spec: {q: 1}}}}}}
  alertPolicies:
  - by-name
  - alertPolicyRef: by-reference
  - kind: AlertPolicy
    metadata: {name: inline}
    spec:
      description: At once.
      alertWhenNoData: false
      alertWhenResolved: true
      alertWhenBreaching: true
      conditions:
      - kind: AlertCondition
        metadata: {name: fast}
        spec:
          description: Fast.
          severity: page
          condition: {kind: burnrate, op: gt, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}
      notificationTargets:
      - targetRef: chat
      - kind: AlertNotificationTarget
        metadata: {name: mail}
        spec: {description: To all., target: email}
""",
    """\
apiVersion: openslo/v1
kind: SLO
metadata: {name: web-availability}
spec:
  service: web
  indicatorRef: web-ok
  budgetingMethod: Occurrences
  timeWindow: [{duration: 30d, isRolling: true}]
  objectives: [{target: 0.999}]
""",
    """\
apiVersion: openslo/v1
kind: SLI
metadata: {name: web-ok}
spec:
  ratioMetric:
    rawType: failure
    raw: {metricSource: {spec: {query: 'errors:ratio'}}}
""",
    """\
apiVersion: openslo/v1
kind: SLI
metadata: {name: web-bad}
spec:
  ratioMetric:
    bad: {metricSource: {spec: {query: bad}}}
    total: {metricSource: {spec: {query: all}}}
""",
    """\
apiVersion: openslo/v1
kind: AlertPolicy
metadata: {name: fast}
spec:
  conditions: [{conditionRef: fast-burn}]
  notificationTargets: [{targetRef: chat}]
""",
    """\
apiVersion: openslo/v1
kind: AlertCondition
metadata: {name: fast-burn}
spec: {severity: page, condition: {threshold: 2, lookbackWindow: 1h}}
""",
    "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: web}\nspec: {description: The web.}\n",
    "apiVersion: openslo/v1\nkind: AlertNotificationTarget\nmetadata: {name: c}\nspec: {target: slack}\n",
    """\
apiVersion: openslo/v1
kind: DataSource
metadata: {name: prom}
spec: {description: Ours., type: Prometheus, connectionDetails: {url: https://prometheus.example.org}}
""",
]


def refused(text: str) -> str:
    with pytest.raises(AlertflowError) as caught:
        OpenSlo.parse(text, "o.yml")
    return str(caught.value)


@pytest.mark.parametrize("text", OBJECTS, ids=lambda text: text.split()[3])
def test_an_object_is_written_as_it_was_read_and_knows_its_kind(text: str) -> None:
    made = OpenSlo.parse(text, "o.yml")
    assert made.to_data() == parse(text)
    assert type(made) is KINDS[text.split()[3]]


def test_the_examples_have_every_key_of_every_kind() -> None:
    given: dict[type[Section], set[str]] = {}
    for text in OBJECTS:
        for _, section in every_section(OpenSlo.parse(text, "o.yml")):
            given.setdefault(type(section), set()).update(section.model_fields_set)
    assert set(KINDS.values()) <= set(given)
    for cls, fields in given.items():
        assert fields | {"extra"} == set(cls.model_fields), cls


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: SLO", "kind: Slo", "OpenSLO has no kind 'Slo'. Did you mean 'SLO'?"),
        ("openslo/v1\n", "openslo/v1alpha\n", "o.yml:1:1: openslo/v1alpha is an old form of OpenSLO"),
        ("openslo/v1\n", "openslo/v2alpha\n", "is a draft that may still change"),
        ("openslo/v1\n", "v1\n", "apiVersion should be 'openslo/v1', not 'v1'."),
        ("targetPercent", "targetPercentage", "Did you mean 'targetPercent'?"),
        ("op: gte", "op: '>='", "'>=' is not known here. Known: gt, gte, lt, lte."),
        ("duration: 1M", "duration: a month", "Should be a whole number and one of".lower()),
        ("good:", "bad: {metricSource: {}}\n        good:", "'good' and 'bad' exclude each other"),
        ("isRolling: false", "isRolling: true", "it should have one of 'isRolling: true' and 'calendar'."),
        ("budgetingMethod: Timeslices", "budgetingMethod: Timeslice", "Did you mean 'Timeslices'?"),
        ("conditions:\n", "conditons:\n", "Did you mean 'conditions'?"),
        ("target: 0.995", "target: 0.995, targetPercent: 9", "one of 'target' and 'targetPercent'"),
        ("  timeWindow:", "  timeWindows: []\n  timeWindow:", "'timeWindows' was that of v1alpha"),
        ("  indicator:\n", "  indicatorRef: x\n  indicator:\n", "'indicator' and 'indicatorRef' exclude"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(old: str, new: str, told: str) -> None:
    assert old in OBJECTS[0]
    assert told in refused(OBJECTS[0].replace(old, new, 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "should be an object of OpenSLO"),
        ("", "the file is empty."),
        (OBJECTS[1].replace("  indicatorRef: web-ok\n", ""), "there is nothing to measure"),
        (OBJECTS[1].replace("[{target: 0.999}]", "[]"), "there is no objective."),
        (OBJECTS[2].replace("    rawType: failure\n", ""), "'rawType' is missing"),
        (
            OBJECTS[3].replace("    bad: {metricSource: {spec: {query: bad}}}\n", ""),
            "it has neither 'good' nor 'bad'",
        ),
        (OBJECTS[3][: OBJECTS[3].index("  ratio")] + "  description: x\n", "one of 'ratioMetric' and 'thr"),
        (OBJECTS[4].replace("[{conditionRef: fast-burn}]", "[]"), "it has no conditions"),
    ],
)
def test_what_is_missing_is_told(text: str, told: str) -> None:
    assert told in refused(text)


def test_everything_knows_its_place() -> None:
    slo = OpenSlo.parse(OBJECTS[0], "o.yml")
    assert isinstance(slo, Slo)
    assert slo.spec.indicator is not None
    assert slo.spec.indicator.spec.ratio_metric is not None
    good = slo.spec.indicator.spec.ratio_metric.good
    assert good is not None
    assert good.metric_source.query == "ok_total"
    assert str(good.metric_source.place_of("spec", "query")) == "o.yml:18:81"
    assert str(slo.spec.objectives[1].place("target_percent")) == "o.yml:27:21"


names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
metadata = st.builds(
    Metadata,
    name=names,
    display_name=texts,
    labels=st.dictionaries(names, texts | st.lists(texts, min_size=1, max_size=2), max_size=2),
    annotations=st.dictionaries(names, texts, max_size=2),
)
metrics = st.builds(
    Metric,
    metric_source=st.builds(
        MetricSource, type=names, spec=st.dictionaries(names, texts, min_size=1, max_size=2)
    ),
)
ratios = st.one_of(
    st.builds(RatioMetric, good=metrics, total=metrics, counter=st.booleans()),
    st.builds(RatioMetric, bad=metrics, total=metrics),
    st.builds(RatioMetric, raw=metrics, raw_type=st.sampled_from(["success", "failure"])),
)
slis = st.builds(SliSpec, ratio_metric=ratios) | st.builds(SliSpec, threshold_metric=metrics)
windows = st.one_of(
    st.builds(
        TimeWindow, duration=st.from_regex(r"[1-9][0-9]?[mhdwMQY]", fullmatch=True), is_rolling=st.just(True)
    ),
    st.builds(
        TimeWindow,
        duration=st.just("1M"),
        calendar=st.builds(Calendar, start_time=st.just("2024-01-01 00:00:00"), time_zone=names),
    ),
)
objectives = st.builds(Objective, display_name=texts, target=st.floats(0, 1)) | st.builds(
    Objective, target_percent=st.floats(0, 100)
)
objects = st.one_of(
    st.builds(
        Slo,
        metadata=metadata,
        spec=st.builds(
            SloSpec,
            service=names,
            indicator=st.builds(Indicator, metadata=metadata, spec=slis),
            time_window=st.lists(windows, max_size=1),
            budgeting_method=st.sampled_from(["Occurrences", "Timeslices", "RatioTimeslices"]),
            objectives=st.lists(objectives, min_size=1, max_size=2),
            alert_policies=st.lists(names | st.builds(PolicyRef, alert_policy_ref=names), max_size=2),
        ),
    ),
    st.builds(Sli, metadata=metadata, spec=slis),
    st.builds(Service, metadata=metadata, spec=st.builds(ServiceSpec, description=texts)),
    st.builds(DataSource, metadata=metadata, spec=st.builds(DataSourceSpec, type=names)),
    st.builds(
        AlertNotificationTarget, metadata=metadata, spec=st.builds(AlertNotificationTargetSpec, target=names)
    ),
)


@settings(max_examples=60)
@given(objects)
def test_whatever_is_written_is_read_as_the_same(one: OpenSlo) -> None:
    again = OpenSlo.parse(dump(one.to_data()), "o.yml")
    assert (type(again), again.to_data()) == (type(one), one.to_data())


def test_a_policy_that_stands_alone_takes_references() -> None:
    made = OpenSlo.parse(OBJECTS[4], "o.yml")
    assert isinstance(made, AlertPolicy)
    assert made.spec.conditions[0].to_data() == {"conditionRef": "fast-burn"}
