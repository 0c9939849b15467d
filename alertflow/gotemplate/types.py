"""What is known of the values that a template meets: types with their fields and methods, and functions.

Certain beats many: what is not known is ANY, of which nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "any", "nil", "bool", "int", "float", "complex", "string", "list", "map", "struct", "pointer"
]
"""What sort of value it is to Go. `any` is not known; `nil` is no value at all."""


@dataclass(frozen=True, eq=False, slots=True)
class Type:
    """A type of Go. Two types are one only if they are the same object; Go itself compares their names."""

    name: str
    """As Go names it: `string`, `template.KV`, `[]string`."""
    kind: Kind
    words: str
    """What it is to a person: `an alert`."""
    of: Type | None = None
    """The type of a list's elements, of a mapping's values, or of what a pointer points to."""
    fields: Mapping[str, Type] = field(default_factory=dict)
    methods: Mapping[str, Function] = field(default_factory=dict)
    open: bool = False
    """Whether a value may have more fields and methods than these."""
    since: Mapping[str, str] = field(default_factory=dict)
    """Field -> the release of the program that brought it, for those that did not always exist."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Name that people look for here in vain -> a sentence that says where it is."""

    def members(self) -> list[str]:
        """The names of its fields and methods."""
        return [*self.fields, *self.methods]


ANY: Final = Type("interface {}", "any", "any value")
NIL: Final = Type("nil", "nil", "nothing")


@dataclass(frozen=True, eq=False, slots=True)
class Function:
    """What a function or method takes and gives."""

    parameters: tuple[Type, ...] = ()
    result: Type | Callable[[Sequence[Type]], Type] = ANY
    """The type of its outcome, or a function that tells it from the types of the arguments."""
    variadic: Type | None = None
    """What it takes behind `parameters`, any number of times."""
    wrong: Callable[[Sequence[Type]], str | None] | None = None
    """Says why it fails for arguments of these types; None where it may not."""
    since: str | None = None
    """The release of the program that brought it; None where every one has it."""

    def given(self, arguments: Sequence[Type]) -> Type:
        """The type of its outcome for arguments of these types."""
        return self.result if isinstance(self.result, Type) else self.result(arguments)


def list_of(element: Type, words: str, name: str = "") -> Type:
    """A slice of `element`, without a name of its own unless one is given."""
    return Type(name or f"[]{element.name}", "list", words, element)


def map_of(value: Type, words: str, name: str = "") -> Type:
    """A mapping from string to `value`, without a name of its own unless one is given."""
    return Type(name or f"map[string]{value.name}", "map", words, value)


def one_of(types: Sequence[Type]) -> Type:
    """The type of a value that has one of `types`, as far as it is known."""
    return types[0] if types and all(one is types[0] for one in types) else ANY


def fits(value: Type, parameter: Type) -> bool:
    """Whether a `value` can be given where Go expects `parameter`, or may be able to."""
    if "any" in (value.kind, parameter.kind) or value.name == parameter.name:
        return True
    if value.kind == "nil":
        return parameter.kind in ("list", "map", "pointer")
    if "pointer" in (value.kind, parameter.kind):
        return (value.of or value).name == (parameter.of or parameter).name
    if value.kind != parameter.kind or value.of is None or parameter.of is None:
        return False
    unnamed = any(one.name.startswith(("[]", "map[")) for one in (value, parameter))
    return unnamed and value.of.name == parameter.of.name
