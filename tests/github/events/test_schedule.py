import zoneinfo

import pytest

from alertflow.declared import DeclarationError
from alertflow.github import Job, RunStep, Schedule, Triggers, Workflow
from alertflow.github.events.schedule import zone_problem

has_zones = bool(zoneinfo.available_timezones())


def test_a_schedule_is_a_time_and_perhaps_a_zone() -> None:
    triggers = Triggers(schedule=[Schedule("*/15 * * * *"), Schedule("0 7 * * 1", timezone="Europe/Zurich")])

    assert triggers.to_data() == {
        "schedule": [{"cron": "*/15 * * * *"}, {"cron": "0 7 * * 1", "timezone": "Europe/Zurich"}]
    }
    assert triggers.get("schedule") == triggers.schedule


@pytest.mark.parametrize(
    ("cron", "message"),
    [
        ("@hourly", "cron: GitHub does not know '@hourly'; write '0 * * * *'."),
        (
            "* * * * *",
            "cron: '* * * * *' asks for a run 1 minute after another; GitHub starts them at least 5 minutes "
            "apart.",
        ),
        (
            "0,4 * * * *",
            "cron: '0,4 * * * *' asks for a run 4 minutes after another; GitHub starts them at least "
            "5 minutes apart.",
        ),
    ],
)
def test_a_time_that_github_cannot_keep_is_refused(cron: str, message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        Schedule(cron=cron)
    assert caught.value.message == f"Schedule(…): {message}"


@pytest.mark.skipif(not has_zones, reason="this machine has no time zone database")
@pytest.mark.parametrize(
    ("zone", "message"),
    [
        ("Europe/Zuric", "'Europe/Zuric' is no IANA time zone. Did you mean 'Europe/Zurich'?"),
        ("../etc/passwd", r"'\.\./etc/passwd' is no IANA time zone"),
        ("", "'' is no IANA time zone."),
    ],
)
def test_a_zone_that_there_is_not_is_refused(zone: str, message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"Schedule\(…\): timezone: {message}"):
        Schedule("0 0 * * *", timezone=zone)


def test_of_an_expression_the_workflow_tells_that_it_is_not_evaluated() -> None:
    schedule = Schedule("${{ vars.WHEN }}", timezone="${{ vars.ZONE }}")
    job = Job("j", runs_on="ubuntu-24.04", steps=[RunStep(run="true")])

    with pytest.raises(DeclarationError, match=r"evaluates no expression in on\.schedule"):
        Workflow(on=Triggers(schedule=[schedule]), jobs=[job])


def test_where_the_machine_knows_no_zones_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", lambda: set[str]())

    assert zone_problem("Europe/Zuric") is None
