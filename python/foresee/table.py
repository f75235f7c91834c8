"""Reads the CSV files that the command writes, as columns of little memory."""

from __future__ import annotations

import array
import csv
import io
from itertools import islice
from typing import IO, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from .errors import ForeseeError

#: Columns that hold texts, in predictions, metrics and histories of training.
_TEXT_COLUMNS = frozenset(["unique_id", "ds", "cutoff", "model", "metric", "group", "best", "reason", "file", "column"])
_INTEGER_COLUMNS = frozenset(["lead", "epoch", "step", "line"])
_ROWS = 1 << 15


class TextColumn:
    """Texts, of which each different one is kept once."""

    def __init__(self) -> None:
        self.codes = array.array("q")
        self.texts: List[str] = []
        self._code: Dict[str, int] = {}

    def extend(self, cells: Sequence[str]) -> None:
        """Appends cells."""
        for text in dict.fromkeys(cells):
            if text not in self._code:
                self._code[text] = len(self.texts)
                self.texts.append(text)
        self.codes.extend(map(self._code.__getitem__, cells))


class NumberColumn:
    """Numbers; an empty cell is one that is missing."""

    def __init__(self) -> None:
        self.values = array.array("d")

    def extend(self, cells: Sequence[str]) -> None:
        """Appends cells."""
        nan = float("nan")
        self.values.extend(float(cell) if cell else nan for cell in cells)


class IntegerColumn:
    """Whole numbers; an empty cell is ``None``."""

    def __init__(self) -> None:
        self.values: List[Optional[int]] = []

    def extend(self, cells: Sequence[str]) -> None:
        """Appends cells."""
        self.values.extend(int(cell) if cell else None for cell in cells)


TableColumn = Union[TextColumn, NumberColumn, IntegerColumn]


class Table:
    """The columns of a file, by name, in order."""

    def __init__(self, names: Sequence[str], texts: Sequence[str] = ()) -> None:
        self.columns: List[Tuple[str, TableColumn]] = [(name, _column(name, texts)) for name in names]
        self.height = 0

    def extend(self, rows: Sequence[Sequence[str]]) -> None:
        """Appends rows."""
        for (_, column), cells in zip(self.columns, zip(*rows)):
            column.extend(cells)
        self.height += len(rows)


def _column(name: str, texts: Sequence[str]) -> TableColumn:
    if name in _TEXT_COLUMNS or name in texts:
        return TextColumn()
    return IntegerColumn() if name in _INTEGER_COLUMNS else NumberColumn()


def read_table(stream: IO[bytes], texts: Sequence[str] = ()) -> Table:
    """Reads a whole file; the columns ``texts`` hold texts beside those that always do."""
    with io.TextIOWrapper(stream, "utf-8", newline="") as text:
        rows = csv.reader(text)
        names = next(rows, [])
        table = Table(names, texts)
        for part in _parts(rows):
            if any(len(row) != len(names) for row in part):
                raise ForeseeError("the command wrote a row with another number of fields than its header")
            table.extend(part)
    return table


def _parts(rows: Iterator[List[str]]) -> Iterator[List[List[str]]]:
    while True:
        part = list(islice(rows, _ROWS))
        if not part:
            return
        yield part
