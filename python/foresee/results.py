"""What calls return that is more than a frame."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, Any, Dict, Generic, List, Optional, TypeVar

from .call import Call
from .frames import Library
from .table import IntegerColumn, NumberColumn, Table, read_table
from .times import parse_all

FrameT = TypeVar("FrameT")


@dataclass(frozen=True)
class Scores(Generic[FrameT]):
    """Forecasts, how good they were, and what the command printed."""

    #: Every forecast: ids, ``ds``, ``cutoff``, ``lead``, a column a model, and what was observed.
    predictions: FrameT
    #: ``model``, ``metric``, ``lead``, id and ``value``; an empty lead or id means over all.
    metrics: FrameT
    #: The table and the sentences that the command prints, or JSON with ``json=True``.
    text: str

    @property
    def summary(self) -> Dict[str, Any]:
        """The table as a dictionary, where it was asked for with ``json=True``."""
        found: Dict[str, Any] = json.loads(self.text)
        return found

    def __str__(self) -> str:
        return self.text


class Backtest(Scores[FrameT]):
    """The result of a backtest."""


class Comparison(Scores[FrameT]):
    """The result of a comparison."""


class Metrics:
    """The metrics of a call, which come through a pipe of their own, or are read from the file that was asked for."""

    def __init__(self, call: Call) -> None:
        self._path: Optional[str] = call.options.get("metrics")
        self._table: Optional[Table] = None
        if self._path is None:
            call.options["metrics"] = call.files.output("metrics", self._read)

    def _read(self, stream: IO[bytes]) -> None:
        self._table = read_table(stream)

    @property
    def table(self) -> Table:
        """The metrics, once the command has run."""
        if self._table is None and self._path is not None:
            with open(self._path, "rb") as file:
                self._read(file)
        assert self._table is not None
        return self._table


def plain_frame(library: Library, table: Table) -> Any:
    """A frame of a table of which no types are known: times become times, or whole numbers, where all cells are such."""
    columns: List[Any] = []
    for name, column in table.columns:
        if isinstance(column, NumberColumn):
            columns.append(library.floats(column.values))
        elif isinstance(column, IntegerColumn):
            columns.append(library.integers(column.values))
        elif name in ("ds", "cutoff"):
            columns.append(_times(library, column.texts, column.codes))
        else:
            columns.append(library.texts(column.texts, column.codes))
    return library.build([name for name, _ in table.columns], columns)


def _times(library: Library, texts: List[str], codes: Any) -> Any:
    found = parse_all(texts)
    if found is not None:
        zone = "UTC" if any(text.endswith("Z") for text in texts) else None
        return library.moments([value // 1000 for value in found], "us", zone, codes)
    try:
        whole = [int(text) for text in texts]
    except ValueError:
        return library.texts(texts, codes)
    return library.integers([whole[code] for code in codes])
