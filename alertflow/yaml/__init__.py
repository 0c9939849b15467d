"""YAML as alertflow writes and reads it: one style for every file, and proof that a file says what was meant.

What reads is imported on first use: a language needs only `Pinned`.
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily
from alertflow.yaml.emitter import Pinned, dump

if TYPE_CHECKING:
    from alertflow.yaml.nodes import Document, Embedded, Node
    from alertflow.yaml.proof import UnprovenError, proven
    from alertflow.yaml.reader import TooLargeError, parse, read, read_all, read_stream
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        nodes: Document Embedded Node
        proof: UnprovenError proven
        reader: TooLargeError parse read read_all read_stream
        """,
    )

__all__ = [
    "Document",
    "Embedded",
    "Node",
    "Pinned",
    "TooLargeError",
    "UnprovenError",
    "dump",
    "parse",
    "proven",
    "read",
    "read_all",
    "read_stream",
]
