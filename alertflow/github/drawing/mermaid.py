"""A graph as a Mermaid flowchart, for READMEs: GitHub draws one from a code block marked `mermaid`.

Source: mermaid.js.org/syntax/flowchart.html.
"""

from __future__ import annotations

import json
import re

from alertflow.github.drawing.graph import Box, Graph
from alertflow.github.drawing.palette import LIGHT

_UNSAFE = re.compile("[^\\w ,.:/()=+'!?\u2260\u2026\u00b7\u00d7-]|_")
"""What stands in a label only as the number of its character: quotes and markup, `%%{` which begins a
directive wherever it stands, and `_` and others which Markdown takes for emphasis.
"""
_LIST = re.compile(r"^(\s*(?:\d+[.)]|[-+*])) ")
"""How a list begins, which a label cannot show."""


def mermaid(graph: Graph) -> str:
    """The flowchart of `graph`, whatever its words hold; drawn down or to the right, as is narrower."""
    ids = {box.id: f"n{number}" for number, box in enumerate(graph.boxes)}
    classes = {kind: f"k{number}" for number, kind in enumerate(graph.kinds)}
    lines = ["---", f"title: {json.dumps(graph.title)}", "---"]
    lines.append(f"flowchart {'TB' if graph.direction == 'down' else 'LR'}")
    lines += [f'  {ids[box.id]}["{_label(box)}"]:::{classes[box.kind]}' for box in graph.boxes]
    lines += [f"  {ids[tail]} --> {ids[head]}" for tail, head, _ in graph.arrows]
    for number, (_, _, hue) in enumerate(graph.arrows):
        if hue != "grey":
            lines.append(f"  linkStyle {number} stroke:{LIGHT.tints[hue].line}")
    for kind, name in classes.items():
        fill, line = LIGHT.tints[kind.hue]
        lines.append(f"  classDef {name} fill:{fill},stroke:{line},color:{LIGHT.text}")
    return "\n".join(lines) + "\n"


def _label(box: Box) -> str:
    lines = [" ".join(f"{label} {text}".split()) for label, text, _ in box.notes]
    title = " ".join(box.title.split()) or "\N{NO-BREAK SPACE}"
    return "<br/>".join(_escaped(line) for line in (title, *lines) if line)


def _escaped(text: str) -> str:
    numbered = _UNSAFE.sub(lambda found: f"#{ord(found[0])};", text)
    return _LIST.sub(lambda found: f"{found[1]}#160;", numbered)


__all__ = ["mermaid"]
