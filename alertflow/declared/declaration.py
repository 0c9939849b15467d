"""The declaration: frozen, strict about names, and aware of where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from alertflow.declared.errors import DeclarationError
from alertflow.declared.places import Location, argument, caller
from alertflow.declared.wording import sentences


class Declared(BaseModel):
    """A frozen declaration that remembers where it was written (`source`) and refuses unknown names.

    Arguments are passed by keyword; a field declared with `Field(kw_only=False)` may also stand first,
    by position (`Team("platform")`). Raises DeclarationError, with the file and line of the call and the
    nearest known name, for what does not fit.
    """

    __slots__ = ("__source__",)

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        defer_build=True,
        populate_by_name=True,
        strict=True,
        hide_input_in_errors=True,
    )

    def __init__(self, *args: Any, **data: Any) -> None:
        if args:
            self._take(args, data)
        object.__setattr__(self, "__source__", caller())
        try:
            self.__pydantic_validator__.validate_python(data, self_instance=self)
        except ValidationError as error:
            raise self._declaration_error(error, data) from None

    @property
    def source(self) -> Location | None:
        """Where a person wrote this; None for what was made outside any file."""
        source: Location | None = getattr(self, "__source__", None)
        return source

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed, validated anew and written where `replace` was called."""
        words = self.parameters()
        given = {words[name]: self.__dict__[name] for name in self.model_fields_set}
        return type(self)(**(given | changes))

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self  # frozen all through, so one object serves

    @classmethod
    def parameters(cls) -> dict[str, str]:
        """The word by which each field is given: its name, or its alias where it has one."""
        return {name: field.alias or name for name, field in cls.model_fields.items()}

    @classmethod
    def positional(cls) -> tuple[str, ...]:
        """The names of the fields that may be passed by position, in order."""
        return _positional(cls)

    def _take(self, args: tuple[Any, ...], data: dict[str, Any]) -> None:
        names = self.positional()
        if len(args) > len(names):
            takes = f"only {', '.join(names)}" if names else "none"
            raise DeclarationError(
                f"{type(self).__name__}(…): {len(args)} arguments by position, but it takes {takes}; "
                f"name the others: {', '.join(n for n in self.parameters().values() if n not in names)}.",
                caller(),
            )
        for name, value in zip(names, args, strict=False):
            if name in data:
                raise DeclarationError(f"{type(self).__name__}(…): '{name}' is given twice.", caller())
            data[name] = value

    def __setattr__(self, name: str, value: Any) -> None:
        raise DeclarationError(
            f"{type(self).__name__}(…) is frozen: make another one with .replace({name}=…).", caller()
        )

    def _declaration_error(self, error: ValidationError, data: Mapping[str, Any]) -> DeclarationError:
        details = error.errors(include_url=False, include_context=True)
        told = sentences(type(self).__name__, self.parameters().values(), details, data)
        first = str(details[0]["loc"][0]) if details[0]["loc"] else ""
        return DeclarationError("\n  ".join(told), argument(self.source, first))


@cache
def _positional(cls: type[Declared]) -> tuple[str, ...]:
    return tuple([name for name, field in cls.model_fields.items() if field.kw_only is False])


D = TypeVar("D", bound=Declared)


def written_at(source: Location | None, declared: D) -> D:
    """`declared`, remembered as written at `source`: for documents made out of a person's declaration."""
    object.__setattr__(declared, "__source__", source)
    return declared
