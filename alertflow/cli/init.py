"""`alertflow init`: starts a project from a template, or from what a repository has."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import click

import alertflow
from alertflow.cli.console import table
from alertflow.declared import AlertflowError, suggestion

FIRST = "minimal"
"""The template that is taken where none is named, if it exists."""


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, default=".", type=click.Path(path_type=Path))
@click.option("--template", metavar="NAME", help="Which template; --list shows them.")
@click.option("--list", "listed", is_flag=True, help="List the templates and exit.")
@click.option(
    "--from",
    "repository",
    metavar="REPOSITORY",
    type=click.Path(path_type=Path),
    help="A folder with rules, routes and workflows that people wrote, to check and import.",
)
def command(folder: Path, template: str | None, listed: bool, repository: Path | None) -> None:
    """Start a project in DIR (the current folder if left out); nothing is overwritten.

    It starts from a template, or with --from from YAML that people wrote: rules, an Alertmanager
    configuration, workflows, objectives are found, checked, and imported as 'alertflow import' does. In the
    root of your repository:

    \b
        alertflow init --from .
    """
    if repository is not None:
        if template is not None or listed:
            raise click.UsageError("give --from or --template, not both: it starts from one of them.")
        _start_from(repository, folder)
        return
    templates = _templates()
    if listed:
        click.echo(table([(name, _title(path)) for name, path in templates.items()]), nl=False)
        return
    chosen = _chosen(template, templates)
    files = _files(chosen)
    _refuse_to_overwrite(folder, files, chosen)
    for file in files:
        target = folder / file.relative_to(chosen)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        except OSError as error:
            raise AlertflowError(f"{target} cannot be written: {error.strerror}.") from None
        click.echo(f"created {target}")
    at = "" if folder == Path() else f" {folder}"
    click.echo(
        "\nNext:\n"
        f"  1. Read {folder / 'alertflow.py'} and make it yours: the repository, the team, the alerts.\n"
        f"  2. alertflow check{at}    what would go wrong\n"
        f"  3. alertflow build{at}    writes the workflows, rules and routes\n"
        f"  4. alertflow test{at}     runs the rules' tests"
    )


def _start_from(repository: Path, folder: Path) -> None:
    """Finds what `repository` has, checks it, and imports it into `folder`."""
    from alertflow.cli.importing import bring  # brings the models, which a template does not need

    if not repository.is_dir():
        raise AlertflowError(f"{repository} is no folder: name the one that holds the rules and routes.")
    bring([str(repository)], folder / "alertflow.py", checked=True)


def _templates() -> dict[str, Path]:
    """The templates by name: beside the package in a wheel, in the repository in a checkout."""
    package = Path(alertflow.__file__).parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return {one.name: one for one in sorted(folder.iterdir()) if (one / "alertflow.py").is_file()}
    return {}


def _title(template: Path) -> str:
    """The first line of what the template says about itself."""
    said = ast.get_docstring(ast.parse((template / "alertflow.py").read_bytes())) or ""
    return said.partition("\n")[0]


def _chosen(name: str | None, templates: dict[str, Path]) -> Path:
    if name is None:
        name = FIRST if FIRST in templates else next(iter(templates), "")
    if name not in templates:
        raise AlertflowError(f"there is no template '{name}'. {suggestion(name, templates)}")
    return templates[name]


def _files(template: Path) -> list[Path]:
    found = (file for file in template.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return sorted(found)


def _refuse_to_overwrite(folder: Path, files: list[Path], template: Path) -> None:
    """Raises AlertflowError, before anything is copied, where the template's files cannot all be new."""
    if folder.exists() and not folder.is_dir():
        raise AlertflowError(f"{folder} is a file; name a folder for the project.")
    targets = [folder / file.relative_to(template) for file in files]
    there = [str(target) for target in targets if target.exists() or target.is_symlink()]
    if there:
        raise AlertflowError(
            f"nothing was copied, for {', '.join(there)} {'is' if len(there) == 1 else 'are'} there already. "
            "Name another folder: alertflow init DIR."
        )
