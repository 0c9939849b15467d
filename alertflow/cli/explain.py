"""`alertflow explain`: the whole way of one alert, on one screen."""

from __future__ import annotations

import sys

import click

from alertflow.cli.console import colours
from alertflow.cli.pairs import pairs


@click.command()
@click.argument("alert")
@click.argument("project", required=False)
@click.option("--severity", metavar="NAME", help="Which one, where several alerts share the name.")
@click.option(
    "--label",
    "labels",
    metavar="NAME=VALUE",
    multiple=True,
    callback=pairs("NAME=VALUE"),
    help="A label that its series brings, which may decide about routes. Repeatable.",
)
def command(alert: str, project: str | None, severity: str | None, labels: dict[str, str]) -> None:
    """Explain the whole way of ALERT: its expression, who is told, what is dispatched, which jobs run.

    PROJECT is a folder with an alertflow.py (the current one if left out), a file, or FILE:NAME. What it says
    is read from the files as they would be built. What the checks find at this alert stands at the end.

    Exits with 1 if one of those findings is an error.
    """
    from alertflow.checks import Severity
    from alertflow.cli.compiled import compiled
    from alertflow.cli.explaining.text import text
    from alertflow.cli.simulating.firing import firing

    source = compiled(project)
    fired = firing(source, alert, severity, labels, resolved=False)
    findings = source.findings_at(fired.alert)
    click.echo(text(source, fired, findings, colours=colours(sys.stdout)), nl=False, color=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise click.exceptions.Exit(1)
