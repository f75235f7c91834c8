"""Forecasts of a data set of Ray, spread over its nodes.

>>> import ray, foresee.ray
>>> ray.init(runtime_env=foresee.ray.runtime_env())                # doctest: +SKIP
>>> out = foresee.ray.forecast(ray.data.read_parquet("rows/"), h=5, model="ets")  # doctest: +SKIP

Ids are spread over parts, so that a series is never in two of them, and every part is forecast by one run of the command.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from functools import partial
from typing import Any, Dict, Optional, Sequence, Union

from ._parts import Part, use_command
from .binary import find_binary

Names = Union[str, Sequence[str]]
#: The column of the number of the part.
_PART = "__foresee_part"
#: The folder of this package to which the command is sent.
_FOLDER = "bin"


def runtime_env() -> Dict[str, Any]:
    """What ``ray.init`` takes to send this package and the command to the nodes, where they are not installed.

    The files to send are in a folder that is removed when this process ends.
    """
    import atexit

    folder = tempfile.mkdtemp(prefix="foresee-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    package = os.path.join(folder, "foresee")
    shutil.copytree(
        os.path.dirname(os.path.abspath(__file__)), package, ignore=shutil.ignore_patterns("__pycache__", _FOLDER)
    )
    os.mkdir(os.path.join(package, _FOLDER))
    shutil.copy(find_binary(), os.path.join(package, _FOLDER, "foresee"))
    return {"py_modules": [package]}


def _use_sent_command() -> None:
    for folder in sys.path:  # What was sent may lie behind another copy of this package.
        use_command(os.path.join(folder, "foresee", _FOLDER, "foresee"))


def forecast(
    data: Any,
    h: Optional[int] = None,
    model: Any = None,
    *,
    id_col: Names = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    parts: int = 16,
    columns: Optional[Sequence[str]] = None,
    **options: Any,
) -> Any:
    """Forecasts the ``h`` steps after the last row of each series of a data set of Ray, as a data set of Ray.

    ``model`` is one that forecasts each series by itself, as ``ets``, or a fitted one: a ``Model`` or the path of its file, which
    is sent along. ``parts`` is the number of runs. Other keywords are those of ``foresee.forecast``.
    """
    part = Part(h, model, options, id_col, time_col, target_col, _use_sent_command)
    part.outputs = list(columns or [])
    rows = data.select_columns(part.columns(data.columns()))
    spread = rows.map_batches(partial(_numbered, part.ids, parts), batch_format="pandas")
    return spread.groupby(_PART).map_groups(partial(_forecast, part), batch_format="pandas")


def _numbered(ids: Sequence[str], parts: int, batch: Any) -> Any:
    """The rows with the number of the part that their series belongs to, the same on every machine."""
    import pandas as pd

    keys = batch[list(ids)].astype(object)
    return batch.assign(**{_PART: (pd.util.hash_pandas_object(keys, index=False) % parts).astype("int64")})


def _forecast(part: Part, group: Any) -> Any:
    return part(group.drop(columns=[_PART]))
