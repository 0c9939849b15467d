"""Whether an event starts a workflow: its name, its activity type, and the filters for branches, tags and
paths.

Sources: docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows and
…/workflow-syntax#on
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from alertflow.github.simulation.evaluating import ImpossibleError
from alertflow.github.simulation.event import Event
from alertflow.github.simulation.inputs import input_values
from alertflow.github.simulation.patterns import included

DEFAULT_TYPES = dict.fromkeys(("pull_request", "pull_request_target"), ("opened", "synchronize", "reopened"))
"""The activity types of an event that does not run for all of them where `types` is not given."""


@dataclass(frozen=True)
class Start:
    """Whether a run starts, why, with which `inputs`, and what had to be assumed."""

    triggered: bool
    reason: str
    inputs: Mapping[str, Any]
    assumed: tuple[str, ...] = ()


def start(on: Any, event: Event, given: Mapping[str, Any]) -> Start:
    """What `event` does to a workflow with these triggers; `given` are inputs on top of the payload's."""
    assumed: list[str] = []
    try:
        settings = _settings(on, event)
        inputs: dict[str, Any] = {}
        if event.name in ("workflow_dispatch", "workflow_call"):
            inputs = input_values(settings.get("inputs"), {**(event.payload.get("inputs") or {}), **given})
        elif given:
            raise ImpossibleError(f"{event.name} takes no inputs; workflow_dispatch and workflow_call do")
        if event.name == "schedule":
            _schedule(settings, event)
        _types(settings, event, assumed)
        _source_workflow(settings, event)
        _references(settings, event, assumed)
        _paths(settings, event, assumed)
    except ImpossibleError as no:
        return Start(False, str(no), {})
    return Start(True, f"it runs on {event.name}{_told(event)}", inputs, tuple(assumed))


def _told(event: Event) -> str:
    if event.name in ("push", "workflow_dispatch"):
        return f" of {event.ref.removeprefix('refs/heads/').removeprefix('refs/')}"
    return "" if event.action is None else f" ({event.action})"


def _settings(on: Any, event: Event) -> Mapping[str, Any]:
    """What stands under the event in `on`, which is a name, a list of names, or a mapping."""
    events = {on: None} if isinstance(on, str) else on if isinstance(on, Mapping) else dict.fromkeys(on)
    if event.name not in events:
        raise ImpossibleError(f"it runs on {_listed(events)}, not on {event.name}")
    settings = events[event.name]
    if isinstance(settings, (list, tuple)):
        return {"schedule": settings}
    return settings or {}


def _listed(words: Collection[str]) -> str:
    *most, last = words or ("nothing",)
    return f"{', '.join(most)} or {last}" if most else last


def _texts(value: Any) -> list[str]:
    """A text, or a list of them, as a list."""
    return [value] if isinstance(value, str) else [str(one) for one in value]


def _schedule(settings: Mapping[str, Any], event: Event) -> None:
    times = [one["cron"] for one in settings.get("schedule", ())]
    given = event.payload.get("schedule")
    if given is not None and given not in times:
        raise ImpossibleError(f"none of its schedules is '{given}': {_listed(times)}")


def _types(settings: Mapping[str, Any], event: Event, assumed: list[str]) -> None:
    types = _texts(settings.get("types") or DEFAULT_TYPES.get(event.name, ()))
    if not types:
        return
    if event.action is None:
        assumed.append(f"The event's type is taken to be {_listed(types)}: its payload has no action.")
    elif event.action not in types:
        what = "event type" if event.name == "repository_dispatch" else "type"
        raise ImpossibleError(f"it runs on {event.name} of {what} {_listed(types)}, not {event.action}")


def _source_workflow(settings: Mapping[str, Any], event: Event) -> None:
    """Of workflow_run: the workflow that ran."""
    names = _texts(settings.get("workflows", ()))
    if not names or event.name != "workflow_run":
        return
    ran = event.payload.get("workflow") or event.payload.get("workflow_run") or {}
    name = ran.get("name")
    if name is not None and name not in names:
        raise ImpossibleError(f"it runs after the workflow {_listed(names)}, not after {name}")


def _references(settings: Mapping[str, Any], event: Event, assumed: list[str]) -> None:
    """The filters for branches and tags: those of a push look at what was pushed, others at a branch."""
    filters = {key: _texts(settings[key]) for key in _FILTERS if settings.get(key)}
    if not filters:
        return
    kind, name = _reference(event)
    if name is None:
        assumed.append(f"The branch of the event is taken to pass {_listed(filters)}: its payload has none.")
        return
    patterns, ignored = filters.get(kind), filters.get(f"{kind}-ignore")
    one = "tag" if kind == "tags" else "branch"
    if patterns is None and ignored is None:
        raise ImpossibleError(
            f"it runs for {_listed(filters).replace('-ignore', '')} only, not for the {one} {name}"
        )
    if patterns is not None and not included(patterns, name):
        raise ImpossibleError(f"the {one} {name} is not among its {kind}: {', '.join(patterns)}")
    if ignored is not None and included(ignored, name):
        raise ImpossibleError(f"the {one} {name} is among its {kind}-ignore: {', '.join(ignored)}")


_FILTERS = ("branches", "branches-ignore", "tags", "tags-ignore")


def _reference(event: Event) -> tuple[str, str | None]:
    """What the filters look at: the pushed branch or tag, the base of a pull request, the head of a run."""
    payload = event.payload
    if event.name == "workflow_run":
        return "branches", (payload.get("workflow_run") or {}).get("head_branch")
    if event.name == "merge_group":
        name = (payload.get("merge_group") or {}).get("base_ref")
        return "branches", None if name is None else name.removeprefix("refs/heads/")
    if "pull_request" in event.name:
        return "branches", ((payload.get("pull_request") or {}).get("base") or {}).get("ref")
    if event.ref.startswith("refs/tags/"):
        return "tags", event.ref.removeprefix("refs/tags/")
    return "branches", event.ref.removeprefix("refs/heads/")


def _paths(settings: Mapping[str, Any], event: Event, assumed: list[str]) -> None:
    """The filters for paths, which GitHub does not look at for tags."""
    patterns, ignored = settings.get("paths"), settings.get("paths-ignore")
    if (not patterns and not ignored) or event.ref.startswith("refs/tags/"):
        return
    if event.changed is None:
        key = "paths" if patterns else "paths-ignore"
        assumed.append(f"A changed file is taken to pass {key}: the event does not say which changed.")
    elif patterns and not any(included(_texts(patterns), path) for path in event.changed):
        raise ImpossibleError(f"none of the changed files is among its paths: {', '.join(_texts(patterns))}")
    elif ignored and all(included(_texts(ignored), path) for path in event.changed):
        raise ImpossibleError(f"all changed files are among its paths-ignore: {', '.join(_texts(ignored))}")
