"""Classes that are imported when one of their objects is read, not when a field names them."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from alertflow.sections.section import Section


class Later:
    """Stands for a class of sections in the types of fields; made by `later`."""

    HOME: ClassVar[str]
    """The module that defines the class."""

    @classmethod
    def found(cls) -> type[Section]:
        """The class itself."""
        return _found(cls.HOME, cls.__name__)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accepts objects of the class; there is none as long as nobody has imported it."""

        def checked(value: Any) -> Any:
            if cls.HOME in sys.modules and isinstance(value, cls.found()):
                return value
            article = "an" if cls.__name__[0] in "AEIO" else "a"
            raise PydanticCustomError("kind", f"should be {article} {cls.__name__}")

        return core_schema.no_info_plain_validator_function(checked)


def later(home: str, name: str) -> Any:
    """The class `name` of the module `home` as the type of a field, without importing it now.

    Type checkers are given the class itself, under `if TYPE_CHECKING`.
    """
    return type(name, (Later,), {"HOME": home})


def found(cls: type[Section]) -> type[Section]:
    """`cls`, or the class that it stands for."""
    return cls.found() if issubclass(cls, Later) else cls


@cache
def _found(home: str, name: str) -> type[Section]:
    found: type[Section] = getattr(import_module(home), name)
    return found
