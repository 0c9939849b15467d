"""Expressions as text: on one line where that fits, else each part on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from alertflow.importer.writing.comments import comment_lines, fits_behind, harmless
from alertflow.importer.writing.imports import Imports
from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Dictionary,
    Expression,
    Inverted,
    Item,
    Joined,
    Listed,
    Literal,
    Operation,
    Starred,
    Symbol,
    Variable,
)
from alertflow.importer.writing.strings import (
    LONG,
    SHORT,
    Code,
    block,
    is_too_long,
    number,
    one_line,
    pieces,
    width,
)

STEP = 4
"""Columns by which what is inside is indented."""

AS_LINES = 8
"""Lines from which a text that may not be indented stands at the margin between triple quotes."""
AS_LINES_ALONE = 3
"""Lines from which it does so where nothing around it is indented."""


class Writer:
    """Writes the expressions of one file, in which symbols have the names of `imports`."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    def written(self, expression: Expression, indent: int, before: int, after: int = 0) -> str:
        """`expression` as it stands in a line that begins at `indent`, with `before` columns to its left in
        its first line, and `after` behind its last.
        """
        flat = self.flat(expression)
        if flat is not None:
            limit = SHORT if isinstance(expression, Call | Listed | Dictionary | Attribute | Item) else LONG
            if before + width(flat) + after <= limit:
                return flat
        match expression:
            case Joined() | Literal(str()):
                return self._text(expression, indent, before, after)
            case Call(what, args, keywords) if args or keywords:
                head = f"{self._operand(what, indent, before)}("
                given = [("", one) for one in args] + [(f"{name}=", one) for name, one in keywords]
                return head + self._exploded(given, indent) + ")"
            case Listed(items) if items:
                return "[" + self._exploded([("", one) for one in items], indent) + "]"
            case Dictionary(pairs) if pairs:
                return "{" + self._exploded([(self._key(key), one) for key, one in pairs], indent) + "}"
            case Operation():
                inside = " " * (indent + STEP)
                if flat is not None and len(inside) + width(flat) <= LONG:  # there ruff would join the parts
                    return f"(\n{inside}{flat}\n{' ' * indent})"
                parts = [
                    f"{operator} {self._side(one, indent + STEP, operator)}"
                    if operator
                    else self._side(one, indent + STEP, operator)
                    for operator, one in _chain(expression)
                ]
                return "(\n" + "\n".join(inside + part for part in parts) + "\n" + " " * indent + ")"
            case Attribute(of, name):
                return f"{self._operand(of, indent, before)}.{name}"
            case Item(of, key):
                return f"{self._operand(of, indent, before)}[{self._inline(key)}]"
            case Starred(of):
                return "*" + self.written(of, indent, before + 1, after)
            case Inverted(of):
                text = self.written(of, indent, before + 1, after)
                return f"~{text if text.startswith('(') else _parted(text, of)}"
            case _:
                return self._inline(expression)

    def flat(self, expression: Expression) -> str | None:
        """`expression` on one line; None where it may not stand on one."""
        match expression:
            case Literal(value, indentable):
                if not isinstance(value, str):
                    return number(value) if isinstance(value, float) else repr(value)
                return None if indentable and "\n" in value.strip("\n") else one_line([value])
            case Joined():
                parts = self._parts(expression)
                if parts is None:
                    return self.flat(_added(expression))
                text = "".join(part for part in parts if isinstance(part, str))
                return None if expression.indentable and "\n" in text.strip("\n") else one_line(parts)
            case Symbol():
                return self._imports.name(expression)
            case Variable(name):
                return name
            case Attribute(of, name):
                return self._behind(of, f".{name}")
            case Item(of, key):
                inside = self.flat(key)
                return None if inside is None else self._behind(of, f"[{inside}]")
            case Starred(of):
                inside = self.flat(of)
                return None if inside is None else f"*{inside}"
            case Inverted(of):
                inside = self.flat(of)
                return None if inside is None else f"~{_parted(inside, of)}"
            case Operation():
                sides = [(operator, self.flat(one), one) for operator, one in _chain(expression)]
                if any(text is None for _, text, _ in sides):
                    return None
                return " ".join(
                    f"{operator} {_parted(text or '', one)}" if operator else _parted(text or "", one)
                    for operator, text, one in sides
                )
            case Call(what, args, keywords, exploded):
                if exploded and (args or keywords):
                    return None
                given = [("", one) for one in args] + [(f"{name}=", one) for name, one in keywords]
                return self._flat_inside(given, "(", ")", what)
            case Listed(items):
                return self._flat_inside([("", one) for one in items], "[", "]")
            case Dictionary(pairs):
                return self._flat_inside([(self._key(key), one) for key, one in pairs], "{", "}")

    def _flat_inside(
        self,
        given: Sequence[tuple[str, Argument]],
        opening: str,
        closing: str,
        what: Expression | None = None,
    ) -> str | None:
        found: list[str] = []
        room = LONG
        for lead, one in given:
            flat = None if isinstance(one, Commented) else self.flat(one)
            if flat is None or (room := room - len(flat)) < 0:
                return None
            found.append(lead + flat)
        inside = f"{opening}{', '.join(found)}{closing}"
        return inside if what is None else self._behind(what, inside)

    def _exploded(self, given: Sequence[tuple[str, Argument]], indent: int) -> str:
        """The lines between the brackets, each argument with a comma behind it."""
        inner = indent + STEP
        pad = " " * inner
        lines = [""]
        for lead, argument in given:
            if not isinstance(argument, Commented):
                argument = Commented(argument)
            above, behind = argument.above, harmless(argument.behind).strip()
            text = pad + lead + self.written(argument.value, inner, inner + width(lead), 1) + ","
            if text.endswith('""",') and is_too_long(text):  # a linter reads it for all lines of the text
                above, behind, text = (*above, *([behind] if behind else [])), "", f"{text}  # noqa: E501"
            elif behind and not fits_behind(text, behind):
                above, behind = (*above, behind), ""
            lines += [pad + line for line in comment_lines(above, inner)]
            lines.append(text + (f"  # {behind}" if behind else ""))
        return "\n".join([*lines, " " * indent])

    def _text(self, expression: Literal | Joined, indent: int, before: int, after: int) -> str:
        if isinstance(expression, Literal):
            parts: list[str | Code] | None = [expression.value if isinstance(expression.value, str) else ""]
        else:
            parts = self._parts(expression)
        if parts is None:
            assert isinstance(expression, Joined)
            return self.written(_added(expression), indent, before, after)
        text = "".join(part for part in parts if isinstance(part, str))
        lines = text.strip("\n").count("\n") + 1
        if expression.indentable and lines > 1:
            below_each_other = block(parts, indent + STEP) or block(parts, indent + STEP, wide=True)
            if below_each_other:
                return below_each_other
        flat = one_line(parts)
        if before + width(flat) + after <= LONG:
            return flat
        if lines >= (AS_LINES if indent else AS_LINES_ALONE) and (found := block(parts, None)):
            return found
        inside = " " * (indent + STEP)
        below = pieces(parts, SHORT - indent - STEP)
        if len(inside) + width(flat) <= LONG:  # there ruff would join the pieces
            below = [flat]
        elif len(below) == 1:
            return flat
        return "(\n" + "\n".join(inside + piece for piece in below) + "\n" + " " * indent + ")"

    def _parts(self, joined: Joined) -> list[str | Code] | None:
        """The parts of an f-string; None where Python 3.11 cannot have its expressions in one."""
        parts: list[str | Code] = []
        for part in joined.parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            code = self.flat(part)
            if code is None or "\\" in code or "{" in code or ('"' in code and "'" in code):
                return None
            parts.append(Code(code.replace('"', "'")))
        return parts

    def _operand(self, of: Expression, indent: int, before: int) -> str:
        """`of` with something behind it: a call, an item, an attribute."""
        text = self.written(of, indent, before, 1)
        return f"({text})" if _is_loose(of) and not text.startswith("(\n") else text

    def _behind(self, of: Expression, text: str) -> str | None:
        flat = self.flat(of)
        return None if flat is None else f"({flat}){text}" if _is_loose(of) else flat + text

    def _side(self, one: Expression, indent: int, operator: str) -> str:
        before = indent + len(operator) + 1
        flat = self.flat(one)
        text = flat if flat and before + width(flat) <= LONG else self.written(one, indent, before)
        return text if text.startswith("(\n") else _parted(text, one)

    def _key(self, key: Expression | None) -> str:
        return "**" if key is None else f"{self._inline(key)}: "

    def _inline(self, expression: Expression) -> str:
        flat = self.flat(expression)
        if flat is None:
            raise ValueError(f"{type(expression).__name__} cannot stand on one line here")
        return flat


def _chain(operation: Operation) -> list[tuple[str, Expression]]:
    """The operands of `a & b & c`, each with the operator before it."""
    found: list[tuple[str, Expression]] = []
    one: Expression = operation
    while isinstance(one, Operation) and one.operator == operation.operator:
        found.append((one.operator, one.right))
        one = one.left
    return [("", one), *reversed(found)]


def _parted(text: str, one: Expression) -> str:
    return f"({text})" if isinstance(one, Operation) else text


def _is_loose(of: Expression) -> bool:
    """Whether `of` needs parentheses where something stands right behind it."""
    return isinstance(of, Operation) or (isinstance(of, Literal) and not isinstance(of.value, str))


def _added(joined: Joined) -> Expression:
    """The same as a sum of texts, for expressions that no f-string can hold."""
    sum_: Expression | None = None
    for part in joined.parts:
        one: Expression = Literal(part) if isinstance(part, str) else Call(Symbol("builtins", "str"), (part,))
        sum_ = one if sum_ is None else Operation(sum_, "+", one)
    return sum_ or Literal("")


__all__ = ["STEP", "Writer"]
