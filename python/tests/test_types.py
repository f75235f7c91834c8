"""Ids and times go out as the type they came in, whatever that is, and their values are exactly what they were."""

from __future__ import annotations

import datetime
import decimal
import uuid
import zoneinfo
from typing import Any, Callable, Dict, List

import foresee
import pytest
from conftest import columns, days, values

UTC = datetime.timezone.utc
STRANGE = [
    "a,b", 'say "hi"', "two\nlines", "two\r\nlines", "return\rhere", " blank ", "\ttab", "", "NA", "nan", "null", "007", "1.0",
    "=1+1", "#x", "-", "\u00e9", "e\u0301", "\ufeffmark", "nul\x00", "'", '"quoted"', "a  b", "\u00a0", "x" * 3000, "\U0001f600",
    "None", "True", "/", "a/b", "\\n", "{}",
]  # fmt: skip

IDS: Dict[str, Callable[[], List[Any]]] = {
    "texts": lambda: ["b", "a"],
    "strange texts": lambda: STRANGE,
    "whole numbers": lambda: [7, -3, 0],
    "large whole numbers": lambda: [2**62, 2**53 + 1],
    "numbers": lambda: [1.5, 2.0, 1e300],
    "truths": lambda: [True, False],
    "days": lambda: days(2),
    "moments": lambda: [datetime.datetime(2024, 1, 1, 5), datetime.datetime(2024, 1, 2)],
}


@pytest.mark.parametrize("kind", IDS)
def test_ids_come_back(library: Any, kind: str) -> None:
    frame = library.DataFrame(columns(12, IDS[kind]()))
    out = foresee.forecast(frame, 2, "naive")
    assert out["unique_id"].dtype == frame["unique_id"].dtype
    assert values(out, "unique_id") == [name for name in values(frame, "unique_id")[::12] for _ in range(2)]
    assert values(out, "naive") == [value for value in values(frame, "y")[11::12] for _ in range(2)]


PANDAS_IDS = {
    "category": ["x", "y"], "Int64": [5, 6], "int8": [5, 6], "uint64": [2**64 - 1, 6], "float32": [0.1, 2], "string": ["x", " y"],
    "boolean": [True, False], "Float64": [1.5, 2.5], "object": ["x", 5], "string[pyarrow]": ["x", "y"], "int64[pyarrow]": [5, 6],
}  # fmt: skip


@pytest.mark.parametrize("dtype", PANDAS_IDS)
def test_pandas_types_of_ids(dtype: str) -> None:
    pandas = pytest.importorskip("pandas")
    if "pyarrow" in dtype:
        pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(columns(12, PANDAS_IDS[dtype])).astype({"unique_id": dtype})
    for out in (foresee.forecast(frame, 2, "naive"), foresee.backtest(frame, 2, "naive", folds=2).predictions):
        assert out["unique_id"].dtype == frame["unique_id"].dtype
        assert list(out["unique_id"].unique()) == list(frame["unique_id"].unique())


def test_objects_as_ids() -> None:
    pandas = pytest.importorskip("pandas")
    names = [uuid.UUID(int=5), ("t", 1), decimal.Decimal("1.50"), 3]
    frame = pandas.DataFrame(columns(12, range(4)))
    frame["unique_id"] = pandas.Series([names[number] for number in frame["unique_id"]], dtype=object)
    assert list(foresee.forecast(frame, 1, "naive")["unique_id"]) == names


def test_polars_categories() -> None:
    polars = pytest.importorskip("polars")
    for dtype in (polars.Categorical, polars.Enum(["b", "a", "unused"]), polars.Int8):
        ids = [1, 2] if dtype == polars.Int8 else ["a", "b"]
        frame = polars.DataFrame(columns(12, ids)).with_columns(polars.col("unique_id").cast(dtype))
        out = foresee.forecast(frame, 1, "naive")
        assert out["unique_id"].dtype == frame["unique_id"].dtype
        assert out["unique_id"].to_list() == ids


def test_ids_written_alike() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(columns(12, ["1", 1]))
    with pytest.raises(foresee.ForeseeError, match="two names that are written alike, 1 in row 12 and another in row 0"):
        foresee.forecast(frame, 1, "naive")


def test_several_columns_of_ids(library: Any) -> None:
    frame = library.DataFrame({**columns(12, [1, 2]), "item": ["x"] * 6 + ["y"] * 12 + ["x"] * 6})
    frame = (
        frame.sort_values(["unique_id", "item"], kind="stable")
        if hasattr(frame, "iloc")
        else frame.sort("unique_id", "item", maintain_order=True)
    )
    out = foresee.forecast(frame, 1, "naive", id_col=["unique_id", "item"])
    assert list(out.columns)[:3] == ["unique_id", "item", "ds"]
    assert values(out, "unique_id") == [1, 1, 2, 2]
    assert values(out, "item") == ["x", "y", "x", "y"]


def moments(step: datetime.timedelta, start: datetime.datetime = datetime.datetime(2024, 3, 1)) -> List[datetime.datetime]:
    return [start + number * step for number in range(40)]


HOUR = datetime.timedelta(hours=1)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
TIMES: Dict[str, Any] = {
    "days": (days(40), days(42)[40:]),
    "days before 1970": (days(40, "1969-12-01"), days(42, "1969-12-01")[40:]),
    "days of long ago": (days(40, "1604-02-01"), days(42, "1604-02-01")[40:]),
    "hours": (moments(HOUR), [moments(HOUR)[-1] + HOUR, moments(HOUR)[-1] + 2 * HOUR]),
    "milliseconds": (moments(HOUR / 3600000), [moments(HOUR / 3600000)[-1] + number * HOUR / 3600000 for number in (1, 2)]),
    "instants of UTC": ([at.replace(tzinfo=UTC) for at in moments(HOUR)], None),
    "months": (
        [datetime.date(2020 + month // 12, 1 + month % 12, 1) for month in range(40)],
        [datetime.date(2023, 5, 1), datetime.date(2023, 6, 1)],
    ),
    "steps": (list(range(40)), [40, 41]),
    "steps from -5": (list(range(-5, 35)), [35, 36]),
    "steps by threes": (list(range(1, 121, 3)), [121, 124]),
    "large steps": (list(range(10**12, 10**12 + 40)), [10**12 + 40, 10**12 + 41]),
    "years": (list(range(1980, 2020)), [2020, 2021]),
    "days as numbers": ([20240101 + day for day in range(30)], [20240131, 20240201]),
    "halves": ([number / 2 for number in range(40)], [20.0, 20.5]),
    "texts": ([day.isoformat() for day in days(40)], [day.isoformat() for day in days(42)[40:]]),
    "lengths of time": ([number * HOUR for number in range(40)], [40 * HOUR, 41 * HOUR]),
}


@pytest.mark.parametrize("kind", TIMES)
def test_times_come_back(library: Any, kind: str) -> None:
    given, expected = TIMES[kind]
    expected = expected or [given[-1] + HOUR, given[-1] + 2 * HOUR]
    frame = library.DataFrame(
        {"unique_id": ["a"] * len(given), "ds": given, "y": [float(row % 7) for row in range(len(given))]}
    )
    out = foresee.forecast(frame, 2, "naive")
    assert out["ds"].dtype == frame["ds"].dtype and out["cutoff"].dtype == frame["ds"].dtype
    assert values(out, "ds") == expected
    assert values(out, "cutoff") == [given[-1]] * 2
    scored = foresee.backtest(frame, 2, "naive", folds=3).predictions
    assert values(scored, "ds") == given[-6:]
    assert values(scored, "y") == values(frame, "y")[-6:]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"])
@pytest.mark.parametrize("step", ["D", "h", "15min"])
def test_zones(zone: str, step: str) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    times = pandas.date_range("2024-03-20", periods=302, freq=step, tz=zone)
    frame = pandas.DataFrame({"unique_id": "a", "ds": times[:-2], "y": 1.5})
    out = foresee.forecast(frame, 2, "naive")
    assert out["ds"].dtype == frame["ds"].dtype
    assert list(out["ds"]) == list(times[-2:])
    again = foresee.forecast(polars.DataFrame({"unique_id": "a", "ds": frame["ds"].tolist(), "y": 1.5}), 2, "naive")
    assert [at.timestamp() for at in again["ds"].to_list()] == [at.timestamp() for at in times[-2:]]


def test_a_fixed_offset() -> None:
    pandas = pytest.importorskip("pandas")
    zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    for step in ("D", "h"):
        times = pandas.date_range("2024-03-20", periods=42, freq=step, tz=zone)
        out = foresee.forecast(pandas.DataFrame({"unique_id": 1, "ds": times[:-2], "y": 1.5}), 2, "naive")
        assert list(out["ds"]) == list(times[-2:]) and out["ds"].dtype == times.dtype


@pytest.mark.parametrize(
    "dtype", ["datetime64[s]", "datetime64[ms]", "datetime64[us]", "datetime64[ns]", "period[D]", "period[M]"]
)
def test_pandas_types_of_times(dtype: str) -> None:
    pandas = pytest.importorskip("pandas")
    step = "MS" if dtype == "period[M]" else "D"
    times = pandas.Series(pandas.date_range("2020-01-01", periods=42, freq=step))
    times = times.dt.to_period(dtype[7]) if dtype.startswith("period") else times.astype(dtype)
    out = foresee.forecast(pandas.DataFrame({"unique_id": 1, "ds": times[:-2], "y": 1.5}), 2, "naive")
    assert out["ds"].dtype == times.dtype
    assert list(out["ds"]) == list(times[-2:])


@pytest.mark.parametrize(
    "dtype", ["timestamp[us][pyarrow]", "timestamp[ns, tz=Europe/Berlin][pyarrow]", "date32[day][pyarrow]"]
)
def test_arrow_types_of_times(dtype: str) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    times = pandas.Series(
        pandas.date_range("2024-03-20", periods=42, freq="D", tz="Europe/Berlin" if "tz" in dtype else None)
    )
    times = times.astype(dtype)
    out = foresee.forecast(pandas.DataFrame({"unique_id": 1, "ds": times[:-2], "y": 1.5}), 2, "naive")
    assert out["ds"].dtype == times.dtype
    assert list(out["ds"]) == list(times[-2:])


def test_objects_as_times() -> None:
    pandas = pytest.importorskip("pandas")
    berlin = [at.replace(tzinfo=BERLIN) for at in moments(HOUR)]
    stamps = list(pandas.date_range("2024-03-20", periods=42, freq="h", tz="Europe/Berlin"))
    for given in (
        days(42),
        moments(HOUR),
        berlin,
        stamps,
        list(range(42)),
        [decimal.Decimal(number) for number in range(42)],
    ):
        frame = pandas.DataFrame({"unique_id": "a", "ds": pandas.Series(given[:-2], dtype=object), "y": 1.0})
        out = foresee.forecast(frame, 2, "naive")
        assert out["ds"].dtype == object
        assert list(out["ds"]) == given[-2:]
        assert {type(value) for value in out["ds"]} == {type(given[0])}


def test_values_are_exact(library: Any) -> None:
    wanted = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, 1e22, 123456789012345.67, 2.0**-1074, 1e-5]
    ids = [str(number) for number in range(len(wanted))]
    frame = library.DataFrame({"unique_id": ids * 9, "ds": [day for day in days(9) for _ in ids], "y": wanted * 9})
    frame = frame.sort_values(["unique_id", "ds"]) if hasattr(frame, "iloc") else frame.sort("unique_id", "ds")
    assert values(foresee.forecast(frame, 1, "naive"), "naive") == wanted


NUMBERS = ["int8", "int64", "float32", "float64", "Int64", "Float64", "boolean", "bool"]


@pytest.mark.parametrize("dtype", NUMBERS)
def test_types_of_values(dtype: str) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(columns(12, ["a"]))
    frame["y"] = [0, 1] * 6
    frame = frame.astype({"y": dtype})
    if dtype[0] in "IFb" and dtype != "bool":
        frame.loc[3, "y"] = pandas.NA
    assert list(foresee.forecast(frame, 2, "naive")["naive"]) == [1.0, 1.0]


def test_missing_values(library: Any) -> None:
    data = columns(30, ["a", "b"])
    for row in (3, 4, 40):
        data["y"][row] = None
    scored = foresee.backtest(library.DataFrame(data), 2, "naive", folds=12, step=2).predictions
    assert len(scored) > 0
    if library.__name__ == "polars":
        data["y"][3] = float("nan")
        again = foresee.backtest(library.DataFrame(data, strict=False), 2, "naive", folds=12, step=2).predictions
        assert again.equals(scored)
