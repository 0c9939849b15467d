"""Markdown, as GitHub reads it: pages whose generated sections stand beside what people write."""

from alertflow.markdown.marked import Marked, Section, begin, end, marked, without
from alertflow.markdown.page import Page
from alertflow.markdown.text import (
    bullets,
    code,
    escaped,
    fenced,
    indented,
    link,
    one_line,
    steps,
    table,
)

__all__ = [
    "Marked",
    "Page",
    "Section",
    "begin",
    "bullets",
    "code",
    "end",
    "escaped",
    "fenced",
    "indented",
    "link",
    "marked",
    "one_line",
    "steps",
    "table",
    "without",
]
