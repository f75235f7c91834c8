"""Forecasts that are compared, and files of predictions."""

from __future__ import annotations

import datetime
import pathlib
from typing import Any

import foresee
import pytest
from conftest import columns, values


def test_a_backtest_compared_with_itself(library: Any) -> None:
    frame = library.DataFrame(columns(60, [1, 2]))
    scored = foresee.backtest(frame, 2, ["drift", "ets"], level=80, folds=5)
    again = foresee.compare(scored.predictions, frame, model=["drift", "ets"])
    assert again.predictions["unique_id"].dtype == frame["unique_id"].dtype
    assert again.predictions["ds"].dtype == frame["ds"].dtype

    def mae(result: Any) -> Any:
        rows = zip(*(values(result.metrics, name) for name in ("model", "metric", "value")))
        return [value for model, metric, value in rows if (model, metric) == ("ets", "mae")][0]

    assert mae(again) == mae(scored)


@pytest.mark.parametrize("first", [0, 20240101, 10**7])
def test_whole_numbers_as_times(library: Any, first: int) -> None:
    data = columns(28, ["a", "b"])
    data["ds"] = [first + row for row in range(28)] * 2
    frame = library.DataFrame(data)
    scored = foresee.backtest(frame, 2, "drift", folds=3)
    again = foresee.compare([scored.predictions], frame, model="drift")
    assert sorted(values(again.predictions, "ds")) == sorted(values(scored.predictions, "ds"))


def test_frames_with_names(library: Any) -> None:
    truth = library.DataFrame(columns(30, ["a"]))
    day = datetime.date(2024, 1, 29)
    other = library.DataFrame(
        {"ds": [day, day + datetime.timedelta(1)], "yhat": [1.0, 2.0], "yhat_lower": [0.0, 1.0], "yhat_upper": [2.0, 3.0]}
    )
    result = foresee.compare({"prophet": other, "mine": other}, truth, level=80)
    assert {"prophet", "mine", "naive"} <= set(values(result.metrics, "model"))
    assert "prophet" in result.text


def test_without_a_truth(library: Any) -> None:
    scored = foresee.backtest(library.DataFrame(columns(60)), 2, "drift", folds=3)
    result = foresee.compare(scored.predictions, against="naive")
    assert "drift" in set(values(result.metrics, "model"))


def test_paths(library: Any, tmp_path: pathlib.Path) -> None:
    frame = library.DataFrame(columns(30))
    scored = foresee.backtest(frame, 2, "drift", folds=3)
    path = tmp_path / "predictions.csv"
    if hasattr(scored.predictions, "write_csv"):
        scored.predictions.write_csv(path)
    else:
        scored.predictions.to_csv(path, index=False)
    assert "drift" in foresee.compare(path, frame).text
    read = foresee.read_predictions(path, library.__name__)
    assert values(read, "naive") == values(scored.predictions, "naive")
    assert [at.date() for at in values(read, "ds")] == [
        getattr(at, "date", lambda at=at: at)() for at in values(scored.predictions, "ds")
    ]
    assert values(read, "lead") == values(scored.predictions, "lead")


def test_reading_times(tmp_path: pathlib.Path) -> None:
    pandas = pytest.importorskip("pandas")
    for text, dtype in (("5", "int64"), ("2024-01-01 05:00:00Z", "datetime64[us, UTC]"), ("2024-W05", None)):
        (tmp_path / "p.csv").write_text(f"unique_id,ds,cutoff,lead,naive\n007,{text},{text},1,2.5\n")
        read = foresee.read_predictions(tmp_path / "p.csv")
        assert read["unique_id"][0] == "007"
        assert dtype is None or str(read["ds"].dtype) == dtype
    with pytest.raises(ValueError, match="pandas"):
        foresee.read_predictions(tmp_path / "p.csv", "spark")
    assert pandas is not None


def test_json(library: Any) -> None:
    scored = foresee.backtest(library.DataFrame(columns()), 2, "naive", folds=3, json=True)
    assert scored.summary["horizon"] == 2
