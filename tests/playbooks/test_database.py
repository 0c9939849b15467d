"""What the commands that look at a database conclude, and that none of its secrets shows."""

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from alertflow.model.command import Command, Effect, Secret
from alertflow.playbooks.database import MySQL
from tests.playbooks.mysql import CREDENTIALS
from tests.playbooks.running import Ran, Runner

db = MySQL(port=3307)
SECRETS = {f"DB_{name.upper()}": value for name, value in CREDENTIALS.items()}
Ask = Callable[..., Ran]


@pytest.fixture
def ask(runner: Runner) -> Ask:
    """Runs a command where there is a MySQL client and a server as described."""
    runner.install("mysql", "tests.playbooks.mysql")

    def run(command: Command, server: dict[str, Any], **secrets: str) -> Ran:
        around = {**SECRETS, **secrets, "FAKE_MYSQL": json.dumps(server)}
        return runner.run(command, env=around)

    return run


@pytest.fixture
def listening() -> Iterator[int]:
    """A port of this machine that accepts connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_database_that_answers(ask: Ask) -> None:
    ran = ask(db.connectivity(), {"knows": ["SELECT 1"]})

    assert ran.results == ["database-connectivity: ok"]
    assert ran.conclusions == ["database: it accepts the credentials and answers"]


@pytest.mark.parametrize(
    ("error", "conclusion"),
    [
        ("ERROR 1040 (HY000): Too many connections", "cause: the database has too many connections"),
        ("ERROR 2003 (HY000): Can't connect to MySQL server (111)", "cause: the database cannot be reached"),
        ("ERROR 2005 (HY000): Unknown host", "cause: the name of the database server cannot be resolved"),
        ("ERROR 9999: ::error::x", "cause: unknown, the database does not answer SELECT 1"),
    ],
)
def test_a_failure_to_connect_is_a_warning_with_its_cause(ask: Ask, error: str, conclusion: str) -> None:
    ran = ask(db.connectivity(), {"error": error})

    assert (ran.status, ran.results) == (0, ["database-connectivity: failed (exit 1)"])
    assert ran.conclusions == [conclusion]
    assert error in ran.output.decode()
    assert len(ran.annotations) == 1


@pytest.mark.parametrize("password", ["wrong", "two\nlines", "\\n", '"'])
def test_wrong_credentials_are_the_cause(ask: Ask, password: str) -> None:
    ran = ask(db.connectivity(), {"knows": ["SELECT 1"]}, DB_PASSWORD=password)

    assert ran.conclusions == ["cause: the database refuses the credentials"]


@pytest.mark.parametrize("statement", ["SHOW REPLICA STATUS", "SHOW SLAVE STATUS"])
@pytest.mark.parametrize(
    ("replica", "conclusion"),
    [
        ({"io": "Yes", "sql": "Yes", "behind": 12}, "replication: it runs, 12 seconds behind"),
        (
            {"io": "Connecting", "sql": "Yes", "behind": "NULL"},
            "replication: it is broken (receives: Connecting, applies: Yes); people decide about a failover",
        ),
        (None, "replication: this server is no replica"),
    ],
)
def test_replication_of_old_and_new_servers(
    ask: Ask, statement: str, replica: dict[str, Any] | None, conclusion: str
) -> None:
    assert ask(db.replication(), {"knows": [statement], "replica": replica}).conclusions == [conclusion]


def test_a_server_that_knows_neither_statement_is_a_warning(ask: Ask) -> None:
    ran = ask(db.replication(), {"knows": []})

    assert ran.results == ["database-replication: failed (exit 1)"]
    assert "ERROR 1064" in ran.annotations[0]


def test_a_port_that_accepts_connections(runner: Runner, listening: int) -> None:
    ran = runner.run(MySQL(port=listening).reachability(), env={"DB_HOST": "127.0.0.1"})

    assert ran.conclusions == [f"network: port {listening} of the database server accepts connections"]


def test_a_port_that_accepts_none(runner: Runner, listening: int) -> None:
    ran = runner.run(MySQL(port=1).reachability(), env={"DB_HOST": "127.0.0.1"})

    assert (ran.status, ran.results) == (0, ["database-reachability: failed (exit 1)"])
    assert ran.conclusions == ["network: port 1 of the database server does not accept connections"]


@pytest.mark.parametrize("host", ["nowhere.invalid", "$(touch pwned).invalid", "127.0.0.1/1; touch pwned"])
def test_a_host_is_a_name_and_nothing_else(runner: Runner, host: str) -> None:
    ran = runner.run(db.reachability(), env={"DB_HOST": host})

    assert ran.conclusions == ["network: the name of the database server cannot be resolved"]
    assert not (runner.temp / "pwned").exists()


def test_without_a_client_the_commands_are_skipped(runner: Runner) -> None:
    assert runner.run(db.connectivity(), env=SECRETS).results == [
        "database-connectivity: skipped (mysql is not installed on this runner)"
    ]


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_without_a_secret_the_commands_are_skipped(ask: Ask, missing: str) -> None:
    ran = ask(db.connectivity(), {}, **{missing: ""})

    assert (ran.status, ran.results) == (
        0,
        [f"database-connectivity: skipped (there is no {missing}: its secret is not set)"],
    )


def test_looking_changes_nothing_and_names_its_secrets() -> None:
    other = MySQL("orders", host=Secret("ORDERS_HOST"))

    assert {c.effect for c in (db.reachability(), db.connectivity(), db.replication())} == {Effect.READS}
    assert [secret.name for secret in db.reachability().secrets] == ["DB_HOST"]
    assert other.connectivity().secrets == (
        Secret("ORDERS_HOST", env="DB_HOST"),
        Secret("DB_USER"),
        Secret("DB_PASSWORD"),
    )
    assert (other.connectivity().system, other.connectivity().target) == ("database", "database/orders")
