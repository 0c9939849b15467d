"""What the value of a key may be in a file, taken from the types of the fields of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from alertflow.github.expressions.tree import Expr
from alertflow.github.syntax import Syntax
from alertflow.github.values import Verbatim


@dataclass(frozen=True, slots=True)
class Shape:
    """The forms that one value may have."""

    text: bool = False
    """Any scalar: GitHub takes numbers, true, false and nothing for their text."""
    filled: bool = False
    """The text is not empty."""
    verbatim: bool = False
    """The text is kept to the letter."""
    words: tuple[str, ...] = ()
    """Only these texts."""
    condition: bool = False
    """The text is an expression; a blank one says nothing."""
    switch: bool = False
    number: bool = False
    expression: bool = False
    classes: tuple[type[Syntax], ...] = ()
    """A mapping that becomes an object of one of these."""
    named: Shape | None = None
    """A mapping from any names to values of this shape."""
    items: Shape | None = None
    """A list of values of this shape."""
    by_id: tuple[type[Syntax], ...] = ()
    """A mapping from ids to what becomes objects of one of these, each knowing its id."""
    null: bool = False
    """Nothing at all."""
    some: bool = False
    """The list or mapping is not empty."""
    hollow: bool = False
    """Nothing becomes an object with nothing in it, and not None."""
    anything: bool = False
    """Whatever YAML can say."""

    def __or__(self, other: Shape) -> Shape:
        return Shape(
            text=self.text or other.text,
            verbatim=self.verbatim or other.verbatim,
            words=self.words + other.words,
            switch=self.switch or other.switch,
            number=self.number or other.number,
            expression=self.expression or other.expression,
            classes=self.classes + other.classes,
            named=self.named or other.named,
            items=self.items or other.items,
            null=self.null or other.null,
            anything=self.anything or other.anything,
        )

    def marked(self, filled: bool, verbatim: bool) -> Shape:
        """The same for a key whose texts are not empty, or kept to the letter."""
        if not (filled or verbatim):
            return self
        items = self.items and self.items.marked(filled, verbatim)
        return replace(self, filled=filled, verbatim=verbatim or self.verbatim, items=items)

    def takes(self, kind: type) -> bool:
        """Whether a list, or a mapping, may stand here."""
        return self.items is not None if kind is list else bool(self.classes or self.named or self.by_id)

    def __str__(self) -> str:
        """In words, as they stand behind "should be"."""
        forms = [
            *(["text"] if self.text else [f"'{word}'" for word in self.words]),
            *(["true", "false"] if self.switch and not self.text else []),
            *(["a number"] if self.number and not self.text else []),
            *(["an expression (${{ … }})"] if self.expression and not self.text else []),
            *(["a list"] if self.takes(list) else []),
            *(["a mapping"] if self.takes(dict) else []),
        ]
        return forms[0] if len(forms) == 1 else f"{', '.join(forms[:-1])} or {forms[-1]}"


def shape_of(annotation: Any) -> Shape:
    """The shape that the type of a field stands for."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0])
    if origin in (Union, UnionType):
        return _union_shape(arguments)
    if origin is Literal:
        return Shape(words=tuple(one for one in arguments if isinstance(one, str)))
    if origin in _MAPPINGS:
        return Shape(named=shape_of(arguments[1]))
    if origin in _LISTS:
        return Shape(items=shape_of(arguments[0]))
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Syntax):
        return Shape(classes=(annotation,))
    return Shape()  # what only Python has


def _union_shape(types: tuple[Any, ...]) -> Shape:
    shape = Shape()
    for one in types:
        shape |= shape_of(one)
    if Verbatim in types and Expr not in types:  # objects in Python, of which a file has the ids
        items = Shape(text=True, verbatim=True) if shape.items else None
        return Shape(text=True, verbatim=True, items=items)
    return replace(shape, switch=True) if shape.text and shape.number else shape


_MAPPINGS = (Mapping, dict)
_LISTS = (Sequence, list, tuple)
_SIMPLE: Mapping[Any, Shape] = {
    str: Shape(text=True),
    bool: Shape(switch=True),
    int: Shape(number=True),
    float: Shape(number=True),
    Expr: Shape(expression=True),
    NoneType: Shape(null=True),
    Any: Shape(anything=True),
}
