"""Parts of a panel, without any engine."""

from __future__ import annotations

import pathlib
import pickle
import subprocess
import sys
from typing import Any, Dict

import foresee
import pytest
from foresee._parts import SINGLE_SERIES_MODELS, Part, package_zip

from engines.conftest import expected, panel, same

pandas = pytest.importorskip("pandas")


def apart(part: Part, frame: Any) -> Any:
    """The forecasts of three parts of a frame."""
    groups = [group for _, group in frame.groupby(frame["unique_id"].map(lambda name: len(name) + ord(name[5])) % 3)]
    assert len(groups) == 3
    return pandas.concat([pickle.loads(pickle.dumps(part))(group) for group in groups])


@pytest.mark.parametrize("model", sorted(SINGLE_SERIES_MODELS))
def test_models_of_single_series_are_exact(model: str) -> None:
    frame = panel(12)
    frame["y"] = frame["y"].abs()
    part = Part(3, model, {}, "unique_id", "ds", "y")
    assert same(apart(part, frame), expected(frame, 3, model))


@pytest.mark.parametrize("model, level", [("gru", 80), ("linear", None), ("ets", 80), ("theta", [50, 80])])
def test_fitted_models_are_exact(model: str, level: Any, tmp_path: pathlib.Path) -> None:
    frame = panel(12)
    fitted = foresee.fit(frame.sort_values(["unique_id", "ds"]), 3, model, level, max_epochs=2, hidden=4)
    fitted.save(tmp_path / "m.foresee")
    for form in (fitted, tmp_path / "m.foresee", str(tmp_path / "m.foresee")):
        part = Part(None, form, {"level": level}, "unique_id", "ds", "y")
        assert same(apart(part, frame), expected(frame, None, fitted, level=level))


REFUSED: Dict[str, Any] = {
    "a model of all series": ("gru", {}, "gru learns from all series"),
    "the usual model": (None, {}, "no model is named"),
    "intervals of all series": ("ets", {"level": 80}, "level is made of the errors on all series"),
    "probabilities of all series": (["naive", "ets"], {"event": "y>3"}, "event is made of"),
    "no file": ("a/b.foresee", {}, "no such file"),
    "a report": ("ets", {"report": "x.html"}, "report is a file"),
    "an output": ("ets", {"output": "x.csv"}, "output is a file"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_would_not_be_exact_is_refused(kind: str) -> None:
    model, options, message = REFUSED[kind]
    with pytest.raises(foresee.ForeseeError, match=message) as caught:
        Part(3, model, options, "unique_id", "ds", "y")
    assert caught.value.fix


def test_a_part_without_rows() -> None:
    frame = panel(2)
    part = Part(3, ["ets", "naive"], {}, "unique_id", "ds", "y")
    part.learn_outputs(None, lambda: None)
    made = part(frame.iloc[:0])
    assert list(made.columns) == ["unique_id", "ds", "cutoff", "lead", "ets", "naive"]
    assert made.dtypes.equals(part(frame).dtypes)


def test_the_columns_of_a_fitted_model_are_learnt() -> None:
    frame = panel(4)
    fitted = foresee.fit(frame.sort_values(["unique_id", "ds"]), 3, "ets", level=80)
    part = Part(None, fitted, {"level": 80}, "unique_id", "ds", "y")
    part.learn_outputs(None, lambda: frame[frame["unique_id"] == frame["unique_id"][0]])
    assert part.outputs == ["ets", "ets-lo-80", "ets-hi-80"]


def test_the_package_can_be_imported_from_a_zip_file(tmp_path: pathlib.Path) -> None:
    (tmp_path / "foresee.zip").write_bytes(package_zip())
    code = f"import sys; sys.path[0] = {str(tmp_path / 'foresee.zip')!r}; import foresee; print(foresee.find_binary())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == foresee.find_binary()
