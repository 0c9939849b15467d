"""The types of those fields of a configuration that Alertmanager executes as notification templates."""

from __future__ import annotations

from typing import Annotated, Any, Final


class Templated:
    """A mark on the type of a field: Alertmanager executes its text as a Go template."""

    __slots__ = ("html",)

    def __init__(self, *, html: bool = False) -> None:
        self.html = html
        """Whether it is executed as HTML, which escapes what it inserts."""

    def __repr__(self) -> str:
        return f"Templated(html={self.html})"


TEMPLATE: Final = Templated()
HTML_TEMPLATE: Final = Templated(html=True)

Template = Annotated[str, TEMPLATE]
"""A string that is a notification template."""
HtmlTemplate = Annotated[str, HTML_TEMPLATE]
"""A string that is a notification template, executed as HTML: an email's `html`."""
TemplatedData = Annotated[Any, TEMPLATE]
"""Any data; each string in it, a key too, is a notification template: a webhook's `payload`."""

__all__ = ["HTML_TEMPLATE", "TEMPLATE", "HtmlTemplate", "Template", "Templated", "TemplatedData"]
