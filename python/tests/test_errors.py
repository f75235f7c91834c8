"""Errors of the command as exceptions, and notices as warnings."""

from __future__ import annotations

import pickle
import warnings
from typing import Any, Dict, List

import foresee
import pytest
from conftest import columns, days
from foresee.messages import Messages


def changed(library: Any, row: int, name: str, value: Any) -> Any:
    data = columns()
    data[name][row] = value
    if isinstance(value, str):
        data[name] = [str(item) for item in data[name]]
    return library.DataFrame(data)


FAULTS: Dict[str, Any] = {
    "a time that goes backwards": (lambda library: changed(library, 7, "ds", days(3)[0]), "before that of", 3, 7),
    "a time that is missing": (lambda library: changed(library, 7, "ds", None), "the time is missing", 3, 7),
    "a name that is missing": (
        lambda library: changed(library, 7, "unique_id", None),
        "name of the series is missing",
        3,
        7,
    ),
    "no rows": (lambda library: library.DataFrame(columns(0)), "no rows|empty|header", 3, None),
    "texts for numbers": (lambda library: changed(library, 7, "y", "x"), 'cannot read "x" as a number', 3, None),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults_of_data(library: Any, kind: str) -> None:
    make, message, code, row = FAULTS[kind]
    with pytest.raises(foresee.ForeseeError, match=message) as caught:
        foresee.forecast(make(library), 2, "naive")
    error = caught.value
    assert error.exit_code == code
    if row is not None:
        assert (error.row, error.line) == (row, row + 2)
        assert f"(row {row} of the frame)" in str(error) and error.fix and error.fix in str(error)


def test_a_line_is_no_row_where_cells_have_ends_of_lines(library: Any) -> None:
    data = columns(30, ["a\nb", "c"])
    data["ds"][40] = data["ds"][0]
    with pytest.raises(foresee.ForeseeError) as caught:
        foresee.forecast(library.DataFrame(data), 2, "naive")
    assert caught.value.row is None and caught.value.line is not None


def test_no_column(library: Any) -> None:
    with pytest.raises(foresee.ForeseeError, match='no column "z"') as caught:
        foresee.forecast(library.DataFrame({**columns(), "other": [1.0] * 60}), 2, "naive", target="z")
    assert "other" in (caught.value.fix or "")


def test_what_is_no_frame() -> None:
    with pytest.raises(TypeError, match="a DataFrame of pandas or polars was expected, not builtins.dict"):
        foresee.forecast(columns(), 2, "naive")
    polars = pytest.importorskip("polars")
    with pytest.raises(TypeError, match="collect"):
        foresee.forecast(polars.LazyFrame(columns()), 2, "naive")


def test_errors_survive_pickling() -> None:
    error = foresee.ForeseeError("no", "f.csv", 3, 4, "yes", 5, 6)
    again = pickle.loads(pickle.dumps(error))
    assert vars(again) == vars(error) and str(again) == "f.csv:3:4: no (row 6 of the frame)\nfix: yes"


def test_notices_are_warnings_of_the_caller(library: Any) -> None:
    frame = library.DataFrame(columns())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        foresee.forecast(frame, 2, "naive")
    assert any("spacing: days" in str(warning.message) for warning in caught)
    assert {warning.category for warning in caught} == {foresee.ForeseeNotice}
    assert {warning.filename for warning in caught} == {__file__}


def test_notices_by_callback(library: Any) -> None:
    frame = library.DataFrame(columns())
    heard: List[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        foresee.forecast(frame, 2, "naive", notices=heard.append)
        foresee.forecast(frame, 2, "naive", quiet=True)
    assert any(text.startswith("spacing: days") for text in heard)
    with pytest.raises(foresee.ForeseeError) as failed:
        foresee.forecast(frame, 2, "gru", max_epochs=1, level=99.9)
    assert any(text.startswith("spacing: days") for text in failed.value.notices)


def test_a_callback_that_fails(library: Any) -> None:
    def fail(text: str) -> None:
        raise RuntimeError("not now")

    with pytest.raises(RuntimeError, match="not now"):
        foresee.forecast(library.DataFrame(columns()), 2, "naive", notices=fail)


def test_progress(library: Any, capsys: pytest.CaptureFixture[str]) -> None:
    heard: List[str] = []
    small: Dict[str, Any] = {"max_epochs": 2, "hidden": 4}
    foresee.forecast(library.DataFrame(columns()), 2, "gru", progress=heard.append, **small)
    assert any("epoch" in text and "loss" in text for text in heard)
    foresee.forecast(library.DataFrame(columns()), 2, "gru", progress=False, **small)
    assert capsys.readouterr().err == ""
    foresee.forecast(library.DataFrame(columns()), 2, "gru", progress=True, **small)
    assert "epoch" in capsys.readouterr().err
    assert not any("\r" in text or "\x1b" in text for text in heard)


MESSAGES = [
    (b"foresee: error: a:b.csv:3:14: wrong\nfix: right\n", ("wrong", "a:b.csv", 3, 14, "right")),
    (b"foresee: error: no place: at all\n", ("no place: at all", None, None, None, None)),
    (b"foresee: error: /dev/fd/5: too short\n", ("too short", "model", None, None, None)),
    (b"foresee: error: /dev/fd/5:2:1: too short\n", ("too short", "model", 2, 1, None)),
    (b"foresee: error: /dev/fd/55:2:1: x\n", ("x", "/dev/fd/55", 2, 1, None)),
    (b"foresee: error: one\ntwo\nfix: three\n", ("one\ntwo", None, None, None, "three")),
    (b"foresee: error: ends so", ("ends so", None, None, None, None)),
    (b"Killed\n", ("the command ended with exit code 3: Killed", None, None, None, None)),
    (b"foresee: error: caf\xc3\xa9:1:2: \xff\n", ("\ufffd", "caf\u00e9", 1, 2, None)),
]


@pytest.mark.parametrize("said, expected", MESSAGES)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_messages(said: bytes, expected: Any, size: int) -> None:
    messages = Messages(None, None, {"/dev/fd/5": "model"})
    for start in range(0, len(said), size):
        messages.feed(said[start : start + size])
    messages.close()
    error = messages.failure(3)
    assert (error.message, error.file, error.line, error.column, error.fix) == expected


def test_a_signal() -> None:
    assert Messages(None, None, {}).failure(-9).exit_code == 137
