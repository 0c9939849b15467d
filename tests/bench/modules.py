"""Writes the names of the modules that a command imports into the file `modules`, in their order.

`python -m tests.bench.modules MODULE:FUNCTION [ARGUMENTS]` does what a console script declared so does.
"""

import sys
from importlib import import_module


def main() -> None:
    """Runs the command that the arguments name."""
    entry, *arguments = sys.argv[1:]
    before = set(sys.modules)
    module, function = entry.split(":")
    sys.argv = [module.split(".")[0], *arguments]
    try:
        getattr(import_module(module), function)()
    except SystemExit as end:
        if end.code:
            raise
    with open("modules", "w", encoding="utf-8") as file:  # noqa: PTH123  # pathlib might not be among them
        file.writelines(f"{name}\n" for name in sys.modules if name not in before)


if __name__ == "__main__":
    main()
