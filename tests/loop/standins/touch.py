"""touch: no script of alertflow's calls it, so a call is text that became a command."""

from pathlib import Path

from tests.loop.standins.recording import record


def main(args: list[str], folder: Path) -> int:
    record(folder, "touch", args, refused="something ran that was only text")
    return 0
