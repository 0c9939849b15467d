"""Projects as companies write them, of any size: files with settings in capitals at their top."""

from __future__ import annotations

import re
from pathlib import Path


def source(name: str, **settings: object) -> str:
    """The text of the project file `name`, in which COUNT and the other `settings` have these values."""
    text = (Path(__file__).parent / f"{name}.py").read_text("utf-8")
    for setting, value in settings.items():
        text, found = re.subn(rf"(?m)^{setting} = .*$", f"{setting} = {value!r}", text)
        if found != 1:
            raise ValueError(f"{name}.py does not set {setting}.")
    return text
