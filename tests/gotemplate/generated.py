"""Templates made by chance, the same ones for the same seed: for Go's own opinion on many of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_LITERAL_TEXTS = r"""
    "a" `b` 'c' 1 -2 1.5 0x1F 1e3 1i 1+2i 1_000 0b1 "\n" "\"" "\x41" nil true . .Labels .Labels.job .Value
    089 1__0 0x 1e "\q" '' 'ab' '\n' +0x1e 0x1p-2 0o7 .5 1. 1_ 0_7 9223372036854775808 18446744073709551616
    -9223372036854775808 -9223372036854775809 +9223372036854775808 1e999 0x1.8p3 0x1.8 1e1_0 1+2 1i+2i 1e2+3i
    0x1p2+3i "é" 'é' .é $é é .5i 0o1+2i 0b1i 1p4 ² a² .a-b $x=1 .. .a.b.c "\u00e9" "\ud800" "\400" "\377"
    "\U0010ffff" "\U00110000" '\'' '"' '\"' "'" "\'" 0x1e+2i 0x_1 0_ 1e_1 0x1_p1 ++1 +- 0i ' % ^ # ~ @ :: := =
"""
_LITERALS = _LITERAL_TEXTS.split()
_FUNCTION_NAMES = "printf len index eq and or not print title toUpper humanize query first label"
_FUNCTIONS = _FUNCTION_NAMES.split()
_VARIABLES = ["$", "$labels", "$value", "$x", "$y", "$x", "$labels.job", "$.Labels", "$x.y"]
_MUTATIONS = "{}()|$.:=,\"'`- \n/*ae1_+"


class Writer:
    """Writes templates: most of their parts are right, and so is about every second one as a whole."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def likely(self, probability: float) -> bool:
        return self.random.random() < probability

    def space(self) -> str:
        return self.one(["", " ", " ", "  ", "\n", "\t"])

    def left(self) -> str:
        return self.one(["{{", "{{ ", "{{- ", "{{ "])

    def right(self) -> str:
        return self.one(["}}", " }}", " -}}", " }}"])

    def operand(self, depth: int) -> str:
        if depth > 0 and self.likely(0.15):
            fields = self.one(["", "", ".a", ".a.b"])
            return f"({self.space()}{self.pipeline(depth - 1)}{self.space()}){fields}"
        if self.likely(0.3):
            return self.one(_VARIABLES)
        return self.one(_FUNCTIONS) if self.likely(0.4) else self.literal()

    def literal(self) -> str:
        return self.one(_LITERALS[:20] if self.likely(0.8) else _LITERALS)

    def command(self, depth: int) -> str:
        operands = [self.operand(depth) for _ in range(self.random.choice([1, 1, 1, 2, 2, 3]))]
        return self.one([" ", " ", "  ", "\n"]).join(operands)

    def pipeline(self, depth: int) -> str:
        start = ""
        if self.likely(0.1):
            start = (
                f"{self.one(['$x', '$y', '$z'])}{self.space()}{self.one([':=', ':=', ' ='])}{self.space()}"
            )
        elif self.likely(0.03):
            start = f"$x{self.space()},{self.space()}$y{self.space()}{self.one([':=', ' = ', ''])} "
        commands = [self.command(depth)]
        for _ in range(self.random.choice([0, 0, 0, 1, 2])):
            called = f"{self.one(_FUNCTIONS)}{self.one(['', ' ' + self.operand(depth)])}"
            commands.append(called if self.likely(0.9) else self.command(depth))
        return start + self.one([" | ", "|", " |", "| "]).join(commands)

    def head(self, words: str, depth: int) -> str:
        return f"{self.left()}{words} {self.pipeline(depth)}{self.right()}"

    def tail(self, depth: int) -> str:
        otherwise = f"{self.left()}else{self.right()}{self.body(depth)}" if self.likely(0.4) else ""
        return f"{otherwise}{self.left()}end{self.right()}"

    def action(self, depth: int) -> str:
        match self.random.choice("aaaacifwrrtdb"):
            case "c":
                return self.one(["{{/* c */}}", "{{- /* c */ -}}", "{{ /* c */ }}", "{{/* c */ -}}"])
            case "i" | "f":
                chain = "".join(
                    self.head("else if", depth) + self.body(depth - 1)
                    for _ in range(self.random.randrange(2))
                )
                return self.head("if", depth) + self.body(depth - 1) + chain + self.tail(depth - 1)
            case "w":
                chain = self.head("else with", depth) + self.body(depth - 1) if self.likely(0.3) else ""
                return self.head("with", depth) + self.body(depth - 1) + chain + self.tail(depth - 1)
            case "r":
                variables = self.one(["", "", "$i, $e := ", "$e := ", "$x,$y = "])
                leave = self.one(["", "", "{{ break }}", "{{continue}}"])
                return (
                    self.head(f"range {variables}", depth)
                    + self.body(depth - 1)
                    + leave
                    + self.tail(depth - 1)
                )
            case "t":
                data = self.one(["", " .", " " + self.pipeline(depth)])
                name = self.one(['"a"', "`c`", "x"])
                return f"{self.left()}template {name}{data}{self.right()}"
            case "d":
                name = self.one(['"a"', '"b"', "`c`"])
                return f"{self.left()}define {name}{self.right()}{self.body(depth - 1)}{{{{end}}}}"
            case "b":
                name = self.one(['"a"', "`d`"])
                return self.head(f"block {name}", depth) + self.body(depth - 1) + "{{end}}"
        return f"{self.left()}{self.pipeline(depth)}{self.right()}"

    def body(self, depth: int) -> str:
        if depth <= 0:
            return self.one(["", "t", "\n "])
        pieces = ["text", " ", "\n", "", self.action(depth), self.action(depth)]
        return "".join(self.one(pieces) for _ in range(self.random.choice([1, 1, 2, 3])))

    def mutated(self, text: str) -> str:
        """`text` with a character less or more, or a piece gone or doubled."""
        at = self.random.randrange(len(text) + 1)
        end = at + self.random.randrange(1, 8)
        changes = [
            text[:at] + text[at + 1 :],
            text[:at] + self.one(_MUTATIONS) + text[at:],
            text[:at] + text[end:],
            text[:end] + text[at:],
        ]
        return self.one(changes)

    def text(self) -> str:
        if self.likely(0.15):
            text = f"{self.left()}{self.one([*_LITERALS, *_VARIABLES])}{self.right()}"
        else:
            text = self.body(3)
        return self.mutated(text) if self.likely(0.3) else text


def texts(seed: int, count: int) -> list[str]:
    """So many templates of up to 600 characters, right and wrong ones."""
    writer, found = Writer(seed), list[str]()
    while len(found) < count:
        text = "{{ $x := 1 }}{{ $y := 2 }}" * writer.likely(0.5) + writer.text()
        if len(text) <= 600:
            found.append(text)
    return found
