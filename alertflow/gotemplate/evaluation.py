"""Tells the types that pipelines give, as far as they are known, and notes what surely fails on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alertflow.gotemplate.builtins import INDEX
from alertflow.gotemplate.environment import Environment
from alertflow.gotemplate.problems import (
    Problem,
    ProblemKind,
    Read,
    unknown_field,
    unknown_function,
    unsupported,
)
from alertflow.gotemplate.standard import BOOL, COMPLEX, FLOAT, INT, STRING
from alertflow.gotemplate.tree import (
    Bool,
    Chain,
    Command,
    Dot,
    Field,
    Name,
    Nil,
    Number,
    Operand,
    Pipeline,
    Place,
    String,
    Variable,
)
from alertflow.gotemplate.types import ANY, NIL, Function, Type, fits

_NUMBERS = {"int": INT, "float": FLOAT, "complex": COMPLEX}
_NILABLE = ("any", "list", "map", "pointer", "nil")


@dataclass(slots=True)
class Scope:
    """What is at hand in one template while it is executed."""

    root: Type
    """What `$` holds."""
    unsure: frozenset[str]
    """The variables that are set by `=` somewhere, which may hold anything."""
    variables: list[tuple[str, Type]]
    within: str = ""
    """The template of another text that this is; '' for the text itself."""

    def find(self, name: str) -> Type | None:
        """The type of the variable `name`; None where it is not set."""
        if name == "$":
            return self.root
        return next((kind for one, kind in reversed(self.variables) if one == name), None)

    def set(self, name: str, kind: Type) -> None:
        """Sets a new variable, up to the end of what is around it."""
        self.variables.append((name, ANY if name in self.unsure else kind))


@dataclass(slots=True)
class Evaluation:
    """What pipelines give, and what was found while they were followed."""

    environment: Environment
    problems: dict[Problem, None] = field(default_factory=dict)
    reads: dict[Read, None] = field(default_factory=dict)

    def pipeline(self, pipeline: Pipeline, dot: Type, scope: Scope) -> Type:
        """The type of what `pipeline` gives; sets its variables, except those of a range."""
        value: Type | None = None
        for command in pipeline.commands:
            value = self.command(command, dot, scope, value)
        result = value or ANY
        for name in pipeline.variables:
            if not pipeline.assigns:
                scope.set(name, result)
            elif scope.find(name) is None:
                message = (
                    f"{name} is set by '=', but there is no such variable yet; a new one is made by ':='."
                )
                self.note("unset-variable", message, pipeline.place, scope)
        return result

    def note(self, kind: ProblemKind, message: str, place: Place, scope: Scope) -> None:
        """Keeps a problem, once."""
        self.problems[Problem(kind, message, place, scope.within)] = None

    def command(self, command: Command, dot: Type, scope: Scope, piped: Type | None) -> Type:
        """The type of what `command` gives, when it is `piped` the outcome of the one before."""
        first, *arguments = command.operands
        match first:
            case Name():
                return self._function(first, arguments, dot, scope, piped)
            case Field() | Chain() | Variable() if first.names:
                return self._names(first, arguments, dot, scope, piped)
        if arguments or piped is not None:
            self._no_function(_shown(first), first.place, scope)
        if isinstance(first, Nil):
            self.note("argument-type", "nil stands alone here, and cannot be executed.", first.place, scope)
        return self.operand(first, dot, scope)

    def operand(self, operand: Operand, dot: Type, scope: Scope) -> Type:
        """The type of one value."""
        match operand:
            case Dot():
                return dot
            case Nil():
                return NIL
            case Bool():
                return BOOL
            case String():
                return STRING
            case Number():
                return _NUMBERS[operand.kind]
            case Name():
                return self._function(operand, (), dot, scope, None)
            case Pipeline():
                return self.pipeline(operand, dot, scope)
            case Variable() if not operand.names:
                return self._variable(operand, scope)
        return self._names(operand, (), dot, scope, None)

    def _variable(self, variable: Variable, scope: Scope) -> Type:
        found = scope.find(variable.name)
        if found is None:
            message = f"{variable.name} is not set here: it was set in another branch, or is just being set."
            self.note("unset-variable", message, variable.place, scope)
            return ANY
        if variable.name != "$":
            self.reads[Read(None, variable.name, variable.place, scope.within)] = None
        return found

    def _names(
        self,
        operand: Field | Chain | Variable,
        arguments: Sequence[Operand],
        dot: Type,
        scope: Scope,
        piped: Type | None,
    ) -> Type:
        """The type of a chain of fields; the last of them may be a method that takes arguments."""
        place = operand.place
        match operand:
            case Field():
                value = dot
            case Variable():
                value = self._variable(operand, scope)
                place = place.behind(len(operand.name))
            case Chain():
                value = self.operand(operand.operand, dot, scope)
        for name in operand.names[:-1]:
            value = self._member(value, name, place, (), dot, scope, None)
            place = place.behind(len(name) + 1)
        return self._member(value, operand.names[-1], place, arguments, dot, scope, piped)

    def _member(
        self,
        owner: Type,
        name: str,
        place: Place,
        arguments: Sequence[Operand],
        dot: Type,
        scope: Scope,
        piped: Type | None,
    ) -> Type:
        """The type of `.name` of an `owner`."""
        if owner.kind == "pointer" and owner.of is not None:
            owner = owner.of
        if owner.kind in ("any", "nil"):
            self._evaluate(arguments, dot, scope)
            return owner
        self.reads[Read(owner, name, place, scope.within)] = None
        since = owner.since.get(name)
        if not self.environment.has(since):
            what = f".{name} of {owner.words}"
            message = unsupported(what, self.environment.program, f"{since}", f"{self.environment.version}")
            self.note("unsupported-field", message, place, scope)
            return ANY
        if (method := owner.methods.get(name)) is not None:
            return self._call(f".{name}", method, place, arguments, dot, scope, piped)
        found = owner.fields.get(name) or (owner.of if owner.kind == "map" else None)
        if found is None:
            self._evaluate(arguments, dot, scope)
            if not owner.open:
                self.note("unknown-field", unknown_field(owner, name, scope.root), place, scope)
            return ANY
        if arguments or piped is not None:
            self._no_function(f".{name}", place, scope)
        return found

    def _no_function(self, what: str, place: Place, scope: Scope) -> None:
        message = f"{what} is no function: it takes no arguments, and nothing can be piped into it."
        self.note("not-a-function", message, place, scope)

    def _function(
        self, name: Name, arguments: Sequence[Operand], dot: Type, scope: Scope, piped: Type | None
    ) -> Type:
        environment = self.environment
        function = environment.function(name.name)
        if function is None:
            message = unknown_function(name.name, environment.program, environment.function_names())
            self.note("unknown-function", message, name.place, scope)
        elif not environment.has(function.since):
            what = f"The function '{name.name}'"
            message = unsupported(what, environment.program, f"{function.since}", f"{environment.version}")
            self.note("unsupported-function", message, name.place, scope)
        else:
            return self._call(name.name, function, name.place, arguments, dot, scope, piped)
        self._evaluate(arguments, dot, scope)
        return ANY

    def _evaluate(self, arguments: Sequence[Operand], dot: Type, scope: Scope) -> list[Type]:
        return [self.operand(one, dot, scope) for one in arguments]

    def _call(
        self,
        name: str,
        function: Function,
        place: Place,
        arguments: Sequence[Operand],
        dot: Type,
        scope: Scope,
        piped: Type | None,
    ) -> Type:
        """The type of what `function` gives for `arguments` and what is piped into it."""
        types = self._evaluate(arguments, dot, scope) + ([] if piped is None else [piped])
        least = len(function.parameters)
        if len(types) < least or (function.variadic is None and len(types) > least):
            more = " or more" if function.variadic is not None else ""
            takes = f"{least or 'no'}{more} argument{'s' * (least != 1 or bool(more))}"
            self.note("argument-count", f"{name} takes {takes}, and is given {len(types)}.", place, scope)
            return function.given(types) if len(types) >= least else ANY
        wanted = [*function.parameters, *[function.variadic or ANY] * (len(types) - least)]
        for number, (parameter, kind) in enumerate(zip(wanted, types, strict=True)):
            given = arguments[number] if number < len(arguments) else None
            if not _takes(parameter, kind, given):
                message = f"{name} takes {parameter.words} here, not {kind.words}."
                if kind is NIL and not isinstance(given, Nil):
                    message += ' The template is called without data; give it some: {{ template "…" . }}.'
                self.note("argument-type", message, given.place if given else place, scope)
                return function.given(types)
        if function is INDEX:
            self._indexed(types, arguments, scope)
        if function.wrong is not None and (reason := function.wrong(types)):
            self.note("argument-type", f"{name} fails: {reason}.", place, scope)
        return function.given(types)

    def _indexed(self, types: Sequence[Type], arguments: Sequence[Operand], scope: Scope) -> None:
        """Keeps the keys that are read by index, where they are written as text."""
        owner: Type | None = types[0]
        for key in arguments[1:]:
            if owner is not None and owner.kind == "map" and isinstance(key, String):
                self.reads[Read(owner, key.value, key.place, scope.within)] = None
            owner = owner.of if owner is not None else None


def _takes(parameter: Type, kind: Type, given: Operand | None) -> bool:
    """Whether a `parameter` can be a `kind`; `given` is what was written for it, unless it was piped."""
    match given:
        case Number() if parameter.kind in ("int", "float"):
            return given.is_int if parameter.kind == "int" else given.is_float
        case String() | Bool():
            return parameter.kind in ("any", kind.kind)
        case Nil():
            return parameter.kind in _NILABLE
    return fits(kind, parameter)


def _shown(operand: Operand) -> str:
    match operand:
        case Dot():
            return "'.'"
        case Variable():
            return operand.name
        case Number():
            return f"'{operand.text}'"
        case Pipeline():
            return "What stands in parentheses"
    return "A constant"
