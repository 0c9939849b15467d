"""A text holds `${{ … }}` that GitHub cannot read as an expression.

What will happen: GitHub refuses the whole file when it is pushed, and nothing starts it.

How to mend it: close each `${{` with `}}`, put text in single quotes, and call only the functions that there
are, with as many arguments as they take. What is made in Python from `github`, `needs` and the like is always
read. `alertflow check --fix` puts text in double quotes into single ones.

Wrong:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        if: github.ref == "refs/heads/main"
        steps:
          - run: make

Right:

    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-24.04
        if: github.ref == 'refs/heads/main'
        steps:
          - run: make
"""

import re
from collections.abc import Iterator

from alertflow.checks.finding import Finding, Fix, Severity
from alertflow.checks.fixes import reworded
from alertflow.checks.subject import Subject
from alertflow.github import Problem
from alertflow.github.expressions.lexer import ExpressionSyntaxError
from alertflow.github.expressions.parser import parse

ID = "github/invalid-expression"


def check(subject: Subject) -> Iterator[Finding]:
    """The texts that are no expression where they should be one."""
    for problem in subject.problems_of("unreadable-expression", "unsafe-script"):
        yield Finding(
            ID,
            Severity.ERROR,
            problem.location,
            problem.message,
            "GitHub refuses the file when it is pushed, and nothing starts it.",
            "Write it as GitHub's language of expressions has it: text in single quotes, every ${{ closed.",
            _fix(subject, problem),
        )


_quoted = re.compile(r'"([^"\'\\$]*)"')


def _fix(subject: Subject, problem: Problem) -> Fix | None:
    """Single quotes around the texts of an expression that has double ones, where YAML has none around it."""
    layout = subject.layout(problem.location)
    if layout is None or problem.location is None or problem.location.column is None:
        return None
    line = layout.line(problem.location.line)[problem.location.column - 1 :]
    expression = line[: line.find("}}") + 2] if line.startswith("${{") and "}}" in line else ""
    if not expression or not _quoted.search(expression):
        return None
    new = _quoted.sub(r"'\1'", expression)
    part = layout.scalar_at(problem.location)
    if (part is not None and part.style == "'") or _is_expression(expression) or not _is_expression(new):
        return None
    return reworded(subject, problem.location, expression, new, "put the text into single quotes")


def _is_expression(text: str) -> bool:
    try:
        parse(text.removeprefix("${{").removesuffix("}}").strip())
    except ExpressionSyntaxError:
        return False
    return True
