"""A Markdown file: its generated sections, between which and around which people write."""

from __future__ import annotations

from collections.abc import Mapping

from alertflow.declared import AlertflowError, Declared
from alertflow.markdown.marked import begin, end, marked

_YOURS = "What stands outside of the markers is yours, and is kept; what stands between them is written anew."


class Page(Declared):
    """A page of generated sections, by their names, each of them Markdown."""

    sections: Mapping[str, str]

    def to_text(self, generator: str) -> str:
        """The page as it is when nobody has written in it yet; a comment on top says `generator`.

        Raises ValueError where a section's text would be read as the marker of one.
        """
        comment = f"{generator}\n{_YOURS}"
        if "-->" in comment:
            raise ValueError(f"a comment cannot hold '-->', as this one does: {generator}")
        parts: list[str] = []
        for name, text in self.sections.items():
            said = "" if parts else f"<!-- {comment} -->\n\n"
            parts.append(f"{begin(name)}\n\n{said}{text.strip()}\n\n{end(name)}\n")
        text = "".join(parts)
        try:
            read = list(marked(text.encode(), "").sections)
        except AlertflowError as error:
            raise ValueError(f"its text holds a marker of its own: {error.message}") from None
        if read != list(self.sections):
            raise ValueError("its text holds a marker of its own")
        return text


__all__ = ["Page"]
