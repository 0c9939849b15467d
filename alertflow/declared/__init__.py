"""What every declaration shares: it is frozen, refuses unknown names, and knows where it was written.

What needs pydantic is imported on first use: expressions need errors and places only.
"""

from typing import TYPE_CHECKING

from alertflow.declared.errors import AlertflowError, DeclarationError, nearest, printable, suggestion
from alertflow.declared.places import Location, argument, caller, lines_of
from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.declared.declaration import Declared, written_at
    from alertflow.declared.fields import Expected, Items
else:
    __getattr__, __dir__ = lazily(__name__, "declaration: Declared written_at  fields: Expected Items")

__all__ = [
    "AlertflowError",
    "DeclarationError",
    "Declared",
    "Expected",
    "Items",
    "Location",
    "argument",
    "caller",
    "lines_of",
    "nearest",
    "printable",
    "suggestion",
    "written_at",
]
