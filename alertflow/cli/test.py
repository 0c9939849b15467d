"""`alertflow test`: runs the rules' unit tests with promtool."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import click

from alertflow.cli.compiled import compiled
from alertflow.cli.console import plural, progress
from alertflow.compiler import write_all
from alertflow.declared import AlertflowError
from alertflow.prometheus import RuleFile, TestFile


@click.command()
@click.argument("project", required=False)
def command(project: str | None) -> None:
    """Run the rules' unit tests with promtool, on what the project stands for now.

    PROJECT is a folder with an alertflow.py (the current one if left out), a file, or FILE:NAME. Nothing is
    written to it. Exits with 1 if a test fails.
    """
    promtool = shutil.which("promtool")
    if promtool is None:
        raise AlertflowError(
            "promtool is not on PATH, and it is what runs the tests. It comes with Prometheus: "
            "'apt install prometheus', 'brew install prometheus', or https://prometheus.io/download/."
        )
    source = compiled(project)
    tests = source.build.of(TestFile)
    if not tests:
        click.echo("there is nothing to test: no alert has tests.")
        return
    wanted = {path for path, _ in (*tests, *source.build.of(RuleFile))}
    failed = 0
    with tempfile.TemporaryDirectory(prefix="alertflow-") as folder:
        write_all(Path(folder), {path: text for path, text in source.texts().items() if path in wanted})
        for path, file in tests:
            with progress(f"testing {path}"):
                run = subprocess.run(
                    [promtool, "test", "rules", path], cwd=folder, capture_output=True, text=True, check=False
                )
            failed += run.returncode != 0
            said = "passed" if run.returncode == 0 else "failed"
            click.echo(f"{path}: {plural(len(file.tests), 'test')} {said}")
            if run.returncode != 0:
                click.echo(_told(run.stdout + run.stderr))
    if failed:
        raise click.exceptions.Exit(1)


def _told(said: str) -> str:
    """What promtool says of a failure, without its headings and blank lines."""
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("Unit Testing:")]
    return "\n".join(lines)
