"""The outputs that a script writes, where it can be seen for certain that it writes no others.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, "Setting an output
parameter"; how a script falls into commands: POSIX.1-2024, XCU 2, of which only the simple part is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_HARMLESS = frozenset(
    """
    [ [[ basename cat cd chmod cp curl cut date declare df diff dirname du echo exit export expr false git
    grep gunzip gzip head hostname id jq kill local ls mkdir mktemp mv paste printf pwd read readonly rev rm
    sed seq set sha256sum shift shopt sleep sort stat tac tail tar tee test touch tr true uname uniq unset
    unzip wait wc wget which zip :
    """.split()  # noqa: SIM905 - sixty names in a list would hide that they are one table
)
"""Commands that write to the file of outputs only where they are told to."""
_SILENT = frozenset(
    ("[", "[[", "cd", "exit", "export", "false", "local", "set", "sleep", "test", "true", ":")
)
"""Those of them that print nothing."""
_KEYWORDS = frozenset(("if", "then", "else", "elif", "do", "while", "until", "!", "{", "fi", "done", "}"))
"""Words of the grammar behind which a command may follow."""
_operators = re.compile(r"&>>?|[<>]&|>>|<<<|<<|[;&|]{1,2}|[()<>\n]").findall
_OPERATORS = frozenset(";()<>|&\n")
_token = re.compile(
    r"""[ \t\r]*(?:([;()<>|&\n]+)|((?:[^ \t\r;()<>|&\n'"\\]+|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+)|([^ \t\r]))""",
    re.DOTALL,
).finditer
"""Operators side by side, or a word, or a quote that is not closed."""
_quoted = re.compile(r"""\\(?P<one>.)|'(?P<single>[^']*)'|"(?P<double>(?:[^"\\]|\\.)*)\"""", re.DOTALL)
_escaped = re.compile(r"""\\(["\\])""")
"""Of backslashes in double quotes, those that are none themselves."""
_ENDS = frozenset((";", "\n", "&", "&&", "||", "|", ";;", "(", ")"))
_name = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)=").match
_further = re.compile(r"(?:\\n|\n)([A-Za-z_][A-Za-z0-9_-]*)=").findall
_is_option = re.compile(r"-[neE]+").fullmatch
_assigns = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=").match
_is_file = re.compile(r"\$GITHUB_OUTPUT|\$\{GITHUB_OUTPUT\}").fullmatch
_substituted = re.compile(r"\$\(([^()]*)\)|`([^`]*)`")
_apart = re.compile(r"\$\{\{.*?\}\}|\$\(\(.*?\)\)|^[ \t]*#[^\n]*", re.DOTALL | re.MULTILINE)
"""Expressions, arithmetic and comments: no commands."""


class _UncertainError(ValueError):
    """It cannot be seen what the script writes."""


@dataclass
class _Command:
    words: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """What its output goes to."""
    within: list[str] = field(default_factory=list)
    """Words beside it that may hold commands: what variables are set to, what a loop goes through."""

    @property
    def sets_outputs(self) -> bool:
        """Whether it writes to the file of outputs."""
        return any(_is_file(one) for one in self.files)


@lru_cache(maxsize=1024)
def outputs_written(script: str) -> tuple[str, ...] | None:
    """The names that `script` (for bash or sh) writes to `$GITHUB_OUTPUT`; None where that is not certain.

    >>> outputs_written('echo "version=$(git describe)" >> "$GITHUB_OUTPUT"')
    ('version',)
    >>> outputs_written("make release") is None
    True
    """
    if "::set-output" in script:
        return None
    try:
        return tuple(dict.fromkeys(_names(_apart.sub("", script))))
    except ValueError:  # ours, or an open quote
        return None


def _names(script: str) -> Iterator[str]:
    commands = list(_commands(script))
    together = any(one.sets_outputs and (not one.words or one.words[0] == "tee") for one in commands)
    for command in commands:
        for word in (*command.words, *command.files, *command.within):
            yield from _within(word)
        if not command.words:
            continue
        name = command.words[0]
        if name not in _HARMLESS or (name == "tee" and not command.sets_outputs):
            raise _UncertainError
        if name in ("echo", "printf"):
            if together or command.sets_outputs:
                yield from _said(name, command.words[1:])
        elif name != "tee" and (command.sets_outputs or (together and name not in _SILENT)):
            raise _UncertainError


def _said(command: str, words: list[str]) -> Iterator[str]:
    """The names in what `echo` or `printf` prints."""
    while words and _is_option(words[0]):
        words = words[1:]
    texts = words[1:] if command == "printf" and words[:1] == ["%s\\n"] else words[:1]
    for text in texts:
        if (found := _name(text)) is None:
            raise _UncertainError
        yield found[1]
        yield from _further(text)
    if not texts:
        raise _UncertainError


def _within(word: str) -> Iterator[str]:
    """The names that commands write whose output becomes part of `word`."""
    rest = word
    if "$(" in word or "`" in word:
        for found in _substituted.finditer(word):
            yield from _names(found[1] or found[2] or "")
        rest = _substituted.sub("", word)
    if "$(" in rest or "`" in rest or ("GITHUB_OUTPUT" in rest and not _is_file(rest)):
        raise _UncertainError


def _commands(script: str) -> Iterator[_Command]:
    """The simple commands, without the words of the grammar before them."""
    command, redirected, skipping = _Command(), False, False
    for token in _tokens(script):
        if token in _ENDS:
            yield _finished(command)
            command, redirected, skipping = _Command(), False, False
        elif token[0] in "<>&" and _operators(token) == [token]:
            if token == "<<":
                raise _UncertainError
            redirected = True
        elif redirected:
            command.files.append(token)
            redirected = False
        elif skipping or (not command.words and (token in _KEYWORDS or _assigns(token))):
            if "GITHUB_OUTPUT" in token:
                raise _UncertainError
            command.within.append(token)
        elif not command.words and token in ("for", "select"):
            skipping = True
        else:
            command.words.append(token)
    yield _finished(command)


def _finished(command: _Command) -> _Command:
    if command.words[:1] == ["tee"]:
        command.files += [one for one in command.words[1:] if one[0] != "-"]
        command.words = command.words[:1]
    if any("GITHUB_OUTPUT" in word for word in command.words):
        raise _UncertainError
    return command


def _tokens(script: str) -> Iterator[str]:
    """The words, without their quotes, and the operators; what `shlex` gives, ten times as fast."""
    for found in _token(script.replace("\\\n", " ")):
        operators, word, unclosed = found.groups()
        if unclosed:
            raise _UncertainError
        if operators:
            yield from _operators(operators)
        elif word.isalnum():
            yield word
        else:
            bare = _quoted.sub(_bare, word)
            if set(bare) <= _OPERATORS:
                yield from _operators(bare)
            else:
                yield bare


def _bare(found: re.Match[str]) -> str:
    """What stands in quotes or behind a backslash."""
    if found["double"] is not None:
        return _escaped.sub(r"\1", found["double"])
    return found["single"] or found["one"] or ""
