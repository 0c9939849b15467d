"""Two sides of files compared: what differs, told file by file, and how far it was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from alertflow.comparison.difference import Difference, What
from alertflow.comparison.documents import by_data, configuration_of, rules_of
from alertflow.comparison.files import matched, name_of
from alertflow.comparison.pairing import Paired
from alertflow.documents import Kind, Read

if TYPE_CHECKING:
    from alertflow.comparison.routes.configurations import Configurations


class Compared(NamedTuple):
    """What comparing two sides gave."""

    differences: tuple[Difference, ...]
    """In the order of the old side's files, then those that only the new side has."""
    notes: tuple[str, ...] = ()
    """What a reader should know of the comparison itself: how many label sets were looked at, where that
    could not be all of them; which receivers only have another name.
    """
    documents: int = 0
    """How many documents were on both sides."""
    exhaustive: bool = True
    """Whether all was looked at; if not, `notes` say what was not."""

    @property
    def same(self) -> bool:
        """Whether both sides mean the same, wherever it stands."""
        return all(one.what is What.MOVED for one in self.differences)


def differences(old: Sequence[Read], new: Sequence[Read]) -> list[Difference]:
    """What differs between two sides in meaning, in the order of the files; [] where nothing does."""
    return list(compared(old, new).differences)


def compared(old: Sequence[Read], new: Sequence[Read]) -> Compared:
    """What differs between two sides in meaning, and what is to be known of how they were compared.

    Documents are matched by path, else by what they hold; what only stands in another file is MOVED. A
    specification of objectives is compared with the rules of an `Slo` where the new side has those.
    """
    told: dict[str, list[Difference]] = {one.path: [] for one in (*old, *new)}
    if any(rules_of(one) is not None for one in new):
        from alertflow.comparison.objectives import settled  # it has nothing to say without rules

        old, new, of_objectives = settled(old, new)
        for one in of_objectives:
            told[one.path].append(one)
    found = matched(old, new)
    notes: list[str] = []
    elsewhere = _moved_groups(found, told)
    routing = _routing(found.both)
    reach = {} if routing is None else _reached(routing, found.both)
    exhaustive = True
    for before, after in found.both:
        comparing = _configurations(before, after, routing)
        of_pair = list(_of_pair(before, after, comparing, reach, elsewhere))
        if comparing is not None:
            notes += comparing.notes
            exhaustive = exhaustive and comparing.exhaustive
        if before.path != after.path:
            said = "the same, now in" if not of_pair else "now in"
            moved = f"{said} {after.path}"
            place = after.document.source
            of_pair.insert(0, Difference(What.MOVED, before.path, _subject(before), moved, place))
        told[before.path] += of_pair
    gone, added = (
        [one for one in side if not _emptied(one, elsewhere)] for side in (found.gone, found.added)
    )
    _only_one_side(gone, {one.path for one in new}, What.REMOVED, told)
    _only_one_side(added, {one.path for one in old}, What.ADDED, told)
    every = tuple([one for path in told for one in told[path]])
    return Compared(every, tuple(dict.fromkeys(notes)), len(found.both), exhaustive)


def _routing(both: Sequence[tuple[Read, Read]]) -> Configurations | None:
    """The only configuration there is, on both sides; None where there are none or several."""
    held = [
        (mine, theirs)
        for before, after in both
        if (mine := configuration_of(before)) is not None and (theirs := configuration_of(after)) is not None
    ]
    if len(held) != 1:
        return None
    from alertflow.comparison.routes.configurations import Configurations

    return Configurations(*held[0])


def _reached(routing: Configurations, both: Sequence[tuple[Read, Read]]) -> dict[int, str]:
    """By the `id` of the new side's rule: what is different in who is told of its alert."""
    from alertflow.comparison.routes.alerts import reached

    held = [(rules_of(before), rules_of(after)) for before, after in both]
    return reached(
        routing, [(mine, theirs) for mine, theirs in held if mine is not None and theirs is not None]
    )


def _moved_groups(found: Paired[Read], told: dict[str, list[Difference]]) -> frozenset[int]:
    """Tells of groups of rules that only stand in another file; gives the `id` of each on both sides."""
    from alertflow.comparison.rule_files import moved

    stayed = [(before, after) for before, after in found.both if before.path == after.path]
    sides = ([*found.gone, *[one for one, _ in stayed]], [*found.added, *[one for _, one in stayed]])
    elsewhere: set[int] = set()
    for kind in (Kind.RULES, Kind.MANIFEST):
        files = [
            [
                (one.path, rules)
                for one in side
                if one.kind is kind and (rules := rules_of(one)) is not None and rules.groups
            ]
            for side in sides
        ]
        for one in moved(*files):
            said, place = f"the same, now in {one.to}", one.new.source
            told[one.path].append(Difference(What.MOVED, one.path, f"group {one.new.name}", said, place))
            elsewhere |= {id(one.old), id(one.new)}
    return frozenset(elsewhere)


def _emptied(read: Read, elsewhere: frozenset[int]) -> bool:
    """Whether nothing of a rule file is left where it stood, and nothing else came to where it stands."""
    rules = rules_of(read) if read.kind is Kind.RULES else None
    return rules is not None and bool(rules.groups) and all(id(one) in elsewhere for one in rules.groups)


def _configurations(old: Read, new: Read, routing: Configurations | None) -> Configurations | None:
    """What two documents hold of Alertmanager's configuration, where they do: `routing`, if there is one."""
    before, after = configuration_of(old), configuration_of(new)
    if before is None or after is None:
        return None
    from alertflow.comparison.routes.configurations import Configurations

    return routing or Configurations(before, after)


def _of_pair(
    old: Read,
    new: Read,
    comparing: Configurations | None,
    reach: Mapping[int, str],
    elsewhere: frozenset[int],
) -> Iterator[Difference]:
    """What differs between two documents of one kind."""
    if old.kind in (Kind.WORKFLOW, Kind.ACTION):
        from alertflow.comparison import workflows

        yield from workflows.differences(old, new)
        return
    mine, theirs = rules_of(old), rules_of(new)
    if mine is not None and theirs is not None:
        from alertflow.comparison import rule_files

        yield from rule_files.differences(mine, theirs, old.path, reach, elsewhere)
    if comparing is not None:
        yield from comparing.differences(old.path)
    if old.kind not in (Kind.RULES, Kind.ALERTMANAGER):
        yield from by_data(old, new)


def _only_one_side(
    reads: Iterable[Read], others: set[str], what: What, told: dict[str, list[Difference]]
) -> None:
    """Tells of documents that one side does not have: once for a file that it does not have at all."""
    whole: set[str] = set()
    for read in reads:
        if read.path not in others and not told[read.path] and read.path not in whole:
            whole.add(read.path)
            kind = f"{'an' if read.kind[0] in 'AO' else 'a'} {read.kind}"
            sentence = f"new: {kind}" if what is What.ADDED else f"gone: it was {kind}"
            told[read.path].append(Difference(what, read.path, "", sentence, read.document.source))
        elif read.path not in whole:
            subject = _subject(read) or str(read.kind)
            sentence = "new" if what is What.ADDED else "gone"
            told[read.path].append(Difference(what, read.path, subject, sentence, read.document.source))


def _subject(read: Read) -> str:
    """How a document of a file with several is called: `PrometheusRule redis`."""
    name = name_of(read)
    return "" if name is None else " ".join(part for part in name[::2] if part)


__all__ = ["Compared", "compared", "differences"]
