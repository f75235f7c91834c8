"""Frames of pandas."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .cells import Column
from .times import UNITS, Zone


class PandasFrame:
    """A frame of pandas to read from; columns that are named but stand in the index are found there."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.names: List[str] = [str(name) for name in data.columns]
        self.height = len(data)

    def _series(self, index: int) -> Any:
        return self.data.iloc[:, index]

    def column(self, index: int) -> Column:
        series = self._series(index)
        dtype = series.dtype
        if isinstance(dtype, pd.PeriodDtype):
            series = series.dt.start_time
            dtype = series.dtype
        if _is_moment(dtype):
            return self._moments(index, series)
        if dtype.kind == "m":
            counts, unit = _counts(series)
            return Column(self.names[index], "duration", counts, unit)
        if isinstance(dtype, np.dtype) and dtype.kind in "iuf":
            array = series.to_numpy(dtype="float64" if dtype.kind == "f" else dtype)
            kind = "number" if dtype.kind == "f" else "integer"
            return Column(self.names[index], kind, lambda start, stop: list(array[start:stop].tolist()))
        return Column(self.names[index], _plain_kind(dtype), lambda start, stop: _objects(series.iloc[start:stop]))

    def _moments(self, index: int, series: Any) -> Column:
        is_date = isinstance(series.dtype, pd.ArrowDtype) and series.dtype.name.startswith("date")
        zone = None if is_date else series.dt.tz
        if zone is not None:
            series = series.dt.tz_convert("UTC").dt.tz_localize(None)
        counts, unit = _counts(series)
        return Column(self.names[index], "instant", counts, unit, None if zone is None else Zone(str(zone), zone))

    def label(self, index: int) -> Any:
        return self.data.columns[index]

    def take(self, index: int, rows: Sequence[int]) -> Any:
        places = np.asarray(rows, dtype="int64")
        series = self._series(index)
        if not (places < 0).any():
            return series.take(places).reset_index(drop=True)
        if isinstance(series.dtype, np.dtype) and series.dtype.kind in "iub":
            series = series.astype(_nullable(series.dtype))
        return series.reset_index(drop=True).reindex(places).reset_index(drop=True)

    def like(self, index: int, values: List[Any], codes: Sequence[int]) -> Any:
        dtype = self._series(index).dtype
        if isinstance(dtype, pd.CategoricalDtype):
            dtype = dtype.categories.dtype
        places = np.asarray(codes, dtype="int64")
        if isinstance(dtype, np.dtype) and dtype.kind in "iu":
            return pd.Series(np.array(values, dtype=dtype)[places])
        return pd.Series(values, dtype="object").take(places).reset_index(drop=True).astype(dtype)

    def instants(self, index: int, counts: List[int], unit: str, codes: Sequence[int]) -> Any:
        dtype = self._series(index).dtype
        if isinstance(dtype, pd.CategoricalDtype):
            dtype = dtype.categories.dtype
        if isinstance(dtype, pd.PeriodDtype):
            return moments(counts, unit, None, codes).dt.to_period(dtype.freq)
        if dtype.kind == "m":
            return _array(counts, codes, f"timedelta64[{unit}]")
        series = moments(counts, unit, _zone(dtype), codes)
        return series.astype(dtype) if isinstance(dtype, pd.ArrowDtype) else series


def _nullable(dtype: Any) -> str:
    """The type that holds the same values, and missing ones."""
    return "boolean" if dtype.kind == "b" else ("Int" if dtype.kind == "i" else "UInt") + str(dtype.itemsize * 8)


def _is_moment(dtype: Any) -> bool:
    return bool(pd.api.types.is_datetime64_any_dtype(dtype)) or isinstance(dtype, pd.ArrowDtype) and dtype.kind == "M"


def _zone(dtype: Any) -> Any:
    if isinstance(dtype, pd.ArrowDtype):
        return getattr(dtype.pyarrow_dtype, "tz", None)
    return getattr(dtype, "tz", None)


def _counts(series: Any) -> Tuple[Any, str]:
    if isinstance(series.dtype, pd.ArrowDtype):
        series = pd.Series(series.to_numpy(dtype=f"{'datetime64' if series.dtype.kind == 'M' else 'timedelta64'}[ns]"))
    array = series.to_numpy()
    unit = np.datetime_data(array.dtype)[0]
    if unit not in UNITS:
        array, unit = array.astype(f"{'datetime64' if array.dtype.kind == 'M' else 'timedelta64'}[s]"), "s"
    counts = array.astype("int64")
    missing = np.isnat(array)

    def values(start: int, stop: int) -> List[Optional[int]]:
        found: List[Optional[int]] = counts[start:stop].tolist()
        for place in np.flatnonzero(missing[start:stop]):
            found[place] = None
        return found

    return values, unit


def _plain_kind(dtype: Any) -> str:
    if dtype.kind in "iu":
        return "integer"
    if dtype.kind == "f":
        return "number"
    return "text" if isinstance(dtype, pd.StringDtype) else "object"


def _objects(series: Any) -> List[Any]:
    found: List[Any] = series.astype(object).tolist()
    for place in np.flatnonzero(series.isna().to_numpy(dtype=bool)):
        found[place] = None
    return found


def _array(values: List[int], codes: Sequence[int], dtype: str) -> Any:
    return pd.Series(np.array(values, dtype="int64").astype(dtype)[np.asarray(codes, dtype="int64")])


def frame(data: Any) -> PandasFrame:
    if isinstance(data.index, (pd.DatetimeIndex, pd.PeriodIndex)) and data.index.name is None and "ds" not in data.columns:
        data = data.rename_axis("ds")
    named = [name for name in data.index.names if name is not None]
    if named and not set(named) & set(data.columns):
        data = data.reset_index()
    return PandasFrame(data)


def floats(values: Any) -> Any:
    return pd.Series(np.frombuffer(values, dtype="float64") if len(values) else np.empty(0))


def integers(values: List[Any]) -> Any:
    return pd.Series(values, dtype="Int64" if None in values else "int64")


def texts(texts: List[str], codes: Sequence[int]) -> Any:
    found = pd.Series([text or None for text in texts], dtype=None if any(texts) else "str")
    return found.take(np.asarray(codes, dtype="int64")).reset_index(drop=True)


def moments(counts: List[int], unit: str, zone: Any, codes: Sequence[int]) -> Any:
    unit, factor = ("s", 86400) if unit == "D" else (unit, 1)
    series = _array([count * factor for count in counts], codes, f"datetime64[{unit}]")
    return series if zone is None else series.dt.tz_localize("UTC").dt.tz_convert(zone)


def build(names: List[Any], columns: List[Any]) -> Any:
    made = pd.DataFrame(dict(enumerate(columns)))
    made.columns = pd.Index(names)
    return made
