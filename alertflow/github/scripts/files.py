"""Where a script puts variables into the files that GitHub reads behind a step: $GITHUB_ENV and the like.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, "Environment files"; how
bash and sh expand words: POSIX.1-2024, XCU 2.6. What is not plainly seen is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

FILES = ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT")
"""The files of which each line sets something for the steps that follow, or for other jobs."""

_FILE = rf"\"?\$\{{?({'|'.join(FILES)})\}}?\"?"
_to_file = re.compile(rf">>?[ \t]*{_FILE}|\|[ \t]*tee(?:[ \t]+-a|[ \t]+--append)?[ \t]+{_FILE}").search
_heredoc = re.compile(r"(?:^|[ \t)])<<(-?)[ \t]*(['\"]?)([A-Za-z_]\w*)\2").search
_prints = re.compile(r"(?:^|[ \t(&|;])(?:echo|printf)[ \t]").search
_first_word = re.compile(r"(?:^|[ \t(&|;])(?:echo|printf)(?:[ \t]+-[neE]+)*[ \t]+").search
_variable = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?[-=][^}]*)?\})").match
_sets = re.compile(r"[\"']?([A-Za-z_][\w-]*)=").match
_own_delimiter = re.compile(r"<<[\"']?(?:\$|`|%s)").search
_comment = re.compile(r"(?:^|[ \t])#.*")


class Written(NamedTuple):
    """A variable whose text a script writes into one of GitHub's files."""

    file: str
    """GITHUB_ENV, GITHUB_PATH or GITHUB_OUTPUT."""
    variable: str
    sets: str | None
    """What the line sets, `NAME` in `NAME=$TEXT`; None where the text is a line of its own."""


@lru_cache(maxsize=1024)
def variables_written(script: str) -> tuple[Written, ...]:
    """The variables that `script`, for bash or sh, writes into GitHub's files, as far as it is plain to see.

    What goes through another command (`$(… | tr -d '\\n')`) or an expansion that changes it is not told, nor
    is text between delimiters that are made at run time.

    >>> variables_written('echo "TITLE=$TITLE" >> "$GITHUB_ENV"')
    (Written(file='GITHUB_ENV', variable='TITLE', sets='TITLE'),)
    """
    if "GITHUB_" not in script:
        return ()
    return tuple(dict.fromkeys(_written(script.replace("\\\n", " ").split("\n"))))


def _written(lines: list[str]) -> Iterator[Written]:
    at = 0
    group: list[str] | None = None
    while at < len(lines):
        line = _comment.sub("", lines[at]).strip()
        at += 1
        if group is not None and line.startswith("}"):
            if found := _to_file(line):
                yield from _of_lines(group, found[1] or found[2])
            group = None
        elif line == "{":
            group = []
        elif document := _heredoc(line):
            body: list[str] = []
            while at < len(lines) and lines[at].strip() != document[3]:
                body.append(lines[at])
                at += 1
            at += 1
            if (found := _to_file(line)) and not document[2]:
                for text in body:
                    yield from _of_text(text.strip(), found[1] or found[2])
        elif group is not None:
            group.append(line)
        else:
            for command in re.split(r"&&|\|\||;", line):
                if found := _to_file(command):
                    yield from _of_lines([command[: found.start()]], found[1] or found[2])


def _of_lines(commands: list[str], file: str) -> Iterator[Written]:
    """What `echo` and `printf` write, where no delimiter guards it."""
    if any(_own_delimiter(one) for one in commands):
        return
    for command in commands:
        if found := _first_word(command):
            yield from _of_text(command[found.end() :], file)


def _of_text(text: str, file: str) -> Iterator[Written]:
    named = _sets(text)
    for variable in _expanded(text):
        yield Written(file, variable, named[1] if named else None)


def _expanded(text: str) -> Iterator[str]:
    """The variables whose text becomes part of `text`; what stands in '…', $(…) or `…` is passed over."""
    at, double = 0, False
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 2
        elif sign == '"':
            double, at = not double, at + 1
        elif sign == "'" and not double:
            at = _behind(text, at + 1, "'")
        elif sign == "`":
            at = _behind(text, at + 1, "`")
        elif text.startswith("$(", at):
            at = _behind_parentheses(text, at + 1)
        elif found := _variable(text, at):
            yield found[1] or found[2]
            at = found.end()
        else:
            at += 1


def _behind(text: str, at: int, closing: str) -> int:
    end = text.find(closing, at)
    return len(text) if end < 0 else end + 1


def _behind_parentheses(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
        if not depth:
            break
    return at
