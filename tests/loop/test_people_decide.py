"""Alerts that are only investigated: the autoscaler or a person does what has to be done."""

from tests.loop.generated import V2
from tests.loop.standins import known
from tests.loop.world import World

MEMORY = {"alert_type": "HighMemoryUsage", "severity": "warning"}
DATABASE = {"alert_type": "DatabaseDown", "severity": "critical"}


def test_path_c_a_warning_about_memory_is_only_looked_into(world: World) -> None:
    run = world.dispatch(MEMORY)
    assert run.ran == {"alert-context", "health-check", "collect-diagnostics", "post-incident-review"}
    assert set(run.results.values()) == {"success", "skipped"}
    reason = "The autoscaler adds replicas by itself; a leak wants a person"
    assert f"**Decision: investigate**, because {reason}." in run.jobs["alert-context"].summary
    looked = run.jobs["collect-diagnostics"].steps
    assert {"top", "memory-trend", "hpa-status"} < set(looked)
    assert "logs" not in looked
    assert "memory: no steady growth (1 % an hour), a leak is not likely" in run.summary
    assert run.changes == run.slack == world.github["issues"] == []


def test_version_2_tells_people_of_a_warning_as_well(world: World) -> None:
    run = world.dispatch(MEMORY, workflow=V2)
    assert run.ran == {"alert-context", "investigate", "notify"}
    assert "HighMemoryUsage (warning)" in run.told
    assert "  - hpa/school-timetable-hpa has room: 3 of 6 replicas" in run.told
    assert "Watch the trend" in run.told


def test_a_database_is_examined_and_never_changed(world: World) -> None:
    run = world.dispatch(DATABASE)
    assert run.results["respond-to-alert"] == "skipped"
    assert run.results["notify-incident"] == "success"
    assert "Decision: investigate, because Databases are changed by people only." in run.told
    assert "  - database: it accepts the credentials and answers" in run.told
    assert "  - replication: it is broken (receives: Yes, applies: No); people decide" in run.told
    assert "  - service/mysql has no ready endpoint: nothing answers behind it" in run.told
    assert len(run.called("mysql")) == 2
    assert run.changes == []


def test_a_database_that_refuses_is_a_finding_and_no_failure_of_the_run(world: World) -> None:
    world.web(mysql="ERROR 1045 (28000): Access denied for user 'reader'@'10.0.0.1'")
    run = world.dispatch(DATABASE)
    assert run.results["collect-diagnostics"] == "success"
    assert "  - cause: the database refuses the credentials" in run.told
    assert "Connection to database/mysql" in run.titles("warning")


def test_without_the_secrets_of_the_database_the_rest_is_still_looked_at(world: World) -> None:
    run = world.dispatch(DATABASE, without=["DB_HOST", "DB_USER", "DB_PASSWORD"])
    assert run.results["collect-diagnostics"] == "success"
    assert run.titles("warning") == {
        f"The secret {name} is not set" for name in known.SECRETS if name.startswith("DB_")
    }
    assert run.called("mysql") == []
    assert "  - The secret DB_PASSWORD is not set: what needs it was skipped" in run.told
    assert "  - service/mysql has no ready endpoint" in run.told
