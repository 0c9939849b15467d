"""Properties that nothing has: misspelt ones, those of a job or step that is not there, those of a text.

Source: docs.github.com/en/actions/reference/workflows-and-actions/contexts: what does not exist is read as
null, without an error.
"""

from __future__ import annotations

from alertflow.declared import nearest, suggestion
from alertflow.github.expressions.inference import Kinds
from alertflow.github.expressions.kinds import (
    NUMBER,
    Array,
    Object,
    Text,
    is_numeric,
    is_single,
    words_of,
)
from alertflow.github.expressions.tree import Context, Every, Expr, Index, Literal, Property
from alertflow.github.limits import is_id, secret_name_problem

_ONE = {
    "needs": "job",
    "jobs": "job",
    "steps": "step",
    "inputs": "input",
    "matrix": "value",
    "secrets": "secret",
    "outputs": "output",
    "services": "service",
}
"""What a property of these is called."""


_NAMED = frozenset(("env", "vars", "secrets", "inputs", "needs", "steps", "jobs", "github.event"))
"""Objects of which no property is a number."""


_OPTIONAL = frozenset(("matrix", "inputs", "github.event.inputs"))
"""Objects of which one workflow, copied to many places, may read what only some of them have."""


def mistake_in(node: Expr, kinds: Kinds, has_default: bool = False) -> str | None:
    """What is wrong with reading `node`, a Property, an Index or a filter; None where it may be there.

    In `matrix.os || 'ubuntu-latest'` a name of people's own `has_default`: it may be missing on purpose.
    """
    match node:
        case Property(base, name):
            if has_default and base.text_.lower() in _OPTIONAL and _is_strange(base, name, kinds):
                return None
            return _of_property(base, name, kinds)
        case Index(base, index):
            return _of_index(base, index, kinds)
        case Every(base) if is_single(kind := kinds.of(base)):
            return f"`{base.text_}` is {words_of(kind)}: `.*` takes the values of an array or an object."
    return None


def _is_strange(base: Expr, name: str, kinds: Kinds) -> bool:
    """Whether a name is like none of those that are known, and so hardly a misspelt one."""
    kind = kinds.of(base)
    return isinstance(kind, Object) and nearest(name, kind.properties) is None


def _of_property(base: Expr, name: str, kinds: Kinds) -> str | None:
    kind = kinds.of(base)
    if isinstance(kind, Array) and kind.filter:
        kind = kind.item
    elif isinstance(kind, Array):
        if is_numeric(name):
            return None
        return (
            f"`{base.text_}` is an array: it has no property '{name}'; `{base.text_}.*.{name}` reads each's."
        )
    if is_single(kind):
        return f"`{base.text_}` is {words_of(kind)}: it has no property '{name}'.{_meant(base, name, kinds)}"
    if not isinstance(kind, Object):
        return None
    if kind.property(name) is None:
        return _unknown(base, name, kind)
    return _impossible(base, name)


def _unknown(base: Expr, name: str, kind: Object) -> str:
    one = _ONE.get(base.name_.lower(), "property") if isinstance(base, (Context, Property)) else "property"
    if why := kind.why_absent(name):
        return f"`{base.text_}` has no {one} '{name}': {why}."
    return f"`{base.text_}` has no {one} '{name}'. {suggestion(name, kind.properties)}"


def _meant(base: Expr, name: str, kinds: Kinds) -> str:
    """The sentence that names the sibling which `repository.owner` was meant to be: `repository_owner`."""
    if not isinstance(base, Property) or not isinstance(siblings := kinds.of(base.base_), Object):
        return ""
    close = nearest(f"{base.name_}_{name}", siblings.properties)
    return f" Did you mean '{base.base_.text_}.{close}'?" if close else ""


def _impossible(base: Expr, name: str) -> str | None:
    """Why nobody can have given this name."""
    if not isinstance(base, Context) or base.name_.lower() not in ("secrets", "vars"):
        return None
    secret = base.name_.lower() == "secrets"
    if secret and is_id(name):
        # A workflow that is called may be passed secrets.access-token. Of those that begin with GITHUB_ one
        # is there; what is wrong with the others, a check explains.
        return None
    problem = secret_name_problem(name)
    what = "secret" if secret else "variable"
    return f"no {what} can have this name: {problem}." if problem else None


def _of_index(base: Expr, index: Expr, kinds: Kinds) -> str | None:
    kind, of_index = kinds.of(base), kinds.of(index)
    if is_single(kind):
        return f"`{base.text_}` is {words_of(kind)}: nothing in it can be read by [{index.text_}]."
    if isinstance(kind, Object) and isinstance(index, Literal) and kind.others is None:
        return _unknown(base, str(index.value), kind) if kind.property(str(index.value)) is None else None
    if base.text_.lower() in _NAMED and isinstance(index, Literal) and of_index is NUMBER:
        return f"`{base.text_}` has names, not numbers: nothing in it can be read by [{index.text_}]."
    named = isinstance(of_index, Text) and not any(map(is_numeric, of_index.values or ("0",)))
    if isinstance(kind, Array) and named:
        return f"`{base.text_}` is an array: its values are numbered from 0, not named."
    return None
