"""Time zones made for a test, in which a running Alertmanager believes that it is another time.

Nothing can set the clock of a Go program, but it reads its zones from the folder in the variable ZONEINFO,
and a zone may lie years ahead. The format is that of RFC 8536.
"""

import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_AROUND = 400
"""Days before and after a time for which the clock changes of a zone are kept."""


def zone_in_which(now: datetime, shows: datetime, folder: Path, name: str) -> None:
    """Writes the zone `name` into `folder`: at `now` its clocks show what those of the zone of `shows` show
    then, and they change when those change.
    """
    moved = now - shows
    offsets = [shows.utcoffset() or timedelta()]
    changes: list[tuple[datetime, timedelta]] = []
    if isinstance(shows.tzinfo, ZoneInfo):
        offsets, changes = _changes(shows, shows.tzinfo)
    shifts = sorted({*offsets, *(offset for _, offset in changes)})
    kinds = {offset: index for index, offset in enumerate(shifts)}
    first = kinds[offsets[0]]
    ordered = sorted(shifts, key=lambda offset: kinds[offset] != first)  # what holds before all comes first
    kinds = {offset: index for index, offset in enumerate(ordered)}
    moments = [int((when + moved).timestamp()) for when, _ in changes]
    infos = b"".join(struct.pack(">lbB", int((offset - moved).total_seconds()), 0, 0) for offset in ordered)
    abbreviations = b"AAA\0"

    def block(version: bytes, size: str) -> bytes:
        counts = (0, 0, 0, len(moments), len(ordered), len(abbreviations))
        head = b"TZif" + version + bytes(15) + struct.pack(">6l", *counts)
        times = struct.pack(f">{len(moments)}{size}", *moments)
        return head + times + bytes(kinds[offset] for _, offset in changes) + infos + abbreviations

    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(block(b"\0", "l"))


def _changes(around: datetime, zone: ZoneInfo) -> tuple[list[timedelta], list[tuple[datetime, timedelta]]]:
    """The offset at first, and each change of it near `around`, to the second."""
    moment = around.astimezone(UTC) - timedelta(days=_AROUND)
    first = _offset(moment, zone)
    changes: list[tuple[datetime, timedelta]] = []
    known = first
    for _ in range(2 * _AROUND):
        following = moment + timedelta(days=1)
        if _offset(following, zone) != known:
            low, high = moment, following
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if _offset(middle, zone) == known else (low, middle)
            known = _offset(high, zone)
            changes.append((high, known))
        moment = following
    return [first], changes


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
