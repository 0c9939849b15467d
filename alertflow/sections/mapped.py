"""What every mapping of a file shares, whatever the language: it is refused where it is written, holds others
of its kind, and knows where the value of each field stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import core_schema

from alertflow.declared import DeclarationError, Declared, Location, argument, caller
from alertflow.sections.in_python import place_of

if TYPE_CHECKING:
    from alertflow.sections.places import Places


class File:
    """What an object remembers of the file that it was read from."""

    __slots__ = ("empty", "places")

    def __init__(self, places: Places | None, empty: Mapping[str, Any]) -> None:
        self.places = places
        """By field; None where only the place of the whole is known."""
        self.empty = empty
        """The keys that stood there with nothing behind them."""


FILE = "·file"
"""Where an object keeps that: among its fields, whose names are Python's, and so found at once."""

_BUILDING: ContextVar[bool] = ContextVar("_BUILDING", default=False)
"""Whether the schema of a class is being made."""


class Mapped(Declared):
    """A mapping of a file, as an object: made in Python, or by a reader."""

    if not TYPE_CHECKING:  # a signature here would hide the one that type checkers make from the fields

        def __init__(self, *args, **data):
            if args:
                self._take(args, data)
            object.__setattr__(self, "__source__", caller())
            try:
                self.__pydantic_validator__.validate_python(data, self_instance=self)
            except ValidationError as error:  # as in Declared; a call of it would cost every object
                raise self._declaration_error(error, data) from None
            for field, message in self.mistakes():
                raise DeclarationError(f"{type(self).__name__}(…): {message}", self.place(field))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """In a field of another class it is enough to be one of these: its own constructor looked into it.

        The schema of a class would otherwise hold those of all classes below it.
        """
        if _BUILDING.get():
            article = "an" if cls.__name__[0] in "AEIO" else "a"
            return core_schema.custom_error_schema(
                core_schema.is_instance_schema(cls),
                custom_error_type="kind",
                custom_error_message=f"should be {article} {cls.__name__}",
            )
        token = _BUILDING.set(True)
        try:
            return handler(source)
        finally:
            _BUILDING.reset(token)

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """What the program would refuse although each value is of the right kind: the field and a sentence.

        The constructor raises the first, at the argument; what is read from a file lists them all. A field
        that is '' stands for the whole mapping.
        """
        return ()

    def place(self, field: str) -> Location | None:
        """Where the value of `field` was written: in the file that this was read from, or in Python; where it
        was not given, the place of the mapping.
        """
        file: File | None = self.__dict__.get(FILE)
        if file is not None:
            return file.places.get(field, self.source) if file.places else self.source
        return argument(self.source, self.parameters().get(field, field))

    def place_of(self, field: str, name: str | int) -> Location | None:
        """Where the value behind `name` was written, in the mapping that `field` holds, or its item `name`
        (from 0), where it holds a list; in Python, where the mapping or list was.
        """
        file: File | None = self.__dict__.get(FILE)
        return (file and file.places and file.places.entry(field, name)) or self.place(field)

    def place_in(self, field: str, text: str, position: int) -> Location | None:
        """Where the character `position` (from 0) of `text`, which `field` holds, was written."""
        file: File | None = self.__dict__.get(FILE)
        if file is None:
            return place_of(self.source, self.parameters().get(field, field), text, position)
        return (file.places and file.places.inside(field, text, position)) or self.place(field)

    @property
    def from_file(self) -> bool:
        """Whether a reader made this from a file; what is made in Python was checked when it was made."""
        return FILE in self.__dict__

    @property
    def empty(self) -> Mapping[str, Any]:
        """The keys that stood there with nothing behind them, in the file that this was read from."""
        file: File | None = self.__dict__.get(FILE)
        return {} if file is None else file.empty


__all__ = ["FILE", "File", "Mapped"]
