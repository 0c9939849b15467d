"""A small language for the tests of sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, NonNegativeInt, StringConstraints

from alertflow.declared import AlertflowError, Declared, Expected, Items
from alertflow.duration import Duration
from alertflow.sections import GO_YAML_2, GO_YAML_3, KUBERNETES, Section, read

Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+$"), Expected("Should be a name of small letters")]


class Match(Declared):
    """Text of a notation of its own: `a=b`, and several of them with commas."""

    name: str
    value: str

    @classmethod
    def of_text(cls, text: str) -> Match | tuple[Match, ...]:
        made = tuple(cls._one(part) for part in text.split(","))
        return made if len(made) > 1 else made[0]

    @classmethod
    def _one(cls, text: str) -> Match:
        name, sign, value = text.partition("=")
        if not sign:
            raise AlertflowError(f"'{text}' is no match; write name=value.")
        return cls(name=name, value=value)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Alert(Section):
    alert: str
    expr: str = ""


class Record(Section):
    record: str
    expr: str = ""


class Node(Section):
    name: str = Field(kw_only=False, min_length=1)
    for_: Duration | None = None
    switch: bool | None = None
    limit: NonNegativeInt | None = None
    factor: float | None = None
    word: Literal["one", "two"] = "one"
    names: Items[Name] = ()
    labels: Mapping[Name, str] = Field(default_factory=dict)
    matches: Items[Match] = ()
    rules: Items[Alert | Record] = ()
    either: str | int | None = None
    payload: Any = None
    nodes: Items[Node] = ()

    def mistakes(self) -> Iterable[tuple[str, str]]:
        if self.switch and self.for_ is None:
            yield "switch", "a switch needs 'for'."
        if self.limit == 13:
            yield "", "13 is no luck."


Node.model_rebuild()


class Old(Node):
    """The language as yaml.v2 reads it."""

    DIALECT: ClassVar = GO_YAML_2


class New(Node):
    """The same as yaml.v3 reads it."""

    DIALECT: ClassVar = GO_YAML_3


class Camel(Section):
    """A mapping as Kubernetes has them."""

    CAMEL: ClassVar = True
    OTHERWISE: ClassVar = {"dns_ip": "dnsIP"}
    FIXED: ClassVar = {"apiVersion": "v1", "kind": "Camel"}
    DIALECT: ClassVar = KUBERNETES

    min_replicas: int | None = None
    dns_ip: str | None = None
    labels: Mapping[str, str] = Field(default_factory=dict)


class Horse(Section):
    FIXED: ClassVar = {"kind": "Horse"}

    speed: int | None = None


class Stable(Section):
    animals: Items[Camel | Horse] = ()


def told(cls: type[Section], text: str) -> list[str]:
    """What is wrong with `text`, one line each; empty, if nothing."""
    try:
        read(cls, text, "f")
    except AlertflowError as error:
        return str(error).splitlines()
    return []
