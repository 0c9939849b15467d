"""The strategy of a job: the matrix of values for each of which it runs once.

Source: docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategy
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from alertflow.declared import Items
from alertflow.github.expressions.contexts import matrix
from alertflow.github.expressions.tree import Expr
from alertflow.github.limits import MATRIX_JOBS
from alertflow.github.references.outputs import References
from alertflow.github.syntax import Syntax, written
from alertflow.github.values import NOTHING, Form, Named, Number, Switch, Verbatim, holds

Axis = Annotated[Items[Any] | Expr | Verbatim, Form("a list, or an expression that gives one")]
"""The values of one name of the matrix."""
Axes = Annotated[
    Named[Axis] | Expr | Verbatim, Form("a dict from names to lists (or expressions), or one expression")
]
"""The matrix: names to lists of values, or to expressions that give lists; or one expression for all."""
Combination = Annotated[
    Named[Any] | Expr | Verbatim, Form("a dict from names to values, or an expression that gives one")
]
"""One combination of the matrix's values, or a part of one."""
Combinations = Annotated[
    Items[Combination] | Expr | Verbatim, Form("a list of dicts, or an expression that gives one")
]
"""What `include` and `exclude` take."""


class Strategy(Syntax):
    """Runs the job once for each combination of the matrix's values.

    `Strategy(matrix={"os": [a, b]}).matrix.os` is `matrix.os`, this job's value.
    """

    UNWRITTEN: ClassVar[frozenset[str]] = frozenset(("include", "exclude"))

    axes: Axes = Field(default=NOTHING, alias="matrix")
    """Names to lists of values, or to expressions that give lists; or one expression for the whole."""
    include: Combinations = ()
    """Values added to the combinations that they fit, or combinations of their own."""
    exclude: Combinations = ()
    """Combinations that are left out; part of one is enough."""
    fail_fast: Switch | None = None
    """Whether a failure cancels the other jobs; GitHub's default is True."""
    max_parallel: Number | None = None

    @property
    def matrix(self) -> References:
        """The values of this job's combination: `strategy.matrix.os` is `matrix.os`."""
        return References(matrix, self.names(), "the matrix has no name")

    def names(self) -> tuple[str, ...] | None:
        """The names that the matrix and `include` give values to; None where only GitHub will know."""
        if isinstance(self.axes, (Expr, str)) or isinstance(self.include, (Expr, str)):
            return None
        names = dict.fromkeys(self.axes)
        for one in self.include:
            if isinstance(one, (Expr, str)):
                return None
            names |= dict.fromkeys(one)
        return tuple(names)

    def listed(self, field: str) -> tuple[Mapping[str, Any], ...]:
        """The entries of `include` or `exclude` that are written out, and not given by an expression."""
        entries = self.__dict__[field]
        return (
            tuple([one for one in entries if isinstance(one, Mapping)]) if isinstance(entries, tuple) else ()
        )

    def mistakes(self) -> Iterable[tuple[str, str]]:
        """A matrix that is empty, too large, or said in two ways."""
        if isinstance(self.axes, (Expr, str)):
            for field in ("include", "exclude"):
                if holds(self.__dict__[field]):
                    yield (
                        field,
                        f"{field}: a matrix that is one expression has its {field} in what it gives.",
                    )
            return
        size = 1
        for name, values in self.axes.items():
            if name in ("include", "exclude"):
                yield (
                    "axes",
                    f"matrix: '{name}' is no name for values; give it beside: Strategy(matrix=…, {name}=…).",
                )
            elif not holds(values):
                yield "axes", f"matrix: '{name}' has no value, so the job never runs."
            size *= 1 if isinstance(values, (Expr, str)) else len(values)
        if size > MATRIX_JOBS:
            yield "axes", f"the matrix makes {size} jobs; GitHub takes at most {MATRIX_JOBS}."

    def to_data(self) -> dict[str, Any]:
        """As it stands under `strategy`."""
        matrix = written(self.axes)
        if isinstance(matrix, dict):
            for field in ("include", "exclude"):
                if holds(self.__dict__[field]) or (self.from_file and field in self.model_fields_set):
                    matrix[field] = written(self.__dict__[field])
        data: dict[str, Any] = {"matrix": matrix} if matrix else {}
        if self.fail_fast is not None:
            data["fail-fast"] = written(self.fail_fast)
        if self.max_parallel is not None:
            data["max-parallel"] = written(self.max_parallel)
        return self.completed(data)


AnyStrategy = Annotated[Strategy | Expr | Verbatim, Form("a Strategy, or an expression that gives one")]
