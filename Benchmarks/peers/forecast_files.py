#!/usr/bin/env python3
"""Lets other programs write their forecasts, and compares what `foresee compare` says of them with utilsforecast.

    Benchmarks/peers/forecast_files.py .build/release/foresee [TOOLS]

TOOLS are names separated by commas: statsforecast, neuralforecast, darts, prophet (all by default); one that is not
installed is said to be absent. Each forecasts a small made-up panel, writes its own file in a temporary folder, and the
metrics of every model, series and quantile must agree to 1e-9.
"""
import importlib.metadata
import logging
import os
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
import numpy
import pandas
from utilsforecast import losses

SEASON = 7
HORIZON = 5
CUTOFFS = 6


def panel():
    """Three series of 150 days with a week's season."""
    random = numpy.random.default_rng(1)
    tables = []
    for number, name in enumerate(["A", "B", "C"]):
        days = numpy.arange(150)
        level = 50 * (number + 1) + numpy.cumsum(random.normal(size=150))
        values = level + 8 * numpy.sin(2 * numpy.pi * days / SEASON) + random.normal(size=150)
        times = pandas.date_range("2024-01-01", periods=150, freq="D")
        tables.append(pandas.DataFrame({"unique_id": name, "ds": times, "y": values.round(3)}))
    return pandas.concat(tables, ignore_index=True)


class Check:
    """One file of forecasts, as Foresee and as utilsforecast score it."""

    def __init__(self, binary, tool, truth):
        self.binary, self.tool, self.truth = binary, tool, truth
        self.count, self.worst = 0, 0.0

    def run(self, file, frame, models, options=()):
        """Compares the scores of `file`, whose rows `frame` holds with columns unique_id, ds and cutoff.

        `models` has for each model its point's column, its intervals by level and its quantiles by level.
        """
        scores = self.scores(file, options)
        frame = frame.drop(columns="y", errors="ignore").merge(self.truth, on=["unique_id", "ds"])
        first = frame.groupby("unique_id")["cutoff"].min().rename("first").reset_index()
        training = self.truth.merge(first, on="unique_id")
        training = training[training["ds"] <= training["first"]][["unique_id", "ds", "y"]]
        # With cutoffs utilsforecast has a value for each, of whose errors ours are one mean.
        frame = frame.drop(columns="cutoff")
        for model, (point, intervals, quantiles) in models.items():
            own = frame.assign(point=frame[point])
            # Quantiles that cross are put in order, and points stay as they are.
            columns = [quantiles[level] for level in sorted(quantiles)]
            own[columns] = numpy.sort(own[columns].to_numpy(), axis=1)
            self.expect(file, scores, model, "mae", losses.mae(own, ["point"]))
            self.expect(file, scores, model, "mse", losses.mse(own, ["point"]))
            self.expect(file, scores, model, "rmse", losses.rmse(own, ["point"]))
            self.expect(file, scores, model, "smape", losses.smape(own, ["point"]))
            self.expect(
                file, scores, model, "mase", losses.mase(own, ["point"], seasonality=SEASON, train_df=training))
            for level, (lower, upper) in intervals.items():
                ends = own.rename(columns={lower: f"point-lo-{level}", upper: f"point-hi-{level}"})
                self.expect(
                    file, scores, model, f"coverage-{level}", losses.coverage(ends, ["point"], level=level))
            if not quantiles:
                continue
            columns = {"point": columns}
            levels = numpy.array(sorted(quantiles))
            self.expect(file, scores, model, "pinball", losses.mqloss(own, columns, levels))
            self.expect(file, scores, model, "scaled-crps", losses.scaled_crps(own, columns, levels))
            if len(levels) == 1:
                self.expect(
                    file, scores, model, "pinball", losses.quantile_loss(own, {"point": columns["point"][0]}, levels[0]))

    def scores(self, file, options):
        """The metrics file of Foresee, by model, metric and series; over all where the series is empty."""
        command = [self.binary, "compare", file, "--truth", "truth.csv", "--objective", "mse", "--season", str(SEASON)]
        run = subprocess.run([*command, "--metrics", "-", *options], capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"{file}: {run.stderr}")
        scores = {}
        for line in run.stdout.splitlines()[1:]:
            model, metric, lead, series, value = line.split(",")
            if not lead and value:
                scores[model, metric, series] = float(value)
        return scores

    def expect(self, file, scores, model, metric, expected):
        """Compares one metric of each series, and its mean over them."""
        values = dict(zip(expected["unique_id"], expected["point"]))
        values[""] = expected["point"].mean()
        if len(values) == 2:
            # A file of one series calls it otherwise.
            values = {"": values[""]}
        for series, value in values.items():
            found = scores.get((model, metric, series))
            if found is None:
                sys.exit(f"{file}: no {metric} of {model} for {series or 'all'}")
            difference = abs(found - value) / max(abs(value), 1e-300) if value else abs(found)
            self.count, self.worst = self.count + 1, max(self.worst, difference)
            if difference > 1e-9:
                sys.exit(f"{file}: {metric} of {model} for {series or 'all'} is {found}, and utilsforecast's {value}")


def ends(model, levels):
    """The columns of intervals as Nixtla names them, and the quantiles that they are."""
    intervals = {level: (f"{model}-lo-{level}", f"{model}-hi-{level}") for level in levels}
    quantiles = {}
    for level, (lower, upper) in intervals.items():
        quantiles[(100 - level) / 200], quantiles[(100 + level) / 200] = lower, upper
    return intervals, quantiles


def statsforecast(check):
    from statsforecast import StatsForecast
    from statsforecast.models import AutoETS, SeasonalNaive

    def models():
        return StatsForecast(models=[AutoETS(season_length=SEASON), SeasonalNaive(SEASON)], freq="D")

    table = models().cross_validation(
        df=check.truth, h=HORIZON, n_windows=CUTOFFS, step_size=HORIZON, level=[80, 95])
    names = {name: (name, *ends(name, [80, 95])) for name in ["AutoETS", "SeasonalNaive"]}
    table.to_csv("windows.csv", index=False)
    check.run("windows.csv", table, names)
    table.to_csv("indexed.csv")
    check.run("indexed.csv", table, names)
    # Overlapping windows, of which each row is forecast at several cutoffs.
    table = models().cross_validation(df=check.truth, h=HORIZON, n_windows=CUTOFFS, step_size=2)
    table.to_csv("overlapping.csv", index=False)
    check.run("overlapping.csv", table, {name: (name, {}, {}) for name in names})
    known = check.truth[check.truth["ds"] < "2024-05-24"]
    table = models().forecast(df=known, h=HORIZON, level=[90])
    table.to_csv("forecast.csv", index=False)
    table["cutoff"] = known["ds"].max()
    check.run("forecast.csv", table, {name: (name, *ends(name, [90])) for name in names})
    # One quantile alone, for the quantile loss.
    table = table[["unique_id", "ds", "cutoff", "AutoETS", "AutoETS-lo-90"]]
    table = table.rename(columns={"AutoETS-lo-90": "AutoETS-q-0.05"})
    table.to_csv("quantile.csv", index=False)
    check.run("quantile.csv", table, {"AutoETS": ("AutoETS", {}, {0.05: "AutoETS-q-0.05"})})


def neuralforecast(check):
    from neuralforecast import NeuralForecast
    from neuralforecast.losses.pytorch import MQLoss
    from neuralforecast.models import MLP

    settings = {
        "h": HORIZON, "input_size": 14, "max_steps": 20, "accelerator": "cpu", "logger": False,
        "enable_progress_bar": False, "enable_model_summary": False,
    }
    models = [MLP(**settings, alias="Points"), MLP(**settings, loss=MQLoss(level=[80, 90]), alias="Quantiles")]
    table = NeuralForecast(models=models, freq="D").cross_validation(
        check.truth, n_windows=CUTOFFS, step_size=HORIZON)
    table.to_csv("networks.csv", index=False)
    table = pandas.read_csv("networks.csv", parse_dates=["ds", "cutoff"], float_precision="round_trip")
    lower = [column for column in table.columns if column.startswith("Quantiles-lo")]
    levels = [float(column.rsplit("-", 1)[1]) for column in lower]
    intervals = {
        int(level): (column, column.replace("-lo-", "-hi-")) for level, column in zip(levels, lower)}
    quantiles = {0.5: "Quantiles-median"}
    for level, (low, high) in intervals.items():
        quantiles[(100 - level) / 200], quantiles[(100 + level) / 200] = low, high
    check.run(
        "networks.csv", table, {"Points": ("Points", {}, {}), "Quantiles": ("Quantiles-median", intervals, quantiles)})


def darts(check):
    from darts import TimeSeries
    from darts.models import ExponentialSmoothing

    whole = check.truth
    for name, rows in whole.groupby("unique_id"):
        check.truth = rows
        rows.to_csv("truth.csv", index=False)
        known = rows[rows["ds"] < "2024-05-24"]
        model = ExponentialSmoothing(seasonal_periods=SEASON, random_state=1)
        model.fit(TimeSeries.from_dataframe(known, "ds", "y"))
        frame = {"unique_id": name, "cutoff": known["ds"].max()}
        model.predict(HORIZON).to_csv("points.csv")
        table = pandas.read_csv("points.csv", parse_dates=["ds"], float_precision="round_trip").rename(
            columns={"y": "forecast"})
        check.run("points.csv", table.assign(**frame), {"points": ("forecast", {}, {})})
        samples = model.predict(HORIZON, num_samples=500)
        samples.quantile([0.05, 0.1, 0.5, 0.9, 0.95]).to_csv("quantiles.csv")
        table = pandas.read_csv("quantiles.csv", parse_dates=["ds"], float_precision="round_trip")
        columns = [column for column in table.columns if column != "ds"]
        quantiles = {float(column.rsplit("_", 1)[1].lstrip("q")): column for column in columns}
        intervals = {
            80: (quantiles[0.1], quantiles[0.9]), 90: (quantiles[0.05], quantiles[0.95])}
        check.run("quantiles.csv", table.assign(**frame), {"quantiles": (quantiles[0.5], intervals, quantiles)})
    check.truth = whole


def prophet(check):
    from prophet import Prophet
    from prophet.diagnostics import cross_validation

    whole = check.truth
    for name, rows in whole.groupby("unique_id"):
        check.truth = rows
        rows.to_csv("truth.csv", index=False)
        known = rows[rows["ds"] < "2024-05-24"][["ds", "y"]]
        model = Prophet(yearly_seasonality=False, uncertainty_samples=100).fit(known)
        model.predict(model.make_future_dataframe(HORIZON)).to_csv("components.csv")
        table = pandas.read_csv("components.csv", parse_dates=["ds"], float_precision="round_trip")
        table = table[table["ds"] > known["ds"].max()].assign(unique_id=name, cutoff=known["ds"].max())
        ends = ("yhat_lower", "yhat_upper")
        columns = {"components": ("yhat", {80: ends}, {0.1: ends[0], 0.9: ends[1]})}
        check.run("components.csv", table, columns, ["--cutoff", str(known["ds"].max().date())])
        cross_validation(
            model, initial="100 days", period="10 days", horizon="5 days", disable_tqdm=True
        ).to_csv("diagnostics.csv", index=False)
        table = pandas.read_csv("diagnostics.csv", parse_dates=["ds", "cutoff"], float_precision="round_trip")
        columns = {"diagnostics": columns["components"]}
        check.run("diagnostics.csv", table.assign(unique_id=name), columns)
    check.truth = whole


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = os.path.abspath(sys.argv[1])
    tools = {tool.__name__: tool for tool in [statsforecast, neuralforecast, darts, prophet]}
    names = sys.argv[2].split(",") if len(sys.argv) > 2 else list(tools)
    for name in names:
        truth = panel()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            truth.to_csv("truth.csv", index=False)
            check = Check(binary, name, truth)
            try:
                print(name, importlib.metadata.version(name), flush=True)
                tools[name](check)
            except (importlib.metadata.PackageNotFoundError, ModuleNotFoundError) as error:
                print(f"   absent: {error}; pip install {name}")
                continue
            finally:
                os.chdir("/")
            print(f"   {check.count} metrics agree, the largest relative difference is {check.worst:.1e}", flush=True)


main()
