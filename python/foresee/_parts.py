"""What the adapters for Spark, Ray and Dask share: a part of a panel is forecast by one run of the command.

A part holds whole series. It is exact, as if all had been forecast together, only where no series learns from another;
other calls are refused.
"""

from __future__ import annotations

import io
import os
import zipfile
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Union

from .errors import ForeseeError
from .model import Model, load
from .options import name_list, option_name

#: Models that forecast each series from its own rows alone.
SINGLE_SERIES_MODELS = frozenset(
    [
        "naive",
        "seasonal-naive",
        "drift",
        "mean",
        "seasonal-median",
        "ses",
        "holt",
        "theta",
        "ets",
        "responsive-ets",
        "log-har",
    ]
    + ["ewma", "garch"]
)
#: Options whose results are made of the errors on all series.
_POOLED = ("level", "quantiles", "event")


class Part:
    """Forecasts the series of a part; can be sent to other processes.

    ``prepare`` is called before, in the process that does the work.
    """

    def __init__(
        self,
        h: Optional[int],
        model: Any,
        options: Mapping[str, Any],
        id_col: Union[str, Sequence[str]],
        time_col: str,
        target_col: str,
        prepare: Optional[Callable[[], None]] = None,
    ) -> None:
        self.ids = [id_col] if isinstance(id_col, str) else list(id_col)
        self.time = time_col
        self.target = target_col
        self.model = [shipped(item) for item in (model if isinstance(model, (list, tuple)) else [model])]
        self.options = _checked(self.model, {option_name(key).replace("-", "_"): item for key, item in options.items()})
        self.options["h"] = h
        self.prepare = prepare
        #: The columns of forecasts, once they are known.
        self.outputs: List[str] = []

    def columns(self, known: Sequence[str]) -> List[str]:
        """The columns that are read."""
        wanted = {*self.ids, self.time, self.target}
        for option in ("past", "future", "static"):
            wanted.update(name_list(self.options.get(option), known))
        for item in self.model:
            if isinstance(item, Model):
                reading = item.reading()
                wanted.update(name for option in ("past", "future", "statics") for name in reading.get(option, []))
        if self.options.get("where"):
            return list(known)
        return [name for name in known if name in wanted]

    def __call__(self, data: Any) -> Any:
        """The forecasts of a frame of pandas with whole series, in any order of rows; of no rows none."""
        from .api import forecast

        if len(data) == 0:
            return self.empty(data)
        if self.prepare is not None:
            self.prepare()
        rows = data.sort_values([*self.ids, self.time], kind="stable")
        ids: Any = self.ids[0] if len(self.ids) == 1 else self.ids
        options = {"threads": 1, "quiet": True, **self.options}
        return forecast(
            rows, model=self.model, id_col=ids, time_col=self.time, target_col=self.target, progress=False, **options
        )

    def learn_outputs(self, given: Optional[Sequence[str]], sample: Callable[[], Any]) -> None:
        """Learns which columns of forecasts there are: those that are ``given``, or the names of the models, or else those of the
        forecasts of a ``sample``, which is one series."""
        if given is not None:
            self.outputs = list(given)
        elif self.options.get("name") is None and not any(isinstance(item, Model) for item in self.model):
            self.outputs = list(self.model)
        else:
            made = self(sample())
            self.outputs = list(made.columns[len(self.ids) + 3 :])

    def empty(self, like: Any) -> Any:
        """No forecasts, with columns of the types that those of a frame of pandas would have."""
        import pandas as pd

        columns = {name: like[name].iloc[:0] for name in [*self.ids, self.time]}
        columns["cutoff"] = like[self.time].iloc[:0]
        columns["lead"] = pd.Series([], dtype="int64")
        columns.update({name: pd.Series([], dtype="float64") for name in self.outputs})
        return pd.DataFrame(columns).reset_index(drop=True)


def shipped(model: Any) -> Any:
    """The model with its bytes, where it is the path of a file, so that it can be sent."""
    if model is None:
        raise ForeseeError(
            "no model is named, and the usual one learns from all series",
            fix='model="ets", or another of ' + ", ".join(sorted(SINGLE_SERIES_MODELS)) + ", or one made by foresee.fit",
            exit_code=2,
        )
    if isinstance(model, Model) or isinstance(model, str) and model in SINGLE_SERIES_MODELS:
        return model
    text = os.fspath(model)
    if os.path.exists(text):
        return load(text)
    if "/" in text or text.endswith(".foresee"):
        raise ForeseeError(
            "there is no such file of a model", file=text, fix="foresee.fit(...).save(path) makes one", exit_code=4
        )
    raise ForeseeError(
        f"{text} learns from all series, and here each part would have a fit of its own",
        fix=f'fit it once, as model = foresee.fit(some_series, h=..., model="{text}"), and give model=model',
        exit_code=2,
    )


def _checked(models: Sequence[Any], options: Dict[str, Any]) -> Dict[str, Any]:
    pooled = [option for option in _POOLED if options.get(option) is not None]
    named = [item for item in models if not isinstance(item, Model)]
    if pooled and named:
        raise ForeseeError(
            f"{pooled[0]} is made of the errors on all series, and here each part would have its own",
            fix=f'fit it once, as model = foresee.fit(some_series, h=..., model="{named[0]}", {pooled[0]}=...), '
            "and give model=model",
            exit_code=2,
        )
    for option in ("output", "future_file", "report", "svg", "log", "plausible_log", "left_out"):
        if options.get(option) is not None:
            raise ForeseeError(
                f"{option} is a file, and every part would write it or read it in a place of its own",
                fix=f"leave {option} out; rows of covariates known ahead may stand in the frame itself",
                exit_code=2,
            )
    return dict(options)


def package_zip() -> bytes:
    """This package as a zip file that Python can import."""
    folder = os.path.dirname(os.path.abspath(__file__))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py") or name == "py.typed":
                archive.write(os.path.join(folder, name), f"foresee/{name}")
    return made.getvalue()


def use_command(path: str) -> None:
    """Makes a command that was sent to this process the one that is called, unless one is named."""
    from .binary import VARIABLE

    if os.environ.get(VARIABLE) or not os.path.isfile(path):
        return
    if not os.access(path, os.X_OK):
        os.chmod(path, 0o755)
    os.environ[VARIABLE] = path
