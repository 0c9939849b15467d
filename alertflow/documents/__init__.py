"""Files that people have: which language each is in, told by its content, and the document it holds.

>>> from alertflow.documents import read
>>> text = "groups: [{name: redis, rules: [{alert: Down, expr: up == 0}]}]"
>>> (one,), unreadable = read(text, "redis.yml")
>>> one.kind, one.document.groups[0].rules[0].place("expr")
(<Kind.RULES: 'Prometheus rule file'>, Location(path='redis.yml', line=1, column=52))
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.documents.document import Document, Kind, Read, Reason, Unknown, Unreadable
    from alertflow.documents.files import read_bytes, read_file
    from alertflow.documents.finding import found
    from alertflow.documents.reading import LARGEST, read
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        document: Document Kind Read Reason Unknown Unreadable
        files: read_bytes read_file
        finding: found
        reading: LARGEST read
        """,
    )

__all__ = [
    "LARGEST",
    "Document",
    "Kind",
    "Read",
    "Reason",
    "Unknown",
    "Unreadable",
    "found",
    "read",
    "read_bytes",
    "read_file",
]
