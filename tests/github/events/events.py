"""What the tests ask the classes about the events: their settings, keys and activity types."""

from typing import Any, Literal, get_args, get_origin, get_type_hints

from alertflow.github import Schedule, Triggers

EVENTS = tuple(Triggers.keys())
"""The names of all events."""
JOBS = {"j": {"runs-on": "ubuntu-latest", "steps": [{"run": "true"}]}}
"""The least that makes a workflow of triggers."""


def settings_of(event: str) -> Any:
    """The class of the settings of an event."""
    return Schedule if event == "schedule" else get_args(Triggers.model_fields[event].annotation)[0]


def keys_of(event: str) -> set[str]:
    """The keys that may stand under an event."""
    return set(settings_of(event).keys().values())


def fields_of(event: str) -> tuple[str, ...]:
    """The fields of the settings of an event that take text, or a list of it."""
    deeper = {"declared_inputs", "outputs", "declared_secrets"}
    return tuple(field for field in settings_of(event).keys() if field not in deeper)  # noqa: SIM118


def types_of(event: str) -> tuple[str, ...]:
    """The activity types of an event; none where it has none, or where people choose them."""
    hint = get_type_hints(settings_of(event)).get("types")
    one = get_args(hint)[0] if hint else None
    return get_args(one) if get_origin(one) is Literal else ()
