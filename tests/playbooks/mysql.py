"""A stand-in for the MySQL client, and the server that $FAKE_MYSQL describes."""

import json
import os
import re
import sys
from pathlib import Path

CREDENTIALS = {"host": "db.internal", "user": "monitor", "password": 'p"w\\d #1'}
REPLICA = """*************************** 1. row ***************************
             Replica_IO_State: Waiting for source to send event
                  Source_Host: 10.0.0.1
           Replica_IO_Running: {io}
          Replica_SQL_Running: {sql}
        Seconds_Behind_Source: {behind}
"""


def option(text: str) -> str:
    """A value of an option file as the real client reads it (MySQL manual, Using Option Files)."""
    if text[0] == text[-1] == '"':
        text = text[1:-1]
    escapes = {"b": "\b", "t": "\t", "n": "\n", "r": "\r", "s": " ", "\\": "\\"}
    return re.sub(r"\\(.)", lambda found: escapes.get(found[1], found[0]), text)


def main(args: list[str]) -> int:
    """mysql."""
    server = json.loads(os.environ["FAKE_MYSQL"])
    file, *rest = args
    head, *lines = Path(file.removeprefix("--defaults-extra-file=")).read_text().splitlines()
    given = {name: option(value) for name, _, value in (line.partition("=") for line in lines)}
    assert (head, rest[:2], len(rest)) == ("[client]", ["--batch", "--execute"], 3)
    assert given.pop("connect-timeout") == "10"
    assert not any(secret in " ".join(args) for secret in CREDENTIALS.values())
    if error := server.get("error"):
        print(error, file=sys.stderr)
        return 1
    if given != {"port": "3307", **CREDENTIALS}:
        print(f"ERROR 1045 (28000): Access denied for user '{given['user']}'", file=sys.stderr)
        return 1
    statement = rest[2].removesuffix(r"\G")
    if statement not in server["knows"]:
        print("ERROR 1064 (42000): You have an error in your SQL syntax", file=sys.stderr)
        return 1
    status = REPLICA.format(**server["replica"]) if server.get("replica") else ""
    if statement == "SHOW SLAVE STATUS":
        status = status.replace("Replica_", "Slave_").replace("Source", "Master")
    print("1\n1" if statement == "SELECT 1" else status, end="")
    return 0
