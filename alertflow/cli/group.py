"""The group of commands: lazy, and with one way to say that something went wrong."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

import alertflow
from alertflow.cli import console

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the signal's number."""


class Commands(click.Group):
    """A group whose commands are imported when they are run; the help needs none of them."""

    def __init__(self, table: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        """`table` has, for each command's name, the module with its `command`, and its line in the help."""
        super().__init__(**settings)
        self.table = table
        self.params.append(
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help="Show the version and exit.",
            )
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.table:
            return None
        command: click.Command = import_module(self.table[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with the lines of the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; for an unknown one, the nearest is suggested."""
        if args and not args[0].startswith("-") and args[0] not in self.table:
            close = difflib.get_close_matches(args[0], self.table, n=1)
            hint = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(self.table)}."
            ctx.fail(f"there is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a person's mistake becomes one message and exit code 2."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # who reads has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(1)
        except Exception as error:
            if not console.explained(error):
                raise
            ctx.exit(2)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"alertflow {alertflow.__version__}")
        ctx.exit()
