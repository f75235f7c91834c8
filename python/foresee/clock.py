"""The times of a frame: how they are written, which options read them, and how new ones come back in the same type."""

from __future__ import annotations

import datetime
import decimal
from typing import Any, Dict, List, Mapping, Optional, Sequence

from . import times
from .frames import Frame, Library

#: Options that say themselves how times are read.
_READING = ("time_unit", "time_format", "steps", "date")
#: Counts larger than this the command would take for times since 1970.
_LARGEST_START = 100_000
_ROWS = 1 << 16


class Clock:
    """The column of times of a frame; beside another frame whole numbers are counted from the same ``start``."""

    def __init__(
        self, library: Library, frame: Frame, index: int, options: Mapping[str, Any], start: Optional[int] = None
    ) -> None:
        self._library = library
        self._frame = frame
        self._index = index
        self._column = frame.column(index)
        #: Options that make the command read the times as the frame means them.
        self.options: Dict[str, Any] = {}
        self._format: Optional[str] = options.get("time_format")
        self._unit: Optional[str] = options.get("time_unit")
        #: What is taken from whole numbers, so that they are not taken for times since 1970.
        self.start = start or 0
        self._may_start = start is None
        self._sample = self._first() if self._column.kind == "object" else None
        self._decide(options)

    def _first(self) -> Any:
        for start in range(0, self._frame.height, 1024):
            for value in self._column.values(start, min(start + 1024, self._frame.height)):
                if value is not None:
                    return value.item() if type(value).__module__ == "numpy" else value
        return None

    def _decide(self, options: Mapping[str, Any]) -> None:
        zone = self._column.zone
        if isinstance(self._sample, datetime.datetime) and self._sample.tzinfo is not None:
            zone = times.Zone(str(self._sample.tzinfo), self._sample.tzinfo)
        self._zone = zone
        if zone is not None and zone.name is not None and options.get("timezone") is None:
            self.options["timezone"] = zone.name
        if any(options.get(name) for name in _READING):
            return
        if self._column.kind == "integer" or isinstance(self._sample, int):
            self._decide_counts()
        elif self._column.kind in ("duration", "number") or isinstance(self._sample, (float, decimal.Decimal)):
            self.options["time_unit"] = self._unit = "s"

    def _decide_counts(self) -> None:
        least: Optional[int] = None
        are_dates = True
        for first in range(0, self._frame.height, _ROWS):
            values = set(self._column.values(first, min(first + _ROWS, self._frame.height))) - {None}
            least = min([*values] if least is None else [*values, least], default=least)
            are_dates = are_dates and all(isinstance(value, int) and _is_date(value) for value in values)
        if are_dates and least is not None:
            self.options["time_format"] = self._format = "%Y%m%d"
            return
        self.options["time_unit"] = self._unit = "s"
        if least is not None and least > _LARGEST_START and self._may_start:
            self.start = least

    def texts(self, start: int, stop: int) -> List[str]:
        """The times in the rows as fields of a CSV file."""
        if self.start:
            first = self.start
            values = self._column.values(start, stop)
            return self._column.each(values, lambda value: "" if value is None else str(value - first))
        return self._column.texts(start, stop)

    def decoded(self, texts: List[str], codes: Sequence[int]) -> Any:
        """A column of the times, in the type of the frame's own where that can hold them."""
        kind = self._column.kind
        if kind == "instant":
            found = times.parse_all(texts, self._zone)
            if found is not None:
                counts, unit = times.counts(found, self._column.unit)
                return self._frame.instants(self._index, counts, unit, codes)
        elif kind == "duration":
            seconds = [_number(text) for text in texts]
            if None not in seconds:
                nanoseconds = [int(value * times.UNITS["s"]) for value in seconds if value is not None]
                counts, unit = times.counts(nanoseconds, self._column.unit)
                return self._frame.instants(self._index, counts, unit, codes)
        else:
            values = self._values(texts)
            if values is not None:
                return self._frame.like(self._index, values, codes)
        return self._library.texts(texts, codes)

    def _values(self, texts: List[str]) -> Optional[List[Any]]:
        if self._column.kind in ("integer", "number") or isinstance(self._sample, (int, float, decimal.Decimal)):
            counts = [self._count(text) for text in texts]
            if any(count is None for count in counts):
                return None
            if isinstance(self._sample, decimal.Decimal):
                return list(counts)
            is_whole = self._column.kind == "integer" or isinstance(self._sample, int)
            if not is_whole:
                return [float(count) for count in counts if count is not None]
            whole = [int(count) for count in counts if count is not None]
            return whole if whole == counts else None
        if isinstance(self._sample, datetime.date):
            return self._moments(texts)
        return list(texts)

    def _moments(self, texts: List[str]) -> Optional[List[Any]]:
        found = times.parse_all(texts, self._zone)
        if found is None:
            return None
        is_day = not isinstance(self._sample, datetime.datetime) and all(value % times.UNITS["D"] == 0 for value in found)
        start = datetime.datetime(1970, 1, 1)
        local = [start + datetime.timedelta(microseconds=value // 1000) for value in found]
        if is_day:
            return [value.date() for value in local]
        zone = self._zone
        if zone is not None:
            local = [value.replace(tzinfo=datetime.timezone.utc).astimezone(zone.info) for value in local]
        kind: Any = type(self._sample)
        return [kind(value) for value in local] if kind.__name__ == "Timestamp" else list(local)

    def _count(self, text: str) -> Optional[decimal.Decimal]:
        number = _number(text)
        scale = times.UNITS.get(self._unit or "s", times.UNITS["s"])
        if number is not None:
            return number * times.UNITS["s"] / min(scale, times.UNITS["s"]) + self.start
        nanoseconds = times.parse(text)
        if nanoseconds is None:
            return None
        if self._unit is not None:
            whole = {"m": 60, "h": 3600, "d": 86400}.get(self._unit)
            size = whole * times.UNITS["s"] if whole else scale
            return decimal.Decimal(nanoseconds) / size + self.start
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=nanoseconds // 1000)
        return _number(moment.strftime(self._format or "%Y"))


def _number(text: str) -> Optional[decimal.Decimal]:
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:
        return None


def _is_date(value: int) -> bool:
    if not 18000101 <= value <= 22001231:
        return False
    try:
        datetime.date(value // 10000, value // 100 % 100, value % 100)
    except ValueError:
        return False
    return True
