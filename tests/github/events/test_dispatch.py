from dataclasses import dataclass
from typing import Any, TypedDict

import pytest
from pydantic import BaseModel, Field

from alertflow.declared import DeclarationError
from alertflow.github import Input, RepositoryDispatch, WorkflowDispatch
from alertflow.model import AlertEvent

CHOICE = Input(type="choice", options=["act", "look"], default="look", description="What to do")


def test_inputs_are_written_as_github_reads_them() -> None:
    dispatch = WorkflowDispatch(
        inputs={
            "action": CHOICE,
            "dry_run": Input(type="boolean", default=False, required=True),
            "count": Input(type="number", default=3),
            "target": Input(type="environment"),
            "note": Input(required=False),
        }
    )

    assert dispatch.to_data() == {
        "inputs": {
            "action": {
                "description": "What to do",
                "type": "choice",
                "default": "look",
                "options": ["act", "look"],
            },
            "dry_run": {"required": True, "type": "boolean", "default": False},
            "count": {"type": "number", "default": 3},
            "target": {"type": "environment"},
            "note": {"required": False, "type": "string"},
        }
    }
    assert list(CHOICE.to_data()) == ["description", "type", "default", "options"]


def test_an_input_of_a_file_is_written_without_a_type_that_the_file_did_not_say() -> None:
    assert Input.of_file({"required": True}, None).to_data() == {"required": True}
    assert list(Input(default="x", extra={"hint": "y"}).to_data()) == ["type", "default", "hint"]


def test_an_input_is_read_by_its_name() -> None:
    dispatch = WorkflowDispatch(inputs={"dry_run": Input(type="boolean"), "log-level": Input()})

    assert dispatch.inputs.dry_run.text_ == "inputs.dry_run"
    assert dispatch.inputs["log-level"].text_ == "inputs.log-level"
    assert "dry_run" in dispatch.inputs
    assert not hasattr(dispatch.inputs, "dry_ru")
    with pytest.raises(DeclarationError, match=r"no input 'dry_ru'. Did you mean 'dry_run'\?") as caught:
        _ = dispatch.inputs.dry_ru
    assert caught.value.location is not None
    assert caught.value.location.path == __file__


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"type": "choice"}, 'options belong to type="choice", and a choice has at least one.'),
        ({"options": ["a"]}, 'options belong to type="choice", and a choice has at least one.'),
        (
            {"type": "choice", "options": ["act"], "default": "acts"},
            "default: 'acts' is not an option. Did you mean 'act'?",
        ),
        ({"type": "boolean", "default": "yes"}, "default: 'yes' does not fit type=\"boolean\"."),
        ({"type": "number", "default": True}, 'default: True does not fit type="number".'),
        ({"type": "number", "default": "3"}, "default: '3' does not fit type=\"number\"."),
        ({"type": "environment", "default": 3}, 'default: 3 does not fit type="environment".'),
        ({"default": 3}, 'default: 3 does not fit type="string".'),
        ({"type": "text"}, "type: should be 'string', 'choice', 'boolean', 'number' or 'environment', not"),
        ({"required": "yes"}, "required: should be True or False, not 'yes'."),
        ({"deprecationMessage": "x"}, "unknown name 'deprecationMessage'. "),
    ],
)  # fmt: skip
def test_an_input_that_contradicts_itself_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Input(**settings)
    assert caught.value.message.startswith(f"Input(…): {message}")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([f"i{n}" for n in range(26)], "GitHub takes at most 25 inputs, not 26."),
        (["1st"], "'1st' is no name for an input: it starts with a letter or _"),
        (["a b"], "'a b' is no name for an input: it starts with a letter or _"),
        (["a", "A"], "'A' and 'a' are one name to GitHub, for which case makes no difference."),
    ],
)
def test_the_names_of_inputs_are_githubs(names: list[str], message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        WorkflowDispatch(inputs={name: Input() for name in names})
    assert caught.value.message.startswith(f"WorkflowDispatch(…): {message}")
    assert len(WorkflowDispatch(inputs={f"i{n}": Input() for n in range(25)}).inputs) == 25


@pytest.mark.parametrize("types", ["x" * 101, ["ok", "x" * 101], "", [""]])
def test_an_event_type_has_1_to_100_characters(types: Any) -> None:
    with pytest.raises(DeclarationError, match=r"an event type has 1 to 100 characters; '(x{40})?' has"):
        RepositoryDispatch(types=types)
    assert RepositoryDispatch(types=["x" * 100]).to_data() == {"types": ["x" * 100]}


def test_the_event_types_are_known_however_they_are_written() -> None:
    assert RepositoryDispatch(types="alert").event_types == ("alert",)
    assert RepositoryDispatch(types=["alert", "test"]).event_types == ("alert", "test")
    assert RepositoryDispatch().event_types == ()


class Model(BaseModel):
    alert_type: str
    starts_at: str = Field(alias="startsAt")


@dataclass
class Base:
    alert_type: str


@dataclass
class Data(Base):
    severity: str = ""


class Typed(TypedDict):
    alert_type: str


@pytest.mark.parametrize(
    ("payload", "names"),
    [
        (["alert_type", "severity"], ("alert_type", "severity")),
        (Model, ("alert_type", "startsAt")),
        (Data, ("alert_type", "severity")),
        (Typed, ("alert_type",)),
        (AlertEvent, ("alert_type", "severity", "status", "correlation_id", "alerts")),
    ],
)
def test_the_fields_of_the_payload_are_references(payload: Any, names: tuple[str, ...]) -> None:
    dispatch = RepositoryDispatch(types="alert", payload=payload)

    assert tuple(dispatch.payload) == names
    assert dispatch.payload.alert_type.text_ == "github.event.client_payload.alert_type"
    with pytest.raises(DeclarationError, match=r"payload has no 'alert_typ'. Did you mean 'alert_type'\?"):
        _ = dispatch.payload.alert_typ
    assert dispatch.to_data() == {"types": "alert"}


def test_of_a_payload_that_is_not_declared_every_field_can_be_read() -> None:
    assert RepositoryDispatch().payload.anything.text_ == "github.event.client_payload.anything"


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ([f"k{n}" for n in range(11)], "payload: a client_payload has 1 to 10 names, not 11."),
        ([], "payload: a client_payload has 1 to 10 names, not 0."),
        (object, "payload: a client_payload has 1 to 10 names, not 0."),
        (3, "payload: should be a list of names, or a class with fields, not 3."),
    ],
)
def test_a_payload_that_cannot_be_is_refused(payload: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        RepositoryDispatch(payload=payload)
    assert caught.value.message == f"RepositoryDispatch(…): {message}"
