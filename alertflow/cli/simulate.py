"""`alertflow simulate`: tells what will happen if an alert fires, or to any workflow for an event."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alertflow.cli.console import colours
from alertflow.cli.pairs import pairs

if TYPE_CHECKING:
    from alertflow.cli.simulating.firing import Firing
    from alertflow.cli.simulating.scenario import Scenario


@click.command()
@click.argument("alert", required=False)
@click.argument("project", required=False)
@click.option("--severity", metavar="NAME", help="Its severity, if not its own.")
@click.option(
    "--label",
    "labels",
    metavar="NAME=VALUE",
    multiple=True,
    callback=pairs("NAME=VALUE"),
    help="A label that it has besides its rule's. Repeatable.",
)
@click.option("--resolved", is_flag=True, help="It has resolved, rather than fires.")
@click.option(
    "--outcome",
    "outcomes",
    metavar="JOB=RESULT",
    multiple=True,
    callback=pairs("JOB=RESULT"),
    help="How a job, or a step (JOB/STEP), ends: success, failure, cancelled or skipped. Repeatable.",
)
@click.option(
    "--event",
    "event",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The event as JSON: a payload as act takes it, toJSON(github) of a run, or an AlertEvent.",
)
@click.option(
    "--workflow", metavar="FILE", help="Which workflow of the project; or, without ALERT, any file."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "mermaid"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as a picture for a README.",
)
@click.option("--verbose", is_flag=True, help="Every step, with its reason and what it would run.")
def command(
    alert: str | None,
    project: str | None,
    severity: str | None,
    labels: dict[str, str],
    resolved: bool,
    outcomes: dict[str, Any],
    event: Path | None,
    workflow: str | None,
    form: str,
    verbose: bool,
) -> None:
    """Tell what will happen if ALERT fires: who is told, what is dispatched, and each job of the run.

    PROJECT is a folder with an alertflow.py (the current one if left out), a file, or FILE:NAME. Nothing is
    run or sent. What cannot be known is assumed to go well, and said; --outcome tells how it goes otherwise.

    Exits with 1 if the run would not start or not succeed, or if no workflow answers the alert.
    """
    if alert is None and workflow is None:
        raise click.UsageError("name an alert, or a workflow file: --workflow FILE.")
    if (severity is not None or labels or resolved) and (alert is None or event is not None):
        why = "without an alert they say nothing" if alert is None else "the file says all of the event"
        raise click.UsageError(f"leave out --severity, --label and --resolved: {why}.")
    from alertflow.cli.simulating.event_file import read_event
    from alertflow.cli.simulating.scenario import NOTHING, of_file

    told = NOTHING if event is None else read_event(event)
    if alert is None:
        assert workflow is not None
        _show(None, of_file(Path(workflow), told), outcomes, form, verbose)
        return
    from alertflow.cli.compiled import compiled
    from alertflow.cli.simulating.firing import firing, firing_in
    from alertflow.cli.simulating.scenario import of_alert

    source = compiled(project)
    if event is None:
        fired = firing(source, alert, severity, labels, resolved)
    else:
        fired = firing_in(source, alert, told)
    _show(fired, of_alert(source, fired, workflow, told), outcomes, form, verbose)


def _show(
    fired: Firing | None, scenario: Scenario | None, outcomes: dict[str, Any], form: str, verbose: bool
) -> None:
    """Prints what happens; exit code 1 where that is not well."""
    from alertflow.cli.simulating import text
    from alertflow.cli.simulating.data import Simulated, unanswered_data

    shades = colours(sys.stdout)
    if scenario is None:
        assert fired is not None  # a file by itself is a scenario
        if form == "mermaid":
            from alertflow.declared import AlertflowError

            raise AlertflowError(f"there is nothing to draw: no workflow answers {fired.alert.name}.")
        if form == "json":
            _print_json(unanswered_data(fired))
        else:
            click.echo(text.unanswered(fired, colours=shades), nl=False, color=True)
        raise click.exceptions.Exit(1)
    predicted = scenario.predicted()
    found = Simulated(fired, scenario, predicted, scenario.run(predicted, outcomes))
    if form == "json":
        _print_json(found.to_data())
    elif form == "mermaid":
        from alertflow.github.drawing import mermaid

        click.echo(mermaid(found.graph()), nl=False)
    else:
        click.echo(text.text(found, colours=shades, verbose=verbose), nl=False, color=True)
    if not found.well:
        raise click.exceptions.Exit(1)


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
