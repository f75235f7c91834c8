"""Frames of polars."""

from __future__ import annotations

from typing import Any, List, Sequence

import polars as pl

from .cells import Column
from .times import Zone

_UNITS = ("ms", "us", "ns")


class PolarsFrame:
    """A frame of polars to read from."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.names: List[str] = list(data.columns)
        self.height: int = data.height

    def column(self, index: int) -> Column:
        series = self.data.to_series(index)
        kind, unit, zone = _kind(series.dtype)
        if kind in ("instant", "duration"):
            series = series.to_physical()
        elif kind == "object" and series.dtype in (pl.Categorical, pl.Enum):
            series, kind = series.cast(pl.String), "text"
        elif kind == "number":
            series = series.cast(pl.Float64).fill_nan(None)

        def texts(start: int, stop: int) -> List[str]:
            return list(series.slice(start, stop - start).cast(pl.String).fill_null("").to_list())

        def values(start: int, stop: int) -> List[Any]:
            return list(series.slice(start, stop - start).to_list())

        return Column(self.names[index], kind, values, unit, zone, texts if kind == "number" else None)

    def label(self, index: int) -> Any:
        return self.names[index]

    def take(self, index: int, rows: Sequence[int]) -> Any:
        places = pl.Series([row if row >= 0 else None for row in rows], dtype=pl.Int64)
        return self.data.to_series(index).gather(places)

    def like(self, index: int, values: List[Any], codes: Sequence[int]) -> Any:
        dtype = self.data.to_series(index).dtype
        if dtype in (pl.Categorical, pl.Enum):
            return _gather(pl.Series(values, dtype=pl.String), codes)
        return _gather(pl.Series(values, dtype=dtype, strict=False), codes)

    def instants(self, index: int, counts: List[int], unit: str, codes: Sequence[int]) -> Any:
        dtype = self.data.to_series(index).dtype
        if isinstance(dtype, pl.Duration):
            return _gather(pl.Series(counts, dtype=pl.Int64).cast(pl.Duration(unit)), codes)
        return moments(counts, unit, getattr(dtype, "time_zone", None), codes)


def _zone(name: str) -> Zone:
    import zoneinfo

    return Zone(name, zoneinfo.ZoneInfo(name))


def _kind(dtype: Any) -> Any:
    if dtype == pl.Date:
        return "instant", "D", None
    if isinstance(dtype, pl.Datetime):
        zone = dtype.time_zone
        return "instant", dtype.time_unit, None if zone is None else _zone(zone)
    if isinstance(dtype, pl.Duration):
        return "duration", dtype.time_unit, None
    if dtype.is_float():
        return "number", "ns", None
    if dtype.is_integer():
        return "integer", "ns", None
    return ("text" if dtype == pl.String else "object"), "ns", None


def _gather(series: Any, codes: Sequence[int]) -> Any:
    return series.gather(pl.Series(list(codes), dtype=pl.Int64))


def frame(data: Any) -> PolarsFrame:
    return PolarsFrame(data)


def floats(values: Any) -> Any:
    return pl.Series(values.tolist(), dtype=pl.Float64).fill_nan(None)


def integers(values: List[Any]) -> Any:
    return pl.Series(values, dtype=pl.Int64)


def texts(texts: List[str], codes: Sequence[int]) -> Any:
    return _gather(pl.Series([text or None for text in texts], dtype=pl.String), codes)


def moments(counts: List[int], unit: str, zone: Any, codes: Sequence[int]) -> Any:
    if unit == "D":
        return _gather(pl.Series(counts, dtype=pl.Int32).cast(pl.Date), codes)
    if unit == "s":
        counts, unit = [count * 1000 for count in counts], "ms"
    return _gather(pl.Series(counts, dtype=pl.Int64).cast(pl.Datetime(unit, zone)), codes)


def build(names: List[Any], columns: List[Any]) -> Any:
    made = pl.DataFrame([column.alias(f"column {place}") for place, column in enumerate(columns)])
    made.columns = names
    return made
