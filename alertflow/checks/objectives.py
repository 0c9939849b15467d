"""The objectives of Sloth and of OpenSLO as the checks look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alertflow.checks.subject import Subject
from alertflow.declared import written_at
from alertflow.documents.objective import WINDOW, Objective, Query
from alertflow.documents.objectives import objectives_of
from alertflow.prometheus import PromqlError, RecordingRule, parse

USUAL = "5m"
"""The window for which a query is looked at."""


_TEMPLATE = re.compile(r"\{\{ *\.window *\}\}|\$window")


def objectives(subject: Subject) -> list[Objective]:
    """Every objective of the subject's documents."""
    return subject.remembered(_objectives)


def name_of(objective: Objective) -> str:
    """The objective, for messages."""
    return f"{objective.service}/{objective.name}"


def mistake(query: Query) -> PromqlError | None:
    """Why `query` is no PromQL; None where it is."""
    try:  # a window as long as what stands for it: so the columns are those of the file
        parse(_TEMPLATE.sub(lambda found: USUAL.ljust(len(found[0])), query.written))
    except PromqlError as error:
        return error
    return None


def asked(subject: Subject) -> list[RecordingRule]:
    """What the objectives ask Prometheus, as rules: for those checks that look at expressions.

    What is no PromQL is left out; there is a check of its own for that.
    """
    return list(_asked(objectives(subject)))


def _objectives(subject: Subject) -> list[Objective]:
    return objectives_of(subject.documents.values())  # type: ignore[arg-type]  # those of others have none


def _asked(every: list[Objective]) -> Iterator[RecordingRule]:
    for one in every:
        queries = dict(one.queries)
        if one.other or any(WINDOW not in query.text or mistake(query) for query in queries.values()):
            continue
        whole = " / ".join(f"({query.over(USUAL)})" for query in queries.values())
        place = next((query.source for query in queries.values()), None)
        yield written_at(place, RecordingRule(f"the objective {name_of(one)}", expr=whole))


__all__ = ["USUAL", "asked", "mistake", "name_of", "objectives"]
