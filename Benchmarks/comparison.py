#!/usr/bin/env python3
"""Compares Foresee with statsforecast, neuralforecast and darts on given sets, and writes the page of what it measured.

    python3 Benchmarks/comparison.py --data DIR [--binary .build/release/foresee] [-o Benchmarks/COMPARISON.md]

Every forecast is a process of its own, which reads a file that ends at the cutoff. Its seconds run from its start to its
end, its memory is what the system says of it when it has ended. All forecasts are scored by `foresee compare`. Rounds
alternate between the models. What is measured is kept in the folder of --work: the same command goes on where it was
stopped, and --minutes stops it between two forecasts.
"""
import argparse
import json
import os
import resource
import shlex
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "peers"))
import comparison_page

# In the order in which a round runs them, each on every set.
MODELS = [
    ("foresee", "blend"), ("statsforecast", "AutoTheta"), ("foresee", "ets"), ("darts", "LinearRegressionModel"),
    ("statsforecast", "AutoETS"), ("foresee", "gru"), ("neuralforecast", "NHITS"), ("darts", "ExponentialSmoothing"),
]
SETS = ["hospital", "nn5_daily", "ili", "vitals"]


class Run:
    """One model that forecasts one set."""

    def __init__(self, options, name, tool, model):
        self.options, self.set, self.tool, self.model = options, name, tool, model
        self.folder = os.path.join(options.work, name, f"{tool}-{model}")
        self.record = os.path.join(self.folder, "measured.json")
        self.facts = read(os.path.join(options.work, name, "facts.json"))
        kept = read(self.record) if os.path.exists(self.record) else []
        # What was not installed then may be now.
        self.measured = [one for one in kept if not one.get("error", "").startswith("absent")]

    @property
    def complete(self):
        """Whether every cutoff has its forecasts."""
        return len(self.measured) >= self.facts["cutoffs"] and not any("error" in one for one in self.measured)

    def wants_more(self, round):
        """Whether this round forecasts: the first does always, others where it takes less than --once seconds."""
        if any("error" in one for one in self.measured) or len(self.measured) >= round * self.facts["cutoffs"]:
            return False
        if round == 1:
            return True
        typical = statistics.median(one["seconds"] for one in self.measured)
        return typical < self.options.once and len(self.measured) < self.options.rounds

    def command(self, known, output):
        facts = [f"--horizon={self.facts['horizon']}", f"--season={self.facts['season']}"]
        if self.tool == "foresee":
            model = ["--target=y", f"--model={self.model}", "--level=80"]
            return [self.options.binary, "forecast", known, *facts, *model, "--quiet", f"--output={output}"]
        script = os.path.join(HERE, "peers", "forecast_set.py")
        frequency = f"--frequency={self.facts['frequency']}"
        steps = [f"--max-steps={self.options.max_steps}"] if self.tool == "neuralforecast" else []
        return [self.options.python, script, self.tool, self.model, known, *facts, frequency, *steps,
                f"--output={output}"]

    def forecast(self):
        """Forecasts at the next cutoff, and keeps what it took."""
        done, cutoffs = len(self.measured), self.facts["cutoffs"]
        os.makedirs(self.folder, exist_ok=True)
        cutoff = done % cutoffs + 1
        known = os.path.join(self.options.work, self.set, f"known-{cutoff}.csv")
        output = os.path.join(self.folder, f"cutoff-{cutoff}.csv" if done < cutoffs else "again.csv")
        one = measure(self.command(known, output), self.folder, self.options.limit)
        if "error" not in one:
            one |= self.checked(output)
        self.measured.append(one)
        with open(self.record, "w") as file:
            json.dump(self.measured, file, indent=1)
        print(f"{self.set} {self.tool} {self.model}: {one.get('error') or '%.1f s' % one['seconds']}", flush=True)

    def checked(self, output):
        """An error where a forecast is missing: a row that one model lacks would be scored for none."""
        with open(output) as file:
            column = next(file).rstrip("\n").split(",").index(self.model)
            cells = [line.rstrip("\n").split(",")[column] for line in file]
        found = sum(cell not in ("", "nan", "NaN", "inf", "-inf") for cell in cells)
        expected = self.facts["series"] * self.facts["horizon"]
        return {} if found == expected else {"error": f"{found} forecasts instead of {expected}"}

    def files(self):
        return [os.path.join(self.folder, f"cutoff-{cutoff + 1}.csv") for cutoff in range(self.facts["cutoffs"])]


def read(path):
    with open(path) as file:
        return json.load(file)


def measure(command, folder, limit):
    """The seconds, the processor's seconds and the peak megabytes of a process, or the last line of its error."""
    errors = os.path.join(folder, "errors.txt")
    # What this process has held counts as the memory of those that it starts.
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    with open(errors, "w") as file:
        child = subprocess.Popen(
            ["timeout", str(limit), *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file,
            cwd=folder)
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    one = {"seconds": seconds, "processor": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024,
           "floor": floor, "niceness": os.getpriority(os.PRIO_PROCESS, 0)}
    if child.returncode:
        with open(errors, errors="replace") as file:
            lines = [line.strip() for line in file if line.strip()]
        last = f"ended after {limit} s" if child.returncode == 124 else f"exit code {child.returncode}"
        one["error"] = lines[-1] if lines and child.returncode != 124 else last
    return one


def score(options, name, runs):
    """The metrics of every model and of naive ones, by model and metric."""
    files = [path for run in runs for path in run.files()]
    observed = os.path.join(options.work, name, "observed.csv")
    command = [options.binary, "compare", *files, "--truth", observed, "--target", "y", "--quiet", "--metrics", "-",
               "--season", str(runs[0].facts["season"])]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{shlex.join(command)}: {done.stderr}")
    scores = {}
    for line in done.stdout.splitlines()[1:]:
        model, metric, lead, series, value = line.rsplit(",", 4)
        if not lead and not series and value:
            scores.setdefault(model, {})[metric] = float(value)
    if runs[0].facts["season"] == 1:
        # It is naive then.
        scores.pop("seasonal-naive", None)
    return scores


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder that holds the sets")
    parser.add_argument("--binary", default=".build/release/foresee", help="the command of Foresee")
    parser.add_argument("--commit", help="the commit that the command was built from, for the page")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the other libraries")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--peers", default="statsforecast,neuralforecast,darts")
    parser.add_argument("--models", help="the models to run, of all that are known")
    parser.add_argument("--max-steps", type=int, default=1000, help="steps of neuralforecast, whose default is 1000")
    parser.add_argument("--work", default=".build/comparison", help="where files and measurements are kept")
    parser.add_argument("--rounds", type=int, default=3, help="how often a set is forecast by each model")
    parser.add_argument("--once", type=float, default=60, help="forecasts that take so many seconds are made once")
    parser.add_argument("--limit", type=int, default=900, help="the seconds after which a forecast is ended")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes, and go on with the same command")
    parser.add_argument("--unfinished", action="store_true", help="write the page after --minutes of what there is")
    parser.add_argument("-o", "--output", default=os.path.join(HERE, "COMPARISON.md"))
    chosen = parser.parse_args()
    chosen.binary, chosen.work = os.path.abspath(chosen.binary), os.path.abspath(chosen.work)
    if os.sep in chosen.python:
        chosen.python = os.path.abspath(chosen.python)
    if not os.access(chosen.binary, os.X_OK):
        parser.error(f"there is no {chosen.binary}: --binary names the command")
    chosen.sets = chosen.sets.split(",")
    return chosen


def in_turn(runs, rounds):
    """The runs that are to forecast next, round by round, so that what disturbs the machine disturbs all of them."""
    for round in range(1, rounds + 1):
        for run in runs:
            while run.wants_more(round):
                yield run


def main():
    chosen, start = options(), time.monotonic()
    cut = [name for name in chosen.sets if not os.path.exists(os.path.join(chosen.work, name, "facts.json"))]
    if cut:
        # Another process cuts, since what this one holds would count as the memory of those that it starts.
        script = os.path.join(HERE, "peers", "given_sets.py")
        subprocess.run([sys.executable, script, chosen.data, chosen.work, *cut], check=True)
    tools = ["foresee", *chosen.peers.split(",")]
    models = [(tool, model) for tool, model in MODELS if tool in tools]
    if chosen.models:
        models = [(tool, model) for tool, model in models if model in chosen.models.split(",")]
    runs = [Run(chosen, name, tool, model) for tool, model in models for name in chosen.sets]
    for run in in_turn(runs, chosen.rounds):
        if chosen.minutes is not None and time.monotonic() - start > 60 * chosen.minutes:
            if chosen.unfinished:
                break
            sys.exit("stopped for --minutes: the same command goes on")
        run.forecast()
    tables = {}
    for name in chosen.sets:
        own = [run for run in runs if run.set == name]
        tables[name] = own, score(chosen, name, [run for run in own if run.complete])
    page = comparison_page.page(chosen, tables)
    with open(chosen.output, "w") as file:
        file.write(page)
    print(f"wrote {chosen.output}")


if __name__ == "__main__":
    main()
