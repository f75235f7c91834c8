"""The cells of a frame as texts of a CSV file."""

from __future__ import annotations

import datetime
import decimal
from typing import Any, Callable, Dict, List, Optional, Sequence

from . import times

#: How many different values a column's texts are remembered of.
_REMEMBERED = 1 << 18


class Column:
    """A column of a frame: its name, what it holds, and its values from one row to another.

    ``kind`` is ``number``, ``integer``, ``text``, ``instant`` (counts of ``unit`` since 1970, of clocks or, with a
    ``zone``, of instants), ``duration`` (counts of ``unit``) or ``object``, which may be anything. Values are plain Python
    values, and ``None`` for a missing one. ``number_texts`` writes numbers where the frame's library does so itself.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        values: Callable[[int, int], List[Any]],
        unit: str = "ns",
        zone: Optional[times.Zone] = None,
        number_texts: Optional[Callable[[int, int], List[str]]] = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.values = values
        self.unit = unit
        self.zone = zone
        self._number_texts = number_texts
        self._texts: Dict[Any, str] = {}

    def texts(self, start: int, stop: int) -> List[str]:
        """The texts of the cells, in which a missing one is empty."""
        if self._number_texts is not None:
            return self._number_texts(start, stop)
        values = self.values(start, stop)
        if self.kind == "number":
            return [float.__repr__(value) if value is not None and value == value else "" for value in values]
        if self.kind == "object":
            return [quoted(cell_text(value)) for value in values]
        return self.each(values, self.text)

    def each(self, values: Sequence[Any], text: Callable[[Any], str]) -> List[str]:
        """The quoted texts of values, each of which is written once."""
        if len(self._texts) > _REMEMBERED:
            self._texts.clear()
        for value in set(values) - self._texts.keys():
            self._texts[value] = quoted(text(value))
        return list(map(self._texts.__getitem__, values))

    def text(self, value: Any) -> str:
        """The text of a value, without quotes."""
        if value is None:
            return ""
        if self.kind == "instant":
            return times.text(value, self.unit, self.zone)
        if self.kind == "duration":
            return decimal_text(value, self.unit)
        return cell_text(value)


def decimal_text(count: int, unit: str) -> str:
    """A length of time in seconds."""
    seconds = decimal.Decimal(count * times.UNITS[unit]) / times.UNITS["s"]
    return f"{seconds:f}"


def cell_text(value: Any) -> str:
    """The text of any value: numbers as short as they can be read exactly, ``True`` as 1."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return float.__repr__(value) if value == value else ""
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, datetime.datetime):
        return _moment_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return cell_text(value.item())
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _moment_text(value: datetime.datetime) -> str:
    if value != value:  # Not a time, as frames say it.
        return ""
    return value.isoformat(sep=" ")


def quoted(text: str) -> str:
    """The text as a field of a CSV file."""
    if any(mark in text for mark in ',"\n\r') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
