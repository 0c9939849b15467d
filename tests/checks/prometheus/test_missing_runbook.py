"""Alerts without a runbook, and runbooks that are not there."""

from pathlib import Path

import pytest

from alertflow.model import Project, Runbook
from alertflow.prometheus import AlertingRule
from alertflow.slo import Availability, Slo
from tests.checks.making import alert, found, found_in, project, rule, rules

ID = "prometheus/missing-runbook"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    runbooks = tmp_path / "docs" / "runbooks"
    runbooks.mkdir(parents=True)
    (runbooks / "HighErrorRate.md").write_text("# High error rate\n")
    return tmp_path


def test_an_alert_without_one_is_found() -> None:
    assert found(ID, project(alert(runbook=""))) == [
        "warning: HighErrorRate has no runbook."
        " | Whoever is woken by it has to find out alone what to do."
        " | Leave runbook out to have one generated, or name your own: a URL, or a file of the repository."
    ]
    (said,) = found(ID, rules("up == 0"))
    assert said.endswith(" | Write one, and name it: annotations: {runbook_url: …}.")


def test_a_generated_one_is_there_before_it_is_written(root: Path) -> None:
    generated = alert("Down", runbook=Runbook())
    assert found(ID, project(generated), root) == []
    assert found(ID, project(generated, repository="", runbooks="ops/books"), root) == []
    (said,) = found(ID, project(generated, alert(runbook="docs/runbooks/Dwon.md")), root)
    assert said.endswith(" | Write it, or correct the path. Did you mean 'Down.md'?")


def test_a_file_that_does_not_exist_is_found(root: Path) -> None:
    assert found(ID, project(alert(runbook="docs/runbooks/HighErorRate.md")), root) == [
        "warning: the runbook of HighErrorRate, docs/runbooks/HighErorRate.md, "
        "is not a file of the repository."
        " | The link in the notification leads nowhere."
        " | Write it, or correct the path. Did you mean 'HighErrorRate.md'?"
    ]
    (said,) = found(ID, project(alert(runbook="elsewhere/x.md"), repository=""), root)
    assert said.endswith(" | Write it.")


def test_one_that_alerts_of_one_declaration_share_is_found_once(root: Path) -> None:
    slo = Slo(
        "availability",
        service="shop",
        objective=0.999,
        indicator=Availability(errors='requests_total{status="500"}', total="requests_total"),
        runbook="docs/runbooks/Shop.md",
    )
    (said,) = found(ID, Project(name="shop", alerts=[], slos=[slo]), root)
    assert said.startswith(
        "warning: the runbook of ShopAvailabilityErrorBudgetBurnPageQuick and 4 others, docs/runbooks/S"
    )


@pytest.mark.parametrize(
    "runbook",
    [
        "docs/runbooks/HighErrorRate.md",
        "docs/runbooks/HighErrorRate.md#what-to-do",
        "https://example.org/runbooks/x",
        "docs/runbooks/{{ $labels.service }}.md",
    ],
)
@pytest.mark.parametrize("repository", ["", "example/shop"])
def test_a_file_that_exists_or_cannot_be_looked_up_is_right(
    root: Path, runbook: str, repository: str
) -> None:
    assert found(ID, project(alert(runbook=runbook), repository=repository), root) == []


def test_without_the_repository_files_cannot_be_looked_up() -> None:
    assert found(ID, project(alert(runbook="docs/none.md"))) == []


@pytest.mark.parametrize("name", ["runbook", "runbookUrl"])
def test_other_names_of_the_annotation_count(name: str) -> None:
    assert found(ID, rules(AlertingRule("A", expr="up == 0", annotations={name: "https://x"}))) == []


def test_an_alert_that_nobody_is_told_of_needs_none() -> None:
    assert found(ID, rules(rule("Watchdog", "vector(1)", severity="none"))) == []


def test_a_file_in_which_no_alert_has_one_is_told_of_once() -> None:
    text = "groups:\n  - name: a\n    rules:\n" + "".join(
        f"      - {{alert: A{number}, expr: up == 0}}\n" for number in range(3)
    )
    assert found_in(text, ID) == ["file.yml:4:9 info: none of the 3 alerts of file.yml names a runbook."]
    one = text.replace("A1, expr: up == 0", "A1, expr: up == 0, annotations: {runbook: https://example.org/}")
    assert [said[:17] for said in found_in(one, ID)] == ["file.yml:4:9 warn", "file.yml:6:9 warn"]
