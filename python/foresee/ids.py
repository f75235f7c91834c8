"""Names of series: how they are written for the command, and found again in what it writes."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Dict, List, Sequence

from .cells import Column, cell_text, quoted
from .errors import ForeseeError


class Ids:
    """The names of series in a frame, in one column or several.

    A name is written as its text, unless reading would change it, as it does blanks at its ends: then as a JSON string.
    Where a name stands first is kept, so that it comes back as the value that it was, whatever its type.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._written: Dict[Any, str] = {}
        #: The row in which each written name stands first.
        self.rows: Dict[str, int] = {}

    def texts(self, start: int, stop: int) -> List[str]:
        """The names in the rows as fields of a CSV file."""
        parts = [column.values(start, stop) for column in self._columns]
        keys = parts[0] if len(parts) == 1 else list(zip(*parts))
        try:
            last_first = dict(zip(reversed(keys), range(stop - 1, start - 1, -1)))
        except TypeError as error:
            raise ForeseeError(f"the column {self._name()} cannot name series: {error}", exit_code=3) from None
        new = [key for key in last_first if key not in self._written]
        for key in sorted(new, key=last_first.__getitem__):
            self._add(key, last_first[key])
        return list(map(self._written.__getitem__, keys))

    def _add(self, key: Any, row: int) -> None:
        values = key if len(self._columns) > 1 else (key,)
        texts = [_text(column, value) for column, value in zip(self._columns, values)]
        if any(value is None or value != value for value in values):
            self._written[key] = ""  # The command says that the name is missing, and in which line.
            return
        text = written(texts[0] if len(texts) == 1 else "/".join(texts))
        if text in self.rows:
            raise ForeseeError(
                f"the column {self._name()} has two names that are written alike, {key!r} in row {row} and another in "
                f"row {self.rows[text]}",
                fix="give one of the series another name",
                exit_code=3,
            )
        self.rows[text] = row
        self._written[key] = quoted(text)

    def _name(self) -> str:
        return ", ".join(f'"{column.name}"' for column in self._columns)


def _text(column: Column, value: Any) -> str:
    if column.kind in ("instant", "duration"):
        return column.text(value)
    return str(value) if isinstance(value, bool) else cell_text(value)


def written(name: str) -> str:
    """A name as it is written: as it is, or as a JSON string where it would not come back as it is."""
    is_plain = (
        name != ""
        and name == name.strip()
        and not name.startswith('"')
        and not any(mark in name for mark in "\x00\ufeff")
        and unicodedata.is_normalized("NFC", name)
        and not any("\ud800" <= mark <= "\udfff" for mark in name)
    )
    return name if is_plain else json.dumps(name)
