r"""Alertmanager's two grammars read a matcher differently.

What will happen: since 0.27 Alertmanager reads each matcher by its classic grammar and by a newer one, which
takes every Go string: there `\t` is a tab, and `\b`, the edge of a word in a pattern, a backspace. It goes by
the classic one and logs a warning. With `--enable-feature=utf8-strict-mode` the newer one counts, and the
route or the inhibition takes other alerts than before, or none.

How to mend it: write each backslash of the value twice, within double quotes. Both grammars then read what
the classic one reads now. `alertflow check --fix` does so.

Wrong:

    route:
      receiver: all
      routes:
        - matchers: ['service=~".*\bapi\b.*"']
          receiver: api
    receivers: [{name: all}, {name: api}]

Right:

    route:
      receiver: all
      routes:
        - matchers: ['service=~".*\\bapi\\b.*"']
          receiver: api
    receivers: [{name: all}, {name: api}]
"""

import re
from collections.abc import Iterator, Sequence

from alertflow.alertmanager import Config, InhibitRule, Matcher, Route
from alertflow.alertmanager.matchers import reading
from alertflow.alertmanager.matchers.parts import Parts
from alertflow.alertmanager.versions import UTF8_MATCHERS
from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.fixes import rewritten
from alertflow.checks.subject import Subject
from alertflow.release import reaches
from alertflow.sections import every_section

ID = "alertmanager/classic-utf8-disagreement"

_ESCAPES = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_escape = re.compile(r"\\(?:([afnrtv])|x([0-9a-fA-F]{2})|.)", re.DOTALL)
_control = re.compile(r"[\x00-\x1f\x7f]")


def check(subject: Subject) -> Iterator[Finding]:
    """The matchers of files whose value is not the same in both; what alertflow writes is."""
    for path, config in subject.of(Config):
        version = subject.alertmanager_version(path)
        if not config.from_file or (version is not None and not reaches(version, UTF8_MATCHERS)):
            continue
        for _, section in every_section(config):
            if isinstance(section, Route):
                yield from _of(subject, section.matchers, path)
            elif isinstance(section, InhibitRule):
                yield from _of(subject, (*section.source_matchers, *section.target_matchers), path)


def _of(subject: Subject, matchers: Sequence[Matcher], path: str) -> Iterator[Finding]:
    for text, one in {one.text: one for one in reversed(matchers) if "\\" in (one.text or "")}.items():
        now, _, instead = reading(text or "")
        for old, new in zip(now, instead or (), strict=False):
            if not _same(old, new):
                yield Finding(
                    ID,
                    Severity.WARNING,
                    one.source,
                    f"Alertmanager's two grammars read a matcher of {path} differently: {_shown(old)} and "
                    f"{_shown(new)}.",
                    "It goes by the first, with a warning in its log; in utf8-strict-mode the second counts.",
                    f"Write {Matcher(*old)}, which both read as the first.",
                    _fix(subject, one, Matcher(*old)) if len(now) == 1 else None,
                )
                break


def _fix(subject: Subject, one: Matcher, plain: Matcher) -> Fix | None:
    """The matcher as both read it, where it stands alone on its line."""
    layout = subject.layout(one.source)
    part = layout.scalar_at(one.source) if layout is not None else None
    if layout is None or part is None or part.value != one.text:
        return None
    edit = rewritten(layout, part, str(plain), flow=True)
    return None if edit is None else Fix(f"write {plain}", (edit,))


def _same(old: Parts, new: Parts) -> bool:
    """Whether both hold for the same labels: a pattern may say a character by its escape or as it stands."""
    if old == new:
        return True
    return old.op in ("=~", "!~") and old[:2] == new[:2] and _escape.sub(_plain, old.value) == new.value


def _plain(escape: re.Match[str]) -> str:
    letter, code = escape.groups()
    return _ESCAPES[letter] if letter else chr(int(code, 16)) if code else escape[0]


def _shown(parts: Parts) -> str:
    """`a="\t"` with what cannot be seen by its number."""
    return f"{parts.name}{parts.op}{_control.sub(lambda one: f'<U+{ord(one[0]):04X}>', parts.value)}"
