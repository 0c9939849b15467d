"""Runbooks: what people write of them in the project file."""

from typing import Any

import pytest

from alertflow import Alert, Runbook, Severity
from alertflow.declared import DeclarationError


def test_an_alert_has_a_generated_runbook_unless_it_names_one() -> None:
    alert = Alert(name="Down", expr="up == 0", severity=Severity.INFO)
    assert alert.runbook == Runbook()
    assert alert.replace(runbook="docs/down.md").runbook == "docs/down.md"
    assert alert.replace(runbook="").runbook == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"means": "Look:\n```bash\ndf"}, "means: a block of code begins with ``` and never ends"),
        ({"symptoms": ["fine", "~~~\nx\n```"]}, "symptoms: a block of code begins with ~~~ and never ends"),
        ({"resolution": ["````\nx\n```"]}, "resolution: a block of code begins with ```` and never ends"),
        ({"investigate": ["<!-- note"]}, "investigate: a comment begins with <!-- and never ends"),
        ({"escalation": "<!-- a --> <!-- b"}, "escalation: a comment begins with <!-- and never ends"),
    ],
)
def test_markdown_that_would_swallow_what_stands_behind_it_is_refused(
    given: dict[str, Any], said: str
) -> None:
    with pytest.raises(DeclarationError) as caught:
        Runbook(**given)
    assert str(caught.value).partition(": ")[2].startswith(f"Runbook(…): {said}, so everything behind it")


@pytest.mark.parametrize(
    "text", ["```bash\ndf\n```", "  ~~~\n```\n~~~~", "a ``` b", "<!-- note -->", "````\n```\n````"]
)
def test_whole_markdown_is_taken(text: str) -> None:
    assert Runbook(means=text).means == text
