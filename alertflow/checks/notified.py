"""What the notification templates of receivers read of the alerts that reach them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from alertflow.alertmanager import Config, FieldTemplate, LabelRead, every_template, labels_read
from alertflow.checks.routing import reaches
from alertflow.checks.subject import Labelled, Subject
from alertflow.declared import Location


class TemplateRead(NamedTuple):
    """A label or annotation that a template of a receiver reads, in the configuration at `path`."""

    path: str
    receiver: str
    template: FieldTemplate
    read: LabelRead

    @property
    def location(self) -> Location | None:
        """Where it is read."""
        owner, field, text, _ = self.template
        return owner.place_in(field, text, self.read.place.position) or owner.source

    @property
    def words(self) -> str:
        """How a message calls it: title of the receiver 'chat' in all.yml reads .CommonLabels.job."""
        key = self.template.owner.keys()[self.template.field]
        name = f".{self.read.owner}.{self.read.name}"
        return f"{key} of the receiver '{self.receiver}' in {self.path} reads {name}"


def template_reads(subject: Subject) -> tuple[TemplateRead, ...]:
    """What is read where no condition asks first whether it is there; by `subject.remembered`.

    What stands in template files is not known here.
    """
    return tuple(
        [
            TemplateRead(path, receiver.name, template, read)
            for path, config in subject.of(Config)
            for receiver in config.receivers
            for template in every_template(receiver)
            for read in _unguarded(template.text)
        ]
    )


def unmet(
    subject: Subject,
    reads: Sequence[TemplateRead],
    sort: Callable[[Labelled], Hashable],
    may_have: Callable[[Labelled, str], bool],
) -> Iterator[TemplateRead]:
    """Those of `reads` whose name no alert may have that may reach the receiver; none where none does.

    Alerts of one `sort` have the same names.
    """
    for path, reach in subject.remembered(reaches).items() if reads and subject.alerts else ():
        wanted: dict[str, set[str]] = {}
        for one in reads:
            if one.path == path:
                wanted.setdefault(one.receiver, set()).add(one.read.name)
        sorts = {(reach.of(alert), sort(alert)): alert for alert in subject.alerts} if wanted else {}
        for (receivers, _), alert in sorts.items():
            for names in [wanted[one] for one in receivers if wanted.get(one)]:
                names -= {name for name in names if may_have(alert, name)}
        reached = frozenset[str]().union(*{receivers for receivers, _ in sorts})
        for one in reads:
            if one.path == path and one.receiver in reached and one.read.name in wanted[one.receiver]:
                yield one


@cache
def _unguarded(text: str) -> tuple[LabelRead, ...]:
    if "{{" not in text:
        return ()
    return tuple([one for one in labels_read(text) if not _asked_for(text, one.owner, one.name)])


def _asked_for(text: str, owner: str, name: str) -> bool:
    """Whether a condition of the template looks at it, or a function gives it when it is missing."""
    read = rf"\.{owner}\.{re.escape(name)}\b"
    condition = rf"\{{\{{-?\s*(else\s+)?(if|with)\b[^}}]*{read}"
    either = rf"\bor\b[^}}]*{read}"
    return re.search(f"{condition}|{either}", text) is not None


__all__ = ["TemplateRead", "template_reads", "unmet"]
