"""What the tests of the adapters share: a panel, its forecasts by one process, and a slow command that can be killed."""

from __future__ import annotations

import os
import pathlib
import signal
from typing import Any, Iterator, Optional

import foresee
import pytest

#: Where the package lies.
PACKAGE = pathlib.Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Engines keep folders and pipes of their own, so that nothing is counted here."""
    yield


def panel(series: int = 24, rows: int = 60, zone: Optional[str] = None) -> Any:
    """Series whose rows are in no order, under names with commas and quotes."""
    import numpy
    import pandas

    values = numpy.random.default_rng(1).normal(size=(series, rows)).cumsum(axis=1) + 100
    frame = pandas.DataFrame({
        "unique_id": numpy.repeat([f'the "{number}", {number % 7}' for number in range(series)], rows),
        "ds": numpy.tile(pandas.date_range("2024-03-29", periods=rows, freq="h", tz=zone), series),
        "y": values.ravel(),
    })  # fmt: skip
    return frame.sample(frac=1, random_state=1).reset_index(drop=True)


def expected(frame: Any, h: Optional[int], model: Any, **options: Any) -> Any:
    """The forecasts of the whole frame by one process."""
    return ordered(foresee.forecast(frame.sort_values(["unique_id", "ds"]), h, model, quiet=True, **options))


def ordered(frame: Any) -> Any:
    return frame.sort_values(["unique_id", "ds"]).reset_index(drop=True)


def same(made: Any, wanted: Any) -> bool:
    """Whether two frames have the same bytes as CSV, sorted by id and time."""
    return bool(ordered(made).to_csv(index=False) == ordered(wanted).to_csv(index=False))


@pytest.fixture
def slow(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Makes the command wait before it works, so that it can be killed in the middle; the path of its file."""
    path = tmp_path / "foresee"
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] || sleep 2\nexec "{foresee.find_binary()}" "$@"\n')
    path.chmod(0o755)
    monkeypatch.setenv("FORESEE_BINARY", str(path))
    return path


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
