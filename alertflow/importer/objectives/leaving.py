"""The files of objectives that cannot all be said: what is left of them, in the language's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from alertflow.documents import Read
from alertflow.documents.document import Document
from alertflow.importer.draft import Chapter, Draft, Kept
from alertflow.importer.writing.declared import expression
from alertflow.importer.writing.nodes import Listed
from alertflow.openslo import AlertCondition, AlertPolicy, OpenSlo, Sli, Slo
from alertflow.sloth import PrometheusServiceLevel, SlothSpec


def left(
    draft: Draft, specs: Sequence[Read], kept: set[int], path_of: Callable[[str], str], above: Sequence[str]
) -> None:
    """Adds to the project's files what of `specs` is left: the objectives `kept`, by `id` of their parts."""
    rest: dict[str, list[Document]] = {}
    for read in specs:
        rest.setdefault(path_of(read.path), []).extend(_rest(draft, read, kept))
    for path, documents in rest.items():
        if documents:
            written = [expression(one) for one in documents]
            value = written[0] if len(written) == 1 else Listed(tuple(written))
            draft.files[path] = draft.say(Chapter.FILES, PurePosixPath(path).stem, value, above)
            above = ()


def _rest(draft: Draft, read: Read, kept: set[int]) -> Iterator[Document]:
    document = read.document
    if isinstance(document, SlothSpec):
        slos = [one for one in document.slos if id(one) in kept]
        if slos:
            yield document if len(slos) == len(document.slos) else document.replace(slos=slos)
    elif isinstance(document, PrometheusServiceLevel):
        objects = [one for one in document.spec.slos if id(one) in kept]
        if len(objects) < len(document.spec.slos) and document.source is not None:
            what = (
                f"{document.metadata.get('name')}: Sloth's controller made a PrometheusRule of it; its rules "
                "are files now, and with Project(kubernetes=…) manifests, too."
            )
            draft.kept.append(Kept(document.source, what))
        if len(objects) == len(document.spec.slos):
            yield document
        elif objects:
            yield document.replace(spec=document.spec.replace(slos=objects))
    elif isinstance(document, Slo):
        if any(id(one) in kept for one in document.spec.objectives):
            yield document
    elif isinstance(document, OpenSlo) and (
        kept or not isinstance(document, (Sli, AlertPolicy, AlertCondition))
    ):
        if document.source is not None and not kept:
            what = f"an Slo has no place for OpenSLO's {document.FIXED['kind']}; it stays in its file."
            draft.kept.append(Kept(document.source, what))
        yield document


__all__ = ["left"]
