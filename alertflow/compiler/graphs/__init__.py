"""A project as pictures: a pipeline's jobs, and the loop from each alert to who hears of it and what acts.

They stand with the compiler, for only it knows both sides: what the project says, and which jobs, receivers
and routes that became. How a graph is drawn, `alertflow.github.drawing` knows.
"""

from alertflow.compiler.graphs.loop import loop_graph
from alertflow.compiler.graphs.pipeline import pipeline_graph

__all__ = ["loop_graph", "pipeline_graph"]
