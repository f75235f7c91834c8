"""Seconds and memory of the same forecasts by one process and by the adapters for Spark, Ray and Dask, all on this machine.

    FORESEE_BINARY=.build/release/foresee .build/python-engines/bin/python Benchmarks/engines/measure.py --series 20000 --rows 200

Two workers have a processor each. Every engine reads the same Parquet file; its forecasts, sorted by id and time, must have the
bytes of those of one process. The memory of a worker is the largest sum of what it and its children had resident, seen five times a
second; pages that several share are counted for each.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pathlib
import sys
import tempfile
import threading
import time
import warnings
from typing import Any, Callable, Dict, List

sys.path[:0] = [
    str(pathlib.Path(__file__).parents[2] / "python"),
    str(pathlib.Path(__file__).parents[2] / "python" / "tests"),
]
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
warnings.simplefilter("ignore")

import foresee  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402

H = 12


def make(path: pathlib.Path, series: int, rows: int) -> None:
    """Random walks with a week's season, of whole cents."""
    noise = numpy.random.default_rng(7).normal(size=(series, rows)).cumsum(axis=1)
    season = 5 * numpy.sin(numpy.arange(rows) * 2 * numpy.pi / 7)
    pandas.DataFrame({
        "unique_id": numpy.repeat([f"T{number:05d}" for number in range(series)], rows),
        "ds": numpy.tile(pandas.date_range("2023-01-01", periods=rows), series).astype("datetime64[us]"),
        "y": (noise + season + 100).round(2).ravel(),
    }).to_parquet(path, index=False, row_group_size=200_000)  # fmt: skip


class Memory(threading.Thread):
    """Watches the processes that ``roots`` names, and their children."""

    def __init__(self, roots: Callable[[], List[int]]) -> None:
        super().__init__(daemon=True)
        self._roots = roots
        self._ended = threading.Event()
        self.most = 0
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.2):
            children, resident = _processes()
            for root in self._roots():
                self.most = max(self.most, _total(root, children, resident))

    def end(self) -> float:
        self._ended.set()
        self.join()
        return self.most / 2**20


def _processes() -> Any:
    children: Dict[int, List[int]] = {}
    resident: Dict[int, int] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = pathlib.Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(status[1]), []).append(int(name))
        resident[int(name)] = int(status[21]) * os.sysconf("SC_PAGE_SIZE")
    return children, resident


def _total(root: int, children: Dict[int, List[int]], resident: Dict[int, int]) -> int:
    return resident.get(root, 0) + sum(_total(child, children, resident) for child in children.get(root, []))


def one(path: pathlib.Path, model: str, parts: int, folder: pathlib.Path) -> Any:
    """One process with a thread for each processor."""
    data = pandas.read_parquet(path)
    memory = Memory(lambda: [os.getpid()])
    start = time.monotonic()
    made = foresee.forecast(data, H, model, quiet=True)
    return made, time.monotonic() - start, memory.end()


def spark(path: pathlib.Path, model: str, parts: int, folder: pathlib.Path, way: str = "forecast") -> Any:
    """A standalone master and two workers with an executor each."""
    import foresee.spark
    from engines import clusters

    with clusters.spark(folder, memory="2g") as url:
        session = clusters.session(url, folder, zone="UTC", memory="1500m")
        foresee.spark.ship(session)
        session.range(2).count()
        memory = Memory(lambda: list(clusters.processes("CoarseGrainedExecutorBackend")))
        start = time.monotonic()
        rows = session.read.parquet(str(path))
        made = getattr(foresee.spark, way)(rows, H, model, partitions=parts).toPandas()
        result = made, time.monotonic() - start, memory.end()
        session.stop()
    return result


def pipe(path: pathlib.Path, model: str, parts: int, folder: pathlib.Path) -> Any:
    """The same by ``RDD.pipe``."""
    return spark(path, model, parts, folder, "pipe")


def ray(path: pathlib.Path, model: str, parts: int, folder: pathlib.Path) -> Any:
    """A head that works on nothing and two raylets."""
    import foresee.ray
    import ray as engine
    from engines import clusters

    with clusters.ray(store=600 * 2**20) as nodes:
        raylets = [node.all_processes["raylet"][0].process.pid for node in nodes]
        memory = Memory(lambda: raylets)
        start = time.monotonic()
        made = foresee.ray.forecast(engine.data.read_parquet(str(path)), H, model, parts=parts).to_pandas()
        return made, time.monotonic() - start, memory.end()


def dask(path: pathlib.Path, model: str, parts: int, folder: pathlib.Path) -> Any:
    """Two worker processes."""
    import dask.dataframe
    import foresee.dask
    from engines import clusters

    with clusters.dask(folder) as client:
        foresee.dask.ship(client)
        workers = list(client.run(os.getpid).values())
        memory = Memory(lambda: workers)
        start = time.monotonic()
        made = foresee.dask.forecast(dask.dataframe.read_parquet(path), H, model, partitions=parts).compute()
        return made, time.monotonic() - start, memory.end()


def digest(made: Any) -> str:
    """The digest of the forecasts as CSV, sorted by id and time."""
    for name in ("ds", "cutoff"):
        made[name] = made[name].dt.tz_localize(None).astype("datetime64[us]")
    made["unique_id"] = made["unique_id"].astype(str)
    text = made.sort_values(["unique_id", "ds"]).to_csv(index=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=20000)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--model", default="ets")
    parser.add_argument("--parts", type=int, default=32)
    parser.add_argument("engines", nargs="*", default=["one", "spark", "pipe", "ray", "dask"])
    given = parser.parse_args()
    print(f"{given.series} series of {given.rows} rows, {given.model}, horizon {H}, {os.cpu_count()} processors")
    print("engine    seconds  MB of a worker  digest", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make(folder / "rows.parquet", given.series, given.rows)
        for engine in given.engines:
            made, seconds, megabytes = globals()[engine](folder / "rows.parquet", given.model, given.parts, folder)
            print(f"{engine:<8}  {seconds:7.1f}  {megabytes:14.0f}  {digest(made)}", flush=True)


if __name__ == "__main__":
    main()
