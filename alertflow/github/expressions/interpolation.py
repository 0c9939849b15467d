"""Texts that mix words with `${{ … }}`, and what stands in `if`, as GitHub turns them into one expression.

Source: github.com/actions/runner, src/Sdk/WorkflowParser: ObjectTemplating/TemplateReader.cs (ParseScalar),
Conversion/WorkflowTemplateConverter.cs (ConvertToIfCondition).
"""

from __future__ import annotations

import re
from functools import lru_cache

from alertflow.github.expressions.coercion import SPACE
from alertflow.github.expressions.lexer import ExpressionSyntaxError, length, sentence
from alertflow.github.expressions.parser import parse
from alertflow.github.expressions.tree import Binary, Call, Expr, Literal, depth
from alertflow.github.limits import EXPRESSION_DEPTH, EXPRESSION_LENGTH

ESCAPE = "Characters that are meant to be `${{` are written {literal('${{')} in an f-string."
"""How a text gets `${{` into it that is not an expression, for messages."""
STATUS_FUNCTIONS = frozenset(("success", "failure", "cancelled", "always"))
"""With one of these in it, a condition is taken as it is; otherwise `success()` is asked, too."""
_NOTHING: frozenset[str] = frozenset()
_to_the_end = re.compile(r"(?:[^'}]++|'[^']*'|}(?!}))*+}}").match
_quote_or_expression = re.compile(r"'|\$\{\{").search
_ARGUMENTS = 255
"""How many arguments a call of `format` may have."""


def split(text: str, also: frozenset[str] = _NOTHING) -> tuple[str | tuple[Expr, int], ...]:
    """`text` as its words and its `${{ … }}`, in order; an expression comes with the position of its `$`.

    `also` names contexts and functions besides GitHub's, as for `parse`. Raises ExpressionSyntaxError where a
    `${{` has no `}}` or does not hold an expression.
    """
    if "${{" not in text:
        return (text,) if text else ()
    return _split(text, also)


@lru_cache(maxsize=4096)
def _split(text: str, also: frozenset[str]) -> tuple[str | tuple[Expr, int], ...]:
    parts: list[str | tuple[Expr, int]] = []
    at = 0
    while (start := text.find("${{", at)) >= 0:
        if start > at:
            parts.append(text[at:start])
        end = _end(text, start + 3)
        try:
            parts.append((parse(text[start + 3 : end].strip(SPACE), also), start))
        except ExpressionSyntaxError as error:
            raise ExpressionSyntaxError(
                f"`{text[start : end + 2]}` is not an expression: {sentence(str(error))} {ESCAPE}", start
            ) from None
        at = end + 2
    if at < len(text):
        parts.append(text[at:])
    return tuple(parts)


def expressions_in(text: str) -> tuple[Expr, ...]:
    """The expressions of `text`. Raises as `split` does."""
    return tuple([part[0] for part in split(text) if not isinstance(part, str)])


def template(text: str, also: frozenset[str] = _NOTHING) -> Expr:
    """The one expression that GitHub makes of `text`: `a ${{ x }}` is `format('a {0}', x)`.

    A single `${{ x }}` is `x` itself, a text without expressions is a constant. Raises as `split` does, and
    where words and expressions together are longer or deeper than an expression may be: a script of more
    than 21,000 characters can have no expression in it.
    """
    parts = split(text, also)
    trees = [part[0] for part in parts if not isinstance(part, str)]
    if not trees:
        return Literal(text)
    if len(parts) == 1:
        return trees[0]
    words, index = [], 0
    for part in parts:
        if isinstance(part, str):
            words.append(part.replace("{", "{{").replace("}", "}}"))
        else:
            words.append(f"{{{index}}}")
            index += 1
    return _limited(Call("format", (Literal("".join(words)), *trees)), "format('…')", len(trees) + 1)


def parse_condition(text: str) -> Expr:
    """What is meant by `text` in `if`: an expression, with or without `${{ }}` around it or around parts of
    it.

    GitHub takes `${{ a }} && b` for a text, which is always true; here it means what it says: `a && b`.
    `condition` gives what GitHub makes of it. Raises ExpressionSyntaxError as `parse` does, and for a
    `${{ }}` within quotes.
    """
    if "${{" not in text:
        return parse(text)
    parts: list[str] = []
    at, quoted = 0, False
    while found := _quote_or_expression(text, at):
        start, before = found.start(), at
        if found[0] == "'":
            quoted, at = not quoted, start + 1
            parts.append(text[before:at])
        elif quoted:
            raise ExpressionSyntaxError(
                "an expression within quotes would be taken as words; write it without the quotes", start
            )
        else:
            end = _end(text, start + 3)
            parts += (text[before:start], f"({text[start + 3 : end]})")
            at = end + 2
    return parse("".join(parts) + text[at:])


def written_condition(text: str) -> Expr | None:
    """What GitHub reads out of `text` behind `if`, in a file; None where that is nothing.

    Words beside `${{ … }}` make the whole a text (`is_always_true`). Raises ExpressionSyntaxError as `parse`
    and `template` do.
    """
    tree = template(text) if "${{" in text else None
    if isinstance(tree, Literal) and isinstance(tree.value, str):
        text, tree = tree.value, None  # GitHub reads `${{ 'x' }}` as the text `x`, and that as an expression
    if tree is None and text.strip(SPACE):
        tree = parse(text)
    return tree


def condition(text: str) -> Expr:
    """The condition that GitHub evaluates for `text` behind `if`, in a file.

    Where no status function is called anywhere in it, `success() && (…)` is asked; for an empty text,
    `success()` alone. Raises ExpressionSyntaxError as `written_condition` does.
    """
    tree = written_condition(text)
    if tree is None:
        return Call("success")
    if any(isinstance(one, Call) and one.function_.lower() in STATUS_FUNCTIONS for one in tree.walk_()):
        return tree
    return _limited(Binary("&&", Call("success"), tree), "success() && (…)")


def is_always_true(text: str) -> bool:
    """Whether `text` behind `if` is a text to GitHub, and not empty, so that its condition never fails.

    It is where anything stands beside `${{ … }}`, be it a space or the new line at the end of a block
    scalar: `${{ a }} && b`, `!${{ a }}`. Raises ExpressionSyntaxError as `split` does.
    """
    parts = split(text)
    return len(parts) > 1 and any(isinstance(part, str) for part in parts)


def _limited(tree: Expr, what: str, arguments: int = 0) -> Expr:
    """`tree`, which GitHub makes and then reads. Raises ExpressionSyntaxError where it is too large."""
    if (reached := length(tree.text_)) > EXPRESSION_LENGTH:
        limit, unit = EXPRESSION_LENGTH, "characters"
    elif (reached := depth(tree)) > EXPRESSION_DEPTH:
        limit, unit = EXPRESSION_DEPTH, "levels"
    elif arguments > _ARGUMENTS:
        reached, limit, unit = arguments - 1, _ARGUMENTS - 1, "expressions"
    else:
        return tree
    raise ExpressionSyntaxError(
        f"GitHub makes `{what}` of it, with {reached:,} {unit}; it takes {limit:,}", 0
    )


def _end(text: str, at: int) -> int:
    """Where the `}}` stands that ends the expression at `at`; one within quotes does not end it."""
    if found := _to_the_end(text, at):
        return found.end() - 2
    shown = text[at - 3 : at + 40].split("\n")[0]
    raise ExpressionSyntaxError(f"`{shown}` has no closing `}}}}`. {ESCAPE}", at - 3)
