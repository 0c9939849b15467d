"""Templates in the labels and annotations of alerting rules: what is wrong with them, and what they read.

Prometheus refuses a rule file with a template that Go does not read. What fails only when it is executed,
such as a field that does not exist, becomes the text `<error expanding template: …>` of the label or
annotation.

Sources: https://prometheus.io/docs/prometheus/latest/configuration/template_reference/, template/template.go
and the changelog up to 3.8. What lies between 2.42 and 3.5 is checked against both by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from alertflow.gotemplate import (
    ANY,
    Checked,
    Environment,
    Function,
    Place,
    Problem,
    Read,
    TemplateSyntaxError,
    Type,
    check,
    list_of,
    map_of,
    parse,
    syntax_problem,
)
from alertflow.gotemplate.standard import BOOL, DURATION, FLOAT, HTML, MAPPING, STRING, TIME, no_number
from alertflow.release import reaches

_HISTOGRAMS: Final = "2.52"
"""The release since which a sample's value may be a histogram, with fields of its own."""
_GO: Final = (("2.35", "1.19"), ("2.55", "1.23"), ("3.2", "1.27"))
"""From which release on Prometheus can have been built with which Go: the newest that was out by then."""

_LABELS: Final = map_of(STRING, "the labels of the alert")
_EXTERNAL_LABELS: Final = map_of(STRING, "the external labels")
_VALUE: Final = Type("float64", "float", "a floating-point number", open=True)
_OF_ALERTMANAGER: Final = "Alertmanager's templates have it, those of rules have not."
_ELSEWHERE: Final = {
    **dict.fromkeys(
        ("Alerts", "CommonAnnotations", "CommonLabels", "GroupLabels", "Receiver", "Status"), _OF_ALERTMANAGER
    ),
    "Annotations": "No annotation can read another one: write the text in both.",
}


def _of_value(value: Type) -> tuple[Type, Mapping[str, Function]]:
    """The data of a rule's templates, and their functions, where the value of a sample is a `value`."""
    data = Type(
        "struct",
        "struct",
        "the data of an alert",
        fields={
            "ExternalLabels": _EXTERNAL_LABELS,
            "ExternalURL": STRING,
            "Labels": _LABELS,
            "Value": value,
        },
        since={"ExternalURL": "2.28"},
        elsewhere=_ELSEWHERE,
    )
    fields = {"Labels": map_of(STRING, "the labels of a sample"), "Value": value}
    sample = Type(
        "*template.sample",
        "pointer",
        "a sample",
        Type("template.sample", "struct", "a sample", fields=fields),
    )
    samples = list_of(sample, "a list of samples", "template.queryResult")
    text = Function((STRING,), STRING)
    humanized = Function((ANY,), STRING, wrong=no_number)
    functions = {
        "args": Function((), MAPPING, variadic=ANY),
        "externalURL": Function((), STRING),
        "first": Function((samples,), sample),
        "graphLink": text,
        **dict.fromkeys(("humanize", "humanize1024", "humanizeDuration", "humanizeTimestamp"), humanized),
        "humanizePercentage": Function((ANY,), STRING, wrong=no_number, since="2.11"),
        "label": Function((STRING, sample), STRING),
        "match": Function((STRING, STRING), BOOL),
        "now": Function((), FLOAT, since="3.6"),
        "parseDuration": Function((STRING,), FLOAT, since="2.32"),
        "pathPrefix": Function((), STRING),
        "query": Function((STRING,), samples),
        "reReplaceAll": Function((STRING, STRING, STRING), STRING),
        "safeHtml": Function((STRING,), HTML),
        "sortByLabel": Function((STRING, samples), samples),
        "stripDomain": Function((STRING,), STRING, since="2.36"),
        "stripPort": Function((STRING,), STRING, since="2.33"),
        "strvalue": Function((sample,), STRING),
        **dict.fromkeys(("tableLink", "title", "toLower", "toUpper"), text),
        "toDuration": Function(
            (ANY,), Type("*time.Duration", "pointer", "a duration", DURATION), since="3.6"
        ),
        "toTime": Function(
            (ANY,), Type("*time.Time", "pointer", "a time", TIME), wrong=no_number, since="2.38"
        ),
        "urlQueryEscape": Function((STRING,), STRING, since="3.8"),
        "value": Function((sample,), value),
    }
    return data, functions


_NUMBERS_ONLY, _ALL_VALUES = _of_value(FLOAT), _of_value(_VALUE)


@cache
def _environment(version: str | None) -> Environment:
    values = version is None or reaches(version, _HISTOGRAMS)
    data, functions = _ALL_VALUES if values else _NUMBERS_ONLY
    variables = {
        "$labels": _LABELS,
        "$externalLabels": _EXTERNAL_LABELS,
        "$externalURL": STRING,
        "$value": data.fields["Value"],
    }
    go = next((go for since, go in reversed(_GO) if version is None or reaches(version, since)), "1.17")
    return Environment("Prometheus", data, functions, variables, version=version, go=go)


def template_problems(text: str, version: str | None = None) -> list[Problem]:
    """What surely fails when Prometheus executes `text`, a label or annotation of a rule, in its order.

    `version` is the release that is aimed at; None where nothing is to be said of releases.
    """
    try:
        return list(_checked(text, version).problems)
    except TemplateSyntaxError as error:
        return [syntax_problem(error)]


class LabelRead(NamedTuple):
    """A label of the alert that a template reads."""

    name: str
    place: Place


def labels_read(text: str) -> list[LabelRead]:
    """The labels of the alert that the template `text` reads by name (`$labels.x`, `.Labels.x`,
    `index $labels "x"`), in its order; none for a text that Go does not read.
    """
    return [LabelRead(read.name, read.place) for read in _reads(text) if read.owner is _LABELS]


def uses_value(text: str) -> bool:
    """Whether the template `text` reads the value of the alert: `$value` or `.Value`."""
    data = _environment(None).root
    names = ((None, "$value"), (data, "Value"))
    return any((read.owner, read.name) in names for read in _reads(text))


def _checked(text: str, version: str | None) -> Checked:
    environment = _environment(version)
    return check(parse(text, variables=environment.variables, go=environment.go), environment)


def _reads(text: str) -> tuple[Read, ...]:
    try:
        return _checked(text, None).reads
    except TemplateSyntaxError:
        return ()


__all__ = ["LabelRead", "labels_read", "template_problems", "uses_value"]
