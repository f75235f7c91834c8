"""Forecasts of a frame of Spark by ``RDD.pipe``, for executors that have Python but none of its libraries.

The command gets its rows as CSV lines that Spark writes, and Spark reads the lines that come back.
"""

from __future__ import annotations

import hashlib
import operator
import os
import shlex
from typing import Any, List, Optional, Sequence, Tuple

from ._parts import Part
from .cells import quoted
from .errors import ForeseeError
from .model import Model
from .options import arguments, quoted_name

#: Runs the command on the lines of a partition below a header; of no lines nothing comes out. Executors have what was sent in
#: their own folder, and Spark in one process in another.
_SCRIPT = """folder=$1 header=$2; shift 2
IFS= read -r first || exit 0
[ -x ./{command} ] || cd "$folder" || exit 1
{{ printf '%s\\n' "$header" "$first"; cat; }} | ./{command} "$@"
"""


def piped(df: Any, part: Part, command: str, partitions: Optional[int], columns: Optional[Sequence[str]]) -> Any:
    """The forecasts, as a frame of Spark; ``command`` is the name under which the command was sent."""
    from pyspark import SparkFiles

    if len(part.ids) != 1:
        raise ForeseeError("a pipe takes one column of ids", fix="forecast() takes several", exit_code=2)
    if columns is None and (part.options.get("name") or any(isinstance(item, Model) for item in part.model)):
        raise ForeseeError("which columns come out is not known", fix='columns=["MODEL", "MODEL-lo-80", ...]', exit_code=2)
    names = [str(item) for item in part.model] if columns is None else list(columns)
    spark = df.sparkSession
    rows = df.select(*[_quoted(name) for name in part.columns(df.columns)])
    options = {**_options(spark, rows, part), "model": ",".join(_models(spark.sparkContext, part.model))}
    given = ["forecast", *arguments(options), "--output=-", "--", "-"]
    script = _SCRIPT.format(command=command)
    header = ",".join(quoted(name) for name in rows.columns)
    words = ["/bin/sh", "-c", script, "foresee", SparkFiles.getRootDirectory(), header, *given]
    by = rows[_quoted(part.ids[0])]
    spread = rows.repartition(by) if partitions is None else rows.repartition(partitions, by)
    lines = _lines(spread.sortWithinPartitions(by, rows[_quoted(part.time)]), spark)
    made = lines.rdd.map(operator.itemgetter(0)).pipe(" ".join(shlex.quote(word) for word in words), checkCode=True)
    return _read(spark, made.filter(lambda line: not line.startswith("unique_id,ds,cutoff,lead,")), rows, part, names)


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _zone(spark: Any) -> str:
    return str(spark.conf.get("spark.sql.session.timeZone"))


def _options(spark: Any, rows: Any, part: Part) -> Any:
    from pyspark.sql import types as T

    kind = rows.schema[part.time].dataType
    options = {"threads": 1, "quiet": True, **part.options}
    options.update({"id": quoted_name(part.ids[0]), "time": quoted_name(part.time), "target": quoted_name(part.target)})
    if isinstance(kind, T.TimestampType):
        options.setdefault("timezone", _zone(spark))
    elif isinstance(kind, T.IntegralType) and not any(options.get(name) for name in ("time_unit", "time_format", "steps")):
        options["time_unit"] = "s"
    return options


def _models(context: Any, models: Sequence[Any]) -> List[str]:
    """The models by their names, and fitted ones as files that are sent along."""
    found: List[str] = []
    for item in models:
        if not isinstance(item, Model):
            found.append(str(item))
            continue
        name = f"{hashlib.sha256(item.data).hexdigest()[:16]}.foresee"
        path = os.path.join(context._temp_dir, name)
        if not os.path.exists(path):
            item.save(path)
            context.addFile(path)
        found.append(f"./{name}")
    return found


def _lines(rows: Any, spark: Any) -> Any:
    from pyspark.sql import functions as F

    form = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"
    options = {"escape": '"', "timestampFormat": form + "XXX", "timestampNTZFormat": form, "timeZone": _zone(spark)}
    return rows.select(F.to_csv(F.struct(*[rows[_quoted(name)] for name in rows.columns]), options))


def _read(spark: Any, lines: Any, rows: Any, part: Part, names: Sequence[str]) -> Any:
    from pyspark.sql import functions as F
    from pyspark.sql import types as T

    texts = ["unique_id", "ds", "cutoff"]
    fields = [T.StructField(name, T.StringType()) for name in texts] + [T.StructField("lead", T.LongType())]
    schema = T.StructType(fields + [T.StructField(name, T.DoubleType()) for name in names])
    read = spark.read.csv(lines, schema=schema, escape='"', mode="FAILFAST", ignoreLeadingWhiteSpace=False, emptyValue="")
    made: List[Tuple[str, Any, str]] = [
        ("unique_id", rows.schema[part.ids[0]].dataType, part.ids[0]),
        ("ds", rows.schema[part.time].dataType, part.time),
        ("cutoff", rows.schema[part.time].dataType, "cutoff"),
    ]
    typed = [F.col(name).cast(kind).alias(label) for name, kind, label in made]
    return read.select(*typed, "lead", *[F.col(_quoted(name)) for name in names])
