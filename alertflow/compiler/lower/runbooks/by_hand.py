"""A command as a person types it: the script that the workflow runs, with its constants filled in."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from textwrap import dedent
from typing import NamedTuple

from alertflow.github.scripts.shell import MARK, Quoting, ScriptError, quoting
from alertflow.model import Command

_PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,-]+")
"""A value that the shell reads as itself, in quotes and outside."""
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
_WRAPPER = re.compile(r'^(\w+)\(\) \{ (.+) "\$@"; \}$', re.MULTILINE)
"""A function that is another command with some arguments: `kube() { kubectl --namespace shop "$@"; }`."""
_OPENS = re.compile(r"(if|for|while|until|case|select)\b|[{(]|\w+\(\) *[{(]")
_CLOSES = re.compile(r"(.*[\s;])?(fi|done|esac|[})])$")
_NOT_TYPED = re.compile(r"[\s#}\]{\[(]|\w+=|\w+\(\)|(set|shopt|exit|trap|sleep|wait|printf|echo|true|:)\b")
"""How a line begins that is part of a script, and not what a person types to see something."""

_FUNCTIONS = {
    "skip": "skip() { printf 'Skipped: %s\\n' \"$1\"; exit 77; }",
    "needs_tool": (
        'needs_tool() { for tool; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }'
    ),
    "warn": 'warn() { printf \'Warning: %s: %s\\n\' "$1" "$2"; }',
    "conclude": "conclude() { printf 'Conclusion: %s\\n' \"$1\"; }",
}
"""The functions that a command may call (see Command), for a shell that is not the workflow's."""


class ByHand(NamedTuple):
    """How a person runs a command."""

    lines: tuple[str, ...]
    """The simple commands in it, each complete by itself; none where there are only parts of a script."""
    script: str
    """All of it, to be pasted into a shell; '' where the lines are all there is."""


def by_hand(command: Command) -> ByHand:
    """`command`, for a shell in which its secrets are set as variables."""
    script, kept = _filled(command)
    simple = tuple(_simple(script))
    unread = len(kept) < len(command.env) and not any(_mentions(script, name) for name in kept)
    whole = list(simple) == _statements(script) and (unread or not kept)
    return ByHand(tuple(map(_unquoted, simple)), "" if whole else _pasted(script, kept))


def _filled(command: Command) -> tuple[str, dict[str, str]]:
    """The script with the constants in place of their variables, and those that must stay variables."""
    script = dedent(command.script).strip()
    constants = {name: value for name, value in command.env.items() if _is_constant(name, value, script)}
    found = [one for one in _VARIABLE.finditer(script) if (one[1] or one[2]) in constants]
    while found:
        try:
            places = quoting(_replaced(script, found, [MARK] * len(found)))
        except ScriptError as error:
            del found[min(error.index, len(found) - 1)]
            continue
        values = [constants[one[1] or one[2]] for one in found]
        bare = [n for n, place in enumerate(places) if place is Quoting.BARE and "=" in values[n]]
        if not bare:
            script = _replaced(script, found, values)
            break
        del found[bare[0]]
    filled = {one[1] or one[2] for one in found}
    return script, {
        name: value for name, value in command.env.items() if name not in filled or _mentions(script, name)
    }


def _mentions(script: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", script) is not None


def _is_constant(name: str, value: str, script: str) -> bool:
    assigned = re.search(rf"(?<![\w$]){name}(\[|\+?=)|\b(read|local|declare|for)\b[^\n;]*\b{name}\b", script)
    return _PLAIN.fullmatch(value) is not None and not assigned


def _replaced(script: str, found: list[re.Match[str]], by: list[str]) -> str:
    for match, text in zip(reversed(found), reversed(by), strict=True):
        script = script[: match.start()] + text + script[match.end() :]
    return script


def _simple(script: str) -> Iterator[str]:
    """The lines of a script that are each one command of fixed words, called by a name of its own."""
    wrappers = {one[1]: one[2] for one in _WRAPPER.finditer(script)}
    functions = set(_FUNCTIONS) | set(re.findall(r"^(\w+)\(\)", script, re.MULTILINE)) - wrappers.keys()
    for line in _outermost(script):
        words = _words(line)
        if words and words[0] not in functions:
            wrapper = wrappers.get(words[0])
            yield f"{wrapper}{line.removeprefix(words[0])}" if wrapper else line


def _outermost(script: str) -> Iterator[str]:
    """The lines that begin outside of quotes, here-documents, functions, conditions and loops."""
    inside, start = False, 0
    for line in script.splitlines():
        at, start = start, start + len(line) + 1
        if inside or _OPENS.match(line):
            inside = not _CLOSES.fullmatch(line)
        elif not _NOT_TYPED.match(line) and _begins(script, at):
            yield line


def _begins(script: str, at: int) -> bool:
    """Whether a command begins at this place of the script: what follows its name is a word of its own."""
    if script[:at].endswith("\\\n"):
        return False
    name = re.match(r"\S*", script[at:])
    at += len(name[0]) if name else 0
    try:
        return quoting(f"{script[:at]} {MARK} {script[at:]}")[0] is Quoting.BARE
    except ScriptError:
        return False


def _words(line: str) -> list[str]:
    """The words of a command; none where they are not all fixed, or where there is more than one command."""
    if "$" in line or "`" in line or line.endswith("\\"):
        return []
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        words = list(lexer)
    except ValueError:  # a quote that is closed on a later line
        return []
    return [] if any(word and set(word) <= set("();<>|&") for word in words) else words


def _unquoted(line: str) -> str:
    """A command without the quotes that only its variables needed."""
    return line if "'" in line else re.sub(rf'"({_PLAIN.pattern})"', r"\1", line)


def _statements(script: str) -> list[str]:
    """What the script consists of, but for what it takes for granted or only says about itself."""
    wrappers = {one[1]: one[2] for one in _WRAPPER.finditer(script)}
    lines = []
    for line in script.splitlines():
        name = line.partition(" ")[0]
        if not line.strip() or line.startswith("#") or _WRAPPER.fullmatch(line):
            continue
        if name == "needs_tool" or re.fullmatch(r"\[ .* \] \|\| skip .*", line):
            continue
        lines.append(f"{wrappers[name]}{line.removeprefix(name)}" if name in wrappers else line)
    return lines


def _pasted(script: str, constants: dict[str, str]) -> str:
    """The script for a bash of its own, whose input stays free for what it runs."""
    called = [name for name in _FUNCTIONS if re.search(rf"\b{name}\b", script)]
    if "needs_tool" in called and "skip" not in called:
        called.insert(0, "skip")
    head = [_FUNCTIONS[name] for name in called]
    head += [f"export {name}={shlex.quote(value)}" for name, value in constants.items()]
    end = "SCRIPT"
    while end in script.splitlines():
        end += "_"
    lines = [f"bash -eo pipefail /dev/fd/3 3<<'{end}'", *head, script, end]
    return "\n".join(lines)


__all__ = ["ByHand", "by_hand"]
