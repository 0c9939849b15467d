"""`alertflow build`: writes what the project stands for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alertflow.checks import Finding, Severity, report
from alertflow.cli.compiled import compiled
from alertflow.cli.console import coloured, colours, plural, progress, table
from alertflow.compiler import Change, Place, Plan, RefusedError, What, apply, locked, manifest, plan


@click.command()
@click.argument("project", required=False)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where the files go, if not to the repository's root."
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 with a diff if files are not as built.")
@click.option("--diff", is_flag=True, help="Show what changes in each file.")
@click.option("--force", is_flag=True, help="Overwrite files changed by hand, and show what is lost.")
def command(project: str | None, out: Path | None, check: bool, diff: bool, force: bool) -> None:
    """Write what the project stands for: workflows, rules, their tests, and routes.

    PROJECT is a folder with an alertflow.py (the current one if left out), a file, or FILE:NAME.
    """
    source = compiled(project)
    findings = source.findings()
    _stop_for_errors(findings)
    texts = source.texts()
    root = (out or source.place.root).absolute()
    if check:
        _compare(_planned(root, texts, source.place, force))
        return
    with locked(root), progress("writing files"):
        planned = _planned(root, texts, source.place, force)
        shown = planned.changes if diff else planned.of(What.OVERWRITTEN)
        click.echo("".join(coloured(change.diff(), sys.stdout) for change in shown), nl=False)
        if refused := planned.of(What.REFUSED):
            raise RefusedError(refused)
        apply(planned)
    click.echo(_table(planned.changes), nl=False)
    click.echo(_summary(planned.changes))


def _stop_for_errors(findings: list[Finding]) -> None:
    """Prints errors and warnings; an error ends the command with exit code 1."""
    shown = [one.relative_to(Path.cwd()) for one in findings if one.severity is not Severity.INFO]
    if not shown:
        return
    click.echo(report.text(shown, colours=colours(sys.stderr)), err=True, nl=False, color=True)
    if any(finding.severity is Severity.ERROR for finding in findings):
        click.echo("nothing was written: mend the errors first.", err=True)
        raise click.exceptions.Exit(1)


def _planned(root: Path, texts: dict[str, bytes], place: Place, force: bool) -> Plan:
    def lives(source: str) -> bool:
        return (place.root / f"{source.partition('.py:')[0].removesuffix('.py')}.py").is_file()

    return plan(root, texts, place.source, manifest.read(root), force=force, lives=lives)


def _compare(planned: Plan) -> None:
    """Prints how the files differ from what would be built; exit code 1 if they do."""
    if not planned.drift:
        click.echo(f"{plural(len(planned.changes), 'file is', 'files are')} as built.")
        return
    click.echo("".join(coloured(change.diff(), sys.stdout) for change in planned.drift), nl=False)
    for change in planned.drift:
        why = f": {change.why}" if change.why else ""
        click.echo(f"{change.path} {_REASONS[change.what]}{why}.", err=True)
    click.echo(f"{plural(len(planned.drift), 'file is', 'files are')} not as built.", err=True)
    raise click.exceptions.Exit(1)


_REASONS = {
    What.CREATED: "would be created",
    What.UPDATED: "would be updated",
    What.REMOVED: "would be removed",
    What.OVERWRITTEN: "would be overwritten",
    What.REFUSED: "would not be overwritten",
    What.KEPT: "would be left alone",
}


def _table(changes: tuple[Change, ...]) -> str:
    rows = []
    for change in changes:
        content = change.after if change.after is not None else change.before or b""
        lines = plural(content.count(b"\n"), "line")
        rows.append((change.what, change.path, lines, plural(len(content), "byte"), change.why))
    return table(rows, right=frozenset({2, 3}))


def _summary(changes: tuple[Change, ...]) -> str:
    counts = {what: sum(change.what is what for change in changes) for what in What}
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return f"{plural(len(changes), 'file')}: {said}." if changes else "the project stands for no file."
