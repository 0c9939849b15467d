from typing import Any, get_args

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import CheckSuite, Issues, Trigger, Triggers, Unfiltered, Watch
from tests.github.events.events import EVENTS, settings_of, types_of

WITH_TYPES = [name for name in EVENTS if types_of(name)]
WITHOUT_SETTINGS = [name for name in EVENTS if settings_of(name) is Unfiltered]


@pytest.mark.parametrize("event", WITH_TYPES)
def test_each_event_takes_each_of_its_own_types_alone_and_all_in_a_list(event: str) -> None:
    settings = settings_of(event)
    needed: dict[str, Any] = {"workflows": "CI"} if event == "workflow_run" else {}

    for one in types_of(event):
        assert settings(types=one, **needed).to_data() == {"types": one} | needed
    assert settings(types=types_of(event), **needed).to_data() == {"types": list(types_of(event))} | needed


@pytest.mark.parametrize("event", WITH_TYPES)
@pytest.mark.parametrize("wrong", ["pushed", ["pushed"], 3, None])
def test_an_event_takes_no_type_of_another(event: str, wrong: Any) -> None:
    with pytest.raises(DeclarationError, match=r"types: .* is none of its activity types\. (Did|Known)"):
        settings_of(event)(types=wrong)


def test_a_misspelt_type_is_told_with_the_nearest_that_there_is() -> None:
    with pytest.raises(DeclarationError) as caught:
        Issues(types=["opened", "label"])  # type: ignore[list-item]  # the mistake under test
    assert caught.value.message == (
        "Issues(…): types: 'label' is none of its activity types. Did you mean 'labeled'?"
    )
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


def test_a_type_checker_knows_the_types_of_each_event() -> None:
    for misuse in (
        lambda: Issues(types=["push"]),  # type: ignore[list-item]  # the mistake under test
        lambda: Issues(types="push"),  # type: ignore[arg-type]  # the mistake under test
        lambda: CheckSuite(types="requested"),  # type: ignore[arg-type]  # the mistake under test
        lambda: Watch(branches="main"),  # type: ignore[call-arg]  # the mistake under test
    ):
        with pytest.raises(DeclarationError):
            misuse()


@pytest.mark.parametrize("event", WITHOUT_SETTINGS)
def test_an_event_without_settings_takes_none(event: str) -> None:
    given: dict[str, Any] = {event: Unfiltered()}
    assert Triggers(**given).to_data() == {event: None}
    with pytest.raises(DeclarationError, match="unknown name 'types'"):
        settings_of(event)(types="created")


def test_the_nine_events_without_settings_are_those_that_the_class_names() -> None:
    assert len(WITHOUT_SETTINGS) == 9
    assert all(name in str(Unfiltered.__doc__) for name in WITHOUT_SETTINGS)


def test_an_event_that_is_not_filtered_is_written_as_nothing() -> None:
    assert Issues().to_data() is None
    assert Issues(types=()).to_data() is None


def test_what_the_library_does_not_know_yet_is_written_as_it_is() -> None:
    assert Issues(extra={"milestones": ["v1"]}).to_data() == {"milestones": ["v1"]}


def test_every_event_but_the_schedule_has_a_class_of_triggers() -> None:
    for name in EVENTS:
        if name != "schedule":
            settings, _ = get_args(Triggers.model_fields[name].annotation)
            assert issubclass(settings, Trigger)
