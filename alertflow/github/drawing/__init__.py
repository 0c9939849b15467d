"""Pictures of workflows: the jobs as Mermaid, for READMEs, and as SVG.

>>> from alertflow.github import Job, RunStep, Workflow
>>> from alertflow.github.drawing import jobs_graph, mermaid
>>> build = Job("build", runs_on="ubuntu-24.04", steps=[RunStep(run="make")])
>>> ship = Job("ship", needs=[build], if_="github.ref == 'refs/heads/main'", runs_on="ubuntu-24.04",
...     environment="production", steps=[RunStep(run="make ship")])
>>> print(mermaid(jobs_graph(Workflow(name="Ship", on="push", jobs=[build, ship]))))  # doctest: +ELLIPSIS
---
title: "Ship"
---
flowchart TB
  n0["build"]:::k0
  n1["ship<br/>if branch = main<br/>environment production"]:::k1
  n0 --> n1
...
"""

from alertflow.github.drawing.graph import Arrow, Box, Graph, Hue, Kind, Note, without_implied
from alertflow.github.drawing.mermaid import mermaid
from alertflow.github.drawing.svg import svg
from alertflow.github.drawing.workflow import jobs_graph

__all__ = [
    "Arrow",
    "Box",
    "Graph",
    "Hue",
    "Kind",
    "Note",
    "jobs_graph",
    "mermaid",
    "svg",
    "without_implied",
]
