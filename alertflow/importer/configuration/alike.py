"""Channels that differ in one thing only, such as five of Slack with one message: a function makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from alertflow.importer.draft import Draft
from alertflow.importer.writing.nodes import (
    Argument,
    Attribute,
    Call,
    Commented,
    Expression,
    Function,
    Listed,
    Literal,
    Symbol,
    Variable,
)

MOST_DIFFERING = 2
"""Arguments that such a function takes at most."""

MOST_TRIED = 8
"""Of so many of a channel's texts it is tried whether they alone differ."""

LEAST_SHARED = 3
"""What two channels must have in common, at least; of more channels it is one less."""

_WORDS: Mapping[str, str] = {
    "slack": "A message to Slack",
    "pagerduty": "An event for PagerDuty",
    "email": "A mail",
    "webhook": "A call of a webhook",
    "opsgenie": "An alert in Opsgenie",
    "msteams": "A message to Microsoft Teams",
    "msteamsv2": "A message to Microsoft Teams",
    "discord": "A message to Discord",
    "telegram": "A message to Telegram",
    "jira": "An issue in Jira",
}


class Alike(NamedTuple):
    """The expressions with calls of functions in them, and the functions, by name."""

    expressions: list[Expression]
    functions: list[Function]


def alike(draft: Draft, receivers: Iterable[Expression]) -> Alike:
    """Finds the channels in `receivers` that a person would make by a function."""
    written = list(receivers)
    families: dict[tuple[Any, ...], list[Call]] = {}
    owners: dict[int, str] = {}
    for one in written:
        for channel in _channels(one):
            key = (channel.what, tuple(name for name, _ in channel.keywords))
            families.setdefault(key, []).append(channel)
            owners[id(channel)] = _name_of(one)
    made: dict[int, Expression] = {}
    functions = [
        function
        for members in families.values()
        for group in _groups(members)
        if (function := _function(draft, group, owners[id(group[0])], made)) is not None
    ]
    for members in families.values():
        near = [one for one in functions if one.returns == members[0].what][:MOST_TRIED]
        for channel in members:
            if id(channel) not in made and (changed := _changed(channel, near)) is not None:
                made[id(channel)] = changed
    return Alike([_replaced(one, made) for one in written], functions)


def _name_of(receiver: Expression) -> str:
    """What `receiver` is called."""
    name = _bare(receiver.args[0]) if isinstance(receiver, Call) and receiver.args else None
    return str(name.value) if isinstance(name, Literal) else ""


def _changed(channel: Call, functions: Iterable[Function]) -> Call | None:
    """`channel` as what one of `functions` makes, with a thing or two more; None where none comes near."""
    given = dict(channel.keywords)
    for one in functions:
        assert isinstance(one.value, Call)
        parameters = [name for name, _ in one.parameters]
        shared = [(name, value) for name, value in one.value.keywords if name not in parameters]
        texts = [_bare_text(given[name]) if name in given else None for name in parameters]
        more = tuple(
            (name, value)
            for name, value in channel.keywords
            if name not in parameters and name not in dict(shared)
        )
        if (
            None not in texts
            and len(more) <= MOST_DIFFERING
            and len(shared) >= LEAST_SHARED
            and all(repr(given.get(name)) == repr(value) for name, value in shared)
        ):
            first, *others = [Literal(text) for text in texts]
            named = tuple(zip(parameters[1:], others, strict=True))
            return Call(Attribute(Call(Variable(one.name), (first,), named), "replace"), keywords=more)
    return None


def _channels(receiver: Expression) -> Iterable[Call]:
    """The channels of a receiver that have no comments inside."""
    if isinstance(receiver, Call):
        for name, value in receiver.keywords:
            listed = _bare(value)
            if (name.endswith("_configs") or name == "receivers") and isinstance(listed, Listed):
                for item in listed.items:
                    one = _bare(item)
                    if isinstance(one, Call) and one.args:  # `Other(…)` in the receivers of a team
                        one = _bare(one.args[0])
                    if isinstance(one, Call) and isinstance(one.what, Symbol) and _is_plain(one):
                        yield one


def _is_plain(channel: Call) -> bool:
    """Whether it has neither comments nor arguments by position."""
    return not channel.args and not any(isinstance(one, Commented) for _, one in channel.keywords)


def _groups(members: list[Call]) -> Iterable[list[Call]]:
    """`members`, which have the same keywords, by what they have in common; each is in one group at most."""
    if len(members) < 2:
        return
    values = {id(one): tuple([repr(value) for _, value in one.keywords]) for one in members}
    texts = [n for n, (_, value) in enumerate(members[0].keywords) if _bare_text(value) is not None]
    taken: set[int] = set()
    for count in range(1, MOST_DIFFERING + 1):
        for differing in combinations(texts[:MOST_TRIED], count):
            groups: dict[tuple[str, ...], list[Call]] = {}
            for one in members:
                if id(one) not in taken:
                    have = values[id(one)]
                    shared = tuple([value for n, value in enumerate(have) if n not in differing])
                    groups.setdefault(shared, []).append(one)
            for group in groups.values():
                if len({values[id(one)] for one in group}) > 1 and _is_worth(group, count):
                    taken |= {id(one) for one in group}
                    yield group


def _is_worth(members: list[Call], differing: int) -> bool:
    """Whether they have so much in common that a function says it shorter."""
    return len(members[0].keywords) - differing >= LEAST_SHARED - (len(members) > 2)


def _differing(members: list[Call]) -> list[str]:
    """The keywords behind which not all have the same."""
    first = members[0]
    return [
        name
        for number, (name, value) in enumerate(first.keywords)
        if any(repr(one.keywords[number][1]) != repr(value) for one in members[1:])
    ]


def _function(draft: Draft, members: list[Call], owner: str, made: dict[int, Expression]) -> Function | None:
    """What makes `members`, which is noted in `made` for each; None where it would say nothing shorter."""
    first = members[0]
    what = first.what
    differing = _differing(members)
    assert isinstance(what, Symbol)
    if not _take_text(what, differing):
        return None
    given = [
        {name: _bare_text(value) for name, value in one.keywords if name in differing} for one in members
    ]
    if any(value is None for one in given for value in one.values()):
        return None
    kind = what.name.removesuffix("Config").lower()
    name = draft.names.variable(kind if draft.names.is_free(kind) else f"{owner} message")
    body = replace(
        first,
        keywords=tuple(
            (keyword, Variable(keyword) if keyword in differing else value)
            for keyword, value in first.keywords
        ),
    )
    for one, values in zip(members, given, strict=True):
        (_, text), *others = values.items()
        keywords = tuple((keyword, Literal(value)) for keyword, value in others)
        made[id(one)] = Call(Variable(name), (Literal(text),), keywords)
    own = " and ".join(f"`{keyword}`" for keyword in differing)
    verb = "differs" if len(differing) == 1 else "differ"
    told = f"{_WORDS.get(kind, f'What {kind} is sent')}, of which only {own} {verb}."
    return Function(name, tuple((keyword, "str") for keyword in differing), what, told, body)


def _take_text(what: Symbol, fields: Iterable[str]) -> bool:
    """Whether each of `fields` takes any text, and not only some words."""
    from importlib import import_module

    cls = getattr(import_module(what.module), what.name.rpartition(".")[2])
    kinds = {word: cls.model_fields[field].annotation for field, word in cls.parameters().items()}
    return all(_is_text(kinds[field]) for field in fields)


def _is_text(kind: Any) -> bool:
    if get_origin(kind) is Annotated:
        return _is_text(get_args(kind)[0])
    return kind is str or any(_is_text(one) for one in get_args(kind))


def _bare(value: Argument) -> Expression:
    return value.value if isinstance(value, Commented) else value


def _bare_text(value: Argument) -> str | None:
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else None


def _replaced(receiver: Expression, made: Mapping[int, Expression]) -> Expression:
    if not made or not isinstance(receiver, Call):
        return receiver
    return replace(
        receiver, keywords=tuple((name, _inside(value, made)) for name, value in receiver.keywords)
    )


def _inside(value: Argument, made: Mapping[int, Expression]) -> Argument:
    if isinstance(value, Commented):
        inner = _inside(value.value, made)
        return inner if isinstance(inner, Commented) else replace(value, value=inner)
    if isinstance(value, Listed):
        return Listed(tuple(_inside(one, made) for one in value.items))
    if isinstance(value, Call) and id(value) not in made:
        return replace(value, args=tuple(made.get(id(one), one) for one in value.args))
    return made.get(id(value), value)


__all__ = ["Alike", "alike"]
