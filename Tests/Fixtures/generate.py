"""Writes the reference values that the tests compare with, computed by PyTorch.

Run it from anywhere, with PyTorch on the CPU: python3 generate.py. The files are small and kept in the
repository; running this again with the same versions gives the same bytes. Weights and inputs are closed forms (cosines),
which the tests compute for themselves, so the files hold results only.
"""

import json
import math
import pathlib
import platform

import numpy
import torch

HERE = pathlib.Path(__file__).resolve().parent
HEADER = {
    "made_by": "generate.py",
    "torch": torch.__version__,
    "numpy": numpy.__version__,
    "python": platform.python_version(),
}


def cosines(shape, phase=0.0, scale=1.0, dtype=torch.float64):
    """scale * cos(1.7 i + phase), row-major, as ClosedForm.cosines."""
    values = [scale * math.cos(1.7 * i + phase) for i in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float64).to(dtype).reshape(shape)


def numbers(tensor):
    return tensor.detach().reshape(-1).tolist()


def fill(module, dtype=torch.float64):
    """Gives the k-th parameter the values 0.5 * cos(1.7 i + k)."""
    module.to(dtype)
    for k, (_, parameter) in enumerate(module.named_parameters()):
        parameter.data = cosines(parameter.shape, k, 0.5, dtype)
    return module


def gradients(module):
    return [{"name": name, "values": numbers(p.grad)} for name, p in module.named_parameters()]


def recurrent(kind, inputs, units, layers=1):
    if kind in ("rnn", "rnn-relu"):
        return torch.nn.RNN(inputs, units, layers, nonlinearity="relu" if kind == "rnn-relu" else "tanh")
    return {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](inputs, units, layers)


# Layers alone


def write_layers():
    steps, rows, inputs, units = 4, 3, 2, 3
    cells = []
    for kind in ("rnn", "rnn-relu", "lstm", "gru"):
        for layers in (1, 2):
            module = fill(recurrent(kind, inputs, units, layers))
            x = cosines((steps, rows, inputs), 0.1).requires_grad_()
            y, _ = module(x)
            (y * cosines(y.shape, 0.2)).sum().backward()
            cells.append(
                {
                    "cell": kind,
                    "layers": layers,
                    "output": numbers(y),
                    "input_gradient": numbers(x.grad),
                    "gradients": gradients(module),
                }
            )

    size, heads, leads = 4, 2, 2
    starts = [0, 3, 1]
    module = fill(torch.nn.MultiheadAttention(size, heads))
    queries = cosines((rows * leads, size), 0.1).requires_grad_()
    sequence = cosines((steps, rows, size), 0.2).requires_grad_()
    padding = torch.tensor([[step < start for step in range(steps)] for start in starts])
    y, _ = module(
        queries.reshape(rows, leads, size).transpose(0, 1), sequence, sequence, key_padding_mask=padding
    )
    y = y.transpose(0, 1).reshape(rows * leads, size)
    (y * cosines(y.shape, 0.3)).sum().backward()
    attention = {
        "output": numbers(y),
        "query_gradient": numbers(queries.grad),
        "sequence_gradient": numbers(sequence.grad),
        "gradients": gradients(module),
    }

    module = fill(torch.nn.LayerNorm(5))
    x = cosines((3, 5), 0.1).requires_grad_()
    y = module(x)
    (y * cosines(y.shape, 0.2)).sum().backward()
    norm = {"output": numbers(y), "input_gradient": numbers(x.grad), "gradients": gradients(module)}
    write("layers.json", {"cells": cells, "attention": attention, "norm": norm})


# Whole networks


class Network(torch.nn.Module):
    """The wiring of RecurrentNetwork and AttentionNetwork, row by row so that padding is simply left out."""

    def __init__(self, kind, attends, features, known, leads, units, layers, head, heads=2):
        super().__init__()
        self.attends, self.leads, self.known, self.units = attends, leads, known, units
        self.rnn = recurrent(kind, features, units, layers)
        if attends:
            self.lead_embedding = torch.nn.Embedding(leads, units)
            self.attention = torch.nn.MultiheadAttention(units, heads, batch_first=True)
            self.norm = torch.nn.LayerNorm(units)
        width = units + (known if attends else leads * known)
        self.head = torch.nn.Sequential(
            torch.nn.Linear(width, head),
            torch.nn.ReLU(),
            torch.nn.Linear(head, 1 if attends else leads),
        )

    def forward(self, x, known, starts):
        return torch.cat([self.row(x[s:, r : r + 1], known[r]) for r, s in enumerate(starts)])

    def row(self, x, known):
        states, _ = self.rnn(x)
        last = states[-1]  # [1, units]
        if not self.attends:
            return self.head(torch.cat([last, known.reshape(1, -1)], 1))
        queries = (last + self.lead_embedding.weight).unsqueeze(0)  # [1, leads, units]
        sequence = states.transpose(0, 1)
        mixed, _ = self.attention(queries, sequence, sequence)
        context = self.norm(queries + mixed)[0]
        return self.head(torch.cat([context, known.reshape(self.leads, self.known)], 1)).reshape(1, -1)


KINDS = [(kind, attends) for kind in ("rnn", "rnn-relu", "lstm", "gru") for attends in (False, True)]


def network(kind, attends, dtype):
    return fill(Network(kind, attends, features=2, known=1, leads=3, units=4, layers=2, head=5), dtype)


def batch(rows, starts, dtype):
    steps, features, known, leads = 5, 2, 1, 3
    x = cosines((steps, rows, features), 0.1, 1, dtype)
    for row, start in enumerate(starts):
        x[:start, row] = 0
    target = cosines((rows, leads), 0.3, 1, dtype)
    weight = torch.ones((rows, leads), dtype=dtype)
    weight[0, 1] = 0
    return x, cosines((rows, leads * known), 0.2, 1, dtype), target, weight


LOSSES = {
    "mse": torch.nn.MSELoss(reduction="none"),
    "mae": torch.nn.L1Loss(reduction="none"),
    "huber": torch.nn.HuberLoss(reduction="none", delta=1.0),
}


def mean_loss(kind, output, target, weight):
    return (LOSSES[kind](output, target) * weight).sum() / weight.sum()


def write_networks():
    starts = [0, 4, 2]
    networks = []
    for kind, attends in KINDS:
        module = network(kind, attends, torch.float64)
        x, known, target, weight = batch(len(starts), starts, torch.float64)
        output = module(x, known, starts)
        loss = mean_loss("mse", output, target, weight)
        loss.backward()
        networks.append(
            {
                "cell": kind,
                "attends": attends,
                "output": numbers(output),
                "loss": loss.item(),
                "gradients": gradients(module),
            }
        )
    write("networks.json", {"starts": starts, "networks": networks})


def write_trajectories():
    rows = 12
    starts = [3 if row % 5 == 2 else 0 for row in range(rows)]
    trajectories = []
    for kind, attends in KINDS:
        for loss_kind in LOSSES:
            module = network(kind, attends, torch.float32)
            x, known, target, weight = batch(rows, starts, torch.float32)
            optimizer = torch.optim.Adam(module.parameters(), lr=0.02)
            losses = []
            for _ in range(10):
                optimizer.zero_grad()
                loss = mean_loss(loss_kind, module(x, known, starts), target, weight)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(module.parameters(), 0.5)
                optimizer.step()
                losses.append(loss.item())
            trajectories.append({"cell": kind, "attends": attends, "loss": loss_kind, "losses": losses})
    write("trajectories.json", {"starts": starts, "trajectories": trajectories})


# Networks of patches


class PatchNetwork(torch.nn.Module):
    """The wiring of PatchNetwork: a GRU over patches, and one step of the same cell for each patch of the horizon."""

    def __init__(self, patch, features, units, known, leads, traits):
        super().__init__()
        self.patch, self.leads, self.known_count, self.traits = patch, leads, known, traits
        self.count = -(-leads // patch)
        self.embedding = torch.nn.Linear(patch * features, units)
        self.rnn = torch.nn.GRU(units, units)
        self.segment_embedding = torch.nn.Embedding(self.count, units)
        if known:
            self.known = torch.nn.Linear(patch * known, units, bias=False)
        if traits:
            self.trait = torch.nn.Linear(traits, units, bias=False)
        self.head = torch.nn.Linear(units, patch)

    def forward(self, x, known, traits):
        """x is [patches, rows, patch * features], known [rows, leads, known], traits [rows, traits]."""
        rows = x.shape[1]
        _, last = self.rnn(torch.relu(self.embedding(x)))
        queries = self.segment_embedding.weight.unsqueeze(1).expand(-1, rows, -1)
        if self.known_count:
            padded = torch.nn.functional.pad(known, (0, 0, 0, self.count * self.patch - self.leads))
            queries = queries + self.known(padded.reshape(rows, self.count, -1)).transpose(0, 1)
        if self.traits:
            queries = queries + self.trait(traits)
        decoded, _ = self.rnn(queries.reshape(1, self.count * rows, -1), last.repeat(1, self.count, 1))
        leads = self.head(decoded[0]).reshape(self.count, rows, self.patch).transpose(0, 1)
        return leads.reshape(rows, -1)[:, : self.leads]


def write_patch_networks():
    """Leads that are whole patches and leads that are not, with and without what is known ahead and traits."""
    networks, rows, patches, features, patch, units = [], 3, 4, 2, 2, 4
    for leads, known, traits in ((4, 0, 0), (5, 1, 0), (5, 2, 2), (3, 0, 2), (1, 1, 1)):
        module = fill(PatchNetwork(patch, features, units, known, leads, traits))
        x = cosines((patches, rows, patch * features), 0.1)
        ahead = cosines((rows, leads * known + traits), 0.2)
        target = cosines((rows, leads), 0.3)
        weight = torch.ones((rows, leads), dtype=torch.float64)
        weight.reshape(-1)[1] = 0
        output = module(x, ahead[:, : leads * known].reshape(rows, leads, known), ahead[:, leads * known :])
        loss = mean_loss("mse", output, target, weight)
        loss.backward()
        networks.append(
            {
                "leads": leads,
                "known": known,
                "traits": traits,
                "output": numbers(output),
                "loss": loss.item(),
                "gradients": gradients(module),
            }
        )
    write("patches.json", {"networks": networks})


# Optimisers


def write_optimizers():
    count, runs = 7, []
    makers = {
        "adam": lambda p: torch.optim.Adam(p, lr=0.05),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.1),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1),
    }
    for name, make in makers.items():
        parameter = torch.nn.Parameter(cosines((count,)))
        optimizer = make([parameter])
        steps = []
        for step in range(1, 7):
            parameter.grad = cosines((count,), step)
            torch.nn.utils.clip_grad_norm_([parameter], 1.0)
            optimizer.step()
            steps.append(numbers(parameter))
        runs.append({"optimizer": name, "weights": steps})
    write("optimizers.json", {"runs": runs})


def write(name, content):
    text = json.dumps({"header": HEADER, **content}).replace("], ", "],\n").replace("}, ", "},\n")
    (HERE / name).write_text(text + "\n")
    print(name, len(text), "bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_layers()
    write_networks()
    write_patch_networks()
    write_trajectories()
    write_optimizers()
