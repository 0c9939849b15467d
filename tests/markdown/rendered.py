"""Markdown as GitHub renders it, by GitHub's own parser, and the text that a person then sees."""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options


class Seen(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.codes: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag == "code":
            self.codes.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if "code" in self._open:
            self.codes[-1] += data

    @property
    def text(self) -> str:
        """All text, as it stands in the page."""
        return "".join(self.texts)


def html(markdown: str) -> str:
    """The page, with the HTML that stands in `markdown`."""
    rendered: str = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    return rendered


def seen(markdown: str) -> Seen:
    """What is in the page."""
    page = Seen()
    page.feed(html(markdown))
    page.close()
    return page
