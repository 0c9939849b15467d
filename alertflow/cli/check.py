"""`alertflow check`: finds what would go wrong, and writes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alertflow.checks import Severity, report
from alertflow.cli.compiled import compiled
from alertflow.cli.console import colours, progress


@click.command()
@click.argument("project", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    show_default=True,
    help="For people, for programs, for a workflow's annotations, or for code scanning.",
)
@click.option(
    "--external",
    is_flag=True,
    help="Also ask promtool, amtool, actionlint, zizmor and shellcheck, those that are on PATH.",
)
def command(project: str | None, form: str, external: bool) -> None:
    """Find what would go wrong, without writing anything.

    PROJECT is a folder with an alertflow.py (the current one if left out), a file, or FILE:NAME. Exits with 1
    if an error is found, not for warnings.
    """
    source = compiled(project)
    findings = source.findings()
    if external:
        from alertflow.cli.external import ask

        with progress("asking the external programs"):
            asked = ask(source.build, source.texts())
        findings += asked.findings
        if asked.missing:
            click.echo(f"not on PATH, so not asked: {', '.join(asked.missing)}.", err=True)
    base = Path.cwd() if form == "text" else source.place.root
    shown = [finding.relative_to(base) for finding in findings]
    if form == "text":
        click.echo(report.text(shown, colours=colours(sys.stdout)), nl=False, color=True)
    else:
        click.echo(report.FORMATS[form](shown), nl=False)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise click.exceptions.Exit(1)
