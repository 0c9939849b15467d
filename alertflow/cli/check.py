"""`alertflow check`: finds what would go wrong, and mends what it surely can."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from alertflow.checks import Finding, Severity, report
from alertflow.cli.console import colours, progress

_PROJECT = "alertflow.py"
"""The file that makes a folder a project; here by its name, as files need no compiler."""


@click.command()
@click.argument("targets", nargs=-1, metavar="[PROJECT | FILES...]")
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
@click.option("--fix", is_flag=True, help="Mend in FILES what surely can be, and show how they change.")
@click.option("--diff", is_flag=True, help="With --fix: only show how the files would change.")
def command(targets: tuple[str, ...], form: str, external: bool, fix: bool, diff: bool) -> None:
    """Find what would go wrong, without writing anything but what --fix mends.

    PROJECT is a folder with an alertflow.py (the current one if left out), a Python file, or FILE:NAME.

    FILES need no project: rule files, PrometheusRules, Alertmanager's configuration (also in a Secret),
    workflows and actions, promtool's tests, Sloth and OpenSLO specifications; globs, folders, and '-' for
    standard input. What each is, is known by its content.

    Rules and a configuration of Alertmanager's that are given together are held against each other: does each
    alert reach somebody, does each route take something? Of several configurations it is the one that is
    nearest in the folders, or all that are as near; without any, the rules of each folder by themselves.

    Exits with 1 if an error is found, not for warnings; with 2 if there is nothing to check.
    """
    if diff and not fix:
        raise click.UsageError("--diff goes with --fix: it shows what that would change.")
    if not _are_files(targets):
        if fix:
            raise click.UsageError(
                "--fix mends files of YAML. A project's are built from its Python: mend that, and build."
            )
        _project(targets[0] if targets else None, form, external)
        return
    from alertflow.cli.checking.given import given

    files = given(targets)
    if fix:
        from alertflow.cli.checking.mending import mended

        findings, texts = mended(files, only_shown=diff)
    else:
        with progress("checking"):
            findings, texts = files.findings(), files.texts
    if external:
        from alertflow.cli.external import ask_files

        with progress("asking the external programs"):
            asked = ask_files(files.reads)
        findings = findings + asked.findings
        _missing(asked.missing)
    base = Path.cwd() if form == "text" else files.root or Path.cwd()
    _tell([one.relative_to(base) for one in findings] if form != "text" else findings, form, texts)
    click.echo(files.counted("checked"), err=form != "text")
    _end(findings)


def _are_files(targets: Sequence[str]) -> bool:
    """Whether `targets` are files of YAML, and not a project."""
    if not targets:
        return False
    path = Path(targets[0])
    if path.is_dir():
        is_project = (path / _PROJECT).is_file() or _names_project(path / "pyproject.toml")
    else:
        is_project = targets[0].endswith(".py") or (".py:" in targets[0] and not path.exists())
    if is_project and len(targets) > 1:
        raise click.UsageError(f"name one project, or files of YAML: {targets[0]} is a project.")
    return not is_project


def _names_project(file: Path) -> bool:
    try:
        return "[tool.alertflow" in file.read_text("utf-8", "replace")
    except OSError:
        return False


def _project(project: str | None, form: str, external: bool) -> None:
    from alertflow.cli.compiled import compiled

    source = compiled(project)
    findings = source.findings()
    if external:
        from alertflow.cli.external import ask

        with progress("asking the external programs"):
            asked = ask(source.build, source.texts())
        findings += asked.findings
        _missing(asked.missing)
    base = Path.cwd() if form == "text" else source.place.root
    _tell([finding.relative_to(base) for finding in findings], form, {})
    _end(findings)


def _tell(findings: Sequence[Finding], form: str, texts: Mapping[str, str]) -> None:
    if form == "text":
        told = report.text(findings, colours=colours(sys.stdout), texts=texts)
        click.echo(told, nl=False, color=True)
    else:
        click.echo(report.FORMATS[form](findings), nl=False)


def _missing(programs: Sequence[str]) -> None:
    if programs:
        click.echo(f"not on PATH, so not asked: {', '.join(programs)}.", err=True)


def _end(findings: Sequence[Finding]) -> None:
    """Ends with exit code 1 where one of `findings` is an error."""
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise click.exceptions.Exit(1)
