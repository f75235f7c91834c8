"""What the tests share: the command, and small frames of both libraries."""

from __future__ import annotations

import os
import warnings
from typing import Any, Dict, Iterator, List

import foresee
import pytest

LIBRARIES = ["pandas", "polars"]


def pytest_configure(config: pytest.Config) -> None:
    try:
        foresee.find_binary()
    except foresee.ForeseeError as error:
        pytest.exit(f"the tests need the command: {error}", returncode=4)


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> Any:
    """Each library of frames that is installed."""
    return pytest.importorskip(request.param)


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test ends without a temporary file, an open descriptor or a child more than it began with."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    before = _descriptors()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", foresee.ForeseeNotice)
        yield
    assert os.listdir(folder) == []
    assert _descriptors() == before


def _descriptors() -> List[str]:
    """The pipes and files in memory that are open."""
    found = []
    for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []:
        try:
            found.append(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            continue
    return sorted(link for link in found if link.startswith(("pipe:", "/memfd:foresee", "/dev/pt")))


def days(count: int, start: str = "2024-01-01") -> List[Any]:
    """Days from a start on."""
    import datetime

    first = datetime.date.fromisoformat(start)
    return [first + datetime.timedelta(days=day) for day in range(count)]


def columns(count: int = 30, ids: Any = ("a", "b")) -> Dict[str, List[Any]]:
    """Columns of a small panel, as lists."""
    return {
        "unique_id": [name for name in ids for _ in range(count)],
        "ds": [day for _ in ids for day in days(count)],
        "y": [(7 * row % 11) + number * 100.5 for number, _ in enumerate(ids) for row in range(count)],
    }


def values(frame: Any, name: str) -> List[Any]:
    """The values of a column, as a list."""
    column = frame[name]
    return list(column.to_list() if hasattr(column, "to_list") else column)
