"""What is told of secrets that stand in a configuration: they stand in the Python, too."""

from __future__ import annotations

from collections.abc import Iterator

from alertflow.alertmanager import Config, inlined_secrets
from alertflow.declared import Location
from alertflow.importer.draft import Kept


def secrets(config: Config, path: str) -> Iterator[Kept]:
    """A note for each secret that is written out in `config`, with the way out of it."""
    for one in inlined_secrets(config):
        since = f" (since Alertmanager {one.since})" if one.since else ""
        way_out = (
            f"give {one.twin}=… the path of a file that holds it{since}, and change the secret: it is known."
            if one.twin
            else "Alertmanager takes it from no file; keep the Python as private as the YAML was."
        )
        yield Kept(
            one.location or Location(path, 1), f"{one.path}: the secret stands in the Python, too; {way_out}"
        )


__all__ = ["secrets"]
