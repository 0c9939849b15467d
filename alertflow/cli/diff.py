"""`alertflow diff`: tells in words what differs in meaning between two files, folders or revisions."""

from __future__ import annotations

import sys

import click

from alertflow.cli.console import colours, explained, progress


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def command(old: str, new: str, form: str) -> None:
    """Tell in words what differs in meaning between OLD and NEW, not in how it is written.

    Each is a file, a folder, or a revision of git (of the same files, or of the current folder):

    \b
        alertflow diff rules.yml /tmp/rules.yml
        alertflow diff HEAD~1 .
        alertflow diff v1.0 v2.0

    Compared are rule files and PrometheusRules, Alertmanager's configuration (also in a Secret), workflows
    and actions, promtool's tests, manifests, Sloth and OpenSLO specifications; what each is, is known by its
    content. Blanks, comments, the order of keys, and other ways to say the same make no difference: PromQL is
    compared by its tree, durations by their length, workflows after GitHub's equivalences. Of routes it is
    told for which alerts who is told of them, or when, is not the same. Secrets are not shown.

    Exits with 0 if both mean the same, with 1 if they differ, with 2 if something could not be read.
    """
    from alertflow.cli.differing import telling
    from alertflow.cli.differing.sides import sides, unreadable
    from alertflow.comparison import compared

    with progress("reading"):
        before, after = sides(old, new)
    with progress("comparing"):
        found = compared(before.reads, after.reads)
    errors = [error for one in unreadable(before, after) for error in one.errors]
    if form == "json":
        click.echo(telling.json_text(found, before, after), nl=False)
    elif not (errors and found.same):  # of what could not be read, it is not known
        shown = telling.text(found, before, after, colours=colours(sys.stdout))
        click.echo(shown, nl=False, color=True)
    for error in errors:
        explained(error)
    if errors:
        raise click.exceptions.Exit(2)
    if not found.same:
        raise click.exceptions.Exit(1)
