"""Forecasts a set with one model of another library, as its documentation shows, and writes the forecasts as CSV.

    python3 Benchmarks/peers/forecast_set.py statsforecast AutoETS known.csv --horizon 12 --season 12 --frequency MS -o out.csv

The columns are unique_id, ds, cutoff, the model and, where it gives an interval of 80 %, MODEL-lo-80 and MODEL-hi-80.
Settings are the defaults of the library. Where one has no default for the window, it is of two horizons.
"""
import argparse
import logging
import os
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
LEVEL = 80


def statsforecast(name, table, arguments):
    """Models that are fitted to each series, on all cores."""
    from statsforecast import StatsForecast, models

    model = getattr(models, name)(season_length=arguments.season)
    return StatsForecast(models=[model], freq=arguments.frequency, n_jobs=-1).forecast(
        df=table, h=arguments.horizon, level=[LEVEL])


def neuralforecast(name, table, arguments):
    """Networks that learn from all series; their loss is the quantile loss, since the default one gives no interval."""
    from neuralforecast import NeuralForecast, models
    from neuralforecast.losses.pytorch import MQLoss

    settings = {"h": arguments.horizon, "loss": MQLoss(level=[LEVEL]), "accelerator": "cpu", "logger": False,
                "enable_progress_bar": False, "enable_model_summary": False, "enable_checkpointing": False,
                "max_steps": arguments.max_steps}
    if name == "NHITS":
        settings["input_size"] = 2 * arguments.horizon
    networks = NeuralForecast(models=[getattr(models, name)(**settings)], freq=arguments.frequency)
    networks.fit(table)
    found = networks.predict()
    # The level's columns are called lo-80.0 or lo-80 by version.
    renamed = {column: column.replace(".0", "") for column in found.columns}
    return found.rename(columns=renamed | {f"{name}-median": name})


def darts(name, table, arguments):
    """ExponentialSmoothing for each series, with an interval from samples; a regression for all of them."""
    import pandas
    from darts import TimeSeries, models
    from darts.utils.utils import SeasonalityMode

    series = TimeSeries.from_group_dataframe(
        table, group_cols="unique_id", time_col="ds", value_cols="y", freq=arguments.frequency)
    frames = []
    if name == "ExponentialSmoothing":
        season = {"seasonal_periods": arguments.season} if arguments.season > 1 else {"seasonal": SeasonalityMode.NONE}
        for one in series:
            model = models.ExponentialSmoothing(**season, random_state=1)
            model.fit(one)
            samples = model.predict(arguments.horizon, num_samples=500)
            points = model.predict(arguments.horizon)
            frames.append({
                name: points.values().ravel(),
                f"{name}-lo-{LEVEL}": samples.quantile((100 - LEVEL) / 200).values().ravel(),
                f"{name}-hi-{LEVEL}": samples.quantile((100 + LEVEL) / 200).values().ravel(),
                "ds": points.time_index})
    else:
        model = getattr(models, name)(lags=2 * arguments.horizon, output_chunk_length=arguments.horizon,
                                      use_static_covariates=False)
        model.fit(series)
        for points in model.predict(arguments.horizon, series=series):
            frames.append({name: points.values().ravel(), "ds": points.time_index})
    names = [one.static_covariates["unique_id"].iloc[0] for one in series]
    return pandas.concat([pandas.DataFrame(frame).assign(unique_id=name) for name, frame in zip(names, frames)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool", choices=["statsforecast", "neuralforecast", "darts"])
    parser.add_argument("model")
    parser.add_argument("file")
    parser.add_argument("--horizon", type=int, required=True)
    parser.add_argument("--season", type=int, required=True)
    parser.add_argument("--frequency", required=True)
    parser.add_argument("--max-steps", type=int, default=1000, help="of networks; the default is neuralforecast's")
    parser.add_argument("-o", "--output", required=True)
    arguments = parser.parse_args()
    import pandas

    table = pandas.read_csv(arguments.file, parse_dates=["ds"]).astype({"y": float})
    forecast = {tool.__name__: tool for tool in (statsforecast, neuralforecast, darts)}[arguments.tool]
    found = forecast(arguments.model, table, arguments)
    found = found.merge(table.groupby("unique_id")["ds"].max().rename("cutoff").reset_index(), on="unique_id")
    columns = [column for column in found.columns if column.startswith(arguments.model)]
    found[["unique_id", "ds", "cutoff", *columns]].to_csv(arguments.output, index=False)


try:
    main()
except ModuleNotFoundError as error:
    # Told apart from failures by comparison.py.
    sys.exit(f"absent: {error.name}")
