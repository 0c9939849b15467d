"""Names for the environment variables that expressions of a script are moved into."""

from __future__ import annotations

import re
from collections.abc import Collection

from alertflow.github.expressions.tree import Call, Context, Every, Expr, Index, Literal, Property

_between_words = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+").sub
_LONGEST = 60
_PREFIX = {"inputs": "INPUT", "matrix": "MATRIX", "job": "JOB", "strategy": "STRATEGY"}
"""What stands before the name of a value from these contexts."""
_RESERVED_STARTS = ("ACTIONS_", "BASH", "COMP_", "DYLD_", "GITHUB_", "LC_", "LD_", "RUNNER_")
_RESERVED = frozenset(
    """
    CDPATH CI COLUMNS DIRSTACK ENV EUID FUNCNAME GLOBIGNORE GROUPS HISTFILE HOME HOSTNAME IFS LANG LINENO
    LINES MAILPATH NODE_OPTIONS NODE_PATH OLDPWD OPTARG OPTERR OPTIND PATH PERL5LIB PERL5OPT PIPESTATUS
    POSIXLY_CORRECT PPID PROMPT_COMMAND PS0 PS1 PS2 PS3 PS4 PWD PYTHONHOME PYTHONPATH PYTHONSTARTUP RANDOM
    REPLY RUBYLIB RUBYOPT SECONDS SHELL SHELLOPTS SHLVL TEMP TERM TMP TMPDIR TZ UID USER
    """.split()  # noqa: SIM905 - sixty names in a list would hide that they are one table
)
"""Names that a shell, the loader or a runner reads for itself."""


def free_name(tree: Expr, taken: Collection[str]) -> str:
    """A name in upper case that says what `tree` is, different from all that are `taken`.

    >>> from alertflow.github.expressions.parser import parse
    >>> free_name(parse("needs.alert-context.outputs.alert"), ())
    'ALERT_CONTEXT_ALERT'
    >>> free_name(parse("github.event.client_payload.severity"), {"EVENT_SEVERITY"})
    'EVENT_SEVERITY_2'
    """
    name = plain = _name(tree)
    number = 2
    while name in taken:
        name = f"{plain}_{number}"
        number += 1
    return name


def _name(tree: Expr) -> str:
    words: list[str] = []
    for path in _paths(tree):
        for word in _telling(path):
            if (written := _between_words("_", word).strip("_").upper()) and written not in words:
                words.append(written)
    name = "_".join(words or [_kind(tree)])[:_LONGEST].rstrip("_")
    if name in _RESERVED or name.startswith(_RESERVED_STARTS) or name[0].isdigit():
        return f"VALUE_{name}"
    return name


def _kind(tree: Expr) -> str:
    """A word for an expression that reads no context."""
    if isinstance(tree, Call):
        return _between_words("_", tree.function_).upper()
    return "TEXT" if isinstance(tree, Literal) else "VALUE"


def _paths(node: Expr) -> list[list[str]]:
    """What `node` reads, each as the names from the context to the value."""
    if isinstance(node, Context):
        return [[node.name_]]
    if isinstance(node, Property):
        return [[*path, node.name_] for path in _paths(node.base_)]
    if isinstance(node, Index):
        key = [str(node.index_.value)] if isinstance(node.index_, Literal) else []
        return [path + key for path in _paths(node.base_)]
    if isinstance(node, Every):
        return _paths(node.base_)
    return [path for part in node.parts_() for path in _paths(part)]


def _telling(path: list[str]) -> list[str]:
    """The parts of a path that say what the value is."""
    root, rest = path[0].lower(), path[1:]
    if not rest:
        return path
    if root in ("needs", "steps", "jobs"):
        return [rest[0], *(rest[2:] if rest[1:2] == ["outputs"] else rest[1:])]
    if root == "github" and rest[0] == "event":
        inner = rest[2:] if rest[1:2] == ["client_payload"] else rest[1:]
        return ["EVENT", *inner]
    return [_PREFIX[root], *rest] if root in _PREFIX else rest
