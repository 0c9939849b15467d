"""Text as Markdown that shows just that text: escaped, as code, as a link, in a list, in a table.

The dialect is GitHub's: https://github.github.com/gfm/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

_ANYWHERE = re.compile(r"[\\`*\[\]<~|$]|&(?=[#A-Za-z])|(?<![^\W_])_|_(?![^\W_])")
"""What would be markup within a line. An underscore between letters is none."""
_AT_START = re.compile(r"^(#{1,6}(?= |$)|[+-](?= |$)|=+ *$|[-:][-: ]*$|>)|^(\d{1,9})([.)])(?= |$)")
"""What would begin a heading, a list, a quotation, a rule or a table at the start of a line."""
_FENCE = re.compile(r"`+")
_IN_URL = "!#$%&'*+,/:;=?@[]~"
"""What stays as it is in an address; parentheses would end a link."""


def escaped(text: str) -> str:
    """`text`, so that nothing in it is markup. Lines stay lines, without the blanks around them."""
    return "\n".join(_escaped_line(line.strip()) for line in text.strip().splitlines())


def _escaped_line(line: str) -> str:
    line = _ANYWHERE.sub(lambda found: f"\\{found[0]}", line)
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def one_line(text: str) -> str:
    """`text` escaped, on one line."""
    return escaped(" ".join(text.split()))


def code(text: str) -> str:
    """`text` as code within a line."""
    text = " ".join(text.splitlines())
    if "|" in text:  # a backslash keeps a bar from ending a table's cell, but is shown in a code span
        return f"<code>{escaped(text)}</code>"
    ticks = "`" * (max(map(len, _FENCE.findall(text)), default=0) + 1)
    padding = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def fenced(text: str, language: str = "") -> str:
    """`text` as a block of code."""
    ticks = "`" * max(3, max(map(len, _FENCE.findall(text)), default=0) + 1)
    return f"{ticks}{language}\n{text.strip(chr(10))}\n{ticks}"


def link(text: str, address: str) -> str:
    """A link that shows `text`, which is plain."""
    return f"[{one_line(text)}]({quote(address, safe=_IN_URL)})"


def bullets(items: Iterable[str]) -> str:
    """A list of Markdown items."""
    return "\n".join(f"- {indented(item, 2)}" for item in items)


def steps(items: Iterable[str]) -> str:
    """A numbered list of Markdown items."""
    return "\n".join(
        f"{number}. {indented(item, len(f'{number}. '))}" for number, item in enumerate(items, 1)
    )


def indented(text: str, by: int) -> str:
    """`text` as what belongs to the item of a list: lines behind the first begin further in."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * by, text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown cells, each made by `escaped`, `code` or `link`."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(' '.join(cell.splitlines()) for cell in line)} |" for line in lines)


__all__ = ["bullets", "code", "escaped", "fenced", "indented", "link", "one_line", "steps", "table"]
