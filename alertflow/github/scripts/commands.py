"""How bash and sh divide a script into commands and words, as far as it decides what a word is read as.

Source: bash(1), SHELL GRAMMAR.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alertflow.github.scripts.interpreters import (
    ARITHMETIC,
    AS_TEXT,
    VARIABLE_NAME,
    Danger,
    danger_of_word,
    opens_subscript,
    reads_code_from_stdin,
)

if TYPE_CHECKING:
    from alertflow.github.scripts.shell import Reader

_KEYWORDS = frozenset(
    (
        "if",
        "then",
        "else",
        "elif",
        "do",
        "while",
        "until",
        "!",
        "{",
        "}",
        "time",
        "fi",
        "done",
        "esac",
        "coproc",
    )
)
"""Words behind which a command's name may follow."""
_ARITHMETIC_TESTS = frozenset(("-eq", "-ne", "-lt", "-le", "-gt", "-ge"))
_PIPED = Danger("is piped to a program that runs what it reads", AS_TEXT)
_OUTSIDE = "Close the quotes around it: 'text '\"…\"' text', or use double quotes."
_assigns = re.compile(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=").match
_ordinary = re.compile(r"[^\s\0#\\'\"`$;&|()<>]+").match
_descriptor = re.compile(r"[0-9]+|\{[A-Za-z_]\w*\}").fullmatch


class Commands:
    """Reads commands up to `closing`: `)` for a substitution, nothing for the whole script.

    A list of words in parentheses (an array, a pattern) is read with `listing`: no word of it is a command.
    """

    def __init__(self, reader: Reader, closing: str, listing: bool = False) -> None:
        self.reader = reader
        self.closing = closing
        self.listing = listing
        self.start: int | None = None
        self.words: list[str] = []
        self.pipeline = [self.words]
        self.pipeline_marks = len(reader.found)
        self.last_mark = 0
        self.cases: list[str] = []
        self.test = False
        self.redirected = ""

    def read(self) -> None:
        """Passes the commands and `closing`."""
        reader = self.reader
        outer, reader.dangers = (
            reader.dangers,
            [one for one in reader.dangers if one is not None and one.nested],
        )
        while reader.at < reader.end and not self.sign(reader.peek()):
            pass
        self.end_word()
        self.end_pipeline()
        reader.dangers = outer

    def sign(self, sign: str) -> bool:
        """Passes what begins with `sign`; True behind the `closing` one."""
        reader = self.reader
        if sign in " \t\n":
            self.blank(sign)
        elif sign == "#" and self.start is None:
            reader.comment()
        elif sign in "\0\\'\"$`":
            self.quoted(sign)
        elif sign in ";&|":
            self.operator(sign)
        elif sign in "<>":
            self.redirection(sign)
        elif sign == "(":
            self.parenthesis()
        elif sign == ")":
            return self.close()
        else:
            self.begin()
            plain = _ordinary(reader.text, reader.at, reader.end)
            reader.at = plain.end() if plain else reader.at + 1
        return False

    # Words

    def begin(self) -> None:
        """Notes where a word begins."""
        if self.start is None:
            self.start = self.reader.at

    def blank(self, sign: str) -> None:
        """Passes a blank or the end of a line, with the here-documents that begin there."""
        self.end_word()
        self.reader.at += 1
        if sign == "\n":
            if not self.listing and not self.test:
                self.end_pipeline()
            self.reader.heredoc_texts()

    def quoted(self, sign: str) -> None:
        """Passes a part of a word that begins with a quote, a `$` or a mark."""
        reader = self.reader
        if reader.text.startswith("\\\n", reader.at):
            reader.at += 2
            return
        self.begin()
        reader.dangers.append(self.danger())
        if sign == "\0":
            reader.mark_bare()
        elif sign == "\\":
            reader.escaped()
        elif sign == "'":
            reader.at += 1
            reader.forbidden("'", "stands in single quotes, where the shell reads no variable", _OUTSIDE)
        elif sign == '"':
            reader.double()
        elif sign == "$":
            reader.dollar(in_double=False)
        else:
            reader.backquotes()
        reader.dangers.pop()

    def danger(self) -> Danger | None:
        """What the word that has begun is read as, where that is more than text."""
        partial = self.reader.text[self.start : self.reader.at]
        if self.redirected:
            return _PIPED if self.redirected == "<<<" and reads_code_from_stdin(self.words) else None
        if self.cases and self.cases[-1] == "pattern":
            return None
        if self.test:
            before = self.words[-1]
            return (
                ARITHMETIC
                if before in _ARITHMETIC_TESTS
                else VARIABLE_NAME
                if before in ("-v", "-R")
                else None
            )
        if self.listing:
            return ARITHMETIC if opens_subscript(partial) else None
        return danger_of_word(self.words, partial)

    def end_word(self) -> None:
        """Takes the word that ends here for what it is at its place."""
        if self.start is None:
            return
        word = self.reader.text[self.start : self.reader.at]
        self.start = None
        if self.redirected:
            self.redirected = ""
        elif self.listing:
            pass
        elif self.test:
            self.test_word(word)
        elif self.cases and self.cases[-1] == "pattern":
            if word == "esac":
                self.cases.pop()
        elif self.words:
            self.further_word(word)
        elif word == "esac" and self.cases:
            self.cases.pop()
        elif word == "[[":
            self.test = True
            self.words.append(word)
        elif word not in _KEYWORDS and not _assigns(word):
            self.words.append(word)

    def test_word(self, word: str) -> None:
        """Takes a word within `[[ … ]]`."""
        if word == "]]":
            self.test = False
        elif word in _ARITHMETIC_TESTS and "\0" in self.words[-1]:
            self.reader.refuse(ARITHMETIC.problem, ARITHMETIC.remedy, self.last_mark)
        self.words.append(word)
        self.last_mark = len(self.reader.found) - 1

    def further_word(self, word: str) -> None:
        """Takes a word behind the first of a command."""
        if word == "in" and self.words[0] == "case":
            self.cases.append("pattern")
            self.words.clear()
        elif word == "{" and self.words[0] == "function":
            self.words.clear()
        else:
            self.words.append(word)

    # Operators

    def operator(self, sign: str) -> None:
        """Passes `;`, `&`, `|` and what is made of them."""
        reader = self.reader
        following = reader.peek(1)
        if sign == "&" and following == ">":
            reader.at += 1
            self.redirection(">")
            return
        self.end_word()
        reader.at += 1
        if following in (sign, "&") and following:
            reader.at += 1
        if sign == ";" and following in (";", "&"):
            reader.at += reader.peek() == "&"
            if self.cases:
                self.cases[-1] = "pattern"
        if self.listing or self.test or (self.cases and self.cases[-1] == "pattern" and sign == "|"):
            return
        if sign == "|" and following != "|":
            self.words = []
            self.pipeline.append(self.words)
        else:
            self.end_pipeline()

    def end_pipeline(self) -> None:
        """Ends the commands that are piped to each other, of which a later one may run what it reads."""
        if len(self.reader.found) > self.pipeline_marks and any(
            map(reads_code_from_stdin, self.pipeline[1:])
        ):
            self.reader.refuse(_PIPED.problem, _PIPED.remedy, self.pipeline_marks)
        self.words = []
        self.pipeline = [self.words]
        self.pipeline_marks = len(self.reader.found)

    def redirection(self, sign: str) -> None:
        """Passes a redirection's sign; its target is the next word."""
        reader = self.reader
        if self.start is not None and _descriptor(reader.text[self.start : reader.at]):
            self.start = None
        if reader.peek(1) == "(" and not self.test:
            self.begin()
            reader.at += 2
            reader.commands(")")
            return
        self.end_word()
        if self.test:
            reader.at += 1
        elif reader.text.startswith("<<<", reader.at):
            reader.at += 3
            self.redirected = "<<<"
        elif reader.text.startswith("<<", reader.at):
            reader.heredoc(self.pipeline)
        else:
            reader.at += 2 if reader.peek(1) in ("<", ">", "&", "|") else 1
            self.redirected = sign

    def parenthesis(self) -> None:
        """Passes `(` and what it begins: arithmetic, a subshell, a function, an array, a pattern."""
        reader = self.reader
        if self.start is not None:
            before = reader.text[reader.at - 1]
            if before not in "=@?*+!" and not self.test and not self.listing and not self.cases:
                self.end_word()
                self.words.clear()
            reader.at += 1
            Commands(reader, ")", listing=True).read()
        elif self.test or self.listing:
            reader.at += 1
            Commands(reader, ")", listing=True).read()
        elif self.cases and self.cases[-1] == "pattern":
            reader.at += 1
        elif reader.text.startswith("((", reader.at):
            reader.arithmetic()
            self.words.append("((")
        else:
            reader.at += 1
            reader.commands(")")
            self.words[:] = [] if self.words else ["()"]

    def close(self) -> bool:
        """Passes `)`: the end of a case's pattern, or of what is being read."""
        self.end_word()
        self.reader.at += 1
        if self.cases and self.cases[-1] == "pattern":
            self.cases[-1] = "body"
            return False
        return self.closing == ")"
