"""What all integrations of a receiver have in common."""

from __future__ import annotations

from typing import ClassVar

from alertflow.sections import Section


class Integration(Section):
    """A way by which a notification leaves.

    `send_resolved` says whether it also tells that alerts have resolved. Secrets belong into the files that
    the keys ending in `_file` name.
    """

    RESOLVED: ClassVar[bool] = True
    """What `send_resolved` is where it is not given."""

    send_resolved: bool | None = None

    @property
    def tells_resolved(self) -> bool:
        """Whether it tells that alerts have resolved."""
        return self.RESOLVED if self.send_resolved is None else self.send_resolved


__all__ = ["Integration"]
