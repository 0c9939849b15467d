"""Names that can be read, as attributes: `build.outputs.image` is `needs.build.outputs.image`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Protocol, Self, get_type_hints

from alertflow.declared import caller, suggestion
from alertflow.github.expressions.known import UnknownPropertyError
from alertflow.github.expressions.tree import Expr, Reference


class References:
    """What exists under one expression: an attribute for each name, `["odd-name"]` for any.

    A name that does not exist raises UnknownPropertyError, with the nearest that does. Where only GitHub will
    know the names (`names` is None), every one can be read.
    """

    __slots__ = ("_base", "_help", "_names", "_owner")

    def __init__(self, base: Expr, names: Collection[str] | None, owner: str, help: str = "") -> None:
        """`names` below `base`; `owner` says what has them ("job 'build' has no output"), `help` how to get
        more.
        """
        self._base = base
        self._names = names
        self._owner = owner
        self._help = help

    def __getitem__(self, name: str) -> Reference:
        names = self._names
        if names is not None and name not in names:
            help_ = f" {self._help}" if self._help else ""
            raise UnknownPropertyError(f"{self._owner} '{name}'. {suggestion(name, names)}{help_}", caller())
        read: Any = self._base[name]
        return read  # type: ignore[no-any-return]  # an output has no properties; a matrix's value may

    def __getattr__(self, name: str) -> Reference:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return self._names is None or name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names or ())

    def __len__(self) -> int:
        return len(self._names or ())

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *[name for name in self if name.isidentifier()]]

    def __repr__(self) -> str:
        return f"<{self._base.text_}: {'any name' if self._names is None else ', '.join(self._names)}>"


class HasOutputs(Protocol):
    """A step or a job."""

    @property
    def outputs(self) -> References:
        """What it gives, by name."""


class Outputs:
    """Outputs that a type checker knows, too: a class of them, declared once.

    >>> from alertflow.github import Job, RunStep
    >>> class Image(Outputs):
    ...     tag: Expr
    ...     digest: Expr
    >>> push = RunStep(id="push", run="./push.sh", outputs=Image.names())
    >>> Image.of(push).tag
    <expression steps.push.outputs.tag>

    `Image.of(push).tagg` is an error for mypy before anything runs. An output whose name is no Python name
    cannot be declared so; read it from `push.outputs["odd-name"]`.
    """

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The declared names, for the `outputs` of a step."""
        return tuple(get_type_hints(cls))

    @classmethod
    def of(cls, owner: HasOutputs) -> Self:
        """The outputs of a step or job. Raises UnknownPropertyError where it lacks one of the names."""
        self = cls()
        for name in cls.names():
            object.__setattr__(self, name, owner.outputs[name])
        return self
