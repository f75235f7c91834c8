"""Keywords become the options of the command, every one of them."""

from __future__ import annotations

import datetime
import pathlib
import re
import subprocess
from typing import Any

import foresee
import pytest
from conftest import columns, values
from foresee.options import arguments, name_list

SMALL = {"max_epochs": 2, "hidden": 4, "lookback": 8}
TEXTS = [
    ({"max_epochs": 5}, ["--max-epochs=5"]),
    ({"h": 3}, ["--horizon=3"]),
    ({"steps": True, "sort": False}, ["--steps"]),
    ({"calendar": False, "plot": False}, ["--no-calendar", "--no-plot"]),
    ({"no_rounding": True}, ["--no-rounding"]),
    ({"level": [80, 95.0, 99.5]}, ["--level=80,95,99.5"]),
    ({"level": 80.0}, ["--level=80"]),
    ({"learning_rate": 1e-05}, ["--learning-rate=1e-05"]),
    ({"seed": None}, []),
    ({"past": ["a,b", "c"]}, ['--past="a,b",c']),
    ({"bounds": "-5.."}, ["--bounds=-5.."]),
    ({"plausible": {"HR": "20..250", "SpO2": "50.."}}, ["--plausible=HR=20..250,SpO2=50.."]),
    ({"plausible_log": pathlib.Path("x/y.csv")}, ["--plausible-log=x/y.csv"]),
    ({"date": datetime.date(2024, 1, 31)}, ["--date=2024-01-31"]),
    ({"cutoff": datetime.datetime(2024, 1, 31, 5)}, ["--cutoff=2024-01-31 05:00:00"]),
    ({"na": ["-", "x"]}, ["--na=-,x"]),
    ({"quantiles": (0.1, 0.9)}, ["--quantiles=0.1,0.9"]),
    ({"future_": "a"}, ["--future=a"]),
]


@pytest.mark.parametrize("options, expected", TEXTS, ids=lambda value: str(value)[:30])
def test_arguments(options: Any, expected: Any) -> None:
    assert arguments(options) == expected


def test_numpy_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    given = {"folds": numpy.int64(5), "dropout": numpy.float32(0.5), "level": numpy.array([80, 90])}
    assert arguments(given) == ["--folds=5", "--dropout=0.5", "--level=80,90"]


def test_names_in_lists() -> None:
    assert name_list("a,b", ["a", "b"]) == ["a", "b"]
    assert name_list("a,b", ["a", "b", "a,b"]) == ["a,b"]
    assert name_list('"a,b",c', []) == ["a,b", "c"]
    assert name_list(["x", 5], []) == ["x", "5"]


@pytest.mark.parametrize("command", ["forecast", "backtest", "fit", "compare"])
def test_every_option_is_reached(command: str) -> None:
    """The command knows every option that its help names, in the form that the keyword has."""
    text = subprocess.run([foresee.find_binary(), command, "--help-all"], capture_output=True, text=True, check=True).stdout
    names = set(re.findall(r"(?<![\w-])--([a-z][a-z-]+[a-z])", text)) - {"help", "help-all", "version"}
    assert len(names) > 40
    for name in names:
        (made,) = arguments({name.replace("-", "_"): "x"})
        assert made == f"--{name}=x"


def test_an_unknown_keyword(library: Any) -> None:
    with pytest.raises(foresee.ForeseeError, match="Unknown option '--horizn'. Did you mean '--horizon'?") as caught:
        foresee.forecast(library.DataFrame(columns()), 2, horizn=3)
    assert caught.value.exit_code == 2 and caught.value.fix == "foresee forecast --help lists the options"


def test_given_twice(library: Any) -> None:
    frame = library.DataFrame(columns())
    for options in ({"h": 2, "horizon": 3}, {"target": "y", "target_col": "y"}, {"max_epochs": 2, "max-epochs": 3}):
        with pytest.raises(TypeError, match="given twice|name the same"):
            foresee.forecast(frame, **{"model": "naive", **options})  # type: ignore[arg-type]


def test_other_names_of_columns(library: Any) -> None:
    data = columns()
    for names in (("patient", "time", "HR"), ("a,b", 'c "d"', " e "), ("ds", "y", "unique_id"), ("", "x\ny", "z")):
        frame = library.DataFrame(dict(zip(names, data.values())))
        out = foresee.forecast(frame, 2, "naive", id_col=names[0], time_col=names[1], target_col=names[2])
        assert list(out.columns) == [names[0], names[1], "cutoff", "lead", "naive"]
        again = foresee.forecast(
            frame, 2, "naive", id=names[0] if "," not in names[0] else [names[0]], time_col=names[1], target=[names[2]]
        )
        assert values(again, "naive") == values(out, "naive")
        scored = foresee.backtest(frame, 2, "naive", folds=2, id_col=names[0], time_col=names[1], target_col=names[2])
        assert list(scored.predictions.columns)[-1] == names[2]
        assert names[0] in scored.metrics.columns


def test_columns_that_are_no_texts() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(dict(zip([0, 1, 2], columns().values())))
    out = foresee.forecast(frame, 2, "naive", id_col=0, time_col=1, target_col=2)  # type: ignore[arg-type]
    assert list(out.columns) == [0, 1, "cutoff", "lead", "naive"]


def test_ids_in_the_index() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(columns())
    expected = foresee.forecast(frame, 2, "naive")
    assert foresee.forecast(frame.set_index("unique_id"), 2, "naive").equals(expected)
    assert foresee.forecast(frame.set_index(["unique_id", "ds"]), 2, "naive").equals(expected)
    single = pandas.Series(columns(30, ["a"])["y"], pandas.date_range("2024-01-01", periods=30)).to_frame("y")
    assert list(foresee.forecast(single, 2, "naive")["ds"]) == list(pandas.date_range("2024-01-31", periods=2))
    shuffled = frame.copy()
    shuffled.index = [5] * len(frame)
    assert foresee.forecast(shuffled, 2, "naive").equals(expected)


def test_one_series(library: Any) -> None:
    data = columns(30, ["a"])
    del data["unique_id"]
    out = foresee.forecast(library.DataFrame(data), 2, "naive")
    assert values(out, "unique_id") == ["y", "y"]


def test_several_targets(library: Any) -> None:
    data = columns(30, [1, 2])
    data["z"] = data["y"][::-1]
    out = foresee.forecast(library.DataFrame(data), 1, "naive", target=["y", "z"])
    assert values(out, "unique_id") == ["1/y", "1/z", "2/y", "2/z"]


def test_other_columns_are_ignored(library: Any) -> None:
    plain = library.DataFrame(columns())
    other = library.DataFrame({**columns(), "note": ["x,\n"] * 60, "extra": [None] * 60})
    assert foresee.forecast(other, 2, "linear").equals(foresee.forecast(plain, 2, "linear"))


def test_columns_that_share_a_name() -> None:
    pandas = pytest.importorskip("pandas")
    plain = pandas.DataFrame(columns())
    frame = pandas.concat([plain, plain[["y"]].rename(columns={"y": "x"}), plain[["y"]].rename(columns={"y": "x"})], axis=1)
    assert foresee.forecast(frame, 2, "naive").equals(foresee.forecast(plain, 2, "naive"))
    with pytest.raises(foresee.ForeseeError, match="y") as caught:
        foresee.forecast(pandas.concat([plain, plain[["y"]]], axis=1), 2, "naive")
    assert "--duplicate-columns" in (caught.value.fix or "")
    with pytest.raises(foresee.ForeseeError):
        foresee.forecast(pandas.concat([plain, plain[["ds"]]], axis=1), 2, "naive")


def test_covariates(library: Any) -> None:
    data = columns()
    data["known"] = [float(row % 5) for row in range(60)]
    data["text"] = ["red" if row < 30 else "blue, light" for row in range(60)]
    frame = library.DataFrame(data)
    plain = foresee.forecast(frame, 2, "gru", **SMALL)
    assert not foresee.forecast(frame, 2, "gru", past="known", **SMALL).equals(plain)
    later = {
        "unique_id": ["a", "a", "b", "b"],
        "ds": [columns(32)["ds"][row] for row in (30, 31, 30, 31)],
        "known": [0.0, 1.0] * 2,
    }
    ahead = foresee.forecast(frame, 2, "gru", future=["known"], future_df=library.DataFrame(later), **SMALL)
    assert len(ahead) == 4 and not ahead.equals(plain)
    assert len(foresee.forecast(frame, 2, "gru", static=["text"], **SMALL)) == 4


@pytest.mark.parametrize("first", [0, 10**7, 20240101])
def test_whole_numbers_as_times_ahead(library: Any, first: int) -> None:
    data = columns(26, ["a", "b"])
    data["ds"] = [first + row for row in range(26)] * 2
    data["known"] = [float(row % 5) for row in range(52)]
    later = {"unique_id": ["a", "a", "b", "b"], "ds": [first + 26, first + 27] * 2, "known": [0.0, 1.0] * 2}
    frame = library.DataFrame(data)
    made = foresee.forecast(frame, 2, "gru", future=["known"], future_df=library.DataFrame(later), **SMALL)
    assert values(made, "ds") == [first + 26, first + 27] * 2


def test_what_is_drawn_is_printed(library: Any, capsys: pytest.CaptureFixture[str]) -> None:
    foresee.forecast(library.DataFrame(columns()), 2, "naive", plot=True)
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_wide_frames(library: Any) -> None:
    data = columns(30, ["a"])
    frame = library.DataFrame({"ds": data["ds"], "p": data["y"], "q": data["y"][::-1]})
    out = foresee.forecast(frame, 1, "naive", layout="wide")
    assert values(out, "unique_id") == ["p", "q"]
    assert out["ds"].dtype == frame["ds"].dtype


def test_a_configuration(library: Any) -> None:
    frame = library.DataFrame(columns())
    layers = {"layers": [{"units": 4}, {"units": 3}], "head": [2], "max-epochs": 1}
    out = foresee.forecast(frame, 2, "gru", config=layers)
    assert len(out) == 4
    with pytest.raises(foresee.ForeseeError, match="units") as caught:
        foresee.forecast(frame, 2, "gru", config={"layers": [{"units": "many"}]})
    assert caught.value.file == "config" or "config" in str(caught.value)


def test_files_of_one_s_own(library: Any, tmp_path: pathlib.Path) -> None:
    frame = library.DataFrame(columns())
    scored = foresee.backtest(frame, 2, "naive", folds=2, metrics=tmp_path / "metrics.csv", report=tmp_path / "report.html")
    read = foresee.read_predictions(tmp_path / "metrics.csv", library.__name__)
    assert values(read, "value") == pytest.approx(values(scored.metrics, "value"), nan_ok=True)
    assert (tmp_path / "report.html").stat().st_size > 1000


def test_an_output_of_one_s_own(library: Any, tmp_path: pathlib.Path) -> None:
    frame = library.DataFrame(columns())
    for output in (tmp_path / "next.csv", str(tmp_path / "again.csv")):
        made = foresee.forecast(frame, 2, "naive", output=output)
        assert made.equals(foresee.forecast(frame, 2, "naive"))
        assert values(foresee.read_predictions(output, library.__name__), "naive") == values(made, "naive")
    model = foresee.fit(frame, 2, "naive", output=tmp_path / "m.foresee")
    assert (tmp_path / "m.foresee").read_bytes() == model.data and "trained on" in model.text


def test_groups_of_a_split(library: Any) -> None:
    frame = library.DataFrame(columns(40, ["a,1", "b", "c"]))
    metrics = foresee.backtest(frame, 2, "linear", folds=3, split_by="id", unseen=["a,1"]).metrics
    assert {"seen", "unseen"} == {text for text in values(metrics, "group") if isinstance(text, str)}


def test_where_sees_all_columns(library: Any) -> None:
    frame = library.DataFrame({**columns(), "kind": ["p"] * 30 + ["q"] * 30})
    assert values(foresee.forecast(frame, 1, "naive", where="kind=q"), "unique_id") == ["b"]
