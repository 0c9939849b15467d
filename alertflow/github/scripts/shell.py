"""How bash and sh read a script: the quoting in which each place of it stands.

The places are marked with NUL, which no script can hold. Source: bash(1), QUOTING, EXPANSION and SHELL
GRAMMAR; POSIX.1-2024, 2. Shell Command Language.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, NoReturn

from alertflow.github.scripts.commands import Commands
from alertflow.github.scripts.interpreters import ARITHMETIC, AS_TEXT, Danger, reads_code_from_stdin

MARK = "\0"
"""Stands for one expression in the text that `quoting` reads."""


class Quoting(Enum):
    """Where a mark stands, when a variable can be read there safely."""

    BARE = "outside quotes"
    DOUBLE = "in double quotes"
    HEREDOC = "in a here-document"
    COMMENT = "in a comment"


class ScriptError(ValueError):
    """A mark stands where no variable can take its place. `index` counts the marks from 0."""

    def __init__(self, index: int, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}. {remedy}")
        self.index = index


def quoting(script: str) -> tuple[Quoting, ...]:
    """The quoting of each MARK in `script`, in order.

    Raises ScriptError for the first that stands where the shell reads no variable, or reads it as code.
    """
    reader = Reader(script)
    reader.commands("")
    if len(reader.found) != script.count(MARK):
        reader.refuse(
            "stands where its quoting cannot be told", 'Simplify the script, or use "$NAME" with env.'
        )
    return tuple(reader.found)


_BRACES = Danger(
    "stands within ${…}, where the shell reads more than text",
    'Assign it first, name=…, and then use "${name…}".',
)


_DELIMITER = ("stands in the word that ends a here-document", "Use a fixed word, such as EOF.")


class _Heredoc(NamedTuple):
    delimiter: str
    quoted: bool
    tabs: bool
    pipeline: list[list[str]]


class Reader:
    """One pass over the script, a method for each way of quoting."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        self.at = 0
        self.found: list[Quoting] = []
        self.pending: list[_Heredoc] = []
        self.dangers: list[Danger | None] = []

    def peek(self, more: int = 0) -> str:
        """The character here, or `more` further on; '' behind the end."""
        at = self.at + more
        return self.text[at] if at < self.end else ""

    def refuse(self, problem: str, remedy: str, index: int | None = None) -> NoReturn:
        """Raises ScriptError for the mark `index`, or else for the one that comes next."""
        raise ScriptError(len(self.found) if index is None else index, problem, remedy)

    def mark(self, quoting: Quoting) -> None:
        """Passes a mark that stands in `quoting`."""
        for danger in self.dangers:
            if danger is not None:
                self.refuse(danger.problem, danger.remedy)
        self.found.append(quoting)
        self.at += 1

    def mark_bare(self) -> None:
        """Passes a mark outside quotes."""
        self.mark(Quoting.BARE)

    def double(self) -> None:
        """Passes text in double quotes."""
        self.at += 1
        self.expanded(Quoting.DOUBLE, '"')

    def arithmetic(self) -> None:
        """Passes `(( … ))`."""
        self.at += 2
        self.balanced("(", ")", ARITHMETIC, 2)

    # Quotes and expansions: each method starts at the opening sign and ends behind the closing one.

    def forbidden(self, closing: str, problem: str, remedy: str, escapes: bool = False) -> None:
        """Passes text up to `closing` in which no mark may stand."""
        while self.at < self.end and self.peek() != closing:
            if escapes and self.peek() == "\\":
                self.at += 1
            if self.peek() == MARK:
                self.refuse(problem, remedy)
            self.at += 1
        self.at += 1

    def balanced(self, opening: str, closing: str, danger: Danger, depth: int, quotes: bool = True) -> None:
        """Passes text up to the `closing` that ends `depth` levels, in which no mark may stand."""
        while self.at < self.end and depth:
            sign = self.peek()
            if sign == MARK:
                self.refuse(danger.problem, danger.remedy)
            self.at += 1
            if sign == "\\":
                self.at += self.peek() != MARK
            elif sign == "'" and quotes:
                self.forbidden("'", danger.problem, danger.remedy)
            elif sign == '"':
                self.forbidden('"', danger.problem, danger.remedy, escapes=True)
            elif sign in (opening, closing):
                depth += 1 if sign == opening else -1

    def escaped(self) -> None:
        """Passes a backslash and what stands behind it."""
        self.at += 1
        if self.peek() == MARK:
            self.refuse(
                "stands behind a backslash, which would take away the $ of the variable",
                "Drop the backslash.",
            )
        self.at += 1

    def dollar(self, in_double: bool) -> None:
        """Passes a `$` and the expansion it begins."""
        self.at += 1
        sign = self.peek()
        if sign == MARK:
            self.refuse("stands behind a $, which would begin another expansion", "Drop the $.")
        if self.text.startswith("((", self.at):
            self.arithmetic()
        elif sign == "(":
            self.at += 1
            self.commands(")")
        elif sign == "{":
            self.at += 1
            self.balanced("{", "}", _BRACES, 1, not in_double)
        elif sign == "[":
            self.at += 1
            self.balanced("[", "]", ARITHMETIC, 1)
        elif sign == "'" and not in_double:
            self.at += 1
            self.forbidden(
                "'", "stands in $'…', where the shell reads no variable", "Use double quotes.", escapes=True
            )
        elif sign == "$":
            self.at += 1

    def expanded(self, quoting: Quoting, closing: str) -> None:
        """Passes text in which only `$`, `\\` and backquotes are special: double quotes, a here-document."""
        while self.at < self.end and (sign := self.peek()) != closing:
            if sign == MARK:
                self.mark(quoting)
            elif sign == "\\":
                self.escaped()
            elif sign == "$":
                self.dollar(in_double=True)
            elif sign == "`":
                self.backquotes()
            else:
                self.at += 1
        self.at += 1

    def backquotes(self) -> None:
        """Passes a command in backquotes."""
        self.at += 1
        self.forbidden(
            "`", "stands in backquotes, whose quoting is ambiguous", "Use $( … ) instead.", escapes=True
        )

    def comment(self) -> None:
        """Passes the rest of a line; a mark there is never read."""
        while self.at < self.end and self.peek() != "\n":
            if self.peek() == MARK:
                self.found.append(Quoting.COMMENT)
            self.at += 1

    # Here-documents

    def heredoc(self, pipeline: list[list[str]]) -> None:
        """Passes `<<` and its delimiter; the text itself begins on the next line."""
        self.at += 2
        tabs = self.peek() == "-"
        self.at += tabs
        while self.peek() in (" ", "\t") and self.peek():
            self.at += 1
        delimiter, quoted = [], False
        while (sign := self.peek()) and sign not in " \t\n;&|<>()":
            if sign == MARK:
                self.refuse(*_DELIMITER)
            if sign in "'\"":
                quoted = True
                close = self.text.find(sign, self.at + 1, self.end)
                close = self.end if close < 0 else close
                if MARK in self.text[self.at : close]:
                    self.refuse(*_DELIMITER)
                delimiter.append(self.text[self.at + 1 : close])
                self.at = close + 1
                continue
            if sign == "\\":
                quoted = True
                self.at += 1
            delimiter.append(self.peek())
            self.at += 1
        self.pending.append(_Heredoc("".join(delimiter), quoted, tabs, pipeline))

    def heredoc_texts(self) -> None:
        """Passes the texts of the here-documents that were announced on the line that has just ended."""
        while self.pending:
            document = self.pending.pop(0)
            start = stop = self.at
            after = self.end
            while stop < self.end:
                line_end = self.text.find("\n", stop, self.end)
                line_end = self.end if line_end < 0 else line_end
                line = self.text[stop:line_end]
                if (line.lstrip("\t") if document.tabs else line) == document.delimiter:
                    after = min(line_end + 1, self.end)
                    break
                stop = line_end + 1
            stop = min(stop, self.end)
            marks = MARK in self.text[start:stop]
            if marks and document.quoted:
                self.refuse(
                    f"stands in a here-document with a quoted word ('{document.delimiter}'), "
                    "where the shell reads no variable",
                    f"Write <<{document.delimiter} without quotes, with \\$ for every $ that stays.",
                )
            if marks and any(reads_code_from_stdin(words) for words in document.pipeline):
                self.refuse("stands in a here-document that is run as code", AS_TEXT)
            if not document.quoted:
                end, self.end = self.end, stop
                self.expanded(Quoting.HEREDOC, "")
                self.end = end
            self.at = after

    # Commands

    def commands(self, closing: str) -> None:
        """Passes commands up to `closing`, which is `)` for a substitution or subshell and nothing for the
        script.
        """
        Commands(self, closing).read()
