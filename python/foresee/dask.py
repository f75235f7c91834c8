"""Forecasts of a frame of Dask, spread over its workers.

>>> import foresee.dask
>>> foresee.dask.ship(client)                                      # doctest: +SKIP
>>> out = foresee.dask.forecast(ddf, h=5, model="ets").compute()   # doctest: +SKIP

Rows are shuffled by id, so that a series is never in two partitions; every partition is forecast by one run of the command.
"""

from __future__ import annotations

import os
import tempfile
from typing import Any, Optional, Sequence, Union

from ._parts import Part, package_zip, use_command
from .binary import find_binary

Names = Union[str, Sequence[str]]
#: The name under which the command is sent.
_COMMAND = "foresee-command"


def ship(client: Any) -> None:
    """Sends this package and the command to the workers, and to those that come later, where they are not installed."""
    with tempfile.TemporaryDirectory(prefix="foresee-") as folder:
        package = os.path.join(folder, "foresee.zip")
        with open(package, "wb") as file:
            file.write(package_zip())
        client.upload_file(package)
    with open(find_binary(), "rb") as file:
        client.register_plugin(_sent_command(file.read()))


def _sent_command(content: bytes) -> Any:
    from distributed import WorkerPlugin

    class SentCommand(WorkerPlugin):  # type: ignore[misc]
        """Keeps the command in the worker's folder, which goes away with the worker."""

        name = "foresee-command"

        def setup(self, worker: Any) -> None:
            path = os.path.join(worker.local_directory, _COMMAND)
            with open(path, "wb") as file:
                file.write(content)
            os.chmod(path, 0o755)

    return SentCommand()


def _use_sent_command() -> None:
    try:
        from distributed import get_worker

        use_command(os.path.join(get_worker().local_directory, _COMMAND))
    except (ImportError, ValueError):
        return  # It runs in this process, where the command is found as always.


def forecast(
    df: Any,
    h: Optional[int] = None,
    model: Any = None,
    *,
    id_col: Names = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    partitions: Optional[int] = None,
    columns: Optional[Sequence[str]] = None,
    **options: Any,
) -> Any:
    """Forecasts the ``h`` steps after the last row of each series of a frame of Dask, as a frame of Dask.

    ``model`` is one that forecasts each series by itself, as ``ets``, or a fitted one: a ``Model`` or the path of its file, which
    is sent along. ``partitions`` is the number of runs; without it there are as many as the frame has. Which ``columns`` of
    forecasts a fitted model makes is learnt from one series, unless they are named. Other keywords are those of
    ``foresee.forecast``.
    """
    part = Part(h, model, options, id_col, time_col, target_col, _use_sent_command)
    rows = df[part.columns(list(df.columns))]
    part.learn_outputs(columns, lambda: _first_series(rows, part))
    spread = rows.shuffle(part.ids, npartitions=partitions or rows.npartitions)
    return spread.map_partitions(part, meta=part.empty(rows._meta), enforce_metadata=False)


def _first_series(rows: Any, part: Part) -> Any:
    first = rows[part.ids].head(1, npartitions=-1)
    sample = rows
    for name in part.ids:
        sample = sample[sample[name] == first[name].iloc[0]]
    return sample.compute()
