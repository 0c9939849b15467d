"""`alertflow pin`: finds the commits of the actions that are named by a tag."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alertflow.cli.console import coloured, colours, here, plural, table

if TYPE_CHECKING:
    from alertflow.cli.pinning.pinned import Outcome


@click.command()
@click.argument("targets", nargs=-1, metavar="[PROJECT | FILE…]")
@click.option("--upgrade", is_flag=True, help="Look for newer versions of what is pinned already, too.")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 if something is not pinned, or its tag was moved to another commit.",
)
def command(targets: tuple[str, ...], upgrade: bool, check: bool) -> None:
    """Find the commits of the actions that are named by a tag.

    For a PROJECT (the current folder if left out) they are written to alertflow.lock, from which 'alertflow
    build' takes them. In workflow FILEs (.yml) they take the tags' place, and nothing else changes.

    What alertflow.lock and the built-in catalogue know needs no network; the rest is asked of GitHub
    (GITHUB_TOKEN, GITHUB_API_URL). Exits with 1 if something could not be pinned.
    """
    from alertflow.cli.pinning import pinned

    if upgrade and check:
        raise click.UsageError("--check writes nothing, and --upgrade does.")
    files = [Path(target) for target in targets if target.endswith((".yml", ".yaml"))]
    if files and len(files) < len(targets):
        raise click.UsageError("name workflow files, or one project, not both.")
    if not files and len(targets) > 1:
        raise click.UsageError("name one project.")
    if files:
        outcome = pinned.in_files(files, upgrade=upgrade, check=check)
    else:
        outcome = pinned.in_project(targets[0] if targets else None, upgrade=upgrade, check=check)
    _told(outcome, check)


def _told(outcome: Outcome, check: bool) -> None:
    """Prints what was done and found; exit code 1 if something is wrong, 2 if GitHub was out of reach."""
    click.echo("".join(coloured(diff, sys.stdout) for diff in outcome.diffs), nl=False)
    if outcome.rows:
        click.echo(table(outcome.rows), nl=False)
    for problem in outcome.problems:
        label = click.style("error:", fg="red", bold=True) if colours(sys.stderr) else "error:"
        click.echo(here(f"{label} {problem}"), err=True, color=True)
    click.echo(outcome.summary)
    if outcome.unreachable is not None:
        raise outcome.unreachable
    if outcome.problems or (check and outcome.diffs):
        if check:
            click.echo(f"{plural(len(outcome.problems) + len(outcome.diffs), 'thing')} to mend.", err=True)
        raise click.exceptions.Exit(1)
