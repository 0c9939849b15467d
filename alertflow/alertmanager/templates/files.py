"""A file of notification templates, as the key `templates` of a configuration names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Self

from alertflow.declared import AlertflowError, Location
from alertflow.gotemplate import Define, Place, Template, TemplateSyntaxError, parse
from alertflow.gotemplate.tree import is_empty


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file of `{{ define }}`s, which the templates of a configuration may call."""

    path: str
    text: str
    template: Template

    @classmethod
    def parse(cls, text: str, path: str) -> Self:
        """The file `path`, which holds `text`. Raises AlertflowError where Go does not read it."""
        try:
            return cls(path, text, parse(text, name=PurePath(path).name))
        except TemplateSyntaxError as error:
            raise AlertflowError(error.message, Location(path, *error.place[:2])) from None

    @property
    def defines(self) -> Mapping[str, Define]:
        """The templates that it defines; the file itself is one, under its name without the folders."""
        name = PurePath(self.path).name
        return {name: Define(Place(1, 1, 0), name, self.template.body), **self.template.defines}

    def location(self, place: Place) -> Location:
        """`place` in this file."""
        return Location(self.path, place.line, place.column)


def defined_in(files: Iterable[TemplateFile]) -> dict[str, Define]:
    """What `files` define together: of two with one name the later one counts, unless it is empty."""
    defines: dict[str, Define] = {}
    for file in files:
        for name, define in file.defines.items():
            if name not in defines or not is_empty(define.body):
                defines[name] = define
    return defines
