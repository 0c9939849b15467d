"""What every declaration shares: it is frozen, refuses unknown names, and knows where it was written."""

from alertflow.declared.declaration import Declared, written_at
from alertflow.declared.errors import AlertflowError, DeclarationError, nearest, suggestion
from alertflow.declared.fields import Expected, Items
from alertflow.declared.places import Location, argument, caller

__all__ = [
    "AlertflowError",
    "DeclarationError",
    "Declared",
    "Expected",
    "Items",
    "Location",
    "argument",
    "caller",
    "nearest",
    "suggestion",
    "written_at",
]
