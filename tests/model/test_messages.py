"""Messages: the fields that a text may have, and what is said of those that do not exist."""

from typing import Any

import pytest

from alertflow.declared import DeclarationError
from alertflow.model import Alert, Message, Project, Severity
from alertflow.model.messages import Field, parts


def refusal(**given: Any) -> str:
    with pytest.raises(DeclarationError) as caught:
        Message(**given)
    return caught.value.message


def test_a_text_is_cut_into_text_and_fields() -> None:
    text = "SLA of {service}: {annotations.sla_target}, {labels.region} since {since}"
    assert list(parts(text)) == [
        "SLA of ",
        Field("label", "service"),
        ": ",
        Field("annotation", "sla_target"),
        ", ",
        Field("label", "region"),
        " since ",
        Field("own", "since"),
    ]


def test_a_message_says_something() -> None:
    assert "it says nothing" in refusal()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{sumary}", "text: unknown field '{sumary}'. Did you mean 'summary'?"),
        ("{label.region}", "Others are written {labels.NAME} or {annotations.NAME}"),
        ("{value}", 'annotations={"value": "{{ $value | humanize }}"}, and write {annotations.value}'),
        ("$service is down", "'$service' would stand there as it is; a field is written {service}"),
        ("$annotation_sla_target", "a field is written {annotations.sla_target}"),
        ("{{ .CommonLabels.alertname }}", "'{{' is neither text nor a field"),
        ("{", "'{' is neither text nor a field"),
        ("{}", "unknown field '{}'"),
    ],
)
def test_a_field_that_does_not_exist_is_a_mistake(text: str, said: str) -> None:
    assert said in refusal(text=text)


def test_a_title_is_of_a_group_and_has_no_field_of_one_alert() -> None:
    assert "title: unknown field '{since}'" in refusal(title="{since}")


def test_a_title_is_never_empty() -> None:
    assert "title: it is empty where an alert has no service" in refusal(title="[{service}]")
    Message(title="{service} is unwell")
    Message(title="{alertname}{service}")


def test_a_price_is_no_field() -> None:
    Message(text="It costs $5 and $HOME.")


class TestInAProject:
    """A field that no alert of the project has would always be empty."""

    def problems(self, text: str, expr: str = "sum(up) == 0") -> list[str]:
        alert = Alert(
            name="Down",
            expr=expr,
            severity=Severity.CRITICAL,
            labels={"region": "eu"},
            annotations={"sla_target": "99.9%"},
        )
        project = Project(name="p", alerts=[alert], messages=[Message(text=text)])
        return [one.message for one in project.problems()]

    def test_an_annotation_that_no_alert_has_is_a_mistake(self) -> None:
        assert self.problems("{annotations.sla_traget}") == [
            "Message(…): '{annotations.sla_traget}' is always empty: no alert of the project has it among "
            "its annotations. Did you mean 'sla_target'?"
        ]

    def test_a_label_that_no_alert_can_have_is_a_mistake(self) -> None:
        (problem,) = self.problems("{labels.regoin}")
        assert "'{labels.regoin}' is always empty" in problem
        assert "Did you mean 'region'?" in problem

    def test_a_label_may_come_with_the_series(self) -> None:
        assert self.problems("{labels.instance}", expr="up == 0") == []

    def test_what_alerts_have_is_right(self) -> None:
        assert (
            self.problems("{annotations.sla_target} {labels.region} {service} {summary} {runbook_url}") == []
        )
