"""A range holds too few samples for the function that reads it.

What will happen: `rate` and its like need two samples. In a range shorter than two scrape intervals there are
at times two, at times one: the result comes and goes, and with `for` the alert never fires. In one that is
not longer than the interval there is never a result. Four intervals bear a failed and a late scrape.

How to mend it: take a longer range, four times the scrape interval at least. Where the project does not say
the interval, `Project(scrape_interval="15s")`, it is taken to be Prometheus's default of a minute, and what
is too short for that is a doubt only.

Wrong:

    Project(scrape_interval="30s", alerts=[Alert(expr="rate(errors_total[30s]) > 1", …)])

Right:

    Project(scrape_interval="30s", alerts=[Alert(expr="rate(errors_total[2m]) > 1", …)])
"""

import re
from collections.abc import Iterator
from functools import cache

from alertflow.checks.expressions import cut, mistakes, name_of
from alertflow.checks.finding import Finding, Severity
from alertflow.checks.subject import Subject
from alertflow.duration import seconds
from alertflow.prometheus import ShortRange, short_ranges

ID = "prometheus/short-range"

_DEFAULT = "1m"
"""The interval at which Prometheus scrapes and evaluates where nobody says another one."""
_ranges = re.compile(r"\[\s*([^\]:]*?)\s*[\]:]").findall
_subquery = re.compile(r"\[[^\]]*:").search


def check(subject: Subject) -> Iterator[Finding]:
    """The ranges that are too short for the interval that is declared, or, in doubt, for the default one."""
    declared = subject.project.scrape_interval if subject.project is not None else None
    interval = declared or _DEFAULT
    enough = 4 * seconds(interval)

    @cache
    def is_enough(written: str) -> bool:
        return written.isalnum() and seconds(written) >= enough

    def may(expr: str) -> bool:
        return any(not is_enough(written) for written in _ranges(expr)) or _subquery(expr) is not None

    for rule, one in mistakes(subject, may, lambda tree: short_ranges(tree, interval)):
        if declared is None and (one.works != "never" or (subject.project is None and one.range >= 60)):
            continue  # most scrape more often than by default, and many a range is a minute
        severity = Severity.INFO if declared is None or one.works == "fragile" else Severity.ERROR
        yield Finding(
            ID,
            severity,
            rule.place("expr") or rule.source,
            f"{name_of(rule)} takes {one.function}() over {_text(one.range)}, and samples come every "
            f"{_text(one.every)}{'' if declared else ', if nobody says otherwise'}: {cut(one.expression)}.",
            _CONSEQUENCES[one.works],
            _remedy(one, declared),
        )


_CONSEQUENCES = {
    "never": "The range never holds the samples that it needs, so there is no result.",
    "sometimes": "The range holds enough samples at times only, so the result comes and goes.",
    "fragile": "One failed or late scrape leaves a gap, at which an alert with 'for' begins to wait anew.",
}


def _remedy(one: ShortRange, declared: str | None) -> str:
    longer = f"Take a range of {_text(one.needed)} or more."
    return longer if declared else f"{longer} If they come more often, say so: Project(scrape_interval=…)."


def _text(duration: float) -> str:
    return f"{duration / 60:g}m" if duration >= 60 and duration % 60 == 0 else f"{duration:g}s"
