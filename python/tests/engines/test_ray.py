"""Ray: two raylets as nodes, of which one is killed."""

from __future__ import annotations

import pathlib
import threading
from typing import Any, Iterator, List

import foresee
import pytest

from engines.conftest import expected, kill, ordered, panel, processes, same, wait_for

ray = pytest.importorskip("ray", reason="ray is not installed")
pytest.importorskip("pyarrow")

import foresee.ray  # noqa: E402
from ray.cluster_utils import Cluster  # noqa: E402

STORE = 100 * 1024 * 1024


@pytest.fixture
def cluster(slow: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head that works on nothing, and two nodes with a processor each."""
    made = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": STORE, "include_dashboard": False}
    )
    nodes = [made.add_node(num_cpus=1, object_store_memory=STORE) for _ in range(2)]
    made.wait_for_nodes()
    runtime = foresee.ray.runtime_env()
    ray.init(address=made.address, runtime_env=runtime, log_to_driver=False)
    yield nodes
    ray.shutdown()
    made.shutdown()


def test_a_node_is_killed(cluster: Any) -> None:
    frame = panel(60)
    wanted = expected(frame, 3, "ets")
    made: List[Any] = []
    data = ray.data.from_pandas(frame)
    work = threading.Thread(target=lambda: made.append(foresee.ray.forecast(data, 3, "ets", parts=8).to_pandas()))
    work.start()
    wait_for(lambda: processes("forecast", "--threads=1"))
    kill(cluster[1].all_processes["raylet"][0].process.pid)
    work.join(300)
    assert made and same(made[0], wanted)


def test_a_fitted_model(cluster: Any) -> None:
    frame = panel()
    model = foresee.fit(ordered(frame), 3, "gru", level=80, max_epochs=2, hidden=4)
    made = foresee.ray.forecast(ray.data.from_pandas(frame), model=model, level=80, parts=3).to_pandas()
    assert same(made, expected(frame, None, model, level=80))  # type: ignore[arg-type]
