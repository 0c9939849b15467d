"""Commands that take a word for more than text: as code, as a command's name, as a variable's name, as
arithmetic.

A variable in quotes is one word whatever it holds, but such a command would still read it. Sources:
bash(1), SHELL BUILTIN COMMANDS and CONDITIONAL EXPRESSIONS; the commands' own manuals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Danger(NamedTuple):
    """Why a word is not read as mere text, how to write it instead, and whether `$( … )` within it is no
    better.
    """

    problem: str
    remedy: str
    nested: bool = False


AS_TEXT = (
    'Let the program read it from its environment: env={"NAME": …}, then "$NAME" as an argument of its own.'
)
ARITHMETIC = Danger(
    "stands in arithmetic, where bash evaluates a value as an expression, with any command in it",
    'Compare as text, [[ … == … ]], or with the test command, [ "…" -eq 1 ]; to calculate, set it in env and '
    "let the script check first that it is a number: [[ $NAME =~ ^[0-9]+$ ]] || exit 1.",
)
COMMAND_NAME = Danger(
    "stands where a command's name is expected, so its value would choose what is run",
    'Choose among fixed commands: case "$NAME" in … esac.',
)
VARIABLE_NAME = Danger(
    "stands where a variable's name is expected, and bash runs commands in the subscript of such a name",
    "Assign to a variable with a fixed name, name=…, instead.",
)

_SHELLS = frozenset(("bash", "sh", "dash", "ash", "ksh", "zsh"))
_CODE_OPTIONS = dict.fromkeys((*_SHELLS, "su", "python", "python3", "psql"), "c") | {
    "perl": "eE",
    "ruby": "e",
    "node": "ep",
    "php": "r",
    "mysql": "e",
}
"""Programs with an option whose next word is code."""
_OPTIONS_ANYWHERE = frozenset(("su", "psql", "mysql"))
"""Those of them that take the option behind other words too; for the others that word is a script's."""
_LONG_CODE_OPTIONS = ("--command", "--eval", "--execute", "--print")
_FILTERS = {
    "sed": ("-e -f -l -s", 'Use awk, with ENVIRON["NAME"].'),
    "awk": ("-F -v -f", 'Read it as ENVIRON["NAME"].'),
    "jq": ("--indent -f", "Read it as env.NAME, or pass it with --arg name."),
}
"""Programs whose first word is a program of their own, the options that take a word, and the safe form."""
_FILTER_NAMES = {"gawk": "awk", "mawk": "awk", "gsed": "sed", "gojq": "jq", "jaq": "jq"}
_TWO_WORDS = frozenset(("--arg", "--argjson", "--slurpfile", "--rawfile"))
_PREFIXES = frozenset(
    "builtin command doas env exec ionice nice nohup setsid stdbuf sudo time timeout xargs".split()  # noqa: SIM905
)
"""Commands whose first plain word is a command again."""
_VARIABLE_TAKERS = frozenset(("getopts", "mapfile", "read", "readarray", "unset"))
_DECLARING = frozenset(("declare", "export", "local", "readonly", "typeset"))
_NOT_COMMANDS = frozenset(("for", "select", "case", "function", "((", "()"))
_assigns = re.compile(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=").match
opens_subscript = re.compile(r"(?:[A-Za-z_]\w*)?\[[^\]]*").fullmatch
"""Matches a word that has got as far as within the brackets of `name[…]`."""


def danger_of_word(words: Sequence[str], partial: str) -> Danger | None:
    """What the next word of the command `words` is read as, where that is more than text.

    `partial` is that word as far as the expression in it.
    """
    if words and words[0] in _NOT_COMMANDS:
        return None
    command = _command_at(words)
    if command is None:
        if _assigns(partial):
            return None
        return ARITHMETIC if opens_subscript(partial) else None if partial.startswith("-") else COMMAND_NAME
    name, arguments = _program(words[command]), words[command + 1 :]
    return _of_builtin(name, arguments, partial) or _of_program(name, arguments, partial, words)


def reads_code_from_stdin(words: Sequence[str]) -> bool:
    """Whether the command runs what it reads: a shell without a script, `ssh host`."""
    for at, word in enumerate(words):
        name, rest = _program(word), words[at + 1 :]
        if name in _CODE_OPTIONS and (
            (name in _SHELLS and "-s" in rest) or (not _plain(rest) and not _code_option(name, rest))
        ):
            return True
        if name == "ssh" and len(_plain(rest)) == 1:
            return True
    return False


def _of_builtin(name: str, arguments: Sequence[str], partial: str) -> Danger | None:
    last = arguments[-1] if arguments else ""
    if name == "eval" or (name == "trap" and not _plain(arguments)):
        return _code(name)
    if name in (".", "source"):
        return COMMAND_NAME
    if name == "let":
        return ARITHMETIC
    if (
        name in _VARIABLE_TAKERS
        or (name == "printf" and last == "-v")
        or (name in ("test", "[") and last in ("-v", "-R"))
    ):
        return VARIABLE_NAME
    if name in _DECLARING:
        if opens_subscript(partial) or any(one[:1] == "-" and set(one) & set("in") for one in arguments):
            return ARITHMETIC
        return None if _assigns(partial) else VARIABLE_NAME
    return None


def _of_program(name: str, arguments: Sequence[str], partial: str, words: Sequence[str]) -> Danger | None:
    if name in ("watch", "parallel") or (name == "ssh" and _plain(arguments)):
        return _code(name)
    if (filter_ := _FILTER_NAMES.get(name, name)) in _FILTERS:
        options, remedy = _FILTERS[filter_]
        if _is_program_word(options.split(), arguments, partial):
            return Danger(f"stands in the program that {name} runs", remedy)
    for at, word in enumerate(words):
        inner = _program(word)
        if inner in _CODE_OPTIONS and _is_code_word(inner, words[at + 1 :], partial):
            return _code(inner)
    return None


def _code(name: str) -> Danger:
    form = (
        f' As an argument behind the code it stays text: {name} -c \'echo "$1"\' _ "$NAME".'
        if name in _SHELLS
        else ""
    )
    return Danger(f"stands in a word that {name} runs as code", AS_TEXT + form, nested=True)


def _program(word: str) -> str:
    return word.replace("'", "").replace('"', "").rpartition("/")[2]


def _plain(words: Iterable[str]) -> list[str]:
    """The words that are not options."""
    return [word for word in words if word[0] not in "-+"]


def _command_at(words: Sequence[str]) -> int | None:
    """Where the command's name stands behind sudo, env and the like; None while it has not come."""
    at = 0
    while at < len(words) and _program(words[at]) in _PREFIXES:
        at += 1
        while at < len(words) and (words[at][0] in "-0123456789" or _assigns(words[at])):
            at += 1
    return at if at < len(words) else None


def _code_option(name: str, words: Iterable[str]) -> bool:
    letters = set(_CODE_OPTIONS[name])
    return any(
        word in _LONG_CODE_OPTIONS or (word[0] == "-" and word[1:2] != "-" and letters & set(word[1:]))
        for word in words
    )


def _is_code_word(name: str, before: Sequence[str], partial: str) -> bool:
    """Whether the word behind `before`, the arguments of `name` so far, is the code of its `-c`."""
    option = False
    for at, word in enumerate(before):
        if word[0] in "-+":
            option = option or _code_option(name, [word])
        elif option or at == 0 or not _takes_a_word(before[at - 1]):
            return name in _OPTIONS_ANYWHERE and _code_option(name, before[-1:])
    if partial[:1] == "-":
        return _code_option(name, [partial.partition("=")[0]])
    return option


def _takes_a_word(option: str) -> bool:
    """Whether the next word belongs to this option of a shell or a database's client: -o, -eo, -U, -h, …"""
    return option[0] in "-+" and option[1:2] != "-" and option[-1] in "oOUhdu"


def _is_program_word(options: Sequence[str], before: Sequence[str], partial: str) -> bool:
    """Whether the word behind `before` is a filter's program rather than a value or a file."""
    if before and before[-1] in options:
        return before[-1] == "-e"
    if partial[:1] == "-" or any(word in ("-e", "-f") for word in before):
        return False
    for at, word in enumerate(before):
        back = before[max(0, at - 2) : at]
        if word[0] != "-" and not (back and back[-1] in options) and not _TWO_WORDS & set(back):
            return False
    return not _TWO_WORDS & set(before[-2:])
