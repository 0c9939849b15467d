"""Specifications of Sloth's: every key is read, with its place, and written again; what is wrong is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertflow.declared import AlertflowError, DeclarationError
from alertflow.sections import Section, every_section
from alertflow.sloth import (
    WINDOW,
    Alerting,
    BurnAlert,
    Events,
    KubernetesAlerting,
    KubernetesEvents,
    KubernetesRaw,
    KubernetesSli,
    KubernetesSlo,
    Plugin,
    PrometheusServiceLevel,
    PrometheusServiceLevelSpec,
    Raw,
    Sli,
    Slo,
    SloPlugin,
    SloPlugins,
    SlothSpec,
)
from alertflow.yaml import dump, parse

SPEC = """\
version: prometheus/v1
service: web
labels: {owner: web-team, tier: "2"}
slo_plugins:
  overridePrevious: true
  chain:
  - {id: sloth.dev/core/sli_rules/v1, config: {disableOptimized: true}, priority: -100}
slos:
- name: requests
  objective: 99.9
  description: Requests that are answered.
  labels: {category: availability}
  sli:
    events:
      error_query: sum(rate(requests_total{code=~"5.."}[{{.window}}]))
      total_query: sum(rate(requests_total[{{ .window }}]))
  alerting:
    name: WebErrors
    labels: {channel: web}
    annotations: {runbook: https://example.org/errors}
    page_alert:
      labels: {severity: critical}
      annotations: {summary: Requests fail.}
    ticket_alert: {disable: true}
  plugins: {chain: [{id: example.org/debug/v1}]}
- name: reckoned
  objective: 99
  sli: {raw: {error_ratio_query: "errors:ratio{window='{{.window}}'}"}}
  alerting: {name: WebReckoned}
- name: plugged
  objective: 95.5
  sli: {plugin: {id: example.org/availability, options: {job: web}}}
  alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
"""
OBJECT = """\
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: {name: web, namespace: monitoring, labels: {role: slo}}
spec:
  service: web
  labels: {owner: web-team}
  sloPlugins: {overridePrevious: true, chain: [{id: a, priority: 1}]}
  slos:
  - name: requests
    objective: 99.9
    description: Requests.
    labels: {a: b}
    plugins: {chain: [{id: b, config: [1, two]}]}
    sli:
      events: {errorQuery: 'errors[{{.window}}]', totalQuery: 'all[{{.window}}]'}
    alerting:
      name: WebErrors
      labels: {a: b}
      annotations: {c: d}
      pageAlert: {disable: true}
      ticketAlert: {labels: {severity: slack}, annotations: {e: f}}
  - name: reckoned
    objective: 99
    sli: {raw: {errorRatioQuery: x}}
    alerting: {name: WebReckoned}
  - name: plugged
    objective: 99
    sli: {plugin: {id: a, options: {b: c}}}
    alerting: {name: WebPlugged}
status: {processedSLOs: 3, promOpRulesGenerated: true}
"""


def refused(text: str) -> str:
    kind = PrometheusServiceLevel if text.startswith("apiVersion") else SlothSpec
    with pytest.raises(AlertflowError) as caught:
        kind.parse(text, "slo.yml")
    return str(caught.value)


def test_a_specification_is_written_as_it_was_read() -> None:
    assert SlothSpec.parse(SPEC, "slo.yml").to_data() == parse(SPEC)


def test_an_object_is_written_as_it_was_read() -> None:
    assert PrometheusServiceLevel.parse(OBJECT, "slo.yml").to_data() == parse(OBJECT)


@pytest.mark.parametrize(
    "document", [SlothSpec.parse(SPEC, "a.yml"), PrometheusServiceLevel.parse(OBJECT, "a.yml")]
)
def test_the_examples_have_every_key(document: SlothSpec | PrometheusServiceLevel) -> None:
    given: dict[type[Section], set[str]] = {}
    for _, section in every_section(document):
        given.setdefault(type(section), set()).update(section.model_fields_set)
    for cls, fields in given.items():
        assert fields | {"extra"} == set(cls.model_fields), cls


def test_everything_knows_its_place() -> None:
    spec = SlothSpec.parse(SPEC, "slo.yml")
    events = spec.slos[0].sli.events
    assert events is not None
    assert str(spec.slos[0].place("objective")) == "slo.yml:10:14"
    assert str(events.place("error_query")) == "slo.yml:15:20"
    assert str(spec.slos[0].alerting.page_alert.place_of("labels", "severity")) == "slo.yml:22:26"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("error_query", "errorQuery", "unknown key 'errorQuery'. Did you mean 'error_query'?"),
        ("objective: 99.9", "objectve: 99.9", "Did you mean 'objective'?"),
        (
            "ticket_alert: {disable: true}\n  plugins",
            "ticket_alrt: {}\n  plugins",
            "Did you mean 'ticket_alert'?",
        ),
        (
            "prometheus/v1",
            "prometheus/v2",
            "slo.yml:1:10: version: should be 'prometheus/v1', not 'prometheus/v2'.",
        ),
        ("service: web", "service: w", "Sloth refuses the name 'w'"),
        ("name: reckoned", "name: requests", "two objectives are named 'requests'"),
        ("alerting: {name: WebReckoned}", "alerting: {}", "the alerts have no name"),
        ("  alerting: {name: WebReckoned}\n", "", "'alerting' is missing."),
        ("sli: {raw: {", "sli: {plugin: {id: a}, raw: {", "it has raw and plugin, which exclude each other"),
        ("objective: 95.5", "objective: most", "objective: should be a number, not 'most'."),
        (
            "  description",
            "  interval: {all: 1m}\n  description",
            "the plugin sloth.dev/contrib/rule_intervals/v1",
        ),
        ("disable: true}\n  plugins", "disable: perhaps}\n  plugins", "should be true or false"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(old: str, new: str, told: str) -> None:
    assert old in SPEC
    assert told in refused(SPEC.replace(old, new, 1))


def test_an_indicator_of_nothing_is_refused() -> None:
    text = SPEC[: SPEC.index("slos:")] + "slos: [{name: ab, objective: 9, sli: {}, alerting: {name: A}}]\n"
    assert "there is nothing to measure" in refused(text)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("errorQuery", "error_query", "Did you mean 'errorQuery'?"),
        ("pageAlert", "page_alert", "Did you mean 'pageAlert'?"),
        ("sloth.slok.dev/v1", "sloth.slok.dev/v2", "apiVersion: should be 'sloth.slok.dev/v1'"),
        ("labels: {a: b}\n    plugins", "labels: {a: 1}\n    plugins", "should be text, not the number 1."),
        ("name: plugged", f"name: {'p' * 129}", "it has 129 characters, and an API server takes 128."),
    ],
)
def test_what_an_api_server_refuses_is_told(old: str, new: str, told: str) -> None:
    assert old in OBJECT
    assert told in refused(OBJECT.replace(old, new, 1))


def test_numbers_may_be_values_of_labels_in_a_file() -> None:
    assert SlothSpec.parse(SPEC.replace('tier: "2"', "tier: 2"), "slo.yml").labels["tier"] == "2"


def test_a_mistake_in_python_is_told_at_its_line() -> None:
    with pytest.raises(DeclarationError, match="there is nothing to measure"):
        Sli()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("[{{.window}}]", True), ("[{{ .window }}]", True), ("[{{window}}]", False), ("[$window]", False)],
)
def test_the_window_is_known_as_sloth_knows_it(text: str, is_one: bool) -> None:
    assert (WINDOW.search(text) is not None) is is_one


names = st.from_regex(r"[A-Za-z0-9][-A-Za-z0-9_.]{0,8}[A-Za-z0-9]", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
labels = st.dictionaries(names, texts, max_size=2)
data = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | texts, lambda one: st.lists(one, max_size=2)
)
chains = st.builds(
    SloPlugins,
    override_previous=st.booleans(),
    chain=st.lists(st.builds(SloPlugin, id=names, config=data, priority=st.integers(-9, 9)), max_size=2),
)
alerts = st.builds(BurnAlert, disable=st.booleans(), labels=labels, annotations=labels)


def alertings(cls: type[Alerting]) -> st.SearchStrategy[Alerting]:
    return st.builds(
        cls, name=names, labels=labels, annotations=labels, page_alert=alerts, ticket_alert=alerts
    )


def slis(cls: type[Sli], events: type[Events], raw: type[Raw]) -> st.SearchStrategy[Sli]:
    return st.one_of(
        st.builds(cls, events=st.builds(events, error_query=texts, total_query=texts)),
        st.builds(cls, raw=st.builds(raw, error_ratio_query=texts)),
        st.builds(cls, plugin=st.builds(Plugin, id=names, options=labels)),
    )


def slos(
    cls: type[Slo], sli: st.SearchStrategy[Sli], alerting: st.SearchStrategy[Alerting]
) -> st.SearchStrategy[list[Slo]]:
    one = st.builds(
        cls,
        name=names,
        objective=st.floats(0, 100),
        description=texts,
        labels=labels,
        sli=sli,
        alerting=alerting,
        plugins=st.none() | chains,
    )
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda slo: slo.name)


specs = st.builds(
    SlothSpec,
    service=names,
    labels=labels,
    slo_plugins=st.none() | chains,
    slos=slos(Slo, slis(Sli, Events, Raw), alertings(Alerting)),
)
objects = st.builds(
    PrometheusServiceLevel,
    metadata=st.fixed_dictionaries({"name": names}),
    spec=st.builds(
        PrometheusServiceLevelSpec,
        service=names,
        labels=labels,
        slo_plugins=st.none() | chains,
        slos=slos(
            KubernetesSlo,
            slis(KubernetesSli, KubernetesEvents, KubernetesRaw),
            alertings(KubernetesAlerting),
        ),
    ),
)


@settings(max_examples=60)
@given(specs | objects)
def test_whatever_is_written_is_read_as_the_same(document: SlothSpec | PrometheusServiceLevel) -> None:
    again = type(document).parse(dump(document.to_data()), "slo.yml")
    assert again.to_data() == document.to_data()
