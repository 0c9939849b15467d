"""Files that nobody generated, as the checks look at them: which of them belong to one loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from alertflow.checks.finding import Finding
from alertflow.checks.registry import looked_at
from alertflow.checks.subject import Document, Subject, language_of
from alertflow.documents import Read, Unreadable
from alertflow.prometheus import RuleFile


def check_files(
    reads: Sequence[Read],
    unreadable: Sequence[Unreadable] = (),
    root: Path | None = None,
    texts: Mapping[str, str] | None = None,
) -> list[Finding]:
    """What all checks find in these files, by file and line, but for what a comment ignores with a reason.

    `root` is the repository's folder, None where files that the documents name cannot be looked up; `texts`
    are those of unreadable files, as far as they are known. What is told to whom is judged within each of
    `loops`.
    """
    documents = _documents(reads)
    whole = Subject(
        documents,
        root=root,
        unreadable=tuple(unreadable),
        unknown=tuple([(read.kind, one) for read in reads for one in read.unknown]),
        texts=dict(texts or {}) | {read.path: read.text for read in reads},
    )
    parts = [whole]
    chosen = loops(documents)
    if len(chosen) > 1:
        parts = [Subject(one, root=root, texts=whole.texts) for one in chosen]
    return looked_at(whole, parts, [*whole.texts, *(one.path for one in unreadable)])


def loops(documents: Mapping[str, Document]) -> list[dict[str, Document]]:
    """The parts of `documents` that belong together.

    With one configuration of Alertmanager that is everything. With several, each file goes with the one that
    is nearest to it in the folders, or with all that are as near; without any, the rule files of one folder
    go together, and so do the workflows. A workflow stands where its repository does.
    """
    configs = [path for path, one in documents.items() if language_of(one) == "alertmanager"]
    if len(configs) == 1:
        return [dict(documents)]
    homes: dict[str, list[str]] = {path: [path] for path in configs}
    for path, one in documents.items():
        if not configs:
            kind = "rules" if isinstance(one, RuleFile) else "others"
            homes.setdefault(f"{kind} of {_folder(path)}", []).append(path)
        elif path not in homes:
            for home in _nearest(path, configs):
                homes[home].append(path)
    return [{path: documents[path] for path in paths} for paths in homes.values()]


def _documents(reads: Sequence[Read]) -> dict[str, Document]:
    """The documents by their keys; of a manifest, what it carries, which is what the checks know."""
    return {read.key: read.document if read.inner is None else read.inner for read in reads}


def _nearest(path: str, configs: Sequence[str]) -> Iterator[str]:
    here = _folder(path).parts
    distances = {config: _distance(here, _folder(config).parts) for config in configs}
    best = min(distances.values())
    return (config for config, distance in distances.items() if distance == best)


def _distance(here: tuple[str, ...], there: tuple[str, ...]) -> tuple[int, int]:
    """The less, the nearer: first by how many folders they share, then by how deep the other one lies."""
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    return -shared, len(there)


@lru_cache(maxsize=4096)
def _folder(path: str) -> Path:
    """The folder that a file is about: its own, or that of the repository for what stands in `.github`."""
    folder = Path(path).absolute().parent
    if ".github" in folder.parts:
        return Path(*folder.parts[: folder.parts.index(".github")])
    return folder


__all__ = ["check_files", "loops"]
