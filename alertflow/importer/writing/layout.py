"""A module as text: formatted as ruff leaves it, with just the imports that it uses."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from alertflow.importer.writing.comments import comment_lines, fits_behind, harmless
from alertflow.importer.writing.expressions import STEP, Writer
from alertflow.importer.writing.imports import Imports
from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Function,
    Inverted,
    Item,
    Joined,
    Listed,
    Module,
    Operation,
    Starred,
    Statement,
    Symbol,
)
from alertflow.importer.writing.strings import LONG, SHORT, width


def text(module: Module) -> str:
    """The file that says `module`: what `ruff format` leaves as it is, at any usual length of line."""
    statements = [one for group in module.groups for one in group]
    imports = Imports(
        [symbol for statement in statements for symbol in _symbols_of(statement)],
        frozenset(statement.name for statement in statements),
    )
    writer = Writer(imports)
    found = [_docstring(module.docstring, 0)]
    if imports.text():
        found += ["\n", imports.text(), "\n"]
    before: Statement | None = None
    for group in module.groups:
        spanned = True
        for one in group:
            comments, line = _statement(writer, one)
            spans = isinstance(one, Function) or "\n" in line
            if isinstance(before, Function) or (isinstance(one, Function) and len(found) > 1):
                found.append("\n\n")
            elif spanned or spans or comments:
                found.append("\n")
            found += [*[f"{comment}\n" for comment in comments], line, "\n"]
            before, spanned = one, spans
    if module.last:
        found.append("\n\n" if isinstance(before, Function) else "\n")
        found += [f"{comment}\n" for comment in comment_lines(module.last)]
    return "".join(found)


def _statement(writer: Writer, one: Statement) -> tuple[list[str], str]:
    """The comment lines above a statement, and its own."""
    lines = comment_lines(one.above)
    if isinstance(one, Function):
        return lines, _function(writer, one)
    lead = f"{one.name} = "
    line = lead + writer.written(one.value, 0, width(lead))
    behind = harmless(one.behind).strip()
    if not behind:
        return lines, line
    if not fits_behind(line, behind):
        return [*lines, *comment_lines([behind])], line
    return lines, f"{line}  # {behind}"


def _function(writer: Writer, one: Function) -> str:
    parameters = [f"{name}: {kind}" for name, kind in one.parameters]
    returns = writer.flat(one.returns)
    head = f"def {one.name}({', '.join(parameters)}) -> {returns}:"
    if width(head) > SHORT and parameters:
        inside = "".join(f"    {parameter},\n" for parameter in parameters)
        head = f"def {one.name}(\n{inside}) -> {returns}:"
    lead = " " * STEP + "return "
    value = writer.written(one.value, STEP, len(lead))
    return f"{head}\n{_docstring(one.docstring, STEP)}{lead}{value}"


def _docstring(words: str, indent: int) -> str:
    """`words` between triple quotes, a first line and what follows it."""
    pad = " " * indent
    plain = "\n".join(
        "".join(one if one.isprintable() else " " for one in line).rstrip()
        for line in words.strip().split("\n")
    )
    plain = plain.replace("\\", "\\\\").replace('"""', "'''")
    if plain.endswith('"'):
        plain += " "
    if "\n" not in plain and width(plain) + indent + 6 <= LONG:
        return f'{pad}"""{plain}"""\n'
    first, *rest = plain.split("\n")
    lines = _wrapped(first, SHORT - indent - 3) + [
        part for line in rest for part in _wrapped(line, SHORT - indent)
    ]
    body = "\n".join([lines[0], *[pad + line if line else "" for line in lines[1:]]])
    return f'{pad}"""{body.rstrip()}\n{pad}"""\n'


def _wrapped(line: str, room: int) -> list[str]:
    if width(line) <= room:
        return [line]
    return textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False)


def _symbols_of(statement: Statement) -> Iterator[Symbol]:
    if isinstance(statement, Function):
        yield statement.returns
    waiting: list[Argument] = [statement.value]
    while waiting:
        one = waiting.pop()
        match one:
            case Symbol():
                yield one
            case Commented(value):
                waiting.append(value)
            case Call(what, args, keywords):
                waiting += [what, *args, *[value for _, value in keywords]]
            case Listed(items):
                waiting += items
            case Dictionary(pairs):
                waiting += [part for pair in pairs for part in pair if part is not None]
            case Joined(parts):
                waiting += [part for part in parts if not isinstance(part, str)]
            case Attribute(of) | Starred(of) | Inverted(of):
                waiting.append(of)
            case Item(of, key):
                waiting += [of, key]
            case Operation(left, _, right):
                waiting += [left, right]
            case _:
                pass


__all__ = ["text"]
