"""Ray: two raylets as nodes, of which one is killed."""

from __future__ import annotations

import pathlib
import threading
from typing import Any, Iterator, List

import foresee
import pytest

from engines import clusters
from engines.conftest import expected, kill, ordered, panel, same

ray = pytest.importorskip("ray", reason="ray is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import foresee.ray  # noqa: E402


@pytest.fixture
def nodes(slow: pathlib.Path) -> Iterator[List[Any]]:
    """A head that works on nothing, and two nodes with a processor each."""
    with clusters.ray(store=100 * 2**20) as nodes:
        yield nodes


def test_a_node_is_killed(nodes: List[Any]) -> None:
    frame = panel(60)
    wanted = expected(frame, 3, "ets")
    made: List[Any] = []
    data = ray.data.from_pandas(frame)
    work = threading.Thread(target=lambda: made.append(foresee.ray.forecast(data, 3, "ets", parts=8).to_pandas()))
    work.start()
    clusters.wait_for(lambda: clusters.processes("forecast", "--threads=1"))
    kill(nodes[1].all_processes["raylet"][0].process.pid)
    work.join(300)
    assert made and same(made[0], wanted)


def test_a_fitted_model(nodes: List[Any]) -> None:
    frame = panel()
    model = foresee.fit(ordered(frame), 3, "gru", level=80, max_epochs=2, hidden=4)
    made = foresee.ray.forecast(ray.data.from_pandas(frame), model=model, level=80, parts=3).to_pandas()
    assert same(made, expected(frame, None, model, level=80))
