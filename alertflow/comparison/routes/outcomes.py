"""What becomes of an alert at a route, as something to compare, and how the difference is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from alertflow.alertmanager import Node
from alertflow.comparison.data import frozen
from alertflow.comparison.meaning import meaning
from alertflow.comparison.routes.values import Labels
from alertflow.comparison.routes.walk import Branch, Outcome, Telling, Told
from alertflow.comparison.spans import told
from alertflow.duration import seconds


def branch(node: Node, labels: Labels, receivers: Mapping[str, int], intervals: Mapping[str, int]) -> Branch:
    """The tree from `node` on, with receivers and intervals by what they do."""
    route = node.route
    outcome = Outcome(
        receivers.get(node.receiver, -1),
        frozenset(node.group_by),
        seconds(node.group_wait),
        seconds(node.group_interval),
        seconds(node.repeat_interval),
        frozenset([intervals.get(name, -1) for name in route.mute_time_intervals]),
        frozenset([intervals.get(name, -1) for name in route.active_time_intervals]),
        frozen({"labels": meaning(route.labels), "extra": meaning(route.extra)}),
    )
    return Branch(
        labels.mask(route.every_matcher),
        bool(route.continue_),
        Telling(outcome, node.path),
        tuple([branch(child, labels, receivers, intervals) for child in node.children]),
    )


def equal(old: Told, new: Told) -> bool:
    """Whether the same is told to the same; in which order makes no difference."""
    return old == new or Counter(_outcomes(old)) == Counter(_outcomes(new))


def only_different(old: Told, new: Told) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """What only the one side tells, and what only the other."""
    before, after = Counter(_outcomes(old)), Counter(_outcomes(new))
    return tuple((before - after).elements()), tuple((after - before).elements())


def _outcomes(told: Told) -> list[Outcome]:
    return [one.outcome for one in told]


def sentence(old: Told, new: Told, called: Callable[[int], str], interval: Callable[[int], str]) -> str:
    """`now also reaches Slack #alerts`, `reaches PagerDuty (was: Slack #db)`, `group_wait 30s → 1m`."""
    gone, added = only_different(old, new)
    said: list[str] = []
    left = list(gone)
    fresh: list[Outcome] = []
    for one in added:
        before = next((other for other in left if other.receiver == one.receiver), None)
        if before is None:
            fresh.append(one)
            continue
        left.remove(before)
        several = len(old) > 1 or len(new) > 1
        changes = ", ".join(_settings(before, one, interval))
        said.append(f"{called(one.receiver)}: {changes}" if several else changes)
    whom, whom_no_more = _listed(fresh, called), _listed(left, called)
    if fresh and left and len(fresh) == len(added):
        said.insert(0, f"reaches {whom} (was: {whom_no_more})")
    else:
        if fresh:
            said.insert(0, f"now also reaches {whom}")
        if left:
            said.append(f"no longer reaches {whom_no_more}")
    return "; ".join(said)


def _listed(outcomes: Sequence[Outcome], called: Callable[[int], str]) -> str:
    counted = Counter(called(one.receiver) for one in outcomes)
    return " and ".join(f"{whom} {times} times" if times > 1 else whom for whom, times in counted.items())


def _settings(old: Outcome, new: Outcome, interval: Callable[[int], str]) -> Iterator[str]:
    if old.group_by != new.group_by:
        yield f"group_by {_labels(old.group_by)} → {_labels(new.group_by)}"
    for name in ("group_wait", "group_interval", "repeat_interval"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name} {told(before)} → {told(after)}"
    for word, before, after in (("muted in", old.muted, new.muted), ("active in", old.active, new.active)):
        if before != after:
            yield f"{word} {_names(before, interval)} → {_names(after, interval)}"
    if old.own != new.own:
        yield "other settings of the route"


def _labels(names: frozenset[str]) -> str:
    return f"[{', '.join(sorted(names))}]"


def _names(numbers: frozenset[int], interval: Callable[[int], str]) -> str:
    return ", ".join(sorted(map(interval, numbers))) or "nothing"


__all__ = ["branch", "equal", "only_different", "sentence"]
