"""Models: fitted, kept, loaded, and used."""

from __future__ import annotations

import os
import pathlib
import pickle
import stat
from typing import Any

import foresee
import pytest
from conftest import columns, values

SMALL = {"max_epochs": 2, "hidden": 4, "lookback": 8}


def test_a_model_forecasts_as_one_that_is_trained_on_the_way(library: Any, tmp_path: pathlib.Path) -> None:
    frame = library.DataFrame(columns(60))
    expected = foresee.forecast(frame, 2, "gru", **SMALL)
    model = foresee.fit(frame, 2, "gru", **SMALL)
    assert "trained on 120 rows" in model.text
    assert model.predict(frame).equals(expected)
    path = tmp_path / "a model.bin"
    model.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_mask()
    loaded = foresee.load(path)
    assert loaded.data == model.data and loaded.predict(frame).equals(expected)
    assert foresee.forecast(frame, model=path).equals(expected)
    assert pickle.loads(pickle.dumps(model)).predict(frame).equals(expected)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_saving_replaces_a_file_whole_or_not(tmp_path: pathlib.Path) -> None:
    model = foresee.Model(b"12345678")
    with pytest.raises(OSError):
        model.save(tmp_path / "nowhere" / "model")
    (tmp_path / "model").write_bytes(b"old")
    model.save(tmp_path / "model")
    assert (tmp_path / "model").read_bytes() == b"12345678"
    assert os.listdir(tmp_path) == ["model", "temporary"] or set(os.listdir(tmp_path)) == {"model", "temporary"}


def test_several_models_at_once(library: Any) -> None:
    frame = library.DataFrame(columns(60))
    model = foresee.fit(frame, 2, "gru", **SMALL)
    out = foresee.forecast(frame, model=[model, "naive"])
    assert list(out.columns)[4:] == ["gru", "naive"]
    scored = foresee.backtest(frame, model=["drift", model], folds=3)
    assert {"gru", "drift"} <= set(values(scored.metrics, "model"))


def test_a_model_knows_its_columns(library: Any) -> None:
    names = {"id_col": "patient", "time_col": "time", "target_col": "HR"}
    data = dict(zip(["patient", "time", "HR"], columns(60).values()))
    frame = library.DataFrame({**data, "known": [float(row % 5) for row in range(120)], "other": ["x"] * 120})
    model = foresee.fit(frame, 2, "linear", past="known", level=80, **names)
    out = model.predict(frame, level=80)
    assert list(out.columns) == ["patient", "time", "cutoff", "lead", "linear", "linear-lo-80", "linear-hi-80"]
    assert model.metadata["0.model"] == "linear"
    renamed = frame.rename(columns={"HR": "rate"}) if hasattr(frame, "iloc") else frame.rename({"HR": "rate"})
    assert values(model.predict(renamed, target_col="rate"), "linear") == values(out, "linear")


def test_integer_times_of_a_model(library: Any) -> None:
    data = columns(60, ["a"])
    data["ds"] = list(range(10**7, 10**7 + 60))
    frame = library.DataFrame(data)
    model = foresee.fit(frame, 2, "linear")
    assert values(model.predict(frame), "ds") == [10**7 + 60, 10**7 + 61]


def test_what_is_no_model(library: Any, tmp_path: pathlib.Path) -> None:
    for content in (b"", b"unique_id,ds,y\n", b'\x08\0\0\0\0\0\0\0{"a":1}', os.urandom(64)):
        (tmp_path / "model.foresee").write_bytes(content)
        with pytest.raises(foresee.ForeseeError) as caught:
            foresee.load(tmp_path / "model.foresee")
        assert caught.value.exit_code == 4 and "model.foresee" in str(caught.value)
        with pytest.raises(foresee.ForeseeError):
            foresee.forecast(library.DataFrame(columns()), model=tmp_path / "model.foresee")


def test_a_damaged_model(library: Any) -> None:
    frame = library.DataFrame(columns(60))
    model = foresee.fit(frame, 2, "gru", **SMALL)
    damaged = foresee.Model(model.data[:-1] + bytes([model.data[-1] ^ 1]), "gru")
    with pytest.raises(foresee.ForeseeError) as caught:
        damaged.predict(frame)
    assert caught.value.exit_code == 4 and caught.value.file == "gru"


def test_weights_in_torch(library: Any) -> None:
    torch = pytest.importorskip("torch")
    safetensors = pytest.importorskip("safetensors.torch")
    model = foresee.fit(library.DataFrame(columns(60)), 2, "gru", **SMALL)
    weights = safetensors.load(model.data)
    network = torch.nn.GRU(1, 4, num_layers=2)
    network.load_state_dict({name[6:]: value for name, value in weights.items() if name.startswith("0.rnn.")})
    assert torch.equal(network.weight_ih_l0, weights["0.rnn.weight_ih_l0"])
