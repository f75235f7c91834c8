"""Forecasts, backtests, fits and comparisons of frames."""

from __future__ import annotations

import os
from typing import Any, Mapping, Optional, Sequence, TypeVar, Union

from .call import Call, Progress
from .comparing import Inputs
from .frames import library_named
from .messages import Listener
from .model import Model, Path
from .results import Backtest, Comparison, Metrics, plain_frame
from .table import read_table

FrameT = TypeVar("FrameT")
Names = Union[str, Sequence[str]]
Models = Union[str, Path, Model, Sequence[Union[str, Path, Model]]]
Levels = Union[float, Sequence[float]]


def forecast(
    df: FrameT,
    h: Optional[int] = None,
    model: Optional[Models] = None,
    level: Optional[Levels] = None,
    *,
    future_df: Optional[FrameT] = None,
    id_col: Optional[Names] = None,
    time_col: Optional[Names] = None,
    target_col: Optional[Names] = None,
    notices: Optional[Listener] = None,
    progress: Progress = None,
    **options: Any,
) -> FrameT:
    """Forecasts the ``h`` steps after the last row of each series of ``df``.

    ``df`` is a frame of pandas or polars with the columns ``unique_id``, ``ds`` and ``y``, or those that are named; without
    ``unique_id`` it is one series. The result is a frame of the same library: ids, ``ds``, ``cutoff``, ``lead``, and a
    column a model, with its intervals for ``level``.

    ``model`` is the name of one (``foresee models`` lists them), a fitted :class:`Model`, a path of its file, or several in a
    list. ``future_df`` has the columns of ``future`` in the rows after the last known ones. Other keywords are options of
    ``foresee forecast``: ``max_epochs=5`` is ``--max-epochs 5``, a list is joined by commas, ``True`` is an option without a
    value.
    """
    call = Call("forecast", {**options, "h": h, "level": level, "future_file": future_df}, notices, progress)
    with call.files:
        call.take_panel(df, {"id": id_col, "time": time_col, "target": target_col}, _reading(model))
        call.options["model"] = call.models(model)
        made: FrameT = call.forecasts()
        return made


def backtest(
    df: FrameT,
    h: Optional[int] = None,
    model: Optional[Models] = None,
    level: Optional[Levels] = None,
    *,
    id_col: Optional[Names] = None,
    time_col: Optional[Names] = None,
    target_col: Optional[Names] = None,
    notices: Optional[Listener] = None,
    progress: Progress = None,
    **options: Any,
) -> "Backtest[FrameT]":
    """Forecasts the past of each series of ``df`` from several cutoffs, and scores it.

    The result has ``predictions`` (as of :func:`forecast`, with what was observed), ``metrics`` (model, metric, lead, id,
    value; an empty lead or id means over all) and ``text``, the table and the sentences that ``foresee backtest`` prints.
    Other keywords are its options, as ``folds=60``, ``step=1`` or ``refit="every-fold"``.
    """
    call = Call("backtest", {**options, "h": h, "level": level}, notices, progress)
    with call.files:
        call.take_panel(df, {"id": id_col, "time": time_col, "target": target_col}, _reading(model))
        call.options["model"] = call.models(model)
        metrics = Metrics(call)
        predictions: FrameT = call.table()
        return Backtest(predictions, call.decoded(metrics.table), call.text)


def fit(
    df: Any,
    h: Optional[int] = None,
    model: Optional[str] = None,
    level: Optional[Levels] = None,
    *,
    id_col: Optional[Names] = None,
    time_col: Optional[Names] = None,
    target_col: Optional[Names] = None,
    notices: Optional[Listener] = None,
    progress: Progress = None,
    **options: Any,
) -> Model:
    """Trains a model on ``df``; :meth:`Model.predict` forecasts with it, :meth:`Model.save` keeps it in a file.

    Keywords are those of :func:`forecast`, and options of ``foresee fit``.
    """
    call = Call("fit", {**options, "h": h, "level": level, "model": model}, notices, progress)
    with call.files:
        call.take_panel(df, {"id": id_col, "time": time_col, "target": target_col})
        data = call.run(lambda stream: stream.read())
        return Model(data, model or "model", call.text)


def compare(
    predictions: Any,
    truth: Any = None,
    *,
    id_col: Optional[str] = None,
    time_col: Optional[str] = None,
    target_col: Optional[str] = None,
    notices: Optional[Listener] = None,
    progress: Progress = None,
    **options: Any,
) -> "Comparison[Any]":
    """Scores forecasts of any program, as ``foresee compare`` does.

    ``predictions`` is a frame or a path, a list of them, or a dictionary whose keys name models that their columns do not.
    ``truth`` is what was observed, with its history; without it that is the column ``y`` of the predictions.
    """
    call = Call("compare", options, notices, progress)
    with call.files:
        comparison = Inputs(call, {"id": id_col, "time": time_col, "target": target_col})
        if truth is not None:
            call.options["truth"] = comparison.path(truth, "truth")
        if isinstance(predictions, Mapping):
            call.inputs = [comparison.path(item, str(name), is_named=True) for name, item in predictions.items()]
        else:
            items = predictions if isinstance(predictions, (list, tuple)) else [predictions]
            call.inputs = [comparison.path(item, "predictions") for item in items]
        metrics = Metrics(call)
        scored = call.run(read_table)
        return Comparison(comparison.frame(scored), comparison.frame(metrics.table), call.text)


def read_predictions(path: Path, library: str = "pandas") -> Any:
    """The predictions or metrics in a file of the command, as a frame of ``pandas`` or ``polars``."""
    with open(os.fspath(path), "rb") as file:
        return plain_frame(library_named(library), read_table(file))


def _reading(model: Any) -> Optional[Mapping[str, Any]]:
    items = model if isinstance(model, (list, tuple)) else [model]
    for item in items:
        if isinstance(item, Model):
            return item.reading()
    return None
