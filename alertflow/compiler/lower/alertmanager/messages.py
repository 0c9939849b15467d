"""What a receiver is told: the messages for the alerts that reach it, chosen by severity and kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from alertflow.compiler.lower.alertmanager import rendering
from alertflow.compiler.lower.alertmanager.audience import Audience, Known
from alertflow.compiler.lower.alertmanager.links import Link
from alertflow.compiler.lower.alertmanager.reach import Sort
from alertflow.compiler.lower.alertmanager.rendering import Case, chosen
from alertflow.compiler.lower.alertmanager.wording import built_in, neutral, of_level
from alertflow.model import Message, Project
from alertflow.model.conventions import SEVERITY
from alertflow.model.messages import KIND, Channel

_MAIL = """\
<h3 style="border-left: 8px solid {colour}; padding-left: 8px">{title}</h3>
{alerts}
<p>{links}</p>"""

_Part = Literal["title", "text"]


def title(known: Known, audience: Audience, channel: Channel, form: str = "") -> str:
    """The title of a notification, of a group of alerts; `form` is that of the text, if not the channel's."""

    def said(sort: Sort | None) -> str:
        text = _message(known.project, audience, channel, sort, "title").title
        return rendering.title(text, form or channel, audience.grouped)

    return _by_sort(audience, ".CommonLabels", said)


def text(known: Known, audience: Audience, channel: Channel) -> str:
    """What a notification says of its alerts."""
    return rendering.listed(_of_each(known, audience, channel, channel, "\n"))


def mail(known: Known, audience: Audience, colour: str, links: Iterable[Link]) -> str:
    """A mail with `links` below it, as a template that is executed as HTML."""
    each = _of_each(known, audience, "email", "html", "<br>\n")
    return _MAIL.format(
        colour=colour,
        title=title(known, audience, "email", "html"),
        alerts=rendering.listed(each, "<p>", "</p>\n"),
        links=" · ".join(f'<a href="{link.address}">{link.text}</a>' for link in links),
    )


def by_severity(audience: Audience, words: Mapping[str, str], otherwise: str) -> str:
    """The word for the severity of a group, as a template; `otherwise` where none is expected."""
    return _by_sort(audience, ".CommonLabels", lambda sort: words[sort.severity.name] if sort else otherwise)


def _of_each(known: Known, audience: Audience, channel: Channel, form: str, newline: str) -> str:
    def said(sort: Sort | None) -> str:
        text = _message(known.project, audience, channel, sort, "text").text
        return rendering.lines(text, form, newline)

    return _by_sort(audience, ".Labels", said)


def _by_sort(audience: Audience, labels: str, said: Callable[[Sort | None], str]) -> str:
    """What is `said` of each sort of alert that reaches the receiver, as one template.

    Where none does, it is what is said of None.
    """
    if not audience.sorts:
        return said(None)
    texts = {sort: said(sort) for sort in audience.sorts}
    plain = {sort.severity.name: text for sort, text in texts.items() if not sort.kind}
    cases: list[Case] = []
    for kind in dict.fromkeys(sort.kind for sort in texts if sort.kind):
        special = {sort.severity.name: text for sort, text in texts.items() if sort.kind == kind}
        if any(plain.get(severity) != text for severity, text in special.items()):
            groups, is_kind = _grouped(special), _is(f"{labels}.{KIND}", [kind])
            for text, severities in groups:
                also = f"and ({is_kind}) ({_is(f'{labels}.{SEVERITY}', severities)})"
                cases.append((is_kind if len(groups) == 1 else also, text))
    cases += [(_is(f"{labels}.{SEVERITY}", severities), text) for text, severities in _grouped(plain)]
    *firsts, (_, last) = cases
    return chosen(firsts, last) if any(text != last for _, text in firsts) else last


def _message(
    project: Project, audience: Audience, channel: Channel, sort: Sort | None, part: _Part
) -> Message:
    """What is said, in its title or its text, of alerts of one sort."""
    buttons = channel == "slack" and audience.buttons
    if audience.step is not None:
        return of_level(channel, audience.step.number, buttons=buttons)
    for message in project.messages:
        if getattr(message, part) and _fits(message, channel, sort):
            return message
    return built_in(channel, sort.severity, sort.kind, buttons=buttons) if sort else neutral(channel)


def _fits(message: Message, channel: Channel, sort: Sort | None) -> bool:
    severities = [one.name for one in message.severities]
    return (
        message.channel in (None, channel)
        and message.kind in ("", sort.kind if sort else "")
        and (not severities or (sort is not None and sort.severity.name in severities))
    )


def _grouped(texts: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """The texts, each once, and the names they are for."""
    groups: dict[str, list[str]] = {}
    for name, said in texts.items():
        groups.setdefault(said, []).append(name)
    return list(groups.items())


def _is(label: str, values: Iterable[str]) -> str:
    quoted = " ".join(f'"{value}"' for value in values)
    return f"eq {label} {quoted}"


__all__ = ["by_severity", "mail", "text", "title"]
