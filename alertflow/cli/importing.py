"""What `import` and `init --from` share: files are read, turned into Python, proven, and told of."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from configparser import ConfigParser, Error
from pathlib import Path
from shlex import quote

import click
from pydantic import TypeAdapter, ValidationError

from alertflow.checks import Severity, report
from alertflow.cli.checking.given import STDIN, Given, given
from alertflow.cli.console import colours, plural, progress
from alertflow.compiler.find import FILE, root_of
from alertflow.declared import AlertflowError, Location, printable
from alertflow.documents import Kind, Read, Reason, Unreadable
from alertflow.documents.files import shown
from alertflow.importer.draft import Kept
from alertflow.importer.project import Origin, imported
from alertflow.importer.proof import Proof, prove
from alertflow.model.text import FilePath

_KNOWN = (
    "What can be: rules, also in a PrometheusRule, an Alertmanager configuration, also in a Secret, "
    "AlertmanagerConfigs, workflows and actions of GitHub, promtool tests, Sloth and OpenSLO specifications."
)
_PROVEN = "proven: what is built of it means the same as each of these files."
_NOT_REFUTED = "no difference was found; what the notes name was too much to compare in full."
_USUAL = {
    Kind.RULES: "monitoring/alert_rules.yml",
    Kind.TESTS: "monitoring/tests/alert_rules_test.yml",
    Kind.ALERTMANAGER: "monitoring/alertmanager.yml",
    Kind.WORKFLOW: ".github/workflows/imported.yml",
    Kind.ACTION: ".github/actions/imported/action.yml",
}
"""Where a document goes that has no path below the repository's root."""


class UnreadableError(AlertflowError):
    """Files that cannot be imported; `others` are all their further mistakes."""

    def __init__(self, errors: Sequence[AlertflowError]) -> None:
        first, *others = errors
        super().__init__(first.message, first.location)
        self.others = tuple(others)


def bring(arguments: Sequence[str], out: Path | None, *, checked: bool = False) -> None:
    """Imports the files that `arguments` name into `out`, a new file, or to standard output if None.

    With `checked`, what the checks find in them is told first.
    Ends the command with exit code 1 where what is built of the Python would not mean the same.
    """
    if out is not None:
        _refuse_to_overwrite(out)
    files = _importable(arguments)
    reads = files.reads
    if checked:
        _tell_findings(files, arguments)
    root = root_of((out.parent if out else Path()).absolute())
    origin = _origin(reads, root)
    with progress(f"importing {plural(len(reads), 'document')}"):
        made = imported(reads, origin)
    with progress("proving that it says the same"):
        proof = prove(made.text, reads, origin)
    if out is None:
        click.echo(made.text, nl=False)
    else:
        _write(out, made.text)
    _tell(files, made.kept, proof)
    if proof.differences:
        raise click.exceptions.Exit(1)
    if out is not None:
        _tell_next(out, proof)


def _tell_findings(files: Given, arguments: Sequence[str]) -> None:
    """Shows the errors that the checks find in the files, and counts the rest."""
    with progress(f"checking {plural(len(files.reads), 'document')}"):
        findings = files.findings()
    errors = [one.relative_to(Path.cwd()) for one in findings if one.severity is Severity.ERROR]
    if errors:
        text = report.text(errors, colours=colours(sys.stderr)).rpartition("\n")[0].rpartition("\n")[0]
        click.echo(text, err=True, color=True)
    again = f"alertflow check {' '.join(map(quote, arguments))}"
    click.echo(f"checked: {report.summary(findings)}" + (f" ({again})." if findings else "."), err=True)


def _importable(arguments: Sequence[str]) -> Given:
    """The files that `arguments` name.

    Raises UnreadableError for what cannot be read: in folders, only of known kinds.
    """
    found = given(arguments)
    named = {os.path.normpath(shown(Path(one))) for one in arguments}
    errors = [
        error
        for one in found.unreadable
        for error in one.errors
        if one.path == STDIN or os.path.normpath(one.path) in named or _is_ours(one)
    ]
    held = {os.path.normpath(one.path) for some in (found.reads, found.unreadable) for one in some}
    empty = [
        one for one in arguments if Path(one).is_file() and os.path.normpath(shown(Path(one))) not in held
    ]
    errors += [AlertflowError(f"{shown(Path(one))} holds nothing to import. {_KNOWN}") for one in empty]
    if errors:
        raise UnreadableError(errors)
    if not found.reads:
        raise AlertflowError(f"there is nothing to import. {_KNOWN}")
    return found


def _is_ours(one: Unreadable) -> bool:
    """Whether a file that nobody named should have been read: a template is rendered elsewhere."""
    return one.kind is not None and one.reason is not Reason.TEMPLATE


def _origin(reads: Sequence[Read], root: Path) -> Origin:
    """What is known of the repository at `root`, which the files are from."""
    repository = _repository(root)
    name = repository.partition("/")[2] or root.resolve().name
    paths = _paths(reads, root)
    _refuse_names(paths)
    return Origin(name, repository, paths)


def _refuse_names(paths: Mapping[str, str]) -> None:
    """Raises UnreadableError for files that alertflow could not write again, with names that few have."""
    names: TypeAdapter[str] = TypeAdapter(FilePath)
    errors: list[AlertflowError] = []
    for shown_as, path in paths.items():
        try:
            names.validate_python(path)
        except ValidationError:
            message = "a file of this name cannot be imported: not every system can have one. Rename it."
            errors.append(AlertflowError(message, Location(shown_as, 1)))
    if errors:
        raise UnreadableError(errors)


def _paths(reads: Sequence[Read], root: Path) -> Mapping[str, str]:
    """The path below `root` of each file; for one that is not there, a path where such files usually are."""
    base, paths = root.resolve(), dict[str, str]()
    for one in reads:
        if one.path in paths:
            continue
        file = Path(one.path).resolve()
        if one.path != STDIN and file.is_relative_to(base):
            paths[one.path] = file.relative_to(base).as_posix()
            continue
        usual = Path(_USUAL.get(one.kind, "k8s/monitoring/imported.yaml"))
        name = usual.name if one.path == STDIN else file.name
        paths[one.path] = _new((usual.parent / name).as_posix(), set(paths.values()))
    return paths


def _new(path: str, taken: set[str]) -> str:
    stem, dot, ending = path.rpartition(".")
    number, new = 1, path
    while new in taken:
        number += 1
        new = f"{stem}-{number}{dot}{ending}"
    return new


def _repository(root: Path) -> str:
    """`owner/name` on GitHub, as git's configuration says where it was cloned from; '' if it does not."""
    config = ConfigParser(strict=False, interpolation=None)
    try:
        config.read(root / ".git" / "config", "utf-8")
        url = config.get('remote "origin"', "url")
    except (Error, OSError, UnicodeDecodeError):
        return ""
    known = re.fullmatch(r".*github\.com[:/]([\w.-]+/[\w.-]+?)(\.git)?/?", url)
    return known[1] if known else ""


def _refuse_to_overwrite(out: Path) -> None:
    """Raises AlertflowError where `out` is there already."""
    if out.exists() or out.is_symlink():
        raise AlertflowError(f"nothing was imported, for {out} is there already. Name another file: -o FILE.")


def _write(out: Path, text: str) -> None:
    """Writes the Python into a file that is not there yet. Raises AlertflowError where that fails."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise AlertflowError(f"{out} cannot be written: {error.strerror}.") from None


def _tell(files: Given, kept: Sequence[Kept], proof: Proof) -> None:
    """Says on standard error what was imported, what of it was kept as it stood, and what the proof gave."""
    click.echo(f"{files.counted('read')}.", err=True)
    for one in files.unreadable:
        click.echo(f"passed over {one.path}: {one.reason}.", err=True)
    if kept:
        click.echo("look at these:", err=True)
        for thing in sorted(kept, key=lambda one: (one.location.path, one.location.line, one.what)):
            click.echo(printable(f"  {thing.location}: {thing.what}"), err=True)
    for difference in proof.moved:
        click.echo(printable(f"the same by another name: {difference}"), err=True)
    for note in proof.notes:
        click.echo(f"note: {note}", err=True)
    if not proof.differences:
        click.echo(_PROVEN if proof.exhaustive else _NOT_REFUTED, err=True)
        return
    click.echo("NOT the same as the files:", err=True)
    for difference in proof.differences:
        click.echo(printable(f"  {difference.path}: {difference}"), err=True)


def _tell_next(out: Path, proof: Proof) -> None:
    """Says on standard error what a person does next with the Python in `out`."""
    at = "" if out.name == FILE and out.parent == Path() else f" {out.parent if out.name == FILE else out}"
    also = f" (and {plural(len(proof.added), 'new file')})" if proof.added else ""
    click.echo(
        f"\nwrote {out}. Next:\n"
        f"  1. Read it and make it yours.\n"
        f"  2. alertflow check{at}            what would go wrong, at its lines; an error stops the build\n"
        f"  3. alertflow build --check{at}    how the files will look{also}\n"
        f"  4. alertflow build --force{at}    writes them over the ones it was imported from",
        err=True,
    )
    if proof.gone:
        files = " ".join(map(quote, proof.gone))
        why = "what they hold is built elsewhere, and would fire twice"
        click.echo(f"  5. git rm {files}    {why}", err=True)


__all__ = ["bring"]
