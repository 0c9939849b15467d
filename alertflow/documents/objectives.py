"""The objectives that documents of Sloth and of OpenSLO hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from alertflow.documents.objective import Objective

if TYPE_CHECKING:
    from alertflow.documents.document import Document


def objectives_of(documents: Iterable[Document]) -> list[Objective]:
    """The objectives of `documents`, in order; documents of other languages have none.

    Indicators and policies that an objective of OpenSLO refers to are looked up among `documents`.
    """
    every = list(documents)
    found: list[Objective] = []
    names = {type(one).__module__.partition(".")[2].partition(".")[0] for one in every}
    if "sloth" in names:
        from alertflow.documents.of_sloth import objectives as of_sloth

        for one in every:
            found += of_sloth(one)
    if "openslo" in names:
        from alertflow.documents.of_openslo import objectives as of_openslo

        found += of_openslo(every)
    return found


__all__ = ["objectives_of"]
