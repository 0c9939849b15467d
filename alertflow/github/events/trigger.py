"""What the settings of all events share: they may be left out, and their texts say something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from alertflow.declared import Items, suggestion
from alertflow.github.limits import ID_RULE, is_id
from alertflow.github.syntax import Syntax
from alertflow.github.values import Kind


class _OneOrMore:
    """Looks at whether a list was given before it looks into it, so that a mistake is told once; and names
    the nearest of the words that there are, where pydantic would list all.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        kind, _ = get_args(source)
        one = handler.generate_schema(_TEXT if kind is str else kind)
        if get_origin(kind) is Literal:
            one = core_schema.no_info_plain_validator_function(partial(_word, get_args(kind)))
        return core_schema.tagged_union_schema(
            {"one": one, "several": core_schema.tuple_variable_schema(one, strict=False)},
            discriminator=lambda value: "several" if isinstance(value, (list, tuple)) else "one",
        )


def _word(words: tuple[str, ...], value: Any) -> Any:
    if value not in words:
        raise ValueError(f"{value!r} is none of its activity types. {suggestion(str(value), words)}")
    return value


T = TypeVar("T")
_TEXT = Annotated[str, Kind("text", str)]
"""Text that stays what it was given as, be it a Verbatim."""
OneOrMore = Annotated[T | Items[T], _OneOrMore]
"""A field that takes one T, or a list of them; what was given is written."""


class _Filters:
    """Which filters exclude each other; apart from `Trigger` for the reason that `Syntax` has."""

    if TYPE_CHECKING:
        EXCLUSIVE: ClassVar[tuple[str, ...]]
        """Filters that cannot be used together with `<filter>_ignore`."""

    EXCLUSIVE = ()


class Trigger(_Filters, Syntax):
    """What may stand under the name of an event. Without any settings it is written as nothing (`push:`)."""

    def to_data(self) -> dict[str, Any] | None:
        """The event's settings; None where it has none."""
        return super().to_data() or None

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """Filters that exclude each other, and texts that cannot be.

        Source: docs.github.com, "Workflow syntax", on.push.<branches|tags|branches-ignore|tags-ignore>.
        """
        for name in self.EXCLUSIVE:
            if getattr(self, name) and getattr(self, f"{name}_ignore"):
                yield (
                    f"{name}_ignore",
                    f"{name} and {name}_ignore exclude each other: GitHub takes one of them for an event. "
                    f"To leave some out of {name}, write them there with '!' before them.",
                )
        yield from blank(self, *self.model_fields_set)


class Unfiltered(Trigger):
    """An event that has no settings: whatever happens of it starts the workflow.

    These are create, delete, deployment, deployment_status, fork, gollum (a wiki page was changed),
    page_build, public and status.
    """


def texts(value: Any) -> tuple[str, ...]:
    """A field that takes one text or several, as a tuple; what is no text is left out."""
    several = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(one for one in several if isinstance(one, str))


def blank(part: Syntax, *fields: str) -> Iterator[tuple[str, str]]:
    """A mistake for each empty text in these fields."""
    for field in fields:
        if "" in texts(getattr(part, field)):
            yield field, f"{field}: an empty text cannot be."


def misnamed(field: str, what: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A mistake for each name that cannot be one of `what` ("an input"), or is there twice.

    Sources: docs.github.com, "Metadata syntax", inputs.<input_id>; that case does not tell names apart:
    github.com/actions/languageservices, `workflow-parser` (template-reader).
    """
    seen: dict[str, str] = {}
    for name in names:
        if not is_id(name):
            yield field, f"'{name}' is no name for {what}: it {ID_RULE}."
        if (other := seen.setdefault(name.lower(), name)) != name:
            yield field, f"'{name}' and '{other}' are one name to GitHub, for which case makes no difference."
