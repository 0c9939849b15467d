"""Kinds of field that pydantic does not have: a list kept as a tuple, and text with a sentence of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema


class _AsTuple:
    """Makes pydantic accept any sequence and keep a tuple, so that a frozen object is frozen all through."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        (item,) = get_args(source)
        return core_schema.tuple_variable_schema(handler.generate_schema(item), strict=False)


class Expected:
    """Says in a sentence what a string should have been, where the type alone would show a pattern."""

    __slots__ = ("sentence",)

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            handler(source), custom_error_type="syntax", custom_error_message=self.sentence
        )


T = TypeVar("T")
Items = Annotated[Sequence[T], _AsTuple]
"""A field that takes a list or tuple of T and keeps a tuple."""
