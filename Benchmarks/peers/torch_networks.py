"""Training steps and inference of recurrent networks in PyTorch, on request, as windows a second.

A step is forward, mean squared error, backward, clip_grad_norm_ to 1 and fused Adam, on a fixed batch.
The hybrids are the network of Sources/Layers/AttentionNetwork.swift, module by module, and segment-gru is that of
PatchNetwork.swift.
"""
import time

from answering import absent, serve

try:
    import torch
    from torch import nn
except ModuleNotFoundError as error:
    absent(error)

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class Recurrent(nn.Module):
    """A stack of recurrent layers; its last state is decoded into all leads."""

    def __init__(self, cell, features, units, layers, horizon):
        super().__init__()
        self.rnn = CELLS[cell](features, units, layers, batch_first=True)
        self.head = nn.Linear(units, horizon)

    def forward(self, inputs):
        states, _ = self.rnn(inputs)
        return self.head(states[:, -1])


class RecurrentAttention(nn.Module):
    """Attention over all states of the stack: a query for each lead, made of the last state and an embedding."""

    def __init__(self, cell, features, units, layers, horizon, heads):
        super().__init__()
        self.rnn = CELLS[cell](features, units, layers, batch_first=True)
        self.lead_embedding = nn.Embedding(horizon, units)
        self.attention = nn.MultiheadAttention(units, heads, batch_first=True)
        self.norm = nn.LayerNorm(units)
        self.head = nn.Linear(units, 1)

    def forward(self, inputs):
        states, _ = self.rnn(inputs)
        queries = states[:, -1:] + self.lead_embedding.weight
        mixed, _ = self.attention(queries, states, states, need_weights=False)
        return self.head(self.norm(queries + mixed)).squeeze(-1)


class Patches(nn.Module):
    """A GRU over patches of the input; one step of it from the last state for each patch of the horizon."""

    def __init__(self, features, units, horizon, patch):
        super().__init__()
        self.patch, self.horizon = patch, horizon
        count = -(-horizon // patch)
        self.embedding = nn.Linear(patch * features, units)
        self.rnn = nn.GRU(units, units, batch_first=True)
        self.places = nn.Parameter(0.3 * torch.randn(count, units))
        self.head = nn.Linear(units, patch)

    def forward(self, inputs):
        batch, count = inputs.shape[0], self.places.shape[0]
        patches = inputs.reshape(batch, inputs.shape[1] // self.patch, -1)
        _, last = self.rnn(torch.relu(self.embedding(patches)))
        queries = self.places.repeat(batch, 1).unsqueeze(1)
        decoded, _ = self.rnn(queries, last.repeat_interleave(count, dim=1))
        return self.head(decoded.squeeze(1)).reshape(batch, -1)[:, : self.horizon]


class Trial:
    """A network with its optimiser and a batch."""

    def __init__(self, request):
        torch.manual_seed(0)
        cell, _, attention = request["network"].partition("-")
        sizes = [request[name] for name in ("features", "units", "layers", "horizon")]
        if request["network"] == "segment-gru":
            features, units, _, horizon = sizes
            self.network = Patches(features, units, horizon, request["patch"])
        elif attention:
            self.network = RecurrentAttention(cell, *sizes, request["heads"])
        else:
            self.network = Recurrent(cell, *sizes)
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1e-3, fused=True)
        self.inputs = torch.randn(request["batch"], request["steps"], request["features"])
        self.targets = torch.randn(request["batch"], request["horizon"])

    def training(self):
        self.network.train()
        self.optimizer.zero_grad(set_to_none=True)
        nn.functional.mse_loss(self.network(self.inputs), self.targets).backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()

    def inference(self):
        self.network.eval()
        with torch.inference_mode():
            self.network(self.inputs)


trials = {}


def windows_per_second(request):
    seconds, work, threads = (request.pop(name) for name in ("seconds", "work", "threads"))
    torch.set_num_threads(threads)
    key = tuple(sorted(request.items()))
    if key not in trials:
        trials.clear()
        trials[key] = Trial(request)
        for _ in range(3):
            trials[key].training()
            trials[key].inference()
    run = getattr(trials[key], work)
    run()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        run()
        count += 1
    return count * request["batch"] / (time.perf_counter() - start)


serve("torch " + torch.__version__, windows_per_second)
