"""Prints what NormalEquationsTests and RidgeFitTests expect, by numpy alone:

    python3 Tests/Fixtures/ridge.py

The normal equations are solved from their definition, and the ridge regression of windows is made anew from
the description of a frame: centred on the last value, in standard deviations of the lookback, weighted by the
scale.
"""

import numpy as np


def cosine(index, phase=0.0):
    return np.cos(1.7 * np.asarray(index, dtype=float) + phase)


def noise(count, seed):
    """The numbers in (-1, 1) of ClosedFormPanel.noise: xorshift64*."""
    state, found = seed * 0x9E3779B97F4A7C15 % 2**64 | 1, []
    for _ in range(count):
        state ^= state >> 12
        state = (state ^ state << 25) % 2**64
        state ^= state >> 27
        found.append((state * 0x2545F4914F6CDD1D % 2**64 >> 11) / 2**52 - 1)
    return np.array(found)


def normal_equations():
    rows = np.arange(300)
    x = cosine(rows[:, None] ** 2 * (1 + np.arange(3)))
    y = x[:, :2] - x[:, 1:] + cosine(rows[:, None], np.arange(2))
    w = (1 + rows % 5 / 4)[:, None]
    x, y = w * x, w * y
    return np.linalg.solve(x.T @ x + np.diag([0.5, 1, 2]), x.T @ y).T


LOOKBACK = 6


def series(missing=None):
    """Steps of 2 to 4 and one jump, by which one target lies beyond 10 scales."""
    t = np.arange(240)
    x = 3.0 * t + 0.5 * cosine(t * t) + 0.8 * np.cos(0.2 * t) + np.where(t >= 200, 70.0, 0.0)
    if missing:
        x[2::missing] = np.nan
    return x


def least_scales(x):
    """Half the root mean square change of the rows before each row, renewed at every tenth row more."""
    least, count = np.zeros(len(x) + 1), 8
    while count <= len(x):
        seen = x[max(0, count - 2000) : count]
        changes = np.abs(np.diff(seen[~np.isnan(seen)]))
        usual = np.sort(changes[changes > 0])
        changes = np.minimum(changes, 30 * usual[len(usual) // 2])
        least[count:] = 0.5 * np.sqrt(np.mean(changes**2))
        count += max(1, count // 10)
    return least


def windows(x, horizon=2):
    """Inputs, targets, scale and origin of every whole window."""
    found, least = [], least_scales(x)
    for origin in range(LOOKBACK, len(x) - horizon + 1):
        rows, ahead = x[origin - LOOKBACK : origin], x[origin : origin + horizon]
        seen = rows[~np.isnan(rows)]
        centre = seen[-1]
        scale = max(np.std(seen - centre), least[origin])
        # What is missing is the value before it, or the first one there is.
        filled, value = [], seen[0]
        for row in rows:
            value = value if np.isnan(row) else row
            filled.append(value)
        inputs = np.float32(np.append((np.array(filled) - centre) / scale, 0.1)).astype(float)
        found.append((inputs, (ahead - centre) / scale, scale, origin))
    return found


def typical(found):
    scales = sorted(window[2] for window in found)
    return scales[len(scales) // 2]


def solve(found, penalty, typical, leads=slice(None)):
    x, y = [], []
    for inputs, target, scale, _ in found:
        target = target[leads]
        if np.isnan(target).any():
            continue
        weight = np.clip(scale / typical, 0.2, 5) * min(1, 10 / np.abs(target).max())
        x.append(weight * inputs)
        y.append(weight * target)
    x, y = np.array(x), np.array(y)
    gram = x.T @ x
    return np.linalg.solve(gram + penalty * np.trace(gram) / len(gram) * np.eye(len(gram)), x.T @ y).T


def cross_validated(x, penalty):
    """The mean absolute error in mean absolute changes, each block forecast by a fit to the others."""
    found, count = windows(x), 5
    length = -(-len(x) // count)

    def block(row):
        return min(count - 1, (len(x) - 1 - row) // length)

    place = [(block(window[3] + 1), block(window[3])) for window in found]
    errors = []
    for left in range(count):
        rest = [window for window, blocks in zip(found, place) if left not in blocks]
        ridge = solve(rest, penalty, typical(found))
        for (inputs, target, scale, _), blocks in zip(found, place):
            if blocks == (left, left) and np.abs(target).max() <= 100:
                errors.append(np.abs(ridge @ inputs - target) * scale)
    return np.mean(errors) / np.mean(np.abs(np.diff(x)))


def cost_of_medians(x, penalty):
    """The products of differences of mean and median in two halves, over the squares about the means."""
    found = windows(x, horizon=1)
    ridge = solve(found, penalty, typical(found))[0]
    forecasts = np.array([ridge @ inputs for inputs, _, _, _ in found])
    weights = np.clip([window[2] / typical(found) for window in found], 0.2, 5)
    errors = weights * (np.array([window[1][0] for window in found]) - forecasts)
    places = np.arange(len(found))
    halves = [places[2 * places // len(found) == half] for half in range(2)]
    halves = [half[np.argsort(forecasts[half])] for half in halves]
    cost = squares = 0.0
    for third in range(3):
        parts = [errors[half[len(half) * third // 3 : len(half) * (third + 1) // 3]] for half in halves]
        differences = [np.mean(part) - np.median(part) for part in parts]
        squares += sum(np.sum((part - np.mean(part)) ** 2) for part in parts)
        cost += (len(parts[0]) + len(parts[1])) * differences[0] * differences[1]
    return cost / squares


if __name__ == "__main__":
    print("normal equations", normal_equations().tolist())
    found = windows(series())
    print("largest target", max(np.abs(window[1]).max() for window in found))
    print("ridge", solve(found, 0.1, typical(found)).tolist())
    for penalty in [100, 10, 1, 0.1, 1e-2, 1e-3, 1e-4]:
        print("loss", penalty, cross_validated(series(), penalty))
    found = windows(series(missing=3))
    for lead in range(2):
        print("ridge of lead", lead, solve(found, 0.1, typical(found), slice(lead, lead + 1)).tolist())
    print("cost of medians, symmetric", cost_of_medians(noise(1500, 5), 0.1))
    print("cost of medians, skewed", cost_of_medians(-np.log((noise(1500, 5) + 1) / 2), 0.1))
