"""Moves the expressions of a script into environment variables, so that what they hold is never read as
code.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection
from functools import lru_cache

from alertflow.github.expressions.interpolation import split
from alertflow.github.expressions.lexer import ExpressionSyntaxError, sentence
from alertflow.github.expressions.tree import Expr
from alertflow.github.scripts.shell import MARK, Quoting, ScriptError, quoting
from alertflow.github.scripts.variables import free_name

SHELLS = (None, "bash", "sh")
"""The shells whose quoting is known here; without a `shell`, GitHub takes bash."""

_variables = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").findall
_reading_on = re.compile(r"[A-Za-z0-9_\[]").match


def script_text(script: str) -> str:
    """A script without the indentation that its lines share; one newline ends it when it has several
    lines.
    """
    if "\n" not in script:
        return script
    script = (textwrap.dedent(script) if script[0] in "\n\t " else script).strip("\n")
    return script + "\n" if "\n" in script else script


def hoist(script: str, taken: Collection[str] = ()) -> tuple[str, dict[str, Expr]]:
    """`script` with its expressions replaced by variables, and what those variables hold.

    A name says what the expression is: `needs.alert-context.outputs.alert` goes into ALERT_CONTEXT_ALERT.
    It avoids `taken`, the words of the script itself, and what shells and runners read. In a comment the
    expression's bare text stays. Raises ExpressionSyntaxError for a `${{` that begins no expression, and
    ScriptError where no variable can take an expression's place.
    """
    parts, places = _analysed(script)
    used = {*taken, *_variables("\n".join([part for part in parts if isinstance(part, str)]))}
    names: dict[str, str] = {}
    moved: dict[str, Expr] = {}
    written: list[str] = []
    marks = iter(places)
    for at, part in enumerate(parts):
        if isinstance(part, str):
            written.append(part)
            continue
        tree, place = part[0], next(marks)
        if place is Quoting.COMMENT:
            written.append(tree.text_.replace("\n", " ").replace("${{", "…"))
            continue
        if tree.text_ not in names:
            names[tree.text_] = name = free_name(tree, used)
            used.add(name)
            moved[name] = tree
        name = names[tree.text_]
        following = parts[at + 1] if at + 1 < len(parts) else ""
        if place is Quoting.BARE:
            written.append(f'"${name}"')
        else:
            written.append(
                f"${{{name}}}" if isinstance(following, str) and _reading_on(following) else f"${name}"
            )
    return "".join(written), moved


def script_problem(script: str, shell: str | None) -> tuple[str, int] | None:
    """Why the expressions of `script` cannot be moved, and the character (from 0) where; None where they can.

    `script` is what `script_text` gives; `shell` runs it, None for GitHub's default.
    """
    if shell not in SHELLS:
        return (
            f"an expression in a script for {shell} would be run as code, and its quoting is not known. "
            'Give it to the script as a variable: env={"NAME": …}, and read NAME from the environment.',
            script.index("${{"),
        )
    try:
        _analysed(script)
    except ExpressionSyntaxError as error:
        return sentence(str(error)), error.position
    except ScriptError as error:
        tree, position = [part for part in split(script) if not isinstance(part, str)][error.index]
        return f"${{{{ {tree.text_} }}}} {error}", position
    return None


@lru_cache(maxsize=4096)
def _analysed(script: str) -> tuple[tuple[str | tuple[Expr, int], ...], tuple[Quoting, ...]]:
    """The parts of the script, and the quoting of each expression among them."""
    if MARK in script:
        raise ExpressionSyntaxError("a script cannot hold a NUL character", script.index(MARK))
    parts = split(script)
    return parts, quoting("".join([part if isinstance(part, str) else MARK for part in parts]))
