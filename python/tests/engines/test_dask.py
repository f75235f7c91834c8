"""Dask: in one process, and with two worker processes of which one is killed."""

from __future__ import annotations

import os
import pathlib
import threading
from typing import Any, Iterator, List

import foresee
import pytest

from engines import clusters
from engines.conftest import expected, kill, ordered, panel, same

pytest.importorskip("distributed", reason="dask is not installed")
frames = pytest.importorskip("dask.dataframe", reason="dask's frames are not installed")

import foresee.dask  # noqa: E402


def test_in_one_process(tmp_path: pathlib.Path) -> None:
    frame = panel(zone="Europe/Berlin")
    df = frames.from_pandas(frame, npartitions=5, sort=False)
    assert same(foresee.dask.forecast(df, 3, "ets").compute(), expected(frame, 3, "ets"))
    many = foresee.dask.forecast(df, 3, ["naive", "drift"], partitions=40)
    assert many.npartitions == 40 and same(many.compute(), expected(frame, 3, ["naive", "drift"]))
    model = foresee.fit(ordered(frame), 3, "gru", level=80, max_epochs=2, hidden=4)
    model.save(tmp_path / "m.foresee")
    made = foresee.dask.forecast(df, model=str(tmp_path / "m.foresee"), level=80).compute()
    assert same(made, expected(frame, None, model, level=80))


def test_numbers_as_ids() -> None:
    frame = panel().assign(unique_id=lambda frame: frame["unique_id"].str.extract(r"(\d+)")[0].astype("int32"))
    made = foresee.dask.forecast(frames.from_pandas(frame, npartitions=3, sort=False), 3, "naive").compute()
    assert made["unique_id"].dtype == "int32" and same(made, expected(frame, 3, "naive"))


@pytest.fixture
def client(tmp_path: pathlib.Path) -> Iterator[Any]:
    with clusters.dask(tmp_path) as client:
        yield client


def test_a_worker_is_killed(slow: pathlib.Path, client: Any) -> None:
    frame = panel(60)
    wanted = expected(frame, 3, "ets")
    foresee.dask.ship(client)
    client.run(lambda: os.environ.pop("FORESEE_BINARY", None))
    workers = set(client.run(os.getpid).values())
    assert len(workers) == 2
    df = frames.from_pandas(frame, npartitions=8, sort=False)
    made: List[Any] = []
    work = threading.Thread(target=lambda: made.append(foresee.dask.forecast(df, 3, "ets", partitions=8).compute()))
    work.start()
    running = clusters.wait_for(lambda: clusters.processes("foresee-command", "forecast"))
    victim = clusters.parent(next(iter(running)))
    assert victim in workers
    kill(victim)
    work.join(300)
    assert made and same(made[0], wanted)
    assert victim not in set(client.run(os.getpid).values())
