"""`alertflow graph`: a project, or any workflow file, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from alertflow.github.drawing import Graph

_WHAT = ("pipeline", "loop")
_FORMATS = {".svg": "svg", ".md": "mermaid", ".mmd": "mermaid", ".mermaid": "mermaid"}


@click.command()
@click.argument("what", required=False, metavar="[pipeline|loop]")
@click.argument("project", required=False)
@click.option("--workflow", metavar="FILE", help="Draw this workflow, of the project or any other file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "svg"]),
    help="For a README, or as a picture; by default as the name of --out ends, else mermaid.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write, if not to the standard output."
)
def command(
    what: str | None, project: str | None, workflow: str | None, form: str | None, out: Path | None
) -> None:
    """Draw the jobs of a workflow, or the loop from each alert to who hears of it and what acts.

    PROJECT is a folder with an alertflow.py (the current one if left out), a file, or FILE:NAME.
    """
    if what is not None and what not in _WHAT:
        if project is not None:
            raise click.UsageError(f"'{what}' is neither pipeline nor loop.")
        what, project = None, what
    if what == "loop" and workflow is not None:
        raise click.UsageError("--workflow names one to draw; the loop is of the whole project.")
    if workflow is not None and Path(workflow).is_file():
        graph = _of_file(Path(workflow))
    else:
        graph = _of_project(what or "pipeline", project, workflow)
    form = form or (_FORMATS.get(out.suffix.lower()) if out else None) or "mermaid"
    text = _drawn(graph, form)
    if out is None:
        click.echo(text, nl=False)
        return
    from alertflow.compiler import replace_file

    replace_file(out, text.encode())
    click.echo(f"wrote {out}")


def _drawn(graph: Graph, form: str) -> str:
    from alertflow.github.drawing import mermaid, svg

    return svg(graph) if form == "svg" else mermaid(graph)


def _of_file(path: Path) -> Graph:
    """The jobs of a workflow file that nobody needs to have generated."""
    from alertflow.cli.files import read_text
    from alertflow.github import Workflow
    from alertflow.github.drawing import jobs_graph

    return jobs_graph(Workflow.parse(read_text(path), str(path)), subtitle=path.name)


def _of_project(what: str, project: str | None, workflow: str | None) -> Graph:
    from alertflow.cli.compiled import compiled
    from alertflow.compiler.graphs import loop_graph, pipeline_graph
    from alertflow.declared import AlertflowError, suggestion
    from alertflow.github import Workflow

    source = compiled(project)
    if what == "loop":
        return loop_graph(source.project, source.build)
    pipelines = {pipeline.file: pipeline for pipeline in source.project.workflows}
    name = Path(workflow).name if workflow is not None else next(iter(pipelines), "")
    if not pipelines:
        raise AlertflowError(
            "there is no workflow to draw: no alert has a remediation. "
            "'alertflow graph loop' draws who is told of which."
        )
    if name not in pipelines:
        raise AlertflowError(
            f"there is no file {workflow}, nor a workflow of that name. {suggestion(name, pipelines)}"
        )
    others = [file for file in pipelines if file != name]
    if workflow is None and others:
        click.echo(f"drawn: {name}; the others by --workflow: {', '.join(others)}.", err=True)
    documents = {Path(path).name: document for path, document in source.build.of(Workflow)}
    return pipeline_graph(pipelines[name], documents[name])
