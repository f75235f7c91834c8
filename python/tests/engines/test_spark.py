"""Spark: in one process, on a cluster of processes of which one is killed, and with Connect."""

from __future__ import annotations

import datetime
import decimal
import os
import pathlib
import subprocess
import sys
import threading
import warnings
from typing import Any, Iterator, List

import foresee
import pytest

from engines import clusters
from engines.conftest import PACKAGE, expected, kill, ordered, panel, same

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
pandas = pytest.importorskip("pandas")

import foresee.spark  # noqa: E402

warnings.simplefilter("ignore", FutureWarning)
ZONE = "Europe/Berlin"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    made = clusters.session("local[2]", tmp_path_factory.mktemp("spark"), ZONE)
    foresee.spark.ship(made)
    yield made
    made.stop()


def local(frame: Any) -> Any:
    """A frame of pandas whose instants have the zone of the session again."""
    made = frame.toPandas()
    for name in ("ds", "cutoff"):
        made[name] = made[name].dt.tz_localize(ZONE, ambiguous=True)
    return made


def test_instants_over_a_change_of_clocks(spark: Any) -> None:
    frame = panel(zone=ZONE)
    assert frame["ds"].min() < pandas.Timestamp("2024-03-31", tz=ZONE) < frame["ds"].max()
    df = spark.createDataFrame(frame)
    wanted = expected(frame, 3, "ets")
    for made in (
        foresee.spark.forecast(df, 3, "ets"),
        foresee.spark.forecast(df, 3, "ets", partitions=40),
        foresee.spark.pipe(df, 3, "ets"),
    ):
        assert made.schema["ds"].dataType == df.schema["ds"].dataType
        assert same(local(made), wanted)


def test_fitted_models_are_sent_along(spark: Any, tmp_path: pathlib.Path) -> None:
    frame = panel(zone=ZONE)
    df = spark.createDataFrame(frame)
    model = foresee.fit(ordered(frame), 3, "gru", level=80, max_epochs=2, hidden=4)
    model.save(tmp_path / "m.foresee")
    wanted = expected(frame, None, model, level=80)
    assert same(local(foresee.spark.forecast(df, model=tmp_path / "m.foresee", level=80)), wanted)
    names = ["gru", "gru-lo-80", "gru-hi-80"]
    assert same(local(foresee.spark.pipe(df, model=model, level=80, columns=names)), wanted)
    with pytest.raises(foresee.ForeseeError, match="which columns come out"):
        foresee.spark.pipe(df, model=model)


TYPES: List[Any] = [
    ("dates", "date", [datetime.date(2024, 1, 1) + datetime.timedelta(day) for day in range(32)]),
    ("steps", "bigint", list(range(5, 37))),
    ("small steps", "int", list(range(5, 37))),
    ("clocks", "timestamp_ntz", [datetime.datetime(2024, 1, 1) + datetime.timedelta(hours=hour) for hour in range(32)]),
    ("texts", "string", [f"2024-01-{day:02d}" for day in range(1, 32)] + ["2024-02-01"]),
]


@pytest.mark.parametrize("kind, dtype, times", TYPES, ids=[kind for kind, *_ in TYPES])
def test_types(spark: Any, kind: str, dtype: str, times: List[Any]) -> None:
    rows = [(number, at, decimal.Decimal(f"{number}.25")) for number in (7, -3) for at in times[:30]]
    df = spark.createDataFrame(rows, f"store int, at {dtype}, sold decimal(10,2)")
    for run in (foresee.spark.forecast, foresee.spark.pipe):
        made = run(df, 2, ["naive", "drift"], id_col="store", time_col="at", target_col="sold")
        assert [made.schema[name].dataType for name in ("store", "at", "cutoff")] == [
            df.schema[name].dataType for name in ("store", "at", "at")
        ]
        found = sorted(made.collect())
        assert [tuple(row)[:5] for row in found] == [
            (number, times[29 + lead], times[29], lead, float(f"{number}.25")) for number in (-3, 7) for lead in (1, 2)
        ]


def test_several_columns_of_ids(spark: Any) -> None:
    frame = panel(6, zone=ZONE).assign(item=lambda frame: frame["unique_id"].str[-1])
    made = foresee.spark.forecast(spark.createDataFrame(frame), 2, "naive", id_col=["unique_id", "item"])
    assert made.columns == ["unique_id", "item", "ds", "cutoff", "lead", "naive"] and made.count() == 12


def test_errors_of_the_command_are_told(spark: Any) -> None:
    df = spark.createDataFrame(panel(3, zone=ZONE)).withColumn("y", pyspark.sql.functions.lit("x"))
    with pytest.raises(Exception, match="cannot read"):
        foresee.spark.forecast(df, 2, "naive").collect()


def test_no_rows(spark: Any) -> None:
    df = spark.createDataFrame(panel(3, zone=ZONE)).limit(0)
    assert foresee.spark.forecast(df, 2, "naive").collect() == []
    assert foresee.spark.pipe(df, 2, "naive").collect() == []


@pytest.fixture
def cluster(tmp_path: pathlib.Path, spark: Any) -> Iterator[str]:
    """A master and two workers as processes of their own; the address of the master."""
    spark.stop()
    with clusters.spark(tmp_path) as url:
        yield url


@pytest.mark.parametrize("way", ["forecast", "pipe"])
def test_an_executor_is_killed(way: str, cluster: str, slow: pathlib.Path, tmp_path: pathlib.Path) -> None:
    frame = panel(60, zone=ZONE)
    wanted = expected(frame, 3, "ets")
    spark = clusters.session(cluster, tmp_path, ZONE)
    try:
        foresee.spark.ship(spark)
        df = spark.createDataFrame(frame)
        made: List[Any] = []
        run = getattr(foresee.spark, way)
        work = threading.Thread(target=lambda: made.append(local(run(df, 3, "ets", partitions=8))))
        work.start()
        executors = clusters.wait_for(
            lambda: len(found := clusters.processes("CoarseGrainedExecutorBackend")) >= 2 and found
        )
        clusters.wait_for(lambda: clusters.processes("foresee-command", "forecast"))
        kill(next(iter(executors)))
        work.join(300)
        assert made and same(made[0], wanted)
    finally:
        spark.stop()


def test_connect(spark: Any, tmp_path: pathlib.Path) -> None:
    """Spark Connect, whose server is another process."""
    pytest.importorskip("grpc", reason="pyspark[connect] is not installed")
    spark.stop()
    frame = panel(12, zone=ZONE)
    code = """
import sys
import pandas, foresee.spark
from pyspark.sql import SparkSession
spark = SparkSession.builder.remote("local[2]").config("spark.sql.session.timeZone", sys.argv[3]).getOrCreate()
spark.conf.set("spark.sql.session.timeZone", sys.argv[3])
foresee.spark.ship(spark)
df = spark.createDataFrame(pandas.read_pickle(sys.argv[1]))
made = foresee.spark.forecast(df, 3, "ets", partitions=3)
assert ".connect." in type(made).__module__
made.toPandas().to_pickle(sys.argv[2])
spark.stop()
"""
    frame.to_pickle(tmp_path / "in")
    words = [sys.executable, "-c", code, str(tmp_path / "in"), str(tmp_path / "out"), ZONE]
    done = subprocess.run(
        words, cwd=PACKAGE, env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    made = pandas.read_pickle(tmp_path / "out")
    for name in ("ds", "cutoff"):
        made[name] = made[name].dt.tz_localize(ZONE, ambiguous=True)
    assert same(made, expected(frame, 3, "ets"))
