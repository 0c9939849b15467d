"""`alertflow import`: YAML that people already have, as the Python that a person would have written."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="import")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The Python file to write, which must be new; standard output if left out, or -.",
)
def command(files: tuple[str, ...], out: Path | None) -> None:
    """Turn YAML into the Python that a person would have written, and prove that it says the same.

    FILES are files, globs and folders with Prometheus rules (also in a PrometheusRule), an Alertmanager
    configuration (also in a Secret), AlertmanagerConfigs, GitHub workflows and actions, promtool tests, and
    Sloth or OpenSLO specifications; - is standard input. They are only read:

    \b
        alertflow import monitoring/ .github/workflows/ -o alertflow.py

    The Python is run and compiled, and what comes out is compared with the files: the same data, the same
    PromQL, the same receivers for every alert. Keys that alertflow does not know are kept, and listed. Exits
    with 1 if anything differs, and says what.
    """
    from alertflow.cli.importing import bring  # brings the models, which --help does not need

    bring(files, None if out == Path("-") else out)
