"""Forecasts of tickers, vital signs and other series, by the command ``foresee``.

>>> import foresee
>>> forecasts = foresee.forecast(df, h=5, model="ets", level=80)      # doctest: +SKIP
>>> result = foresee.backtest(df, h=5, model=["ets", "gru"], folds=20)  # doctest: +SKIP
>>> print(result.text)                                                # doctest: +SKIP

A frame of pandas or polars with the columns ``unique_id``, ``ds`` and ``y`` goes in, and a frame of the same library comes
out. Nothing else is needed beside the command, which comes with the wheel.
"""

from ._version import __version__
from .api import backtest, compare, fit, forecast, read_predictions
from .binary import find_binary
from .errors import ForeseeError, ForeseeNotice
from .model import Model, load
from .results import Backtest, Comparison

__all__ = [
    "Backtest",
    "Comparison",
    "ForeseeError",
    "ForeseeNotice",
    "Model",
    "__version__",
    "backtest",
    "compare",
    "find_binary",
    "fit",
    "forecast",
    "load",
    "read_predictions",
]
