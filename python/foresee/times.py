"""Times as counts of a unit since 1970, and their texts."""

from __future__ import annotations

import datetime
import re
from typing import Dict, Iterable, List, Optional, Tuple

#: Nanoseconds of the units that frames count times in; ``D`` is days.
UNITS: Dict[str, int] = {"D": 86_400_000_000_000, "s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "ns": 1}

_DAY = UNITS["D"]
_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()
_TEXT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[ T](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<part>\d{1,9}))?)?)?"
    r"(?P<utc>Z)?"
)


class Zone:
    """The time zone of a column: by its name, so that its days and hours are known, or a fixed distance from UTC."""

    def __init__(self, name: str, info: datetime.tzinfo) -> None:
        #: The name as the command takes it, or nothing for a fixed distance.
        self.name: Optional[str] = name
        self.info = info
        try:
            import zoneinfo

            self.info = zoneinfo.ZoneInfo(name)
        except Exception:
            self.name = None
        if name in ("UTC", "Etc/UTC", "GMT"):
            self.name = None

    def offset(self, nanoseconds: int) -> Optional[int]:
        """The fixed distance from UTC in minutes, or nothing where the name says it."""
        if self.name is not None:
            return None
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=nanoseconds // 1000)
        local = moment.replace(tzinfo=datetime.timezone.utc).astimezone(self.info)
        distance = local.utcoffset() or datetime.timedelta(0)
        return int(distance.total_seconds()) // 60

    def instant(self, local: int) -> int:
        """The instant at which clocks of the zone show a time, in nanoseconds."""
        wall = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=local // 1000)
        distance = wall.replace(tzinfo=self.info).utcoffset() or datetime.timedelta(0)
        return local - int(distance / datetime.timedelta(microseconds=1)) * 1000


def text(count: int, unit: str, zone: Optional[Zone] = None) -> str:
    """The text of a time: without an offset, or with one where the column has a zone."""
    nanoseconds = count * UNITS[unit]
    if zone is None:
        return _local_text(nanoseconds)
    offset = zone.offset(nanoseconds)
    if not offset:
        return _local_text(nanoseconds) + "Z"
    sign, size = ("-", -offset) if offset < 0 else ("+", offset)
    local = _local_text(nanoseconds + offset * 60 * UNITS["s"])
    return f"{local}{sign}{size // 60:02d}:{size % 60:02d}"


def _local_text(nanoseconds: int) -> str:
    days, rest = divmod(nanoseconds, _DAY)
    seconds, part = divmod(rest, UNITS["s"])
    try:
        date = datetime.date.fromordinal(_FIRST_DAY + days).isoformat()
    except (ValueError, OverflowError):
        raise ValueError(f"a time is not between the years 1 and 9999: {days} days since 1970") from None
    written = f"{date} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{written}.{part:09d}".rstrip("0") if part else written


def parse(written: str, zone: Optional[Zone] = None) -> Optional[int]:
    """Nanoseconds since 1970 of a time as the command writes it, or nothing if it is none.

    Without a ``Z`` it is what clocks of the zone show.
    """
    found = _TEXT.fullmatch(written)
    if found is None:
        return None
    days = datetime.date.fromisoformat(found["date"]).toordinal() - _FIRST_DAY
    seconds = int(found["hour"] or 0) * 3600 + int(found["minute"] or 0) * 60 + int(found["second"] or 0)
    part = int((found["part"] or "").ljust(9, "0"))
    nanoseconds = days * _DAY + seconds * UNITS["s"] + part
    return nanoseconds if found["utc"] or zone is None else zone.instant(nanoseconds)


def parse_all(texts: Iterable[str], zone: Optional[Zone] = None) -> Optional[List[int]]:
    """Nanoseconds since 1970 of all texts, or nothing if one is no time."""
    found: List[int] = []
    for written in texts:
        value = parse(written, zone)
        if value is None:
            return None
        found.append(value)
    return found


def counts(nanoseconds: List[int], unit: str) -> Tuple[List[int], str]:
    """The times in the unit, or in the first finer one that holds them all."""
    names = list(UNITS)
    for name in names[names.index(unit) :]:
        if all(value % UNITS[name] == 0 for value in nanoseconds):
            return [value // UNITS[name] for value in nanoseconds], name
    return nanoseconds, "ns"
