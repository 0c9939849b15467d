"""The mysql client: credentials come in a file that is none, never as arguments."""

import re
import sys
from pathlib import Path

from tests.loop.standins import known
from tests.loop.standins.recording import RefusedError, read, record

_EXPECTED = (
    "[client]\nport=3306\nconnect-timeout=10\n"
    f'host="{known.DB_HOST}"\nuser="{known.DB_USER}"\n'
    'password="{}"\n'.format(known.DB_PASSWORD.replace("\\", "\\\\"))
)

_ANSWERS = {
    "SELECT 1": "1\n1",
    r"SHOW REPLICA STATUS\G": "Replica_IO_Running: Yes\nReplica_SQL_Running: No\nSeconds_Behind_Source: 90",
}


def main(args: list[str], folder: Path) -> int:
    refused = ""
    try:
        return _answer(args, folder)
    except RefusedError as error:
        refused = str(error)
        print(f"mysql: {refused}", file=sys.stderr)
        return 1
    finally:
        record(folder, "mysql", args, refused=refused)


def _answer(args: list[str], folder: Path) -> int:
    match args:
        case [file, "--batch", "--execute", query] if re.fullmatch(
            r"--defaults-extra-file=/dev/fd/\d+", file
        ):
            options = Path(file.partition("=")[2]).read_text(encoding="utf-8")
        case _:
            raise RefusedError(f"unknown arguments {args}")
    if options != _EXPECTED:
        raise RefusedError("the options are not those of the secrets")
    if (error := read(folder, "web.json")["mysql"]) != "up":
        print(error, file=sys.stderr)
        return 1
    if query not in _ANSWERS:
        raise RefusedError(f"unknown query {query}")
    print(_ANSWERS[query])
    return 0
