"""Small clusters of processes on this machine, for tests and measurements: two workers with a processor each."""

from __future__ import annotations

import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List, Optional


def processes(*words: str) -> Dict[int, List[str]]:
    """The processes whose command lines hold all words."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            line = pathlib.Path(f"/proc/{name}/cmdline").read_text().split("\0")
        except (OSError, UnicodeDecodeError):
            continue
        if all(any(word in part for part in line) for word in words):
            found[int(name)] = line
    return found


def parent(pid: int) -> int:
    """The parent of a process."""
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def wait_for(condition: Callable[[], Any], seconds: float = 120) -> Any:
    """What a condition returns, once it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"nothing happened in {seconds} s")


def environment() -> Dict[str, str]:
    """The environment of workers, who know nothing of this package nor of the command but what is sent to them."""
    hidden = ("FORESEE_BINARY", "PYTHONPATH")
    return {**{name: value for name, value in os.environ.items() if name not in hidden}, "PYSPARK_PYTHON": sys.executable}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def spark(folder: pathlib.Path, memory: str = "1g") -> Iterator[str]:
    """A standalone master and two workers of Spark; the address of the master."""
    import pyspark

    port = str(_free_port())
    url = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy."
    master = [f"{deploy}master.Master", "--host", "127.0.0.1", "--port", port]
    commands = [[*master, "--webui-port", str(_free_port())]]
    for number in range(2):
        own = ["--work-dir", str(folder / f"worker{number}-{port}"), "--webui-port", str(_free_port())]
        commands.append([f"{deploy}worker.Worker", "--host", "127.0.0.1", "-c", "1", "-m", memory, *own, url])
    run = str(pathlib.Path(pyspark.__file__).parent / "bin" / "spark-class")
    path = folder / f"cluster-{port}.log"
    started = []
    try:
        for command in commands:
            with open(path, "a") as log:
                process = subprocess.Popen(
                    [run, *command], env=environment(), stdout=log, stderr=log, start_new_session=True
                )
            started.append(process)
        wait_for(lambda: path.read_text().count("Successfully registered with master") == 2)
        yield url
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def session(master: str, folder: pathlib.Path, zone: str, memory: str = "600m") -> Any:
    """A session of Spark."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master)
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": zone,
        "spark.sql.shuffle.partitions": "6",
        "spark.sql.adaptive.enabled": "false",
        "spark.executor.memory": memory,
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("OFF")
    return made


@contextmanager
def ray(store: int) -> Iterator[List[Any]]:
    """A head of Ray that works on nothing, and two nodes; the command is sent to them."""
    import foresee.ray
    import ray as engine
    from ray.cluster_utils import Cluster

    sent = foresee.ray.runtime_env()
    command = os.environ.pop("FORESEE_BINARY", None)  # Nodes know no command but the one that is sent.
    made = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": store, "include_dashboard": False}
    )
    try:
        nodes = [made.add_node(num_cpus=1, object_store_memory=store) for _ in range(2)]
        made.wait_for_nodes()
        engine.init(address=made.address, runtime_env=sent, log_to_driver=False)
        _name_command(command)
        yield nodes
    finally:
        _name_command(command)
        engine.shutdown()
        made.shutdown()


def _name_command(command: Optional[str]) -> None:
    if command is not None:
        os.environ["FORESEE_BINARY"] = command


@contextmanager
def dask(folder: pathlib.Path) -> Iterator[Any]:
    """Two worker processes of Dask; their client."""
    from distributed import Client, LocalCluster

    local = str(folder / "dask")
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=local)
    with cluster, Client(cluster) as client:
        yield client
