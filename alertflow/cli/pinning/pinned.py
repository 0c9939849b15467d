"""What `alertflow pin` does: for a project, its lock; for workflow files, their own text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from alertflow.cli.console import plural, progress
from alertflow.cli.files import read_text
from alertflow.cli.pinning.api import UnreachableError
from alertflow.cli.pinning.tags import Tags, UnknownError
from alertflow.compiler import (
    Build,
    Change,
    LoadError,
    What,
    find,
    load,
    lock,
    locked,
    manifest,
    replace_file,
    root_of,
)
from alertflow.compiler.lock import Lock, Pin
from alertflow.compiler.lower import lower
from alertflow.compiler.pins import unpinned
from alertflow.declared import AlertflowError, Location
from alertflow.github import Action, Uses, Workflow, catalogued
from alertflow.github.actions.action import version_number
from alertflow.github.actions.pinning import Named, named_in, with_pins


@dataclass
class Outcome:
    """What came of it, to be told."""

    summary: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    """Action, what is written, version, where from."""
    diffs: list[str] = field(default_factory=list)
    problems: list[AlertflowError] = field(default_factory=list)
    """What a person has to mend."""
    unreachable: AlertflowError | None = None
    """Why GitHub could not be asked; what needed no asking is done."""

    def asked(self, about: Uses, at: Location | None, question: Callable[[], Pin | None]) -> Pin | None:
        """The answer to a question about `about`; a problem instead where GitHub knows no such thing, and
        nothing once it is out of reach.
        """
        if self.unreachable is not None:
            return None
        try:
            with progress(f"asking GitHub about {about}"):
                return question()
        except UnknownError as error:
            self.problems.append(AlertflowError(error.message, at))
        except UnreachableError as error:
            self.unreachable = AlertflowError(
                f"{error.message} What alertflow.lock and the catalogue know is used; {about}, and what else "
                "they do not know, stays as it is."
            )
        return None


def in_project(target: str | None, *, upgrade: bool, check: bool) -> Outcome:
    """Locks what a project names by tags."""
    try:
        place = find(target)
    except LoadError as error:
        raise LoadError(
            f"{error.message} To pin workflow files, name them: alertflow pin FILE.yml."
        ) from None
    with progress(f"loading {place.path.name}"):
        project = load(place)
        documents = Build(lower(project)).of(Workflow)
    documents = [one for one in documents if one[0] not in project.files]  # these are written as they are
    named: dict[str, tuple[Uses, Location | None]] = {}
    for _, workflow in documents:
        for uses, at in unpinned(workflow):
            named.setdefault(lock.key(uses), (uses, at))
    before = lock.read(place.root)
    if not named:
        return Outcome("the project names no action by a tag: there is nothing to pin.")
    tags, outcome, counted = Tags.of_environment(), Outcome(), plural(len(named), "action")
    if check:
        for _, (uses, at) in sorted(named.items()):
            _check(outcome, tags, uses, at, before)
        wrong = outcome.problems or outcome.unreachable
        outcome.summary = f"{counted} looked at." if wrong else f"{counted}: all pinned, none moved."
        return outcome
    pins: dict[str, Pin] = {}
    for key, (uses, at) in sorted(named.items()):
        pin, source = _locked(outcome, tags, uses, at, before, upgrade)
        if pin is not None:
            pins[key] = pin
            outcome.rows.append((key, pin.version, pin.sha, source))
    changed = _lock(place.root, pins)
    outcome.summary = f"{counted}: {lock.FILE} {'written' if changed else 'unchanged'}."
    return outcome


def _lock(root: Path, pins: Mapping[str, Pin]) -> bool:
    """Whether the lock at `root` had to be written to say `pins`, too."""
    with locked(root):
        before = lock.read(root)
        after = before.having(pins)
        if after.pins == before.pins:
            return False
        replace_file(root / lock.FILE, after.text().encode())
        return True


def _locked(
    outcome: Outcome, tags: Tags, uses: Uses, at: Location | None, before: Lock, upgrade: bool
) -> tuple[Pin | None, str]:
    """What the lock is to say of `uses`, and where that is from."""
    known = before.pin(uses)
    if not upgrade:
        if known is not None:
            return known, "locked"
        if (action := catalogued(uses)) is not None:
            return Pin(action.version, action.sha), "catalogue"
    pin = outcome.asked(uses, at, lambda: tags.pin(uses.repository, uses.ref))
    if pin is None:
        return known, "locked"
    if known is not None and pin != known and _never_moves(uses.ref):
        outcome.problems.append(_moved(uses, known.sha, pin.sha, at, "alertflow.lock keeps the old one"))
        return known, "locked"
    newest = outcome.asked(uses, at, lambda: tags.newest(uses.repository)) if upgrade else None
    hint = f", {newest.version} is out" if newest is not None and _newer(newest.version, pin.version) else ""
    return pin, ("unchanged" if pin == known else "renewed" if known else "new") + hint


def _check(outcome: Outcome, tags: Tags, uses: Uses, at: Location | None, before: Lock) -> None:
    """Whether `uses` is pinned, and its version still where it was."""
    action = before.find(uses)
    if action is None:
        outcome.problems.append(AlertflowError(f"{uses} is not pinned: run 'alertflow pin'.", at))
    elif _never_moves(action.version):
        _compare(outcome, tags, uses, action.version, action.sha, at)


def _compare(outcome: Outcome, tags: Tags, uses: Uses, version: str, sha: str, at: Location | None) -> None:
    """Whether the tag `version` still stands at `sha`."""
    now = outcome.asked(uses, at, lambda: Pin(version, tags.commit(uses.repository, version)))
    if now is not None and now.sha != sha:
        named = Uses(uses.name, version)
        outcome.problems.append(_moved(named, sha, now.sha, at, "look at what changed before you trust it"))


def in_files(files: Sequence[Path], *, upgrade: bool, check: bool) -> Outcome:
    """Puts commits in place of tags in workflow files that nobody generated."""
    tags, outcome = Tags.of_environment(), Outcome()
    known: dict[Uses, Action | None] = {}
    places, changed = 0, 0
    for file in files:
        before = read_text(file)
        _refuse_generated(file)
        named, misplaced = named_in(before, str(file))
        places += len(named) + len(misplaced)
        outcome.problems += [
            AlertflowError(f"{one.text} cannot be pinned here: {one.why}.", one.location) for one in misplaced
        ]
        locks = lock.read(root_of(file.resolve().parent))
        for one in named:
            if check and one.uses.is_commit and _never_moves(one.version):
                _compare(outcome, tags, one.uses, one.version, one.uses.ref, one.location)
            elif one.uses not in known:
                known[one.uses] = _commit_of(outcome, tags, one, locks, upgrade)
        after = with_pins(before, str(file), _found(known))
        if after != before:
            changed += 1
            outcome.diffs.append(_diff(file, before, after))
            if not check:
                _written(file, before, after)
    counted = f"{plural(places, 'action')} in {plural(len(files), 'file')}"
    outcome.summary = f"{counted}: {changed} {'would be ' if check else ''}changed."
    return outcome


def _commit_of(outcome: Outcome, tags: Tags, one: Named, locks: Lock, upgrade: bool) -> Action | None:
    """The action to write for what a file names; None to leave it."""
    uses = one.uses
    if upgrade:
        pin = outcome.asked(uses, one.location, lambda: tags.newest(uses.repository))
        now = one.version or ("" if uses.is_commit else uses.ref)
        if pin is not None and (_newer(pin.version, now) or version_number(now) is None):
            return Action(uses.name, sha=pin.sha, version=pin.version)
    if uses.is_commit:
        return None
    if (action := locks.find(uses)) is not None:
        return action
    pin = outcome.asked(uses, one.location, lambda: tags.pin(uses.repository, uses.ref))
    return Action(uses.name, sha=pin.sha, version=pin.version) if pin is not None else None


def _found(known: Mapping[Uses, Action | None]) -> dict[Uses, Action]:
    return {uses: action for uses, action in known.items() if action is not None and action.sha != uses.ref}


def _written(file: Path, before: str, after: str) -> None:
    if read_text(file) != before:
        raise AlertflowError(f"{file} was changed meanwhile, and is left as it is. Run it again.")
    replace_file(file, after.encode())


def _refuse_generated(file: Path) -> None:
    """Raises AlertflowError for a file that the next build would write anew."""
    root = root_of(file.resolve().parent)
    path = file.resolve()
    owner = (
        manifest.read(root).owner(path.relative_to(root).as_posix()) if path.is_relative_to(root) else None
    )
    if owner is not None:
        raise AlertflowError(
            f"{file} is generated from {owner}: run 'alertflow pin {owner}', then 'alertflow build'.",
        )


def _never_moves(version: str) -> bool:
    """Whether a tag is one release, such as v4.2.2; v4 moves on with each."""
    return len(version_number(version) or ()) == 3


def _newer(version: str, than: str) -> bool:
    return (version_number(version) or ()) > (version_number(than) or ())


def _moved(uses: Uses, was: str, now: str, at: Location | None, advice: str) -> AlertflowError:
    return AlertflowError(
        f"the tag {uses} was moved from {was[:12]} to {now[:12]}, which a release never should be; {advice}.",
        at,
    )


def _diff(file: Path, before: str, after: str) -> str:
    return Change(file.as_posix(), What.UPDATED, before.encode(), after.encode()).diff()


__all__ = ["Outcome", "in_files", "in_project"]
