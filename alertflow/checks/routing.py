"""Who is told of an alert, as far as its rule says its labels, and which receivers are GitHub, not people.

A label that a rule does not set may still come with its series or from Prometheus's `external_labels`.
Where it decides, both ways are followed, so that what is never reached is never reached for certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from alertflow.alertmanager import Config, Matcher, Receiver, Route, WebhookConfig
from alertflow.checks.subject import Labelled, Subject
from alertflow.model import Bridge, Project
from alertflow.model.conventions import DISPATCH_RECEIVER, OWN_LABELS
from alertflow.prometheus import PromqlError, parse, surviving_labels

_DISPATCHES = "/dispatches"
"""How the address ends at which GitHub takes a `repository_dispatch`."""

Truth = bool | None
"""Whether a matcher holds; None where that is known only when the alert fires."""
Truths = tuple[bool, ...]
"""Whether each of the matchers on one label holds; empty where the label's value is not known."""

_NAME = "alertname"


def is_dispatch(receiver: Receiver, project: Project | None) -> bool:
    """Whether `receiver` passes alerts on to GitHub, by itself or through a bridge."""
    return any(_to_github(hook, receiver, project) for hook in receiver.webhook_configs)


def tells_people(receiver: Receiver, project: Project | None) -> bool:
    """Whether somebody may read what reaches `receiver`: it has a channel that is not the way to GitHub."""
    channels = (receiver.slack_configs, receiver.pagerduty_configs, receiver.email_configs)
    return (
        any(channels)
        or any(not _to_github(hook, receiver, project) for hook in receiver.webhook_configs)
        or any(key.endswith("_configs") for key in receiver.extra)
    )


def _to_github(hook: WebhookConfig, receiver: Receiver, project: Project | None) -> bool:
    if receiver.name == DISPATCH_RECEIVER:
        return True
    bridges = {way.url for way in project.dispatches if isinstance(way, Bridge)} if project else set[str]()
    return hook.url is not None and (hook.url.endswith(_DISPATCHES) or hook.url in bridges)


def routes(config: Config) -> Iterator[tuple[Route, tuple[Route, ...]]]:
    """Every route with those above it, the root first."""
    pending: list[tuple[Route, tuple[Route, ...]]] = [(config.route, ())]
    while pending:
        route, above = pending.pop()
        yield route, above
        pending.extend((child, (*above, route)) for child in reversed(route.routes))


class Reach:
    """The receivers of one configuration that may be told of the alerts of a subject.

    Most of ten thousand alerts have the same labels but for their names, so what decides is worked out once
    for each set of labels.
    """

    def __init__(self, config: Config, subject: Subject) -> None:
        self._root = config.route
        self._matchers: dict[str, list[Matcher]] = {}
        for route, _ in routes(config):
            for one in route.matchers:
                self._matchers.setdefault(one.name, []).append(one)
        self._names = self._matchers.pop(_NAME, [])
        self._name_holds = [_holds(one) for one in self._names]
        self._own = OWN_LABELS if subject.project is not None else frozenset[str]()
        self._set = frozenset[str]().union(*{tuple(labels) for _, labels in subject.alerts})
        self._by_labels: dict[tuple[tuple[str, str], ...], tuple[list[Truths], list[str]]] = {}
        self._by_name: dict[str, Truths] = {}
        self._known: dict[tuple[Truths, ...], frozenset[str]] = {}

    def of(self, alert: Labelled) -> frozenset[str]:
        """The names of the receivers that may be told of `alert`; '' where a route has none."""
        rule, labels = alert
        items = tuple(labels.items())
        found = self._by_labels.get(items)
        if found is None:
            found = self._by_labels[items] = self._of_labels(labels)
        truths, missing = found
        expr = rule.expr
        open_ = [() if self._may_come(name, expr) else self._truths(name, "") for name in missing]
        key = (self._of_name(rule.alert), *truths, *open_)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = frozenset(_told(self._root, "", self._assigned(key, labels)))
        return known

    def _of_labels(self, labels: Mapping[str, str]) -> tuple[list[Truths], list[str]]:
        """Whether the matchers hold for the labels that are set, and the names of those that are not."""
        truths = [
            () if "{{" in labels[name] else self._truths(name, labels[name])
            for name in self._matchers
            if name in labels
        ]
        return truths, [name for name in self._matchers if name not in labels]

    def _of_name(self, name: str) -> Truths:
        if not self._names:
            return ()
        truths = self._by_name.get(name)
        if truths is None:
            truths = self._by_name[name] = tuple([holds(name) for holds in self._name_holds])
        return truths

    def _truths(self, name: str, value: str) -> Truths:
        labels = {name: value}
        return tuple([one.matches(labels) for one in self._matchers[name]])

    def _assigned(self, key: tuple[Truths, ...], labels: Mapping[str, str]) -> dict[int, Truth]:
        """Whether each matcher holds, by its identity."""
        matchers = self._matchers
        order = [self._names, *(matchers[name] for name in matchers if name in labels)]
        order += [matchers[name] for name in matchers if name not in labels]
        return {
            id(one): truths[number] if truths else None
            for ones, truths in zip(order, key, strict=True)
            for number, one in enumerate(ones)
        }

    def _may_come(self, name: str, expr: str) -> bool:
        """Whether an alert on `expr` can have a label that its rule does not set."""
        if name in self._own:
            return name in expr
        return name not in self._set or _survives(expr, name)


def _holds(matcher: Matcher) -> Callable[[str], bool]:
    """Tells whether `matcher` holds for an alert's name; names between bars need no regular expression."""
    if matcher.op in ("=", "=~") and matcher.value.replace("|", "_").isidentifier():
        names = matcher.value.split("|") if matcher.op == "=~" else [matcher.value]
        return frozenset(names).__contains__
    return lambda name: matcher.matches({_NAME: name})


@cache
def _survives(expr: str, label: str) -> bool:
    try:
        return surviving_labels(parse(expr)).may_have(label)
    except PromqlError:
        return True


def _told(node: Route, inherited: str, truths: Mapping[int, Truth]) -> Iterator[str]:
    """The receivers that may be told of an alert that has come to `node`."""
    receiver, taken = node.receiver or inherited, False
    for child in node.routes:
        holds = _all(truths[id(one)] for one in child.matchers)
        if "match" in child.extra or "match_re" in child.extra:
            holds = holds and None
        if holds is False:
            continue
        yield from _told(child, receiver, truths)
        if holds and not child.continue_:
            return
        taken = taken or holds is True
    if not taken:
        yield receiver


def _all(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    return False if False in found else None if None in found else True


__all__ = ["Reach", "is_dispatch", "routes", "tells_people"]
