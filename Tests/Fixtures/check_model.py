"""Recomputes in PyTorch what a model file forecasts, and prints the largest difference.

    foresee backtest DATA.csv --model MODEL.foresee --target TARGET --horizon H -o PREDICTIONS.csv
    python3 check_model.py MODEL.foresee DATA.csv PREDICTIONS.csv

The predictions may come from `foresee forecast` too. For networks on one series without covariates, calendar or
transform, whose times are written in the data as in the predictions. Needs torch and safetensors.
"""

import csv
import json
import math
import sys

import torch
from safetensors import safe_open


class Network(torch.nn.Module):
    def __init__(self, model, configuration):
        super().__init__()
        network = configuration["options"]["network"]
        units = [layer["units"] for layer in network["layers"]]
        if len(set(units)) > 1:
            sys.exit("layers of one size only: the others are not one torch.nn.LSTM")
        features = 3 if configuration["layout"]["hasMask"] else 1
        self.horizon = configuration["options"]["horizon"]
        self.attends = model.endswith("-attention")
        cell = model.split("-")[0]
        options = {"nonlinearity": network["activation"]} if cell == "rnn" else {}
        self.rnn = getattr(torch.nn, cell.upper())(features, units[0], len(units), **options)
        if self.attends:
            self.lead_embedding = torch.nn.Embedding(self.horizon, units[0])
            self.attention = torch.nn.MultiheadAttention(
                units[0], network["attentionHeads"], batch_first=True
            )
            self.norm = torch.nn.LayerNorm(units[0])
        sizes = [units[0], *network["head"], 1 if self.attends else self.horizon]
        layers = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
        self.head = torch.nn.Sequential(*layers[:-1])
        self.double()

    def forward(self, x):  # [steps, 1, features]
        states, _ = self.rnn(x)
        if not self.attends:
            return self.head(states[-1])[0]
        queries = (states[-1] + self.lead_embedding.weight).unsqueeze(0)
        sequence = states.transpose(0, 1)
        mixed, _ = self.attention(queries, sequence, sequence)
        return self.head(self.norm(queries + mixed)[0])[:, 0]


def read_model(path):
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
        tensors = {name.removeprefix("0."): file.get_tensor(name) for name in file.keys()}
    configuration = json.loads(metadata["0.configuration"])
    reading = json.loads(metadata["reading"])
    layout, options = configuration["layout"], configuration["options"]
    if layout["past"] or layout["future"] or layout["calendar"] or layout["statics"]:
        sys.exit("no covariates and no calendar, please")
    if options.get("transform", "none") != "none" or len(configuration["ids"]) != 1:
        sys.exit("no transform and one series, please")
    network = Network(metadata["0.model"], configuration)
    scaler = (tensors.pop("scaler.target.center").item(), tensors.pop("scaler.target.scale").item())
    weights = {name: tensor.double() for name, tensor in tensors.items() if not name.startswith("scaler.")}
    network.load_state_dict(weights)  # strict: every name and shape is PyTorch's
    return metadata["0.model"], configuration, reading, network, scaler


def read_series(path, target):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    time = next(iter(rows[0]))
    values = [float(row[target]) if row[target] else math.nan for row in rows]
    return {row[time]: index for index, row in enumerate(rows)}, values


def forecast(network, configuration, scaler, history):
    lookback = configuration["lookback"]
    window = history[-lookback:]
    observed = [value for value in window if not math.isnan(value)]
    center, scale = scaler
    if configuration["options"]["scaler"] == "window":
        center = observed[-1]
        mean = sum(value - center for value in observed) / len(observed)
        deviation = math.sqrt(sum((value - center - mean) ** 2 for value in observed) / len(observed))
        scale = max(deviation, scale)
    steps, last, age = [], math.nan, 0
    for value in window:
        missing = math.isnan(value)
        last, age = (last, age + 1) if missing else (value, 0)
        scaled = 0.0 if math.isnan(last) else (last - center) / scale
        steps.append([scaled, 0.0 if missing else 1.0, age / lookback])
    features = 3 if configuration["layout"]["hasMask"] else 1
    x = torch.tensor(steps, dtype=torch.float64)[:, None, :features]
    with torch.no_grad():
        return [value * scale + center for value in network(x).tolist()]


def main(model_path, data_path, predictions_path):
    model, configuration, reading, network, scaler = read_model(model_path)
    places, values = read_series(data_path, reading["targets"][0])
    with open(predictions_path, newline="") as file:
        predictions = list(csv.DictReader(file))
    expected, largest, moved = {}, 0.0, 0.0
    for row in predictions:
        cutoff = row["cutoff"]
        history = values[: places[cutoff] + 1]
        if cutoff not in expected:
            expected[cutoff] = forecast(network, configuration, scaler, history)
        ours = expected[cutoff][int(row["lead"]) - 1]
        largest = max(largest, abs(float(row[model]) - ours) / max(abs(ours), 1e-12))
        moved = max(moved, abs(ours / history[-1] - 1))
    print(f"{model}: {len(predictions)} numbers at {len(expected)} cutoffs,", end=" ")
    print(f"largest relative difference {largest:.2e} (largest move from the last value {moved:.2e})")
    return 0 if largest <= 1e-5 else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
