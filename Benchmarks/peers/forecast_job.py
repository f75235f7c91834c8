"""The whole job with neuralforecast: read a CSV file, train once, forecast at 20 cutoffs, write the predictions.

Prints a JSON object with the mean absolute error, or {"absent": ...} when it is not installed.
"""
import argparse
import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
try:
    import pandas
    from neuralforecast import NeuralForecast
    from neuralforecast.models import LSTM
except ModuleNotFoundError as error:
    print(json.dumps({"absent": error.name or str(error)}))
    sys.exit(0)

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--time", required=True)
parser.add_argument("--target", required=True)
parser.add_argument("--horizon", type=int, required=True)
parser.add_argument("--lookback", type=int, required=True)
parser.add_argument("--folds", type=int, required=True)
parser.add_argument("--hidden", type=int, required=True)
parser.add_argument("--layers", type=int, required=True)
parser.add_argument("--head", type=int, required=True)
parser.add_argument("--steps", type=int, required=True)
parser.add_argument("--batch", type=int, required=True)
parser.add_argument("--output", required=True)
arguments = parser.parse_args()

table = pandas.read_csv(arguments.file)
# The times are parsed, as ours are; sessions of an exchange are not evenly spaced in time, so rows are counted.
times = pandas.to_datetime(table[arguments.time])
series = pandas.DataFrame(
    {"unique_id": "series", "ds": range(len(times)), "y": table[arguments.target].astype(float)}
)
model = LSTM(
    h=arguments.horizon,
    input_size=arguments.lookback,
    encoder_hidden_size=arguments.hidden,
    encoder_n_layers=arguments.layers,
    decoder_hidden_size=arguments.head,
    decoder_layers=2,
    max_steps=arguments.steps,
    batch_size=1,
    windows_batch_size=arguments.batch,
    scaler_type="standard",
    enable_progress_bar=False,
    enable_model_summary=False,
    logger=False,
    accelerator="cpu",
)
forecasts = NeuralForecast(models=[model], freq=1).cross_validation(
    series, n_windows=arguments.folds, step_size=arguments.horizon, refit=False
)
forecasts.to_csv(arguments.output, index=False)
error = (forecasts["y"] - forecasts["LSTM"]).abs().mean()
print(json.dumps({"value": float(error)}))
