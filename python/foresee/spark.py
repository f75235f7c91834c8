"""Forecasts of a frame of Spark, spread over its executors.

>>> import foresee.spark
>>> foresee.spark.ship(spark)                                      # doctest: +SKIP
>>> out = foresee.spark.forecast(df, h=5, model="ets")             # doctest: +SKIP

Rows are partitioned by id, so that a series is never in two partitions, and sorted by id and time; every partition is
forecast by one run of the command. The same works with Spark Connect.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple, Union

from ._parts import Part, package_zip, use_command
from .binary import find_binary
from .errors import ForeseeError

Names = Union[str, Sequence[str]]
#: The name under which the command is sent.
_COMMAND = "foresee-command"


def ship(spark: Any) -> None:
    """Sends this package and the command to the executors, where they are not installed."""
    if ".connect." in type(spark).__module__:
        with tempfile.TemporaryDirectory(prefix="foresee-") as folder:
            package, command = _files(folder)
            spark.addArtifacts(package, pyfile=True)
            spark.addArtifacts(command, file=True)
        return
    # Executors may fetch them as long as the session lasts, and Spark removes its own folder with it.
    context = spark.sparkContext
    package, command = _files(context._temp_dir)
    context.addPyFile(package)
    context.addFile(command)


def _files(folder: str) -> Tuple[str, str]:
    package, command = os.path.join(folder, "foresee.zip"), os.path.join(folder, _COMMAND)
    with open(package, "wb") as file:
        file.write(package_zip())
    shutil.copy(find_binary(), command)
    os.chmod(command, 0o755)
    return package, command


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
    """Forecasts the ``h`` steps after the last row of each series of a frame of Spark, as a frame of Spark.

    ``model`` is one that forecasts each series by itself, as ``ets``, or a fitted one: a ``Model`` or the path of its file, which
    is sent along. ``partitions`` is the number of runs; without it Spark decides. Which ``columns`` of forecasts a fitted model
    makes is learnt from one series, unless they are named. Other keywords are those of ``foresee.forecast``.
    """
    part = Part(h, model, options, id_col, time_col, target_col, _use_sent_command)
    rows, clock = _readable(df.select(*[_quoted(name) for name in part.columns(df.columns)]), part)
    part.learn_outputs(columns, lambda: clock.typed(_first_series(rows, part)))
    by = [rows[_quoted(name)] for name in part.ids]
    spread = rows.repartition(*by) if partitions is None else rows.repartition(partitions, *by)
    ordered = spread.sortWithinPartitions(*by, rows[_quoted(part.time)])
    return clock.restored(ordered.mapInPandas(_runs(part, clock), _schema(rows, part)))


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _use_sent_command() -> None:
    from pyspark import SparkFiles

    use_command(os.path.join(SparkFiles.getRootDirectory(), _COMMAND))


class _Clock:
    """How the times of a frame go to the executors' Python and back: as counts, which no change of zone alters."""

    def __init__(self, name: str, kind: Optional[str], zone: str) -> None:
        self.name = name
        self.kind = kind
        self.zone = zone

    def typed(self, data: Any) -> Any:
        """The frame of pandas with times that the command reads."""
        if self.kind == "day":
            data[self.name] = (data[self.name].astype("int64") * 86400).astype("datetime64[s]")
        elif self.kind == "instant":
            utc = data[self.name].astype("int64").astype("datetime64[us]").dt.tz_localize("UTC")
            data[self.name] = utc.dt.tz_convert(self.zone)
        return data

    def counted(self, data: Any) -> Any:
        """The frame of pandas with counts."""
        for name in (self.name, "cutoff"):
            if self.kind == "instant":
                utc = data[name].dt.tz_convert("UTC").dt.tz_localize(None)
                data[name] = utc.astype("datetime64[us]").astype("int64")
            elif self.kind == "day":
                data[name] = (data[name].astype("datetime64[s]").astype("int64") // 86400).astype("int32")
        return data

    def restored(self, df: Any) -> Any:
        """The frame of Spark with times of the type that they had."""
        from pyspark.sql import functions as F

        back = {"instant": F.timestamp_micros, "day": F.date_from_unix_date}.get(self.kind or "")
        if back is None:
            return df
        for name in (self.name, "cutoff"):
            df = df.withColumn(name, back(F.col(_quoted(name))))
        return df


def _readable(df: Any, part: Part) -> Tuple[Any, _Clock]:
    """The frame with times as counts, and decimal fractions as doubles."""
    from pyspark.sql import functions as F
    from pyspark.sql import types as T

    kinds = {field.name: field.dataType for field in df.schema.fields}
    column = F.col(_quoted(part.time))
    kind = None
    if isinstance(kinds[part.time], T.TimestampType):
        df, kind = df.withColumn(part.time, F.unix_micros(column)), "instant"
    elif isinstance(kinds[part.time], T.DateType):
        df, kind = df.withColumn(part.time, F.unix_date(column)), "day"
    for name, other in kinds.items():
        if isinstance(other, T.DecimalType) and name not in part.ids:
            df = df.withColumn(name, F.col(_quoted(name)).cast("double"))
    return df, _Clock(part.time, kind, str(df.sparkSession.conf.get("spark.sql.session.timeZone")))


def _first_series(rows: Any, part: Part) -> Any:
    first = rows.select(*[_quoted(name) for name in part.ids]).first()
    sample = rows if first is not None else rows.limit(0)
    for name in part.ids if first is not None else []:
        sample = sample.where(sample[_quoted(name)].eqNullSafe(first[name]))
    return sample.toPandas()


def _schema(rows: Any, part: Part) -> Any:
    from pyspark.sql import types as T

    kinds = {field.name: field.dataType for field in rows.schema.fields}
    fields = [T.StructField(name, kinds[name]) for name in [*part.ids, part.time]]
    fields += [T.StructField("cutoff", kinds[part.time]), T.StructField("lead", T.LongType())]
    return T.StructType(fields + [T.StructField(name, T.DoubleType()) for name in part.outputs])


def _runs(part: Part, clock: _Clock) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What is done with a partition, whose rows come in batches."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pandas as pd

        found: List[Any] = [batch for batch in batches if len(batch)]
        if found:
            yield clock.counted(part(clock.typed(pd.concat(found, ignore_index=True))))

    return run


def pipe(
    df: Any,
    h: Optional[int] = None,
    model: Any = None,
    *,
    id_col: str = "unique_id",
    time_col: str = "ds",
    target_col: str = "y",
    partitions: Optional[int] = None,
    columns: Optional[Sequence[str]] = None,
    **options: Any,
) -> Any:
    """Does as :func:`forecast` does, with ``RDD.pipe``: executors need neither pandas nor pyarrow nor this package, only the
    command that :func:`ship` sends, and pay nothing for the way through Python's frames.

    Ids may not hold ends of lines, nor blanks at their ends. ``columns`` are those of the forecasts of a fitted model. Spark
    Connect has no pipes.
    """
    from ._spark_pipe import piped

    if ".connect." in type(df).__module__:
        raise ForeseeError("Spark Connect has no RDD.pipe", fix="foresee.spark.forecast", exit_code=2)
    return piped(df, Part(h, model, options, id_col, time_col, target_col), _COMMAND, partitions, columns)
