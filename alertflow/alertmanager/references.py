"""Fields that take an object or the text for it: a receiver or its name, a matcher or what it is written as.

What is kept is always of one kind: names of receivers and intervals as text, as a file has them, and matchers
as Matchers. So `Route(receiver=pager, matchers=['severity="critical"'])` reads as it is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BeforeValidator

from alertflow.alertmanager.matchers import Matcher
from alertflow.declared import AlertflowError, Items

T = TypeVar("T")
NOTHING: Any = None
"""The default of a `ByName`; type checkers ask no more of it."""
NONE: Any = ()
"""The default of the others."""

if TYPE_CHECKING:
    # Type checkers take what `__set__` does as the argument of the constructor, and see what `__get__` gives:
    # https://typing.python.org/en/latest/spec/dataclasses.html#dataclass-semantics.

    class ByName(Generic[T]):
        """The name of a T, given by the T or by its name."""

        def __get__(self, holder: object, owner: object) -> str | None: ...
        def __set__(self, holder: object, given: T | str | None) -> None: ...

    class ByNames(Generic[T]):
        """Names of Ts, each given by the T or by its name."""

        def __get__(self, holder: object, owner: object) -> Sequence[str]: ...
        def __set__(self, holder: object, given: Sequence[T | str]) -> None: ...

    class Matchers:
        """Matchers, each given as one or as its text."""

        def __get__(self, holder: object, owner: object) -> Sequence[Matcher]: ...
        def __set__(self, holder: object, given: Sequence[Matcher | str]) -> None: ...

else:

    def _name(kind, given):
        return given.name if isinstance(given, kind) else given

    def _names(kind, given):
        return [_name(kind, one) for one in given] if isinstance(given, (list, tuple)) else given

    def _matchers(given):
        if not isinstance(given, (list, tuple)) or not any(type(one) is str for one in given):
            return given
        found = []
        for one in given:
            try:
                found += Matcher.of_text(one) if isinstance(one, str) else [one]
            except AlertflowError as error:
                raise ValueError(error.message) from None
        return found

    class ByName:
        """At run time: what pydantic makes of either."""

        def __class_getitem__(cls, kind):
            return Annotated[str | None, BeforeValidator(partial(_name, kind))]

    class ByNames:
        """At run time: what pydantic makes of a list of either."""

        def __class_getitem__(cls, kind):
            return Annotated[Items[str], BeforeValidator(partial(_names, kind))]

    Matchers = Annotated[Items[Matcher], BeforeValidator(_matchers)]

__all__ = ["NONE", "NOTHING", "ByName", "ByNames", "Matchers"]
