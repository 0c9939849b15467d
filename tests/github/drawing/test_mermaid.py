"""Flowcharts that Mermaid's own parser reads as what they were meant to say."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertflow.github.drawing import Arrow, Box, Graph, Kind, Note, mermaid
from tests.github.drawing.graphs import HOSTILE, graphs

Programs = Callable[[str], Path]

GRAPH = Graph(
    'Ship "it"',
    "",
    (
        Box("build", "Build", Kind("works", "blue"), (Note("if", "branch = main"), Note("", "3 os"))),
        Box("ship", "Ship", Kind("asks", "purple")),
    ),
    (Arrow("build", "ship", "green"),),
)


def test_a_graph_is_a_flowchart() -> None:
    assert (
        mermaid(GRAPH)
        == """\
---
title: "Ship \\"it\\""
---
flowchart TB
  n0["Build<br/>if branch = main<br/>3 os"]:::k0
  n1["Ship"]:::k1
  n0 --> n1
  linkStyle 0 stroke:#17a34a
  classDef k0 fill:#eef5ff,stroke:#3b82f6,color:#0f172a
  classDef k1 fill:#f8f2ff,stroke:#9747e8,color:#0f172a
"""
    )


def read(programs: Programs, folder: Path, *texts: str) -> list[dict[str, Any]]:
    """What Mermaid's parser takes each text for."""
    files = [folder / f"{number}.mmd" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    done = subprocess.run(
        [programs("mermaid-parser"), *files], capture_output=True, text=True, timeout=120, check=False
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def agrees(graph: Graph, answer: dict[str, Any]) -> None:
    """Whether Mermaid read the boxes, their words and the arrows that the graph has."""
    assert "error" not in answer, answer
    assert answer["type"] == "flowchart-v2"
    assert answer["direction"] == ("TB" if graph.direction == "down" else "LR")
    ids = [box.id for box in graph.boxes]
    assert [box["text"].replace("\xa0", " ") for box in answer["boxes"]] == [
        words(box) for box in graph.boxes
    ]
    kinds = {kind: f"k{number}" for number, kind in enumerate(graph.kinds)}
    assert [box["kind"] for box in answer["boxes"]] == [kinds[box.kind] for box in graph.boxes]
    assert answer["arrows"] == [
        [f"n{ids.index(tail)}", f"n{ids.index(head)}"] for tail, head, _ in graph.arrows
    ]


def words(box: Box) -> str:
    """What a box says, a line each."""
    notes = [" ".join(f"{label} {text}".split()) for label, text, _ in box.notes]
    return "<br/>".join([" ".join(box.title.split()) or " ", *filter(None, notes)])


def test_mermaid_reads_it_as_it_was_meant(programs: Programs, tmp_path: Path) -> None:
    (answer,) = read(programs, tmp_path, mermaid(GRAPH))
    agrees(GRAPH, answer)


def test_no_words_are_anything_but_words(programs: Programs, tmp_path: Path) -> None:
    said = [text for text in HOSTILE if text.isprintable() or "\n" in text or "\t" in text]
    boxes = tuple(Box(str(n), text, Kind("x", "blue"), (Note("if", text),)) for n, text in enumerate(said))
    made = [Graph(text, text, boxes[:2], (Arrow("0", "1"),)) for text in said]
    whole = Graph("all", "", boxes, ())
    for graph, answer in zip(
        [*made, whole], read(programs, tmp_path, *map(mermaid, made), mermaid(whole)), strict=True
    ):
        agrees(graph, answer)


def test_any_graphs_with_any_words(programs: Programs, tmp_path: Path) -> None:
    made: list[Graph] = []
    text = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)
    whole = st.one_of(st.sampled_from([one for one in HOSTILE if one.isprintable()]), text)

    @settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
    @given(graphs(most=6, words=whole))
    def collect(graph: Graph) -> None:
        made.append(graph)

    collect()
    for graph, answer in zip(made, read(programs, tmp_path, *map(mermaid, made)), strict=True):
        agrees(graph, answer)
