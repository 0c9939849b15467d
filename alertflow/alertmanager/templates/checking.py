"""What is wrong with a notification template, and which labels and annotations it reads.

`amtool check-config` reads the template files but none of the templates in a configuration, and executes
nothing: a field that does not exist is found when somebody should be told of an alert. Then nothing is sent;
only Slack is, by 0.33, without what failed and all that comes after it, such as the channel, and with no word
in the log. Seen with 0.25 and 0.33.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from alertflow.alertmanager.templates.data import (
    ANNOTATIONS,
    COMMON_ANNOTATIONS,
    COMMON_LABELS,
    DATA,
    GROUP_LABELS,
    LABELS,
    ROUTE_LABELS,
)
from alertflow.alertmanager.templates.files import TemplateFile, defined_in
from alertflow.alertmanager.templates.known import DEFAULT_TEMPLATES, FUNCTIONS, go_of
from alertflow.gotemplate import (
    ANY,
    Define,
    Environment,
    Place,
    Problem,
    Template,
    TemplateSyntaxError,
    Type,
    check,
    parse,
    syntax_problem,
)
from alertflow.release import reaches

_OF_PROMETHEUS = re.compile(r"\$(labels|value|externalLabels|externalURL)\b")
_SETS: Final = {
    LABELS: "Labels",
    ANNOTATIONS: "Annotations",
    GROUP_LABELS: "GroupLabels",
    COMMON_LABELS: "CommonLabels",
    COMMON_ANNOTATIONS: "CommonAnnotations",
    ROUTE_LABELS: "RouteLabels",
}


def template_problems(
    text: str,
    version: str | None = None,
    html: bool = False,
    defined: Collection[str] = frozenset(),
    files: Sequence[TemplateFile] = (),
) -> list[Problem]:
    """What surely fails when Alertmanager executes the notification template `text`, in its order.

    Args:
        text: what stands in the configuration.
        version: the release that is aimed at; None where nothing is to be said of releases.
        html: whether it is executed as HTML, as an email's `html` is.
        defined: the names of templates that are defined elsewhere; Alertmanager's own are known.
        files: the template files of the configuration. What they define is followed where `text` calls it,
            with the data that it is given; the problems there say `within` which template they are.
    """
    try:
        template = parse(text, go=go_of(version))
    except TemplateSyntaxError as error:
        return [_syntax(error, text)]
    environment = _environment(version, html, dict.fromkeys(defined) | defined_in(files), DATA)
    return list(check(template, environment).problems)


def file_problems(
    file: TemplateFile,
    version: str | None = None,
    defined: Collection[str] = frozenset(),
    files: Sequence[TemplateFile] = (),
) -> list[Problem]:
    """What surely fails in the templates that `file` defines, whatever data they are given.

    What they do with data of a type that they cannot have is found by `template_problems` of what calls them.
    """
    try:
        parse(file.text, go=go_of(version))
    except TemplateSyntaxError as error:
        return [_syntax(error, file.text)]
    environment = _environment(version, False, dict.fromkeys(defined) | defined_in(files), ANY)
    return [one for one in check(file.template, environment).problems if not one.within]


class LabelRead(NamedTuple):
    """A label or annotation that a notification template reads."""

    owner: str
    """Of what: `Labels` and `Annotations` of an alert, `GroupLabels`, `CommonLabels`, `CommonAnnotations`,
    `RouteLabels`.
    """
    name: str
    place: Place
    within: str
    """The template of another text in which it stands; '' for the text itself."""


def labels_read(text: str, files: Sequence[TemplateFile] = ()) -> Iterator[LabelRead]:
    """The labels and annotations that the notification template `text` reads by name, in its order.

    Nothing for a text that is no template.
    """
    try:
        template: Template = parse(text)
    except TemplateSyntaxError:
        return
    for read in check(template, _environment(None, False, defined_in(files), DATA)).reads:
        if read.owner in _SETS and read.name not in read.owner.methods:
            yield LabelRead(_SETS[read.owner], read.name, read.place, read.within)


def _environment(
    version: str | None, html: bool, templates: Mapping[str, Define | None], root: Type
) -> Environment:
    known = {**_defaults(version), **templates} if templates else _defaults(version)
    return Environment(
        "Alertmanager", root, FUNCTIONS, templates=known, version=version, go=go_of(version), html=html
    )


@cache
def _defaults(version: str | None) -> Mapping[str, Define | None]:
    """The names of Alertmanager's own templates in a release."""
    return {
        name: None
        for name, since in DEFAULT_TEMPLATES.items()
        if version is None or since is None or reaches(version, since)
    }


def _syntax(error: TemplateSyntaxError, text: str) -> Problem:
    foreign = _OF_PROMETHEUS.match(text, error.place.position)
    return syntax_problem(
        error, "It is Prometheus that sets it, for the templates of its rules." if foreign else ""
    )
